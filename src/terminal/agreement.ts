import { UserError } from '../base/errors.ts'
import { changeOf } from '../plan/change.ts'
import { idOf, sentence } from '../plan/describe.ts'
import type { Chapter } from '../plan/event.ts'
import type { Step } from '../plan/step.ts'
import { changes } from '../report/journal.ts'
import type { RunPorts } from '../run/ports.ts'
import type { Screen } from './screen.ts'
import type { Workstation } from './workstation.ts'

/**
 * Asks once before anything is changed, after the plan was shown; and again, with what is new, if a plan that was made again has other
 * steps, or the same ones with other contents. Throws a `UserError` for every answer but yes, and where nobody can answer.
 */
export function agreementOn(
  command: string,
  { ask }: Pick<Workstation, 'ask'>,
  screen: Screen,
  signal: AbortSignal
): NonNullable<RunPorts['agree']> {
  const agreed = new Set<string>()
  const decide = async (chapters: readonly Chapter[], besides: readonly string[]) => {
    const unseen = besides.map(said => ({ said, id: said })).filter(({ id }) => !agreed.has(id))
    const planned = chapters.flatMap(({ target, scope = '', plan }) =>
      plan.steps
        .filter(changes)
        .map(step => ({ said: sentence(step), id: `${target?.id ?? scope} ${shownOf(step)}` }))
        .filter(({ id }) => !agreed.has(id))
    )
    const fresh = [...planned, ...unseen]
    if (fresh.length === 0) return
    if (ask === undefined) throw nobodyAnswers(command)
    const isAgain = agreed.size > 0
    const [heading, news] = isAgain ? ['The plan has changed meanwhile', fresh] : ['Records in Vault', unseen]
    if (news.length > 0)
      screen.group(
        heading,
        news.map(({ said }) => said)
      )
    if (!isYes(await ask(QUESTION, signal)))
      throw isAgain
        ? new UserError('the rest was not agreed to; the run has stopped there')
        : new NotAgreed('not agreed to; nothing was changed')
    for (const { id } of fresh) agreed.add(id)
  }
  // Of several Deployments at once, one is asked about after the other.
  let turn = Promise.resolve()
  return (chapters, besides = []) => {
    const decided = turn.then(() => decide(chapters, besides))
    turn = decided.catch(() => {})
    return decided
  }
}

export const QUESTION = 'Carry this out? [y/N] '
export const isYes = (answer: string): boolean => /^y(es)?$/i.test(answer.trim())

/** Nothing of the plan was carried out, because nobody agreed to it. */
export class NotAgreed extends UserError {}

/** The plan was shown to nobody who could agree to it. */
export const nobodyAnswers = (command: string): UserError =>
  new NotAgreed(`${command} asks before it changes anything, and stdin is no terminal; nothing was changed`, {
    hint: 'Read the plan, and run it again with `--yes`.'
  })

/** A step as it was agreed to: what it does, why, what it finds and what it leaves. */
const shownOf = (step: Step): string => JSON.stringify([idOf(step), sentence(step), contentOf(step)])

function contentOf(step: Step): unknown {
  switch (step.kind) {
    case 'policy':
      // In full: it may have rules that this action cannot read.
      return [step.seen, step.text]
    case 'narrow':
      // What it finds, this very run has widened.
      return step.text
    case 'ledger':
      // It counts fewer secrets after a part of them was written.
      return undefined
    default:
      return changeOf(step)
  }
}
