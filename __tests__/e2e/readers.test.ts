import type { ChildProcess } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { dump } from 'js-yaml'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { aFolder } from '../fakes/folder.ts'
import { ask, consumerRecord, keysBelow, readWith, remove, secretIds } from './vault-over-http.ts'

/** What somebody may still be using is not taken away: on a real server, judged by who can log in and read. */

type Stage = Awaited<ReturnType<typeof openStage>>
type Run = NonNullable<Parameters<Stage['run']>[0]>

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'
const DEV = 'cldep00000000000000000002'
const manifests = aFolder()

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ astro: { deployments: [aDeployment(), aDeployment({ id: DEV, name: 'dev' })] }, post: false })
})
afterEach(() => stage.stop())

/** One run with a manifest of this name; its secrets bear that name, so that several share the folders. */
async function run(name: string, difference: object = {}, { inputs = {}, ...more }: Run = {}) {
  const secrets = { variables: { [name]: 'Hello' }, connections: { [name]: { conn_type: 'http', host: 'example.com' } } }
  const usual = { version: 1, name, ...secrets, astro: { 'provider-installed': true }, coverage: 'off' }
  const manifest = manifests.write(`${name}.yaml`, dump({ ...usual, ...difference }))
  const result = await stage.run({ ...more, inputs: { manifest, 'deploy-type': 'none', 'wait-time': '2m', ...inputs } })
  await result.remove()
  return result
}

async function runWell(...given: Parameters<typeof run>) {
  const result = await run(...given)
  expect({ exitCode: result.exitCode, log: result.exitCode === 0 ? '' : result.log }).toEqual({ exitCode: 0, log: '' })
  return result
}

/** What the run warns of, but that this server speaks no TLS. */
const warnings = ({ annotations }: Awaited<ReturnType<typeof run>>) =>
  annotations.flatMap(({ message }) => (message.includes('without TLS') ? [] : [message]))
const kwargs = (deployment = 'prod') => JSON.parse(stage.astro.deployment(deployment).value(KWARGS) ?? '')
const reads = (given: object, name: string) => expect(readWith(stage.vault, given, name, name)).resolves.toHaveLength(2)
const AT_ONCE = { 'secret-id': { 'destroy-after': '0s' } }

describe('a policy that two manifests share by two roles', () => {
  it('keeps what the Deployment of the other one reads when the paths of the first one move', async () => {
    const other = { approle: { name: 'other_role', ...AT_ONCE } }
    await runWell('one', { approle: AT_ONCE })
    await runWell('two', other, { inputs: { 'deployment-id': DEV } })
    const moved = { approle: AT_ONCE, vault: { 'variables-path': 'vars' } }
    await runWell('one', moved)
    await reads(kwargs('dev'), 'two')
    await runWell('one', moved)
    await reads(kwargs('dev'), 'two')
    await reads(kwargs('prod'), 'one')
  })

  it('is narrowed once the other one has moved to a policy of its own', async () => {
    await runWell('one', { approle: AT_ONCE })
    await runWell('two', { approle: { name: 'other_role', ...AT_ONCE } }, { inputs: { 'deployment-id': DEV } })
    const moved = { approle: AT_ONCE, vault: { 'variables-path': 'vars' } }
    await runWell('one', moved)
    const own = { approle: { name: 'other_role', policy: 'other_policy', ...AT_ONCE } }
    await runWell('two', own, { inputs: { 'deployment-id': DEV } })
    await runWell('one', moved)
    expect((await ask(stage.vault, 'sys/policies/acl/astro_policy'))?.['data'].policy).not.toContain('/data/variables/')
    await reads(kwargs('dev'), 'two')
  })
})

describe('a secret-id that the record does not name', () => {
  /** Astro takes no change of KWARGS: the run ends with a secret-id issued. */
  const failing = async (name: string, difference: object) => {
    const calledOff = stage.astro.faults.add({
      method: 'POST',
      path: /\/deployments\/[^/]+$/,
      times: 100,
      action: { status: 400 }
    })
    expect((await run(name, difference, { inputs: { 'on-conflict': 'adopt' } })).exitCode).toBe(1)
    calledOff()
  }
  const again = { inputs: { 'on-conflict': 'adopt' } }

  it.each([
    ['the policy still names the old one', {}],
    ['nothing names the old one any more', { approle: { policy: 'new_policy' } }]
  ])('works on after a change of the mount, and a run that failed half-way: %s', async (_, difference) => {
    await runWell('one')
    const old = kwargs()
    const moved = { vault: { mount: 'elsewhere' }, ...difference }
    await failing('one', moved)
    await reads(old, 'one')
    await runWell('one', moved, again)
    expect(kwargs().secret_id).not.toBe(old.secret_id)
    const accessors = await secretIds(stage.vault)
    expect(accessors.size).toBeGreaterThanOrEqual(2)
    const login = { role_id: old.role_id, secret_id: old.secret_id }
    await expect(ask(stage.vault, 'auth/approle/login', login, '')).resolves.toBeDefined()
    await readWith(stage.vault, kwargs(), 'one', 'one')
  })

  it('works on where the record was deleted by hand, until destroy-after', async () => {
    await runWell('one')
    const old = kwargs()
    await remove(stage.vault, `airflow/metadata/_astro-vault-action/consumers/${stage.astro.deployment('prod').id}`)
    await failing('one', {})
    await runWell('one', {}, again)
    await reads(old, 'one')
    await runWell('one', { approle: AT_ONCE })
    await expect(readWith(stage.vault, old, 'one', 'one')).rejects.toThrow('invalid role or secret ID')
    await reads(kwargs(), 'one')
  })
})

describe('a run that is stopped while it sets KWARGS, and goes on when another one has taken over', () => {
  it('hands out a secret-id that works, and the next run puts it right', async () => {
    await runWell('one')
    let child: ChildProcess | undefined
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    const reached = new Promise<void>(resolve => {
      const off = stage.astro.onRequest(async ({ phase, method, path }: { phase: string; method: string; path: string }) => {
        if (phase !== 'before' || method !== 'POST' || !/\/deployments\/[^/]+$/.test(path)) return
        off()
        child?.kill('SIGSTOP')
        resolve()
        await gate
      })
    })
    const rotating = { inputs: { rotate: 'now' }, env: { GITHUB_RUN_ID: '11' } }
    const stopped = run(
      'one',
      {},
      {
        ...rotating,
        onSpawn: (spawned: ChildProcess, step: string) => {
          if (step === 'main') child = spawned
        }
      }
    )
    await reached
    await runWell('one', {}, { env: { GITHUB_RUN_ID: '22' } })
    const settled = kwargs()
    letGo()
    child?.kill('SIGCONT')
    expect((await stopped).exitCode).toBe(1)
    expect(kwargs().secret_id).not.toBe(settled.secret_id)
    await reads(kwargs(), 'one')

    const late = kwargs()
    await runWell('one', {}, { env: { GITHUB_RUN_ID: '33' } })
    const record = await consumerRecord(stage.vault, stage.astro.deployment('prod').id)
    expect((await secretIds(stage.vault)).has(record?.['holds'].id)).toBe(true)
    expect(kwargs().secret_id).not.toBe(late.secret_id)
    for (const given of [settled, late, kwargs()]) await reads(given, 'one')
  })
})

describe('prune: apply after paths were moved', () => {
  const APPLY = { prune: 'apply' }
  const SYNC = { mode: 'sync', ...APPLY }
  const inner = { 'variables-path': 'team/variables', 'connections-path': 'team/connections' }

  it('keeps what a Deployment reads that has not moved yet, and deletes it afterwards', async () => {
    await runWell('one', { approle: AT_ONCE, vault: inner })
    const old = kwargs()
    const outer = { approle: AT_ONCE, vault: { 'variables-path': 'team', 'connections-path': 'conns' } }
    const kept = await runWell('one', outer, { inputs: SYNC })
    expect(kept.summary).toContain('but Deployment prod may still read it there')
    await reads(old, 'one')
    await runWell('one', outer, { inputs: APPLY })
    await runWell('one', outer, { inputs: APPLY })
    expect((await keysBelow(stage.vault, 'airflow', 'team/')).filter(path => path.includes('variables/'))).toHaveLength(1)
    expect(await ask(stage.vault, 'airflow/data/team/variables/one')).toBeUndefined()
    await reads(kwargs(), 'one')
  })

  it('keeps what an isolated Deployment reads that is isolated no longer', async () => {
    const isolated = { deployments: { dev: { 'deployment-id': DEV, isolate: true } } }
    await runWell(
      'one',
      { ...isolated, vault: { 'variables-path': 'vars' } },
      { inputs: { deployment: 'dev', 'deployment-id': '' } }
    )
    const old = kwargs('dev')
    expect(old.variables_path).toBe('dev/vars')
    await runWell('one', { vault: { 'variables-path': 'dev' } }, { inputs: SYNC })
    await reads(old, 'one')
  })
})

describe('a role that was deleted by hand', () => {
  const sync = (mode = 'sync', difference = {}) => runWell('one', difference, { inputs: { mode } })
  const gone = 'Deployment prod cannot log in to Vault any more: its secret-id no longer exists'

  it.each([
    ['with a role-id of its own', { approle: { 'role-id': 'own' } }],
    ['with one that Vault makes', {}]
  ])(
    '%s is made anew, and plan and sync warn of Deployments that cannot log in until they are deployed',
    async (_, difference) => {
      await runWell('one', difference)
      expect(warnings(await sync('sync', difference))).toEqual([])
      await remove(stage.vault, 'auth/approle/role/astro_role')
      for (const mode of ['plan', 'sync', 'sync', 'plan']) {
        const told = await sync(mode, difference)
        expect(warnings(told)).toEqual([expect.stringContaining(gone)])
        expect(told.summary).toContain(gone.slice('Deployment prod '.length))
      }
      await runWell('one', difference)
      expect(warnings(await sync('sync', difference))).toEqual([])
      await reads(kwargs(), 'one')
    }
  )

  it('and a role-id that was replaced is told, too', async () => {
    await runWell('one')
    await ask(stage.vault, 'auth/approle/role/astro_role/role-id', { role_id: 'by-hand' })
    expect(warnings(await sync())).toEqual([
      expect.stringContaining('the role-id of astro_role has changed since the Deployment got its secret-id')
    ])
    await runWell('one')
    expect(warnings(await sync())).toEqual([])
    await reads(kwargs(), 'one')
  })
})

describe('our policy, replaced by hand, mark and all', () => {
  it.each(['sync', 'deploy'])('is put right by mode %s', async mode => {
    await runWell('one')
    const before = (await ask(stage.vault, 'sys/policies/acl/astro_policy'))?.['data'].policy
    await ask(stage.vault, 'sys/policies/acl/astro_policy', { policy: 'path "sys/*" { capabilities = ["sudo"] }' })
    const { log } = await runWell('one', {}, { inputs: { mode } })
    expect(log).toContain('write policy astro_policy: somebody else replaced it')
    expect((await ask(stage.vault, 'sys/policies/acl/astro_policy'))?.['data'].policy).toBe(before)
    await reads(kwargs(), 'one')
  })
})
