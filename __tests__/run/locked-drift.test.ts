import { describe, expect, it } from '@jest/globals'
import { BACKEND } from '../../src/airflow/kwargs.ts'
import { sentenceOf } from '../../src/base/finding.ts'
import { jsonOutputs } from '../../src/report/outputs.ts'
import { reportOf } from '../../src/report/report.ts'
import { cutOff, Fate, meanwhile, undisturbed } from '../fakes/mortal.ts'
import { type Outcome, Workplace } from '../fakes/workplace.ts'

/** While a Deployment is locked, or was left so by a run that was killed, what differs there is nobody's drift. */

const DEPLOY = { deployType: 'none' } as const
const PLAN = { mode: 'plan', ...DEPLOY } as const

/** Somebody has deleted a variable, and the next run sets it again. Where an update moves all times, it moves that of the kwargs too. */
async function aPlace(): Promise<Workplace> {
  const place = new Workplace({ astro: { 'provider-installed': true }, variables: { greeting: 'Hello' } }, 'all')
  await place.runWell(DEPLOY)
  place.vault.passHours(1)
  place.astro.variables.delete(BACKEND)
  return place
}

/** The first call of a run after it has set the variable, which it has not recorded yet. */
async function whenSet(): Promise<number> {
  const quiet = undisturbed()
  await (await aPlace()).run(DEPLOY, quiet)
  return 1 + (quiet.calls.find(({ name }) => name === 'setVariable')?.number ?? 0)
}

function told({ journal, error }: Outcome) {
  const report = reportOf(journal)
  const findings = report.chapters.flatMap(({ findings }) => findings)
  const unsure = findings.filter(({ severity, topic }) => severity === 'warning' && topic === 'not-compared').map(sentenceOf)
  return { drift: jsonOutputs(report).values.drift, unsure, error: (error as Error | undefined)?.message }
}

describe('what a run has set and not recorded yet is no drift, but not compared', () => {
  it('while it is at work', async () => {
    const place = await aPlace()
    const found: Outcome[] = []
    const look = async () => void found.push(await place.run({ ...PLAN, failOnDrift: true }))
    await place.run(DEPLOY, new Fate(meanwhile(await whenSet(), 'before', look)))
    const message = 'Deployment prod was not compared: run run-2 is changing it'
    expect(found.map(told)).toEqual([{ drift: '[]', unsure: [message], error: `${message}\nRun again when that run has ended.` }])
    expect(told(await place.runWell({ ...PLAN, failOnDrift: true }))).toEqual({ drift: '[]', unsure: [], error: undefined })
  })

  it('after it was killed, until a run has settled that', async () => {
    const place = await aPlace()
    await place.run(DEPLOY, new Fate(cutOff({ how: 'killed', at: await whenSet() })))
    place.vault.passHours(1)
    const message = 'Deployment prod was not compared: run run-2 left it unsettled'
    expect(told(await place.run({ ...PLAN, failOnDrift: true }))).toEqual({
      drift: '[]',
      unsure: [message],
      error: `${message}\nRun mode \`deploy\` for it, which settles that.`
    })
    await place.runWell(DEPLOY)
    expect(told(await place.runWell({ ...PLAN, failOnDrift: true }))).toEqual({ drift: '[]', unsure: [], error: undefined })
  })
})

it('drift of a Deployment that nobody has locked is told', async () => {
  expect(told(await (await aPlace()).run(PLAN))).toMatchObject({ drift: '["backend"]', unsure: [] })
})
