import { explained, type Finding } from '../../src/base/finding.ts'
import { conflictsOf, type Plan } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'

type Kind = Step['kind']

export const kinds = ({ steps }: Pick<Plan, 'steps'>): Kind[] => steps.map(({ kind }) => kind)

/** The only step of this kind. */
export function theStep<K extends Kind>({ steps }: Pick<Plan, 'steps'>, kind: K): Extract<Step, { kind: K }> {
  const found = steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind)
  if (found.length !== 1) throw new Error(`one step ${kind} was expected among ${kinds({ steps }).join(', ')}`)
  return found[0] as Extract<Step, { kind: K }>
}

/** Why the plan must not be carried out, each as a user reads it: a hint is a second line. */
export const conflictsIn = (plan: Pick<Plan, 'findings'>): string[] => conflictsOf(plan).map(explained)

/** The notes of a plan or a journal, as a user reads them. */
export const notesIn = ({ findings }: { readonly findings: readonly Finding[] }): string[] =>
  findings.filter(({ severity }) => severity === 'note').map(explained)

export const NOTHING: Plan<never> = { steps: [], findings: [] }
