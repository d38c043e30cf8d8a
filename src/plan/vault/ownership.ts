import type { Managed, Manifest } from '../../manifest/manifest.ts'
import type { Visible } from '../../vault/port.ts'
import { type Plan, planOf, type VaultStep } from '../step.ts'

/** The way out of a conflict with something that this action did not make. */
export const ADOPT = 'to take it over and lose that, set on-conflict: adopt'

/** A step that makes something, if `manage` leaves it to us. */
export function made(manifest: Manifest, what: Managed, subject: string, step: VaultStep): Plan<VaultStep> {
  if (manifest.manage.has(what)) return planOf({ steps: [step] })
  return planOf({
    conflicts: [`${subject} does not exist, and \`manage\` leaves it to others; ask them to make it, or add ${what} to manage`]
  })
}

/** What a 403 means for something that the plan is about. */
export function unseen(
  manifest: Manifest,
  what: Managed,
  subject: string,
  { because }: Extract<Visible<unknown>, { state: 'not-visible' }>
): Plan<VaultStep> {
  if (!manifest.manage.has(what))
    return planOf({ notes: [{ subject, text: `left to others, and not visible here (${because})` }] })
  return planOf({ conflicts: [`${subject} cannot be looked at: ${because}; allow it, or take ${what} out of \`manage\``] })
}
