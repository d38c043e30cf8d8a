import { expect, it } from '@jest/globals'
import { mayStay } from '../../src/run/base.ts'
import { aManifest } from '../build/manifest.ts'
import { notesIn } from '../build/plan.ts'
import { Workplace } from '../fakes/workplace.ts'

/** A run of a manifest that imports `AIRFLOW_CONN_*` from the environment. */

const PATTERN = { imports: [{ env: 'AIRFLOW_CONN_*' }] }

function aWorkplace(environment: Record<string, string>, difference: object = {}): Workplace {
  const workplace = new Workplace({ ...PATTERN, ...difference })
  workplace.environment = environment
  return workplace
}

/** A proof changes nothing. */
const changes = (done: readonly { kind: string }[]) => done.filter(({ kind }) => kind !== 'verify')

const DAG = 'from airflow.hooks.base import BaseHook\nBaseHook.get_connection("db")\n'
const DB = { AIRFLOW_CONN_DB: 'postgres://me:geheim-1@db' }

it('writes and masks what the pattern matches, and counts it for DAGs', async () => {
  const workplace = aWorkplace(DB, { coverage: 'fail' })
  workplace.folder.write('dags/hello.py', DAG)
  const { said } = await workplace.runWell({ mode: 'sync' })
  expect(said.masked).toContain('postgres://me:geheim-1@db')
  const { journal } = await workplace.runWell({ mode: 'sync' })
  expect(changes(journal.done)).toEqual([])
})

it('takes nothing away that is not in the environment of a later run', async () => {
  const workplace = aWorkplace({ ...DB, AIRFLOW_CONN_CRM: 'http://crm' })
  await workplace.runWell({ mode: 'sync' })
  workplace.environment = DB
  const { journal } = await workplace.runWell({ mode: 'sync', prune: { mode: 'apply', limit: 1 } })
  expect(changes(journal.done)).toEqual([])
  expect(notesIn(journal)).toContainEqual(
    expect.stringContaining('connections/crm is no longer in the manifest, but AIRFLOW_CONN_*')
  )
})

it('ends before anything is changed where nothing matches, or a match is empty', async () => {
  const none = await aWorkplace({}).run({ mode: 'sync' })
  expect(none.error).toMatchObject({ findings: [{ message: expect.stringMatching(/^matches nothing: .* AIRFLOW_CONN_$/) }] })
  const empty = await aWorkplace({ AIRFLOW_CONN_DB: '' }).run({ mode: 'sync' })
  expect(empty.error).toMatchObject({
    findings: [{ message: expect.stringContaining('needs AIRFLOW_CONN_DB, which is absent or empty') }]
  })
  expect([none.journal.done, empty.journal.done]).toEqual([[], []])
})

it('warns in a plan that nothing was compared, and does not say that a DAG lacks the name', async () => {
  const workplace = aWorkplace({}, { coverage: 'fail' })
  workplace.folder.write('dags/hello.py', DAG)
  const { said, journal } = await workplace.runWell({ mode: 'plan' })
  expect(said.warnings).toEqual([expect.stringContaining('What it would bring was not compared')])
  expect(notesIn(journal)).toContainEqual(expect.stringContaining('AIRFLOW_CONN_* may bring it'))
})

it.each([
  ['connections.warehouse', 'removed', true],
  ['connections.Warehouse', 'removed', false],
  ['connections.warehouse', 'changed', false],
  ['variables.warehouse', 'removed', false],
  ['deployments.dev.connections.warehouse', 'removed', false]
] as const)('of a pull request from a list to a pattern, %s %s may stay: %s', (name, change, stays) => {
  expect(mayStay({ name, change }, aManifest(PATTERN))).toBe(stays)
})
