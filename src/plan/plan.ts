import type { Finding } from '../base/finding.ts'
import type { Step } from './step.ts'

export interface Plan<S extends Step = Step> {
  readonly steps: readonly S[]
  /** An error among them is a reason not to carry the plan out. */
  readonly findings: readonly Finding[]
}

export const planOf = <S extends Step>(part: Partial<Plan<S>>): Plan<S> => ({ steps: [], findings: [], ...part })

export const join = <S extends Step>(plans: readonly Plan<S>[]): Plan<S> => ({
  steps: plans.flatMap(plan => plan.steps),
  findings: plans.flatMap(plan => plan.findings)
})

/** A plan of findings alone. */
export const told = (...findings: readonly Finding[]): Plan<never> => planOf({ findings })

/** Why a plan must not be carried out; `hint` says what to do. */
export const conflict = (subject: string, message: string, hint?: string): Finding => finding('error', subject, message, hint)

/** What changes nothing but should be read. */
export const note = (subject: string, message: string, hint?: string): Finding => finding('note', subject, message, hint)

/** What was not looked at although the run is about it, so that nobody knows whether it has changed. */
export const notCompared = (subject: string, message: string): Finding => ({ ...note(subject, message), topic: 'not-compared' })

/** What was looked at, but a run was or had been at work there: nobody knows whether what differs is drift. A warning. */
export const notAtRest = (subject: string, message: string, hint: string): Finding => ({
  ...warning(subject, message, hint),
  topic: 'not-compared'
})

export const isNotAtRest = ({ severity, topic }: Finding): boolean => severity === 'warning' && topic === 'not-compared'

/** Something that changes nothing here and that somebody should look at. */
export const warning = (subject: string, message: string, hint?: string): Finding => finding('warning', subject, message, hint)

const finding = (severity: Finding['severity'], subject: string, message: string, hint: string | undefined): Finding => ({
  severity,
  subject,
  message,
  ...(hint === undefined ? {} : { hint })
})

/** Why a plan must not be carried out. */
export const conflictsOf = ({ findings }: Pick<Plan, 'findings'>): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'error')
