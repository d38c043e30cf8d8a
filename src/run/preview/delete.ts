import { applyRemoval } from '../../apply/preview.ts'
import { UserError } from '../../base/errors.ts'
import { accessOf } from '../../manifest/scope.ts'
import { formerMount, observePreview } from '../../observe/preview.ts'
import { readersNow } from '../../observe/readers.ts'
import { conflictsOf, join } from '../../plan/plan.ts'
import { planLostMark } from '../../plan/preview/mark.ts'
import { planRemove } from '../../plan/preview/remove.ts'
import { keyOnce } from '../key.ts'
import { show } from '../show.ts'
import { holdingPreview } from './lock.ts'
import type { PreviewRun } from './run.ts'

/**
 * Deletes all that belongs to a preview, as far as it is still there. Its base is not even looked at. Ends red if the Deployment stays,
 * after it can read nothing any more.
 */
export async function deletePreview({ scope: asked, ...about }: PreviewRun): Promise<void> {
  const { inputs, preview, opened, ports, astro, allow } = about
  const mount = await formerMount(opened.vault, asked, preview.name)
  const scope = { ...asked, mount: mount ?? asked.mount }
  const run = { ...about, scope }
  const { plan: first, stays: foreseen } = await planned(run)
  if (inputs.mode === 'plan' || first.steps.length === 0 || conflictsOf(first).length > 0)
    return show([{ plan: join([first, foreseen]) }], ports)

  allow(first.steps)
  if (ports.agree !== undefined) {
    show([{ plan: first }], ports)
    await ports.agree([{ plan: first }])
  }
  if (first.steps.some(({ kind }) => kind === 'remove')) await astro.ready()
  const [base = ''] = Object.values(inputs.selection ?? {})
  await holdingPreview(run, base, async lock => {
    const { plan, observed, stays } = await planned(run)
    show([{ plan }], ports)
    await ports.agree?.([{ plan }])
    const context = { ...ports, vault: opened.vault, mount: scope.mount, readers: () => readersNow(opened.vault, scope) }
    const key = keyOnce(observed.key, context)
    await applyRemoval(plan.steps, { ...context, astro, lock, key, manifest: scope.manifest })
    if (stays.findings.length > 0) throw new UserError(stays.findings)
    return plan.steps.some(({ kind }) => kind === 'forget') ? 'gone' : 'kept'
  })
}

async function planned({ scope, preview, opened, astro }: PreviewRun) {
  const observed = await observePreview(opened.vault, scope, preview.name, astro)
  const belongs = observed.record ?? { access: accessOf(scope), policy: scope.policy }
  const plan = planRemove(preview, { ...belongs, manifest: scope.manifest }, observed)
  return { plan, observed, stays: planLostMark(observed) }
}
