import type { Plan } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'

type Kind = Step['kind']

export const kinds = ({ steps }: Pick<Plan, 'steps'>): Kind[] => steps.map(({ kind }) => kind)

/** The only step of this kind. */
export function theStep<K extends Kind>({ steps }: Pick<Plan, 'steps'>, kind: K): Extract<Step, { kind: K }> {
  const found = steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind)
  if (found.length !== 1) throw new Error(`one step ${kind} was expected among ${kinds({ steps }).join(', ')}`)
  return found[0] as Extract<Step, { kind: K }>
}

export const NOTHING: Plan<never> = { steps: [], notes: [], conflicts: [] }
