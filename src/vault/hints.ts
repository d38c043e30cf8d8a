/** The answers that a hint is for: their status, and part of what their error says. */
interface Row {
  /** Absent: any. */
  readonly status?: number
  /** Absent: whatever it says. */
  readonly says?: string
  readonly hint: string
}

const TOO_LARGE = 'Shorten the value, or have the limit of the server raised (1 MiB by default).'
const LEADERLESS = 'Run again: the cluster is electing a leader. If that does not help, its nodes may not reach each other.'
const IN_FRONT =
  'A balancer or proxy in front of Vault could not reach it: check that the server is running, and its address in the balancer.'
const REDIRECTED = 'Something in front of Vault redirects requests: set `vault-url` to the address where Vault itself answers.'

/** The first row that fits counts. There is one for each status in the retry table, and for the refusals that people meet. */
const ROWS: readonly Row[] = [
  { status: 301, hint: REDIRECTED },
  { status: 302, hint: REDIRECTED },
  { status: 308, hint: REDIRECTED },
  { status: 307, hint: LEADERLESS },
  { status: 400, says: 'HTTP request to an HTTPS server', hint: 'The server expects TLS: start `vault-url` with https://.' },
  {
    status: 400,
    says: 'non-versioned to versioned data',
    hint: 'The mount is being upgraded to KV version 2: run again in a minute. If that does not help, look in the server log.'
  },
  { status: 401, hint: 'It is probably not Vault that answers: check `vault-url`, and what is in front of Vault.' },
  { status: 403, hint: 'Allow this path in the policies of the token. A wrong namespace gets the same answer.' },
  {
    status: 404,
    says: 'no handler for route',
    hint: 'Check the mount and the namespace: no secrets engine or auth method is mounted at this path.'
  },
  {
    status: 404,
    says: 'unsupported path',
    hint: 'Check the mount and the name: something else is mounted there, or the name has characters that it does not accept.'
  },
  {
    status: 404,
    says: 'has no such endpoint',
    hint: 'Check the mount: it is not the one you mean, or this server is too old for the request.'
  },
  { status: 404, says: 'was deleted', hint: 'Restore it with `vault kv undelete`.' },
  { status: 404, says: 'was destroyed', hint: 'Write it again: a destroyed version cannot be restored.' },
  { status: 404, hint: 'Check the name, and that it is in the namespace that `vault-namespace` names.' },
  { status: 405, hint: 'Check the mount: something else is mounted there, or this server does not support the request.' },
  {
    status: 407,
    hint: 'A proxy refused the request: check user and password in HTTPS_PROXY or HTTP_PROXY, or add the server to NO_PROXY.'
  },
  {
    status: 412,
    hint: 'This node lags behind its cluster, or an agent in front of it refuses: set `vault-url` to another node or a balancer.'
  },
  { status: 413, hint: TOO_LARGE },
  {
    status: 429,
    says: 'lease count',
    hint: 'The server has reached its lease quota: ask its operators to raise it.'
  },
  { status: 429, hint: 'The server limits the rate of requests: run again later, or ask its operators for a larger quota.' },
  { status: 472, hint: 'This cluster is a disaster recovery secondary: set `vault-url` to the primary.' },
  { status: 473, hint: 'This node is a standby: set `vault-url` to the active node or a balancer.' },
  { status: 474, hint: 'This node is a standby that cannot reach the active node: set `vault-url` to that node or a balancer.' },
  { says: 'value being too large', hint: TOO_LARGE },
  {
    status: 500,
    says: 'internal error',
    hint: 'Look in the server log for the reason: usually Vault cannot write its audit log, or its storage fails.'
  },
  { status: 500, says: 'local node not active', hint: LEADERLESS },
  { status: 500, says: 'leadership lost', hint: LEADERLESS },
  {
    status: 500,
    says: 'subset relationship',
    hint: 'The role has CIDR bounds of its own: add the addresses of the secret-id to its `secret_id_bound_cidrs` and `token_bound_cidrs`, or remove these.'
  },
  { status: 500, hint: 'Look in the server log for details.' },
  { status: 502, hint: IN_FRONT },
  { status: 503, says: 'sealed', hint: 'The server is sealed: ask its operators to unseal it.' },
  {
    status: 503,
    hint: 'Run again: the cluster has no leader at the moment, or a balancer in front of it finds no healthy node.'
  },
  { status: 504, hint: IN_FRONT },
  { status: 530, hint: 'This node was removed from its cluster: set `vault-url` to another node or a balancer.' }
]

const TOKEN_GONE =
  'Vault does not know this token: it is mistyped, expired or revoked, or belongs to another namespace or server.'

/** `said`: the text of the error. Undefined if there is nothing to add, as for most answers with 400. */
export function hintFor(status: number, errors: readonly string[], said: string): string | undefined {
  if (status === 403 && isTokenGone(errors)) return TOKEN_GONE
  return ROWS.find(row => (row.status ?? status) === status && said.includes(row.says ?? ''))?.hint
}

/** OpenBao sends the bare text, Vault adds `invalid token`; a policy's refusal comes wrapped by both. */
export const isTokenGone = (errors: readonly string[]): boolean =>
  errors.some(error => error.trim() === 'permission denied' || error.includes('invalid token'))

/** What to do about a secret that Vault is going to delete by itself. `next`: who writes it once more. */
export const keepHint = (mount: string, path: string, next = 'run again'): string =>
  `Take it off the mount (\`vault write ${mount}/config delete_version_after=0s\`) or off the key (\`vault kv metadata put -mount=${mount} -delete-version-after=0s ${path}\`). Then ${next}: it writes what Vault would still delete once more.`
