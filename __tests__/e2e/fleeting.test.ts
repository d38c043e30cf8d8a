import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { differs } from '../differences.ts'
import { attempt as attemptOn, idle, type Stage } from './attempt.ts'
import { ask, consumerRecord, keysBelow, readWith, secretIds } from './vault-over-http.ts'

/** What Vault deletes by itself: `delete_version_after` of a mount or of a key. */

const MANIFEST = `version: 1
name: fleeting
astro: { provider-installed: true }
variables:
  greeting: Hello
  drawn: { generate: { length: 40 } }
connections:
  warehouse: { conn_type: postgres, host: db.example.com, login: etl, password: { env: WAREHOUSE_PASSWORD } }
`

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ files: { 'airflow-secrets.yaml': MANIFEST }, post: false })
})
afterEach(() => stage.stop())

/** Nothing is shipped: that takes longer than all the rest, and keeps nothing that Vault could delete. */
const attempt = (stage: Stage, { inputs = {} }: NonNullable<Parameters<Stage['run']>[0]> = {}) =>
  attemptOn(stage, { inputs: { 'deploy-type': 'none', ...inputs } })

const vault = (path: string, body?: object) => ask(stage.vault, path, body)
const mountDeletesAfter = (time: string) => vault('airflow/config', { delete_version_after: time })
const keyDeletesAfter = (path: string, time: string) => vault(`airflow/metadata/${path}`, { delete_version_after: time })

/** Paths whose current version will be deleted by itself. */
async function fleeting(): Promise<string[]> {
  const paths = await keysBelow(stage.vault, 'airflow')
  const read = await Promise.all(paths.map(async path => [path, (await vault(`airflow/data/${path}`))?.['data']] as const))
  return read.filter(([, found]) => found?.metadata.deletion_time !== '').map(([path]) => path)
}

/** As an earlier version of the action has left what it wrote while `delete_version_after` was set. */
async function writtenMeanwhile(path: string): Promise<void> {
  const version = (await vault(`airflow/data/${path}`))?.['data'].metadata.version
  await vault(`airflow/delete/${path}`, { versions: [version] })
  await vault(`airflow/undelete/${path}`, { versions: [version] })
}

const sentence = (path: string) =>
  `airflow/${path} was written, but Vault will delete it by itself on TIME: delete_version_after is set on airflow/ or on this key`
const untimed = (text: string) => text.replaceAll(/2\d{3}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')

describe('a mount that deletes what is written', () => {
  it.each(['1h', '720h', '1s'])('after %s gets no secret, and no secret-id is issued', async time => {
    await vault('sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
    await mountDeletesAfter(time)
    const { exitCode, errors, inAstro } = await attempt(stage)
    expect([exitCode, errors.map(untimed), inAstro]).toEqual([
      1,
      [expect.stringContaining(sentence('_astro-vault-action/key'))],
      []
    ])
    expect(errors[0]).toContain('`vault write airflow/config delete_version_after=0s`')
    expect(await secretIds(stage.vault).catch(() => new Map())).toEqual(new Map())
    expect((await keysBelow(stage.vault, 'airflow')).filter(path => !path.startsWith('_'))).toEqual([])

    await mountDeletesAfter('0s')
    const next = await attempt(stage)
    expect([next.exitCode, next.errors, await fleeting()]).toEqual([0, [], []])
    await readWith(
      stage.vault,
      JSON.parse(stage.astro.deployment('prod').value('AIRFLOW__SECRETS__BACKEND_KWARGS') ?? ''),
      'drawn',
      'warehouse'
    )
    expect(await attempt(stage)).toMatchObject(idle)
  })

  it('from one day on: the next change is refused by name, and what stays is not touched', async () => {
    expect((await attempt(stage)).exitCode).toBe(0)
    await mountDeletesAfter('1h')
    expect(await attempt(stage)).toMatchObject(idle)
    await stage.editManifest(text => text.replace('Hello', 'Hello again'))
    const { exitCode, errors } = await attempt(stage, { inputs: { mode: 'sync' } })
    expect([exitCode, errors.map(untimed)]).toEqual([
      1,
      [expect.stringContaining(sentence('_astro-vault-action/manifests/fleeting/0'))]
    ])
    expect((await vault('airflow/data/variables/greeting'))?.['data'].data).toEqual({ value: 'Hello' })
  })
})

describe('what was written while a mount deleted it', () => {
  let drawn: unknown
  const all = async () => (await keysBelow(stage.vault, 'airflow')).sort()
  beforeEach(async () => {
    expect((await attempt(stage)).exitCode).toBe(0)
    drawn = (await vault('airflow/data/variables/drawn'))?.['data'].data
    await mountDeletesAfter('1h')
    for (const path of await all()) await writtenMeanwhile(path)
    await mountDeletesAfter('0s')
    expect(await fleeting()).toEqual(await all())
  })

  it.each<[string, string]>([
    ['deploy', 'full'],
    // Otherwise the ledger vouches for what nobody has listed.
    ...differs('detailed listing', { openbao: [['deploy', 'ledger'] as [string, string]], vault: [] }),
    ['sync', 'full']
  ])('is written once more by %s with check: %s, secrets and records alike, and that is told', async (mode, check) => {
    const inputs = { mode, check, ...(mode === 'sync' ? { 'deployment-id': '' } : {}) }
    const { exitCode, log } = await attempt(stage, { inputs })
    expect({ exitCode, log: exitCode === 0 ? '' : log }).toEqual({ exitCode: 0, log: '' })
    expect(await fleeting()).toEqual([])
    expect(log).toContain('airflow/_astro-vault-action/key was written once more, because Vault would have deleted it')
    expect(untimed(log)).toContain('update variables/greeting: Vault would delete it by itself on TIME')
    expect((await vault('airflow/data/variables/drawn'))?.['data'].data).toEqual(drawn)
  })

  it('is told by a plan, which writes nothing', async () => {
    const { exitCode, errors, inVault } = await attempt(stage, { inputs: { mode: 'plan' } })
    expect([exitCode, errors.map(untimed), inVault]).toEqual([
      1,
      [expect.stringMatching(/^airflow\/_astro-vault-action\/\S+ will be deleted by Vault itself on TIME/)],
      []
    ])
  })
})

describe('a key that deletes what is written', () => {
  it.each(['variables/greeting', 'connections/warehouse', 'variables/drawn'])(
    '%s is named, all others are written, and so is this one when that is over',
    async path => {
      await vault('sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
      await keyDeletesAfter(path, '1h')
      const { exitCode, errors, inAstro } = await attempt(stage)
      expect([exitCode, errors.map(untimed), inAstro]).toEqual([1, [expect.stringContaining(sentence(path))], []])
      expect(await fleeting()).toEqual([path])
      await keyDeletesAfter(path, '0s')
      const { log, ...next } = await attempt(stage)
      expect([next.exitCode, next.errors, await fleeting()]).toEqual([0, [], []])
      expect(untimed(log)).toContain(`update ${path}: Vault would delete it by itself on TIME`)
    }
  )

  it.each(['consumers/DEPLOYMENT', 'manifests/fleeting/0', 'generated/fleeting', 'key', 'history/fleeting'])(
    'and is our record %s: it is told, and kept',
    async name => {
      expect((await attempt(stage)).exitCode).toBe(0)
      const path = `_astro-vault-action/${name.replace('DEPLOYMENT', String(stage.inputs['deployment-id']))}`
      await keyDeletesAfter(path, '1h')
      await writtenMeanwhile(path)
      await stage.editManifest(text => text.replace('Hello', 'Hello again'))
      const refused = await attempt(stage)
      expect([refused.exitCode, refused.errors.map(untimed)]).toEqual([1, [expect.stringContaining(sentence(path))]])
      await keyDeletesAfter(path, '0s')
      const next = await attempt(stage)
      expect([next.exitCode, next.errors, await fleeting()]).toEqual([0, [], []])
      expect((await consumerRecord(stage.vault, String(stage.inputs['deployment-id'])))?.['lock']).toBeUndefined()
    }
  )
})

it('a mount that keeps one version and wants check-and-set serves', async () => {
  await vault('sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
  await vault('airflow/config', { max_versions: 1, cas_required: true })
  const first = await attempt(stage)
  expect([first.exitCode, first.errors]).toEqual([0, []])
  expect(await attempt(stage)).toMatchObject(idle)
  await stage.editManifest(text => text.replace('Hello', 'Hello again'))
  expect((await attempt(stage)).exitCode).toBe(0)
  expect((await vault('airflow/data/variables/greeting'))?.['data'].data).toEqual({ value: 'Hello again' })
})
