import { Refusal, Unreachable } from './errors.ts'

/** What is known of a request that failed: `unknown` may have been executed, `refused` would be refused again. */
export type FailureKind = 'not executed' | 'unknown' | 'refused'

export interface Verdict {
  readonly outcome: FailureKind
  /** How long it is retried, in milliseconds; 0 for a refusal. */
  readonly patienceMs: number
}

/** What may be done after an answer of this status. */
export interface Row {
  readonly status: number
  /** Part of one of the texts; absent: whatever they are. */
  readonly says?: string
  readonly outcome: FailureKind
  readonly patienceMs?: number
}

/** The longest election seen on a real cluster of Vault took 20 s; a fixed count of attempts gave up too early. */
const PATIENCE_MS = 30_000
/** A server that limits the rate is healthy; the limit of the run ends the wait. */
export const WHILE_LIMITED_MS = 3_600_000

/** A certificate, or a port that speaks something else: the next attempt meets the same. */
const HOPELESS = /CERT|UNABLE_TO_|^EPROTO$|^ERR_TLS|^ERR_SSL|^HPE_|^PROXY_REFUSED$|^NOT_JSON$|^TOO_LARGE$/

const REFUSED: Verdict = { outcome: 'refused', patienceMs: 0 }

/** What may be done after a failure. A refusal is looked up in the rows of its service; one without a row is final. */
export function verdictOn(error: unknown, rows: readonly Row[]): Verdict {
  if (error instanceof Unreachable) {
    if (error.code !== undefined && HOPELESS.test(error.code)) return REFUSED
    return { outcome: error.sent ? 'unknown' : 'not executed', patienceMs: PATIENCE_MS }
  }
  if (!(error instanceof Refusal)) return REFUSED
  const row = rows.find(({ status, says }) => status === error.status && (says === undefined || error.says(says)))
  if (row === undefined || row.outcome === 'refused') return REFUSED
  return { outcome: row.outcome, patienceMs: row.patienceMs ?? PATIENCE_MS }
}
