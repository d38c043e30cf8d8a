import type { Inputs } from '../inputs/inputs.ts'
import { compareWithBase } from './base.ts'
import { changeAll, showPlan } from './change.ts'
import { comparing } from './diff.ts'
import { atRest, refuseDrift } from './drift.ts'
import { askPermissions } from './permissions.ts'
import { planRun, planWithoutVault } from './plan.ts'
import type { RunPorts } from './ports.ts'
import { prepare } from './prepare.ts'
import { inPreview } from './preview/preview.ts'
import type { Choose } from './preview/run.ts'
import { replanning } from './replanning.ts'
import { Results } from './results.ts'
import { show, stepsOf } from './show.ts'
import { refuseStranger } from './stranger.ts'
import { locksLeft, readyFor, testProject } from './target.ts'
import { undo } from './undo.ts'
import { readHere, resolving } from './values.ts'

/** One run: everything is read and planned before the first change. `docs/architecture.md` tells the same story in words. */
export async function main(inputs: Inputs, ports: RunPorts): Promise<void> {
  await refuseStranger(inputs, ports)
  const prepared = prepare(inputs, undefined, ports)
  const compare = comparing(prepared, ports)
  const resolve = resolving(prepared, await readHere(prepared, ports), ports)
  // What cannot work anyway is reported before anybody is asked.
  const early = prepared.scopes.every(({ inVault }) => inVault.length === 0) ? await resolve() : undefined
  const opened = inputs.vault && (await ports.openVault(inputs.vault))
  if (opened === undefined) {
    const resolved = early ?? (await resolve())
    const chapters = planWithoutVault(resolved, await compareWithBase(resolved, ports))
    show(chapters, ports, { compared: false })
    return await compare()
  }

  const allow = await askPermissions(prepared, opened.vault, ports)
  const resolved = async () => early ?? (await resolve(opened.vault))
  const act = async (choose: Choose = run => run) =>
    await replanning(inputs, ports, opened.vault, async () => {
      const about = choose(await resolved())
      if (inputs.undo !== '') return await undo(about, opened, allow, ports)

      const results = new Results(about, ports)
      const look = async () => await planRun(about, opened, ports, results)
      const planned = await (inputs.mode === 'plan' ? atRest(look) : look())
      const scopes = showPlan(planned, ports, results)
      if (inputs.mode === 'plan') {
        results.end()
        await compare(opened.vault)
        return inputs.failOnDrift ? refuseDrift(planned.chapters) : undefined
      }

      const targets = scopes.flatMap(({ targets }) => targets)
      allow(stepsOf(planned.chapters))
      await ports.agree?.(planned.chapters, locksLeft(targets))
      await readyFor(targets)
      await testProject(targets)
      await changeAll(scopes, inputs, results)
      results.end()
    })
  await (inputs.preview === undefined ? act() : inPreview({ prepared, opened, ports, allow, resolve: resolved, act }))
}
