import { VaultError, VaultUnreachable } from '../errors.ts'

/** What is known of a request that failed: `unknown` may have been executed, `refused` would be refused again. */
export type FailureKind = 'not executed' | 'unknown' | 'refused'

export interface Verdict {
  readonly outcome: FailureKind
  /** How long it is retried, in milliseconds; 0 for a refusal. */
  readonly patienceMs: number
}

interface Row {
  readonly status: number
  /** Part of one of the texts; absent: whatever they are. */
  readonly says?: string
  readonly outcome: FailureKind
  readonly patienceMs?: number
}

/** The longest election seen on a real cluster took 20 s; a fixed count of attempts gave up too early. */
export const PATIENCE_MS = 30_000
/** A server that limits the rate is healthy; the limit of the run ends the wait. */
const WHILE_LIMITED_MS = 3_600_000
/** Another node behind the same address may be unsealed; an operator would need longer. */
const WHILE_SEALED_MS = 5_000

/** The first row that fits an answer counts. An answer without a row is a refusal. */
const ANSWERS: readonly Row[] = [
  // A standby without a leader, which may have died after it did the work. The address in the answer is the dead leader's.
  { status: 307, outcome: 'unknown' },
  { status: 400, says: 'non-versioned to versioned data', outcome: 'not executed' },
  { status: 412, outcome: 'not executed' },
  // Waiting frees no lease.
  { status: 429, says: 'lease count quota exceeded', outcome: 'refused' },
  { status: 429, outcome: 'not executed', patienceMs: WHILE_LIMITED_MS },
  // One node that cannot serve: a balancer may choose another one the next time.
  { status: 472, outcome: 'not executed' },
  { status: 473, outcome: 'not executed' },
  { status: 474, outcome: 'not executed' },
  { status: 530, outcome: 'not executed' },
  // All other 500s are refusals: AppRole and KV send them for mistakes in the request.
  // The audit device failed, perhaps only after the work was done.
  { status: 500, says: 'internal error', outcome: 'unknown' },
  { status: 500, says: 'transaction commit failed', outcome: 'unknown' },
  { status: 500, says: 'leadership lost while committing log', outcome: 'unknown' },
  { status: 500, says: 'local node not active but active cluster node not found', outcome: 'unknown' },
  { status: 500, says: 'context deadline exceeded', outcome: 'unknown' },
  { status: 502, outcome: 'unknown' },
  { status: 503, says: 'sealed', outcome: 'not executed', patienceMs: WHILE_SEALED_MS },
  { status: 503, outcome: 'not executed' },
  { status: 504, outcome: 'unknown' }
]

/** A certificate, or a port that speaks something else: the next attempt meets the same. */
const HOPELESS = /CERT|UNABLE_TO_|^EPROTO$|^ERR_TLS|^ERR_SSL|^HPE_|^PROXY_REFUSED$|^NOT_VAULT$|^TOO_LARGE$/

/** What may be done after a failure. */
export function judge(error: unknown): Verdict {
  if (error instanceof VaultUnreachable) {
    if (error.code !== undefined && HOPELESS.test(error.code)) return REFUSED
    return { outcome: error.sent ? 'unknown' : 'not executed', patienceMs: PATIENCE_MS }
  }
  if (!(error instanceof VaultError)) return REFUSED
  const row = ANSWERS.find(({ status, says }) => status === error.status && (says === undefined || error.says(says)))
  if (row === undefined || row.outcome === 'refused') return REFUSED
  return { outcome: row.outcome, patienceMs: row.patienceMs ?? PATIENCE_MS }
}

const REFUSED: Verdict = { outcome: 'refused', patienceMs: 0 }
