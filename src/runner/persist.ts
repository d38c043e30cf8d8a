import { setTimeout as sleep } from 'node:timers/promises'

/** How GitHub is asked for what no run may fail for: a few attempts, and no longer than listeners may work. */

/** Less than a listener may take. */
const LIMIT_MS = 15_000
const ATTEMPTS = 3
const FIRST_WAIT_MS = 300

/**
 * Does that, up to three times where a refusal may pass. Each attempt starts from the beginning and must look at what there is: an
 * earlier one may have been carried out without an answer. Throws a `Refused`.
 */
export async function persist<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(LIMIT_MS)
  let isFinal = true
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(signal)
    } catch (error) {
      isFinal &&= isRefusal(error) && !signal.aborted
      const wait = waitAfter(error, attempt)
      if (attempt === ATTEMPTS || wait === undefined || signal.aborted) throw refused(error, signal, isFinal)
      // The time limit may end it.
      await sleep(wait, undefined, { signal }).catch(() => {})
    }
  }
}

/** Does once what the next run will do otherwise. Why it was not done, if it was not: `GitHub (403): …`. */
export async function tryOnce(work: () => Promise<void>, signal: AbortSignal): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    return refused(error, signal, false).message
  }
}

/** What GitHub said, or that it said nothing: `GitHub (403): Resource not accessible by integration`. */
export class Refused extends Error {
  /** Whether the token lacks a permission for that. */
  readonly isForbidden: boolean
  /** Whether GitHub has carried out no attempt, and will carry out no other. */
  readonly isFinal: boolean

  constructor(message: string, { isForbidden, isFinal }: Pick<Refused, 'isForbidden' | 'isFinal'>) {
    super(message)
    this.isForbidden = isForbidden
    this.isFinal = isFinal
  }
}

interface Failure {
  readonly status?: number
  readonly message: string
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> }
  /** What GraphQL refuses, with status 200. */
  readonly errors?: readonly { readonly message: string }[]
}

function refused(error: unknown, signal: AbortSignal, isFinal: boolean): Refused {
  const { status, response, errors, message: all } = error as Failure
  const message = errors?.[0]?.message ?? all
  // A proxy in between answers with a page, which tells nobody anything in a log.
  const words = /^\s*</.test(message) ? 'a page instead of an answer' : message
  const said = signal.aborted ? `no answer within ${LIMIT_MS / 1000} s` : words
  // Without an answer, @octokit makes up a 500.
  const code = status === undefined || response === undefined || signal.aborted ? '' : ` (${status})`
  const isForbidden = (status ?? 403) === 403 && /not accessible by/i.test(message)
  return new Refused(`GitHub${code}: ${said}`, { isForbidden, isFinal })
}

const isLimit = ({ status, message }: Failure): boolean => status === 429 || (status === 403 && /rate limit/i.test(message))

function isRefusal(error: unknown): boolean {
  const { status = 0 } = error as Failure
  return status >= 400 && status < 500 && status !== 408 && !isLimit(error as Failure)
}

/** How long to wait before another attempt; undefined if that would not help, or not in time. */
function waitAfter(error: unknown, attempt: number): number | undefined {
  const { status, response } = error as Failure
  if (status === undefined || status >= 500) return FIRST_WAIT_MS * 2 ** attempt
  if (!isLimit(error as Failure)) return undefined
  const seconds = Number(response?.headers?.['retry-after'] ?? Number.NaN)
  return seconds * 1000 < LIMIT_MS / 2 ? seconds * 1000 : undefined
}
