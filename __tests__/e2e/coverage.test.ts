import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { openStage } from '../../tools/stage.mjs'
import { attempt, type Stage } from './attempt.ts'

/** What the DAGs of a project ask for, compared with its manifest by the shipped bundle, without any credentials. */

const DAG = `from airflow.sdk import Variable
from airflow.providers.http.operators.http import HttpOperator

HttpOperator(task_id="a", http_conn_id="partner_ap", endpoint="{{ var.value.region }}")
Variable.get("greeting")
Variable.get("limit", default="s3cr3t-default")
`
const OFFLINE = { mode: 'plan', 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ files: { 'dags/export.py': DAG, 'include/count.sql': 'select 1\nfrom {{ conn.lake.schema }}.t\n' } })
})
afterAll(() => stage.stop())

const places = ({ annotations }: Awaited<ReturnType<typeof attempt>>) =>
  annotations.map(({ level, file, line, message }) => [level, file, line, /(?:variable|connection) \S+/.exec(message)?.[0]])

const MISSING = [
  ['dags/export.py', 4, 'variable region'],
  ['dags/export.py', 4, 'connection partner_ap'],
  ['include/count.sql', 2, 'connection lake']
]

it.each([
  ['with Python', {}],
  ['without Python', { PATH: '/nowhere' }]
])('a plan warns on the lines of the DAGs, %s', async (_, env) => {
  const run = await attempt(stage, { inputs: OFFLINE, env })
  expect(run).toMatchObject({ exitCode: 0, errors: [] })
  expect(places(run)).toEqual(MISSING.map(missing => ['warning', ...missing]))
  expect(run.log).toContain('(did you mean "partner_api"?)')
  for (const note of [
    '| `variables.limit` | is asked for in dags/export.py:6, and is not in the manifest; every use has a default |',
    '| `variables` | no DAG asks for api_token, settings |',
    '| `connections` | no DAG asks for partner_api, legacy |'
  ])
    expect(run.summary.replaceAll(/ +/g, ' ')).toContain(note)
  expect(run.log + run.summary + JSON.stringify(run.annotations)).not.toContain('s3cr3t-default')
})

it('coverage: fail ends a deploy before anything is changed', async () => {
  const run = await attempt(stage, { inputs: { coverage: 'fail' } })
  expect(run).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
  const errors = places(run).filter(([level]) => level === 'error')
  expect(errors).toEqual([...MISSING.map(missing => ['error', ...missing]), ['error', undefined, undefined, undefined]])
})

it('coverage: off says nothing', async () => {
  const run = await attempt(stage, { inputs: { ...OFFLINE, coverage: 'off' } })
  expect(run).toMatchObject({ exitCode: 0, annotations: [] })
  expect(run.summary).not.toContain('no DAG asks')
})
