import { isRestart } from '../plan/step.ts'
import { changes } from './journal.ts'
import type { Report, ReportStep } from './report.ts'

/** What happens to a secret, in a word. */
export type SecretWord = 'added' | 'changed' | 'removed' | 'drifted' | 'taken over' | 'restored'

/** The word for a step; undefined if it is about no secret. */
export function wordOf(step: ReportStep): SecretWord | undefined {
  switch (step.kind) {
    case 'secret':
      if (step.before.by !== undefined) return step.before.by === 'drift' ? 'drifted' : 'taken over'
      return step.before.state === 'other' ? 'changed' : 'added'
    case 'delete':
      return 'removed'
    case 'undelete':
      return 'restored'
    default:
      return undefined
  }
}

/** The action's own records: nobody counts them. */
export const isBookkeeping = ({ kind }: ReportStep): boolean =>
  kind === 'claim' || kind === 'ledger' || kind === 'record' || kind === 'generate'

/** What people count of a run: in mode `plan`, of what it would do; otherwise of what it has done. */
export interface Counts {
  readonly secrets: ReadonlyMap<SecretWord, number>
  /** Names of the Deployments that restart. */
  readonly restarts: readonly string[]
  /** Everything else that stays: policies, roles, credentials. */
  readonly settings: number
  /** Whether the action's own records change. */
  readonly records: boolean
  /** What was proved that Airflow can read, over all scopes; undefined if a proof is missing or has failed. */
  readonly readable: { readonly asked: number; readonly of: number } | undefined
}

export function countsOf({ mode, chapters }: Report): Counts {
  const secrets = new Map<SecretWord, number>()
  const restarts: string[] = []
  const proofs: Proof[] = []
  const scopes = new Set(chapters.flatMap(({ scope }) => scope ?? []))
  let [settings, records] = [0, false]
  for (const { target, scope = '', steps } of chapters) {
    let [isRestarted, isAwakeForUs] = [false, false]
    for (const step of steps) {
      const isDone = step.outcome === 'done'
      if (step.kind === 'verify')
        proofs.push({ ...step.after, isDone, scope: target?.key !== undefined && scopes.has(target.key) ? target.key : scope })
      if ((mode !== 'plan' && !isDone) || !changes(step)) continue
      const word = wordOf(step)
      if (word !== undefined) secrets.set(word, (secrets.get(word) ?? 0) + 1)
      else if (isBookkeeping(step)) records = true
      else if (isRestart(step)) isRestarted = true
      else if (step.kind === 'wake') isAwakeForUs = true
      // What the same run undoes, nobody calls a setting.
      else if (step.kind !== 'hibernate' || !isAwakeForUs) settings += 1
    }
    if (isRestarted && target !== undefined) restarts.push(target.name)
  }
  return { secrets, restarts, settings, records, readable: proofs.every(({ isDone }) => isDone) ? inAll(proofs) : undefined }
}

/** `scope`: empty for the shared one. */
interface Proof {
  readonly asked: number
  readonly of: number
  readonly isDone: boolean
  readonly scope: string
}

/** What Deployments of one scope read are the same secrets, and count once. */
function inAll(proofs: readonly Proof[]): Counts['readable'] {
  const each = new Map(proofs.map(proof => [proof.scope, proof]))
  return [...each.values()].reduce<Counts['readable']>(
    (all = { asked: 0, of: 0 }, one) => ({ asked: all.asked + one.asked, of: all.of + one.of }),
    undefined
  )
}

/** Whether anything that people count has changed, or would. */
export const hasNews = ({ secrets, settings, restarts }: Counts): boolean => secrets.size + settings + restarts.length > 0

export const sum = (counts: ReadonlyMap<unknown, number>): number => [...counts.values()].reduce((all, one) => all + one, 0)
