import type { Inputs } from '../inputs/inputs.ts'
import type { Note, Plan, Step } from '../plan/step.ts'

/** What a run found, planned and did: the only source of outputs and summary, also when it fails half-way. */
export class Journal {
  readonly mode: Inputs['mode']
  readonly planned: Step[] = []
  readonly notes: Note[] = []
  readonly done: Step[] = []
  deployment: { readonly id: string; readonly name: string } | undefined
  /** Whether Vault could be looked at; without that nothing is known of what would change. */
  compared = true
  /** Accessor of the secret-id that the Deployment holds. */
  accessor: string | undefined

  constructor(mode: Inputs['mode']) {
    this.mode = mode
  }

  plan({ steps, notes }: Plan): void {
    this.planned.push(...steps)
    this.notes.push(...notes)
  }

  /** The plan is made again from the beginning; what was done stays done. */
  restart(): void {
    this.planned.length = 0
    this.notes.length = 0
  }

  /** Steps that looked different under the lock replace those that were foreseen. */
  replan(foreseen: Plan, actual: Plan): void {
    const before = new Set<unknown>([...foreseen.steps, ...foreseen.notes])
    this.planned.splice(0, this.planned.length, ...this.planned.filter(step => !before.has(step)), ...actual.steps)
    this.notes.splice(0, this.notes.length, ...this.notes.filter(note => !before.has(note)), ...actual.notes)
  }

  readonly did = (step: Step): void => {
    this.done.push(step)
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

/** Looking, waiting and proving change nothing. */
export const changes = ({ kind }: Step): boolean => kind !== 'verify' && kind !== 'health'
