import type { Managed, Manifest } from '../../manifest/manifest.ts'
import type { Visible } from '../../vault/port.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'

/** The way out of a conflict with something that this action did not create; a sentence that may go on. */
export const ADOPT = 'Set `on-conflict: adopt` to overwrite it'

/**
 * Why something is created, and what others have to do with it. A claim comes before what it claims, so a claim alone does not tell that
 * it was ever there; whoever uses it does.
 */
export function whyCreated({ isClaimed, isUsed }: { isClaimed: boolean; isUsed: boolean }): Pick<VaultStep, 'reason' | 'found'> {
  if (isUsed) return { reason: 'somebody deleted it', found: { by: 'drift', gone: true } }
  if (!isClaimed) return { reason: 'it does not exist yet' }
  return { reason: 'somebody deleted it, or an earlier run ended before it was written', found: { by: 'drift' } }
}

/** A step that creates something, if `manage` leaves it to us. */
export function createIfManaged(manifest: Manifest, what: Managed, subject: string, step: VaultStep): Plan<VaultStep> {
  if (manifest.manage.has(what)) return planOf({ steps: [step] })
  return told(
    conflict(subject, 'does not exist, and `manage` leaves it to others', `Ask them to create it, or add ${what} to \`manage\`.`)
  )
}

/** What a 403 means for something that the plan is about. */
export function notVisible(
  manifest: Manifest,
  what: Managed,
  subject: string,
  { because }: Extract<Visible<unknown>, { state: 'not-visible' }>
): Plan<VaultStep> {
  if (!manifest.manage.has(what))
    return told(note(subject, `is managed by others and cannot be read with this token (${because})`))
  return told(
    conflict(subject, `cannot be read: ${because}`, `Allow the token of this run to read it, or remove ${what} from \`manage\`.`)
  )
}
