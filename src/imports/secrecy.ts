/**
 * What is taken for a secret in a file that does not say so. Wrongly taken, a harmless value costs a GitHub secret; wrongly left,
 * a secret lies in git. Hence by name, and by value.
 */
const NAMES =
  /passw|passphrase|pwd|secret|token|api_?key|access_?key|private|credential|authorization|keyfile|service_?account|webhook|dsn|conn(ection)?_?str|proxy|proxies|cookie|signature|salt/i

const VALUES = [
  /-----BEGIN /,
  // A login in a URL, as in postgres://user:password@host or https://token@host.
  /:\/\/[^/\s]*@/,
  /(passw(or)?d|pwd|secret|token|key|sig|signature)["']?\s*[=:]/i,
  // What the great issuers put in front of their tokens, a JSON Web Token, and the addresses of chats that take messages from all.
  /\b(gh[pousr]_|github_pat_|glpat-|xox[a-z]-|sk-|sk_|hv[sbr]\.|[sb]\.[A-Za-z0-9]{20}|AKIA|ASIA|AIza|SG\.|dapi|npm_|pypi-|eyJ[\w-]+\.)/,
  /hooks\.slack\.com|discord(app)?\.com\/api\/webhooks|webhook/i,
  // Twenty characters without a space, with small and capital letters and digits.
  /(?=[\w+/=~.-]{20})(?=[\w+/=~.-]*[a-z])(?=[\w+/=~.-]*[A-Z])(?=[\w+/=~.-]*\d)/,
  /\b[0-9a-f]{32,}\b/i
]

export function hasSecretName(name: string): boolean {
  return NAMES.test(name)
}

/** Whether a text of this name is taken for a secret; the empty text never is. */
export function looksSecret(name: string, text: string): boolean {
  return text !== '' && (hasSecretName(name) || VALUES.some(form => form.test(text)))
}

/** Where secrets stand in a structure: the texts that look like one, or that have a key above them that does. */
export function* secretLeaves(
  tree: unknown,
  path: readonly string[] = [],
  inherited = false
): Generator<{ readonly path: readonly string[]; readonly value: unknown }> {
  const name = path.at(-1) ?? ''
  const secret = inherited || hasSecretName(name)
  if (typeof tree === 'object' && tree !== null) {
    for (const [key, child] of Object.entries(tree)) yield* secretLeaves(child, [...path, key], secret)
  } else if (typeof tree === 'string') {
    if (tree !== '' && (secret || looksSecret(name, tree))) yield { path, value: tree }
  } else if (typeof tree === 'number' && secret) yield { path, value: tree }
}
