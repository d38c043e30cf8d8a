import { isDeepStrictEqual } from 'node:util'
import { create } from '../../apply/preview.ts'
import { partsOf } from '../../astro/deploy-types.ts'
import type { Deployment } from '../../astro/port.ts'
import { UserError } from '../../base/errors.ts'
import { deploymentOf, formerMount } from '../../observe/preview.ts'
import { conflict, conflictsOf, join, type Plan, planOf, told } from '../../plan/plan.ts'
import { planCreate, planFirstImage } from '../../plan/preview/create.ts'
import { planSameMount, planSameNames } from '../../plan/preview/renamed.ts'
import { planShared } from '../../plan/preview/shared.ts'
import type { CreateStep } from '../../plan/step.ts'
import { readConsumer } from '../../records/consumer.ts'
import type { HeldLock } from '../../records/held-lock.ts'
import { planRun } from '../plan.ts'
import { Results } from '../results.ts'
import { show, stepsOf } from '../show.ts'
import { refusePreview, refuseSharing, refuseTwice } from '../targets.ts'
import { holdingPreview, recordOf } from './lock.ts'
import { aboutThese, type PreviewRun } from './run.ts'

/** Deploys a preview: makes its Deployment first, if there is none. The base is only looked at. */
export async function deployPreview(run: PreviewRun): Promise<void> {
  const { inputs, manifest, scope, astro, ports, act } = run
  const base = await astro.find(run.base)
  refusePreview(base)
  refuseTwice([base], inputs, manifest)
  if (scope.deployment === undefined) refuseSharing(base, inputs, manifest)
  const first = await foresee(run, base)
  if (first.id === undefined || (ports.agree !== undefined && inputs.mode !== 'plan')) await announce(run, first)
  if (inputs.mode === 'plan') return first.id === undefined ? undefined : await act(aboutThese([{ id: first.id }]))

  if (first.id === undefined) await testProject(run)
  await holdingPreview(run, base.name, async lock => {
    const { making, id } = await foresee(run, base)
    const conflicts = conflictsOf(making)
    if (conflicts.length > 0) throw new UserError(conflicts)
    await renew(run, base, lock)
    // What was shown is what is reported as done.
    const [step] = isDeepStrictEqual(making.steps, first.making.steps) ? first.making.steps : making.steps
    const made = step === undefined ? id : (await create(step, base, { ...ports, astro, lock })).id
    if (made === undefined) throw new Error('a preview has a Deployment by now')
    await act(aboutThese([{ id: made }]))
    return 'kept'
  })
}

interface Foreseen {
  readonly making: Plan<CreateStep>
  /** Of its Deployment, if that has all that it should have. */
  readonly id?: string
}

async function foresee(run: PreviewRun, base: Deployment): Promise<Foreseen> {
  const { inputs, manifest, scope, preview, astro } = run
  const { vault } = run.opened
  const { mount } = scope
  const { value } = await readConsumer(vault, mount, preview.name)
  const former = value === undefined ? await formerMount(vault, scope, preview.name) : undefined
  if (former !== undefined) return { making: planSameMount(preview.name, scope, former) }
  const record = value?.preview
  const read = preview.isolated ? undefined : (await readConsumer(vault, mount, base.id)).value?.holds
  const create = planCreate(preview, base, { record, there: await deploymentOf(astro, preview.name, record) })
  const making = join<CreateStep>([
    create,
    create.steps.length === 0 ? planOf({}) : planFirstImage(preview.name, { ...inputs, ...manifest.astro }),
    planSameNames(preview.name, scope, record),
    planShared(preview, scope, base.name, read)
  ])
  if (record?.deployment !== undefined && making.steps.length + conflictsOf(making).length === 0)
    return { making, id: record.deployment }
  if (!preview.isolated || value !== undefined || (await vault.mount(mount)).state !== 'absent') return { making }
  // The record of a preview has to be there first.
  const missing = conflict(`mount ${mount}/`, 'does not exist yet', `Run mode \`deploy\` for ${base.name} first.`)
  return { making: join([making, told(missing)]) }
}

/** Shows what is going to be done, as far as that is known before there is a Deployment, and asks before its record is written. */
async function announce(run: PreviewRun, { making, id }: Foreseen): Promise<void> {
  const { inputs, resolve, opened, ports, allow, astro, preview } = run
  const about = aboutThese(id === undefined ? [] : [{ id }])(await resolve())
  const [first, ...others] = (await planRun(about, opened, ports, new Results(about, ports))).chapters
  const chapters = first === undefined ? [{ plan: making }] : [{ ...first, plan: join([making, first.plan]) }, ...others]
  show(chapters, ports)
  if (inputs.mode === 'plan') return
  allow(stepsOf(chapters))
  await ports.agree?.(chapters, [`record preview ${preview.name}`])
  if (id === undefined) await astro.ready()
}

/** It lives on from now, with the names that the manifest has by now. */
async function renew(run: PreviewRun, base: Deployment, lock: HeldLock): Promise<void> {
  const record = recordOf(run, base.name, await run.opened.vault.now())
  await lock.save(({ preview, ...rest }) => ({ ...rest, ...(preview && { preview: { ...preview, ...record } }) }))
}

/** A project that fails its tests is no reason to make a Deployment. */
async function testProject({ inputs, manifest, astro }: PreviewRun): Promise<void> {
  if (partsOf(inputs.deployType).length === 0) return
  const { parse, pytest, environmentFile } = manifest.astro
  const { projectDir, imageName, buildSecrets } = inputs
  await astro.test({ projectDir, parse, pytest, environmentFile, imageName, buildSecrets: buildSecrets.length })
}
