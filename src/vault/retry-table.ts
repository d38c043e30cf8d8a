import { type Row, type Verdict, verdictOn, WHILE_LIMITED_MS } from '../http/verdict.ts'

/** Another node behind the same address may be unsealed; an operator would need longer. */
const WHILE_SEALED_MS = 5_000

/** The first row that fits an answer counts. An answer without a row is a refusal. */
export const REFUSALS: readonly Row[] = [
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

/** What may be done after a failure. */
export const judge = (error: unknown): Verdict => verdictOn(error, REFUSALS)
