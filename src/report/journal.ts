import type { Finding } from '../base/finding.ts'
import { idOf } from '../plan/describe.ts'
import type { Diff } from '../plan/diff/diff.ts'
import {
  type About,
  type Chapter,
  type Mode,
  type Outcome,
  type Target,
  type TargetOutcome,
  type Tell,
  targetKey
} from '../plan/event.ts'
import type { Plan } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'
import type { EntryChange } from '../values/changes.ts'

/** How each step ended so far; one that is not here was not reached. */
export type Outcomes = ReadonlyMap<Step, Outcome | 'failed'>

/** What came of one target; for a plan, whether it would be changed. */
export interface Result {
  readonly target: Target
  readonly outcome: TargetOutcome
  /** Why it failed, or was not begun. */
  readonly findings: readonly Finding[]
  readonly changed: boolean
  readonly deployed: boolean
}

/** Listens to a run, and is all that outputs, summary and plan file are made from, also when the run fails half-way. */
export class Journal {
  /** Absent if the run was given none that there is. */
  mode: Mode | undefined
  about: About | undefined
  /** Whether Vault was read and a plan made; if not, nobody knows what would change, and there are no steps. */
  compared = false
  /** What the manifest has that the base branch does not; undefined if nobody has looked. */
  base: { readonly branch: string; readonly changes: readonly EntryChange[] } | undefined
  /** What `compare-with` has found; empty if nobody has asked. */
  diffs: readonly Diff[] = []
  /** Why the run failed; undefined if it has not. */
  failure: readonly Finding[] | undefined
  readonly #chapters = new Map<string, Chapter>()
  readonly #outcomes = new Map<Step, Outcome | 'failed'>()
  readonly #results = new Map<string, Pick<Result, 'outcome' | 'findings'>>()

  constructor(mode?: Mode) {
    this.mode = mode
  }

  readonly hear: Tell = event => {
    switch (event.kind) {
      case 'begun':
        this.mode = event.mode
        this.about = event.about
        return
      case 'ended':
        this.failure = event.outcome === 'failed' ? event.findings : undefined
        return
      case 'compared':
        this.base = { branch: event.base, changes: event.changes }
        return
      case 'diff':
        this.diffs = event.diffs
        return
      case 'target':
        return this.#note(targetKey(event.about), { target: event.about })
      case 'result': {
        const { about, outcome, findings } = event
        this.#results.set(targetKey(about), { outcome, findings })
        return this.#note(targetKey(about), { target: this.#chapters.get(targetKey(about))?.target ?? about })
      }
      case 'planned':
        this.compared = event.compared
        return this.#begin(event.chapters)
      case 'replanned':
        return this.#note(event.target, { plan: this.#goOn(event.target, event.plan) })
      case 'done':
        this.#outcomes.set(event.step, event.outcome)
        return
      case 'failed':
        this.#outcomes.set(event.step, 'failed')
        return
      case 'started':
      case 'progress':
      case 'waiting':
      case 'found':
      case 'output':
        return
    }
  }

  #begin(chapters: readonly Chapter[]): void {
    const begun = chapters.map(chapter => {
      const id = chapter.target === undefined ? sharedIn(chapter) : targetKey(chapter.target)
      return [id, { ...chapter, plan: this.#goOn(id, chapter.plan) }] as const
    })
    const failed = [...this.#chapters].filter(([id]) => this.#results.get(id)?.outcome === 'failed')
    this.#chapters.clear()
    // What failed before it could be planned has no chapter in the plan.
    for (const [id, chapter] of [...begun, ...failed]) if (!this.#chapters.has(id)) this.#chapters.set(id, chapter)
  }

  /** A plan that was made again does not know what the previous one has done. */
  #goOn(id: string, plan: Plan): Plan {
    const done = (this.#chapters.get(id)?.plan.steps ?? []).filter(step => this.#outcomes.get(step) === 'done')
    if (done.length === 0) return plan
    const again = new Set(plan.steps.map(idOf))
    return { ...plan, steps: [...done.filter(step => !again.has(idOf(step))), ...plan.steps] }
  }

  #note(id: string, change: Partial<Chapter>): void {
    this.#chapters.set(id, { plan: NOTHING, ...this.#chapters.get(id), ...change })
  }

  get chapters(): readonly Chapter[] {
    return [...this.#chapters.values()]
  }

  get targets(): readonly Target[] {
    return this.chapters.flatMap(({ target }) => target ?? [])
  }

  /** What came of each target, in the order of the chapters. */
  get results(): readonly Result[] {
    return this.chapters.flatMap(({ target, plan }) => (target === undefined ? [] : [this.#resultOf(target, plan)]))
  }

  #resultOf(target: Target, { steps }: Plan): Result {
    const isBegun = steps.some(step => this.#outcomes.has(step))
    const unsaid = this.failure === undefined ? 'succeeded' : isBegun ? 'failed' : 'skipped'
    const done = this.mode === 'plan' ? steps : steps.filter(step => this.#outcomes.get(step) === 'done')
    return {
      outcome: unsaid,
      findings: [],
      ...this.#results.get(targetKey(target)),
      target,
      changed: done.some(changes),
      deployed: this.mode !== 'plan' && done.some(({ kind }) => kind === 'deploy')
    }
  }

  get outcomes(): Outcomes {
    return this.#outcomes
  }

  get planned(): readonly Step[] {
    return this.chapters.flatMap(({ plan }) => plan.steps)
  }

  get findings(): readonly Finding[] {
    return this.chapters.flatMap(({ plan }) => plan.findings)
  }

  /** In the order in which it was done. */
  get done(): readonly Step[] {
    return [...this.#outcomes].flatMap(([step, outcome]) => (outcome === 'done' ? [step] : []))
  }

  /** Whether anything was changed; in plan mode, whether anything would be. */
  get changed(): boolean {
    return (this.mode === 'plan' ? this.planned : this.done).some(changes)
  }

  get deployed(): boolean {
    return this.done.some(step => step.kind === 'deploy')
  }

  get secretsWritten(): number {
    return this.done.filter(step => step.kind === 'secret').length
  }
}

/** Where the chapter of what the targets of a scope share is kept; no consumer has such an id. */
const sharedIn = ({ scope = '' }: Pick<Chapter, 'scope'>) => `scope ${scope}`
const NOTHING: Plan = { steps: [], findings: [] }

/** Looking, waiting and proving change nothing. */
export const changes = ({ kind }: Pick<Step, 'kind'>): boolean => kind !== 'verify' && kind !== 'health'
