/** What to do about an answer: its status, part of what its error says, and the hint. */
interface Row {
  /** Absent: any. */
  readonly status?: number
  /** Absent: whatever it says. */
  readonly says?: string
  readonly hint: string
}

const TOO_LARGE = 'The value is larger than this server accepts (1 MiB by default).'
const LEADERLESS = 'The cluster elects a leader, or its nodes do not reach each other.'
const IN_FRONT =
  'That was a balancer or proxy in front of Vault, which did not reach it: see whether the server runs, and its address there.'

/** The first row that fits. A row for each status that is in the retry table, and for the refusals that people meet. */
const ROWS: readonly Row[] = [
  {
    status: 301,
    hint: 'Something in front of Vault sends requests elsewhere: give the address where Vault itself answers as vault-url.'
  },
  {
    status: 302,
    hint: 'Something in front of Vault sends requests elsewhere: give the address where Vault itself answers as vault-url.'
  },
  { status: 307, hint: LEADERLESS },
  { status: 400, says: 'HTTP request to an HTTPS server', hint: 'The server speaks TLS: begin vault-url with https://.' },
  {
    status: 400,
    says: 'non-versioned to versioned data',
    hint: 'The mount is being made KV version 2: run again in a minute; should it go on, its server log says why.'
  },
  { status: 403, hint: 'The policies of this token do not allow this path (a wrong namespace looks the same).' },
  {
    status: 404,
    says: 'no handler for route',
    hint: 'No secrets engine or auth method is mounted at this path in this namespace.'
  },
  {
    status: 404,
    says: 'unsupported path',
    hint: 'Something else is mounted there, or the name has characters that it does not take.'
  },
  { status: 404, says: 'knows no such path', hint: 'This server is too old for that, or the mount is another one.' },
  { status: 404, says: 'was deleted', hint: '`vault kv undelete` brings it back.' },
  { status: 404, says: 'was destroyed', hint: 'Nothing brings it back: it has to be written anew.' },
  { status: 404, hint: 'Check the name, and that vault-namespace is where it is.' },
  { status: 405, hint: 'This server does not offer that, or something else is mounted there.' },
  { status: 407, hint: 'That was a proxy: check user and password in HTTP_PROXY, or name the server in NO_PROXY.' },
  {
    status: 412,
    hint: 'This node lags behind its cluster, or an agent in front of it refuses: name another one as vault-url, or a balancer.'
  },
  { status: 413, hint: TOO_LARGE },
  {
    status: 429,
    says: 'lease count',
    hint: 'The server has as many leases as it allows: an operator has to raise the quota.'
  },
  { status: 429, hint: 'The server limits the rate of requests: wait, or ask an operator for a larger quota.' },
  { status: 472, hint: 'This cluster is kept for disaster recovery: name the one in use as vault-url.' },
  { status: 473, hint: 'This node only stands by: name the active one as vault-url, or a balancer.' },
  { status: 474, hint: 'This node stands by and does not reach the active one: name that as vault-url, or a balancer.' },
  { says: 'value being too large', hint: TOO_LARGE },
  {
    status: 500,
    says: 'internal error',
    hint: 'Vault keeps the reason to itself; most often it cannot write its audit log, or its storage fails. Its own log says more.'
  },
  { status: 500, says: 'local node not active', hint: LEADERLESS },
  { status: 500, says: 'leadership lost', hint: LEADERLESS },
  { status: 500, hint: 'Should its words not say enough, the log of the server says more.' },
  { status: 502, hint: IN_FRONT },
  { status: 503, says: 'sealed', hint: 'The server is sealed: nothing can be read or written until an operator unseals it.' },
  { status: 503, hint: 'The cluster has no leader at the moment, or something in front of it finds no node that serves.' },
  { status: 504, hint: IN_FRONT },
  { status: 530, hint: 'This node was removed from its cluster: name another one as vault-url, or a balancer.' }
]

const TOKEN_GONE = 'Vault does not know this token: it is misspelt, expired, revoked, or of another namespace or server.'

/** `said`: the words of the error. Undefined where nothing else can help, as with most of what Vault refuses with 400. */
export function hintFor(status: number, errors: readonly string[], said: string): string | undefined {
  if (status === 403 && isTokenGone(errors)) return TOKEN_GONE
  return ROWS.find(row => (row.status ?? status) === status && said.includes(row.says ?? ''))?.hint
}

/** OpenBao sends the bare text, Vault adds `invalid token`; a policy's refusal comes wrapped by both. */
export const isTokenGone = (errors: readonly string[]): boolean =>
  errors.some(error => error.trim() === 'permission denied' || error.includes('invalid token'))
