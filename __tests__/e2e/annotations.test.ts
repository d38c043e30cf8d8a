import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, type Stage } from './attempt.ts'

/** GitHub shows ten annotations of each level for a step. */

const OFFLINE = { mode: 'plan', 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }
const NUMBERS = Array.from({ length: 12 }, (_, index) => index)

describe('a run with more warnings than GitHub shows', () => {
  let stage: Stage
  let run: Awaited<ReturnType<typeof attempt>>
  beforeAll(async () => {
    const asks = NUMBERS.map(number => `Variable.get("unknown_${number}")\n`)
    const values = NUMBERS.map(number => `  old_${number}: { env: OLD_${number}, expires: 2020-01-31, owner: '<b>@team</b>' }\n`)
    stage = await openStage({ files: { 'dags/many.py': `from airflow.sdk import Variable\n${asks.join('')}` } })
    await stage.editManifest(() => `version: 1\nname: many\nvariables:\n${values.join('')}`)
    run = await attempt(stage, { inputs: OFFLINE })
  })
  afterAll(() => stage?.stop())

  const warnings = () => run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)

  it('has ten annotations, of which the last counts the others', () => {
    expect(run.exitCode).toBe(0)
    expect(warnings()).toHaveLength(10)
    expect(warnings().at(-1)).toBe('… and 8 more warnings, which the log of this step lists')
  })

  it('has the others in the log, as lines', () => {
    expect(run.log.split('\n').filter(line => line.startsWith('warning: '))).toHaveLength(8)
  })

  it('has all of them in the summary, as text', () => {
    for (const number of NUMBERS) {
      expect(run.summary).toMatch(new RegExp(`\\| \`variables\\.unknown_${number}\` +\\|`))
      expect(run.summary).toMatch(new RegExp(`\\| \`variables\\.old_${number}\` +\\| has a value that expired on 2020-01-31`))
    }
    expect(run.summary).toContain('### Also said: 8')
    expect(run.summary).not.toMatch(/<b>@|@team/)
  })
})

describe('a run with as many warnings as GitHub shows', () => {
  it('has no annotation that counts', async () => {
    const asks = NUMBERS.slice(0, 6).map(number => `Variable.get("unknown_${number}")\n`)
    const stage = await openStage({ files: { 'dags/many.py': `from airflow.sdk import Variable\n${asks.join('')}` } })
    try {
      const run = await attempt(stage, { inputs: OFFLINE })
      expect(run.annotations.filter(({ level }) => level === 'warning')).toHaveLength(6)
      expect(run.log).not.toContain('which the log of this step lists')
      expect(run.summary).not.toContain('Also said')
    } finally {
      await stage.stop()
    }
  })
})
