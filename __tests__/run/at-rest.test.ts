import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import type { Chapter, Target } from '../../src/plan/event.ts'
import { note, planOf, warning } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { commentOf } from '../../src/report/comment.ts'
import { issueOf } from '../../src/report/drift.ts'
import { answerOf } from '../../src/report/headline.ts'
import { Journal } from '../../src/report/journal.ts'
import { jsonOutputs } from '../../src/report/outputs.ts'
import { reportOf } from '../../src/report/report.ts'
import { atRest, refuseDrift } from '../../src/run/drift.ts'

/** What looks drifted is looked at again; what looks otherwise each time is not compared, and never nothing. */

const drifted = (path: string, version = 2): Step => ({
  kind: 'secret',
  path,
  data: new Secret({}),
  expected: version,
  overwrites: true,
  reason: `somebody else changed it (version ${version}, this action wrote version 1)`,
  found: { by: 'drift' }
})
const lockedOut = (why: string) => ({ ...warning('Deployment prod', `cannot log in: ${why}`), topic: 'drift' as const })
const prod: Target = { id: 'clx1', name: 'prod' }

/** The chapters that a run goes on with, after it has seen these one after the other. */
async function seen(...looks: (readonly Chapter[])[]): Promise<readonly Chapter[]> {
  const left = [...looks]
  const { chapters } = await atRest(async () => ({ chapters: left.shift() ?? [] }))
  expect(left).toEqual([])
  return chapters
}

function told(chapters: readonly Chapter[]) {
  const journal = new Journal('plan')
  journal.hear({ kind: 'begun', mode: 'plan', about: { manifest: 'airflow-secrets.yaml' } })
  journal.hear({ kind: 'planned', chapters, compared: true })
  const report = reportOf(journal)
  return {
    answer: answerOf(report),
    isNews: commentOf(report).isNews,
    issue: issueOf(report).state,
    rows: issueOf(report)
      .body.match(/^\| `.*?(?= *\| (?:set|somebody))/gm)
      ?.map(row => `${row.trimEnd()} `),
    ...jsonOutputs(report).values
  }
}

function refusal(chapters: readonly Chapter[]): string | undefined {
  try {
    return void refuseDrift(chapters)
  } catch (error) {
    return (error as Error).message
  }
}

const chapter = (part: Parameters<typeof planOf<Step>>[0], target?: Target): Chapter => ({
  ...(target && { target }),
  plan: planOf(part)
})

describe('what looks otherwise each time', () => {
  const looks = [2, 3, 4].map(version => [
    chapter({ steps: [drifted('variables/a', version)], findings: [note('policy', 'is wide')] })
  ])

  it('is still to change, and no drift', async () => {
    const { drift, changes, issue, isNews, answer } = told(await seen(...looks))
    expect({ drift, changes, issue, isNews }).toEqual({
      drift: '[]',
      changes: '["secret:variables/a"]',
      issue: 'unsure',
      isNews: true
    })
    expect(answer).toBe('1 secret to change, not everything could be compared')
  })

  it('ends a run with `drift: fail` red', async () => {
    expect(refusal(await seen(...looks))).toBe(
      'Vault was not compared: it was being changed each time that this run looked (3 times)\nRun again when no other run is at work.'
    )
  })

  it('takes nothing else out of the plan', async () => {
    const [{ plan } = chapter({})] = await seen(...looks)
    expect(plan.findings.map(({ subject }) => subject)).toEqual(['policy', 'Vault'])
  })

  it('is not nothing where no step restores it', async () => {
    const chapters = await seen(...['a', 'b', 'c'].map(why => [chapter({ findings: [lockedOut(why)] }, prod)]))
    expect(told(chapters)).toMatchObject({
      drift: '[]',
      issue: 'unsure',
      isNews: true,
      answer: 'not everything could be compared'
    })
    expect(refusal(chapters)).toMatch(/^Deployment prod was not compared: /)
  })

  it('leaves what another chapter has seen twice as drift', async () => {
    const chapters = await seen(...looks.map(look => [...look, chapter({ findings: [lockedOut('gone')] }, prod)]))
    expect(told(chapters)).toMatchObject({ drift: '["Deployment prod"]', issue: 'wanted' })
    expect(refusal(chapters)).toMatch(/^drift was found in 1 place: Deployment prod; .*\n.*\nVault was not compared: /)
  })
})

describe('drift of several Deployments', () => {
  const gone = (reason = 'the Deployment no longer has it'): Step => ({
    kind: 'backend',
    reason,
    found: { by: 'drift', gone: true }
  })
  const [one, two] = ['one', 'two'].map(key => ({ id: `cl-${key}`, name: 'prod', key })) as [Target, Target]
  const own: Chapter = { scope: 'two', plan: planOf({ steps: [drifted('two/variables/a')] }) }
  const all = [
    chapter({ steps: [drifted('variables/a')] }),
    own,
    chapter({ steps: [gone()] }, one),
    chapter({ steps: [gone()] }, two)
  ]

  it('names each with its own', async () => {
    const chapters = await seen(all, all)
    expect(refusal(chapters)).toMatch(
      /^drift was found in 4 places: variables\/a, two: two\/variables\/a, one: AIRFLOW__SECRETS__BACKEND, two: AIRFLOW__SECRETS__BACKEND;/
    )
    expect(JSON.parse(told(chapters).drift)).toEqual([
      'secret:variables/a',
      'two: secret:two/variables/a',
      'one: backend',
      'two: backend'
    ])
    expect(told(chapters).rows).toEqual([
      '| `variables/a` ',
      '| `two`: `two/variables/a` ',
      '| `one`: `AIRFLOW__SECRETS__BACKEND` ',
      '| `two`: `AIRFLOW__SECRETS__BACKEND` '
    ])
  })

  it('is not at rest where one look sees it in one, and the next in another', async () => {
    const alike = [one, two, one].map(target => [chapter({ steps: [gone()] }, target)])
    expect(told(await seen(...alike))).toMatchObject({ drift: '[]', issue: 'unsure' })
  })
})

it('is at rest after two looks that say the same', async () => {
  const look = [chapter({ steps: [drifted('variables/a')] })]
  expect(told(await seen(look, look))).toMatchObject({ drift: '["secret:variables/a"]', issue: 'wanted' })
})
