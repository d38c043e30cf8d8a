import { isHarmlessName } from './name-words.ts'

/**
 * Decides what may go into git from a file that does not say what is secret. A harmless value that is taken for a secret costs a
 * GitHub secret; a secret that is taken for a harmless value ends up in git. So a value is harmless only if every word of its
 * name is known to be harmless and it reads like words and numbers.
 */
const NAMES =
  /passw|passphrase|passcode|pwd|secret|token|(api|access|account|shared|signing|encryption|master)[_-]?key|(^|[\W_])(pg)?(key|pin|pat|otp|sas|pass|pw|creds?|jwt|hmac|fernet|psk)$|private|credential|auth(?!or)|bearer|keyfile|service_?account|webhook|dsn|conn(ection)?_?str|proxy|proxies|cookie|signature|salt/i

const VALUES = [
  /-----BEGIN /,
  // A login in a URL, as in postgres://user:password@host or https://token@host.
  /:\/\/[^/\s]*@/,
  /(pass(w(or)?d)?|pwd|secret|token|key|sig|signature)["']?\s*[=:]/i,
  // The prefixes of tokens from large issuers, JSON Web Tokens, and chat webhooks that accept messages from anybody.
  /\b(gh[pousr]_|github_pat_|glpat-|xox[a-z]-|sk-|sk_|hv[sbr]\.|[sb]\.[A-Za-z0-9]{20}|AKIA|ASIA|AIza|SG\.|dapi|npm_|pypi-|eyJ[\w-]{10})/,
  // What Airflow and others show instead of a secret.
  /\*{3}/,
  /hooks\.slack\.com|discord(app)?\.com\/api\/webhooks|webhook/i,
  /\b[0-9a-f]{32,}\b/i
]

/** Whether a name says that its value, and everything below it, is secret. */
export function hasSecretName(name: string): boolean {
  return NAMES.test(name) && !isHarmlessName(name)
}

/** Whether text contains something that looks like a secret. Enough for fields that hold an address or a name. */
export function holdsSecret(text: string): boolean {
  return VALUES.some(form => form.test(text)) || text.split(/[^\w+/=~.-]+/).some(isRandom)
}

/** Twenty characters without a space, with lower-case and upper-case letters and digits. */
const isRandom = (word: string) => word.length >= 20 && /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word)

/** What is not a secret even under an unknown name: empty text, a yes or no, a small number. */
const TRIFLE = /^(true|false|yes|no|null|none|-?\d{1,3}(\.\d{1,3})?)?$/i

/** Whether text under this name may be a secret; empty text never is. */
export function looksSecret(name: string, text: string): boolean {
  if (TRIFLE.test(text)) return text !== '' && hasSecretName(name)
  return !isHarmlessName(name) || holdsSecret(text) || !isPlainSpeech(text)
}

/** A word in one case or in camel case, a number with or without a unit, or both together as in `db1` and `eu-west-1a`. */
const WORD =
  /^(\p{Lu}?\p{Ll}{1,20}(\p{Lu}\p{Ll}{2,12}){0,4}|\p{Lu}{1,14}|\p{Lo}+|\p{L}{1,3}\d{1,3}|\d{1,4}\p{L}{0,3}|\d{1,12}|\d\dT\d\d)$/u

/**
 * Whether all pieces are words and numbers. Other characters inside a piece, many around it, or digits inside a word suggest a
 * password.
 */
function isPlainSpeech(text: string): boolean {
  if (/^\d{8,}$/.test(text)) return false
  return text.split(/\s+/).every(piece => {
    const [inside = ''] = /[\p{L}\p{N}](.*[\p{L}\p{N}])?/u.exec(piece) ?? []
    if (piece.length - inside.length > 6) return false
    const core = inside.replace(/^([\w.+-]+)@([\w-]+\.[\w.-]+)$/, '$1.$2')
    const between = core.includes('://') ? /[^\p{L}\p{N}]+/u : /[-_.,:;/='"()[\]{}<>]+/
    return core === '' || core.split(between).every(word => WORD.test(word))
  })
}

/** A secret in a structure. `isKey`: it is the last key of the path itself. */
export interface Leaf {
  readonly path: readonly string[]
  readonly value: string | number
  readonly isKey?: true
}

/** The strings of a structure that may be secrets, keys that look like one, and everything below a key that names one. */
export const secretLeaves = (tree: unknown, name: string): Generator<Leaf> => leavesOf(tree, { path: [], name, inherited: false })

interface Node {
  readonly path: readonly string[]
  /** The items of a list have the name of the list. */
  readonly name: string
  readonly inherited: boolean
}

function* leavesOf(tree: unknown, { path, name, inherited }: Node): Generator<Leaf> {
  const secret = inherited || hasSecretName(name)
  if (typeof tree === 'object' && tree !== null) {
    for (const [key, child] of Object.entries(tree)) {
      const isItem = Array.isArray(tree)
      if (!isItem && holdsSecret(key)) yield { path: [...path, key], value: key, isKey: true }
      yield* leavesOf(child, { path: [...path, key], name: isItem ? name : key, inherited: secret })
    }
  } else if (typeof tree === 'string') {
    if (tree !== '' && (secret || looksSecret(name, tree))) yield { path, value: tree }
  } else if (typeof tree === 'number' && (secret || !(TRIFLE.test(String(tree)) || isHarmlessName(name))))
    yield { path, value: tree }
}
