import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { HOOK, OTHER_HOOKS } from '../../src/coverage/connections.ts'
import { readPython } from '../../src/coverage/python.ts'
import { countable, type PythonUses } from '../../src/coverage/use.ts'
import { airflow2Python, airflowPython } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
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

it('a plan warns on the lines of the DAGs, and needs no program for that', async () => {
  const run = await attempt(stage, { inputs: OFFLINE, env: { PATH: '/nowhere' } })
  expect(run).toMatchObject({ exitCode: 0, errors: [] })
  expect(places(run)).toEqual(MISSING.map(missing => ['warning', ...missing]))
  expect(run.log).toContain('(did you mean "partner_api"?)')
  for (const note of [
    '| `variables.limit` | is used in dags/export.py:6, but is not in the manifest; every use has a default |',
    '| `variables` | include names that no DAG uses: api_token, settings |',
    '| `connections` | include names that no DAG uses: partner_api, legacy |'
  ])
    expect(run.summary.replaceAll(/ +/g, ' ')).toContain(note)
  expect(run.log + run.summary + JSON.stringify(run.annotations)).not.toContain('s3cr3t-default')
})

const cover = (how: string) => stage.editManifest(text => `${text.replace(/^coverage: .*\n/m, '')}coverage: ${how}\n`)

it('coverage: fail ends a deploy before anything is changed', async () => {
  await cover('fail')
  const run = await attempt(stage)
  expect(run).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
  const errors = places(run).filter(([level]) => level === 'error')
  expect(errors).toEqual([...MISSING.map(missing => ['error', ...missing]), ['error', undefined, undefined, undefined]])
})

it('coverage: off says nothing', async () => {
  await cover('off')
  const run = await attempt(stage, { inputs: OFFLINE })
  expect(run).toMatchObject({ exitCode: 0, annotations: [] })
  expect(run.summary).not.toContain('no DAG uses')
})

/** All that a source says, in an order of its own. */
const said = ({ uses, templates }: PythonUses) => [
  ...uses
    .flatMap(countable)
    .map(({ kind, name, line, need }) => `${kind} ${name} ${line} ${need}`)
    .sort(),
  ...templates.map(({ text, line, endLine }) => `${line}-${endLine} ${text}`).sort()
]

const AIRFLOW = /^python3[^/]*\/site-packages\/airflow\/.*\.py$/

it.each([
  ['3', airflowPython],
  ['2', airflow2Python]
])("Python's own parser finds the same in all that asks for something in Airflow %s", async (_, locate) => {
  const python = await locate()
  const folder = join(dirname(python), '..', 'lib')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => AIRFLOW.test(file))
    .map(file => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
    .filter(({ text }) => /Variable|Connection|conn_id|hook|\{[{%]/i.test(text))
  expect(sources.length).toBeGreaterThan(200)
  const script = join(import.meta.dirname, 'asks.py')
  const { stdout } = spawnSync(python, ['-I', script, JSON.stringify({ hook: HOOK.source, others: [...OTHER_HOOKS] })], {
    input: JSON.stringify(sources.map(({ text }) => text)),
    encoding: 'utf8',
    maxBuffer: 2 ** 28
  })
  const found: readonly (PythonUses | null)[] = JSON.parse(stdout)
  for (const [index, { file, text }] of sources.entries()) {
    const [byPython, here] = [found[index], readPython(text)]
    expect({ file, said: byPython && said(byPython) }).toEqual({ file, said: here && said(here) })
  }
})
