import pMap from 'p-map'
import { StalePlan } from '../apply/stale-plan.ts'
import { failureOf, UserError } from '../base/errors.ts'
import { type Finding, sentenceOf } from '../base/finding.ts'
import type { Target, Tell } from '../plan/event.ts'
import { FleetingRecord } from '../records/fleeting.ts'
import type { RunPorts } from './ports.ts'
import type { PreparedRun } from './prepare.ts'

interface Failure {
  readonly about: Target
  readonly findings: readonly Finding[]
}

/** How many names a sentence lists. */
const NAMES = 10

/**
 * What came of each Deployment of a run. Of several, one that fails stops no other, and the end of the run says which. The only
 * one ends the run as it fails.
 */
export class Results {
  readonly isAlone: boolean
  readonly #count: number
  readonly #tell: Tell
  readonly #signal: AbortSignal
  readonly #failed = new Map<string, Failure>()
  readonly #succeeded = new Set<string>()
  readonly #skipped: string[] = []

  constructor({ inputs, scopes }: Pick<PreparedRun, 'inputs' | 'scopes'>, { tell, signal }: Pick<RunPorts, 'tell' | 'signal'>) {
    this.#count = scopes.flatMap(({ targets }) => targets).length
    // Without Astro a run is about their scopes alone.
    this.isAlone = (inputs.astro === undefined ? scopes.length : this.#count) < 2
    this.#tell = tell
    this.#signal = signal
  }

  /** Does that for these; undefined if it failed for them alone. What concerns the whole run is thrown. */
  async of<T>(targets: readonly Target[], act: () => Promise<T>): Promise<T | undefined> {
    this.#signal.throwIfAborted()
    try {
      return await act()
    } catch (error) {
      if (this.isAlone || this.#signal.aborted || isOfRun(error)) throw error
      this.fail(targets, failureOf(error))
      return undefined
    }
  }

  fail(targets: readonly Target[], findings: readonly Finding[]): void {
    for (const about of targets) {
      if (this.#failed.has(nameIn(about))) continue
      this.#failed.set(nameIn(about), { about, findings })
      this.#tell({ kind: 'result', about, outcome: 'failed', findings })
    }
  }

  succeed(about: Target): void {
    this.#succeeded.add(nameIn(about))
    this.#tell({ kind: 'result', about, outcome: 'succeeded', findings: [] })
  }

  hasFailed(name: string): boolean {
    return this.#failed.has(name)
  }

  /** Those of them that nothing has come of yet are not begun: they wait for the canary in vain. */
  skip(targets: readonly Target[], canary: string): void {
    const findings: readonly Finding[] = [{ severity: 'error', message: `not begun, because canary ${canary} failed` }]
    for (const about of targets) {
      if (this.#failed.has(nameIn(about)) || this.#succeeded.has(nameIn(about))) continue
      this.#skipped.push(nameIn(about))
      this.#tell({ kind: 'result', about, outcome: 'skipped', findings })
    }
  }

  /** Ends the run red if one has failed. */
  end(): void {
    if (this.#failed.size === 0) return
    const skipped = this.#skipped.length === 0 ? '' : `; not begun: ${listed(this.#skipped)}`
    const message = `${this.#failed.size} of ${this.#count} Deployments failed: ${listed([...this.#failed.keys()])}${skipped}`
    throw new UserError([{ severity: 'error', message }, ...reasonsOf([...this.#failed.values()])])
  }
}

/** What went wrong with several in the same way is one finding, whatever they are called. */
function reasonsOf(failed: readonly Failure[]): readonly Finding[] {
  const same = new Map<string, { readonly hint: string | undefined; readonly names: string[] }>()
  for (const { about, findings } of failed)
    for (const finding of findings) {
      const sentence = sentenceOf(finding).replace(`Deployment ${about.name} `, 'the Deployment ')
      const said = same.get(sentence) ?? { hint: finding.hint, names: [] }
      said.names.push(nameIn(about))
      same.set(sentence, said)
    }
  return Array.from(same, ([sentence, { hint, names }]) => ({
    severity: 'error',
    message: `${listed(names)}: ${sentence}`,
    ...(hint === undefined ? {} : { hint })
  }))
}

const nameIn = ({ key, name }: Target): string => key ?? name

/** Our own mistakes, and what is done again with a new plan. */
const isOfRun = (error: unknown): boolean =>
  !(error instanceof UserError) || error instanceof StalePlan || error instanceof FleetingRecord

const listed = (names: readonly string[]): string =>
  names.length <= NAMES ? names.join(', ') : `${names.slice(0, NAMES).join(', ')} and ${names.length - NAMES} more`

/** All of them, so many at the same time. What one of them throws is thrown once none is at work any more. */
export async function allOf<T, R>(all: readonly T[], concurrency: number, act: (one: T) => Promise<R>): Promise<readonly R[]> {
  const ended = await pMap(all, one => Promise.allSettled([act(one)]), { concurrency })
  return ended.map(([one]) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}
