import type { Finding } from '../base/finding.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Plan } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'

/** What a run found, planned and did: the only source of outputs and summary, also when it fails half-way. */
export class Journal {
  readonly mode: Inputs['mode']
  readonly planned: Step[] = []
  readonly findings: Finding[] = []
  readonly done: Step[] = []
  deployment: { readonly id: string; readonly name: string } | undefined
  /** Whether Vault could be looked at; without that nothing is known of what would change. */
  compared = true
  /** Accessor of the secret-id that the Deployment holds. */
  accessor: string | undefined

  constructor(mode: Inputs['mode']) {
    this.mode = mode
  }

  plan({ steps, findings }: Plan): void {
    this.planned.push(...steps)
    this.findings.push(...findings)
  }

  /** The plan is made again from the beginning; what was done stays done. */
  restart(): void {
    this.planned.length = 0
    this.findings.length = 0
  }

  /** Steps that looked different under the lock replace those that were foreseen. */
  replan(foreseen: Plan, actual: Plan): void {
    const before = new Set<unknown>([...foreseen.steps, ...foreseen.findings])
    this.planned.splice(0, this.planned.length, ...this.planned.filter(step => !before.has(step)), ...actual.steps)
    this.findings.splice(0, this.findings.length, ...this.findings.filter(finding => !before.has(finding)), ...actual.findings)
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
