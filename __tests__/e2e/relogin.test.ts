import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { type Tapped, tapVault } from '../../tools/servers/vault-tap.mjs'
import { differs } from '../differences.ts'
import type { Stage } from './attempt.ts'
import { loginsLeft, tokens } from './tokens.ts'
import { ask, type Json, keysBelow, readSecret } from './vault-over-http.ts'

/** Tokens that die in mid-run: a proxy in front of the server kills them at the n-th write of a secret. */

const COUNT = 60
const MANIFEST = `version: 1
name: relogin
variables:
${Array.from({ length: COUNT }, (_, index) => `  v${String(index).padStart(2, '0')}: value ${index}`).join('\n')}
`
/** All but a look at itself and its own end. */
const POLICY = ['sys', 'auth/approle', 'airflow']
  .map(path => `path "${path}/*" { capabilities = ["create", "read", "update", "list", "sudo"] }`)
  .join('\n')

let stage: Stage
let tap: Awaited<ReturnType<typeof tapVault>>
let pipeline: { roleId: string; secretId: string }
/** Of this run. */
let writes: string[]
let logins: number
let killAt: number
let proving: boolean

async function revokeThoseOfThePipeline() {
  for (const { accessor, policies } of await tokens(stage.vault))
    if (policies.includes('pipeline')) await ask(stage.vault, 'auth/token/revoke-accessor', { accessor })
}

/** Called as the proof asks what Airflow may do. */
let onProof = () => {}

/** Called when Vault has answered a login, before the action hears of it. */
let onLogin = async (_path: string) => {}

async function hook({ phase, method, path }: Tapped): Promise<void> {
  if (phase === 'after') return path.endsWith('/login') ? await onLogin(path) : undefined
  if (path === 'auth/ci/login') logins++
  if (path === 'auth/approle/login') proving = true
  if (path === 'sys/capabilities-self' && proving) onProof()
  if (method === 'GET' || !path.startsWith('airflow/data/variables/')) return
  writes.push(path)
  if (writes.length === killAt) await revokeThoseOfThePipeline()
}

beforeAll(async () => {
  stage = await openStage({ files: { 'airflow-secrets.yaml': MANIFEST } })
  tap = await tapVault(stage.vault.url, hook)
})
afterAll(async () => {
  await tap.stop()
  await stage.stop()
})
beforeEach(async () => {
  const { vault } = stage
  for (const path of ['sys/auth/ci', 'sys/auth/approle', 'sys/mounts/airflow'])
    await fetch(`${vault.url}/v1/${path}`, { method: 'DELETE', headers: { 'X-Vault-Token': vault.rootToken } })
  await ask(vault, 'sys/policies/acl/pipeline', { policy: POLICY })
  await ask(vault, 'sys/auth/ci', { type: 'approle' })
  await ask(vault, 'auth/ci/role/ci', { token_policies: ['pipeline'] })
  const roleId = (await ask(vault, 'auth/ci/role/ci/role-id'))?.['data'].role_id
  const secretId = (await ask(vault, 'auth/ci/role/ci/secret-id', {}))?.['data'].secret_id
  pipeline = { roleId, secretId }
  ;[writes, logins, killAt, proving, onProof, onLogin] = [[], 0, 25, false, () => {}, async () => {}]
})

async function run(inputs: Record<string, string>, options: Parameters<Stage['run']>[0] = {}) {
  const result = await stage.run({ ...options, inputs: { mode: 'sync', 'vault-url': tap.url, ...inputs } })
  await result.remove()
  const errors = result.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
  return { ...result, errors }
}
const byRole = () => ({
  'vault-token': '',
  'vault-auth-method': 'approle',
  'vault-auth-mount': 'ci',
  'vault-role-id': pipeline.roleId,
  'vault-secret-id': pipeline.secretId
})
async function expectEverySecretOnce() {
  const names = await keysBelow(stage.vault, 'airflow', 'variables/')
  const versions = await Promise.all(names.map(async name => (await readSecret(stage.vault, 'airflow', name))?.version))
  expect(versions).toEqual(Array.from({ length: COUNT }, () => 1))
}

describe('a token of our own that is revoked in mid-run', () => {
  it('is replaced by one login, and only what failed is written again', async () => {
    const { exitCode, errors, state, masks } = await run(byRole())
    expect([exitCode, errors, logins]).toEqual([0, [], 2])
    await expectEverySecretOnce()
    // At most what was begun has failed: twice what is in flight.
    expect(writes.length - COUNT).toBeGreaterThan(0)
    expect(writes.length - COUNT).toBeLessThanOrEqual(32)
    expect(Math.max(...writes.map(path => writes.filter(other => other === path).length))).toBe(2)
    expect([await loginsLeft(stage.vault), state['token'], state['airflow-token']]).toEqual([[], '', ''])
    // Two of its own, and Airflow's.
    expect(
      masks.filter(mask => differs('tokens', { openbao: /^s\.\w{24}$/, vault: /^hvs\.[\w-]{90,}$/ }).test(mask))
    ).toHaveLength(3)
  })

  it('is replaced with a secret-id that was unwrapped only once', async () => {
    const wrapped = await fetch(`${stage.vault.url}/v1/auth/ci/role/ci/secret-id`, {
      method: 'POST',
      headers: { 'X-Vault-Token': stage.vault.rootToken, 'X-Vault-Wrap-TTL': '60s' }
    })
    const { wrap_info } = (await wrapped.json()) as Json
    const { exitCode } = await run({ ...byRole(), 'vault-secret-id': '', 'vault-wrapped-secret-id': wrap_info.token })
    expect([exitCode, logins]).toEqual([0, 2])
    await expectEverySecretOnce()
  })

  it('and cannot be replaced ends the run with both reasons', async () => {
    await ask(stage.vault, 'auth/ci/role/ci', { secret_id_num_uses: 1 })
    const once = (await ask(stage.vault, 'auth/ci/role/ci/secret-id', {}))?.['data'].secret_id
    const { exitCode, errors } = await run({ ...byRole(), 'vault-secret-id': once })
    expect(exitCode).toBe(1)
    expect(errors.join('\n')).toMatch(
      /the token of this run expired or was revoked, and login with approle at auth\/ci \(no namespace\) failed: Vault answered 400 .*: invalid role or secret ID/
    )
    expect(logins).toBe(2)
  })
})

describe('a given token', () => {
  const give = async (body: object): Promise<string> =>
    (await ask(stage.vault, 'auth/token/create', { policies: ['pipeline'], ...body }))?.['auth'].client_token

  it('that is revoked in mid-run ends the run, which says so', async () => {
    const { exitCode, errors } = await run({ 'vault-token': await give({}) })
    expect(exitCode).toBe(1)
    expect(errors.join('\n')).toContain('vault-token was revoked, expired or used up during the run')
  })

  it('is left alone at the end', async () => {
    killAt = 0
    const token = await give({})
    expect((await run({ 'vault-token': token })).exitCode).toBe(0)
    expect(await ask(stage.vault, 'auth/token/lookup-self', undefined, token)).toBeDefined()
  })
})

it('a policy that refuses is not taken for a dead token, even where tokens may not look at themselves', async () => {
  killAt = 0
  await ask(stage.vault, 'sys/policies/acl/pipeline', { policy: POLICY.replace('path "airflow/*"', 'path "airflow/metadata/*"') })
  await ask(stage.vault, 'auth/ci/role/ci', { token_no_default_policy: true })
  const { exitCode, errors } = await run(byRole())
  expect([exitCode, errors.join('\n')]).toEqual([1, expect.stringMatching(/^the token of this run lacks permissions/)])
  expect(logins).toBe(1)
})

it('a run that is cancelled while it proves what Airflow may read leaves no token, not that of Airflow either', async () => {
  killAt = 0
  const { exitCode, errors } = await run(byRole(), {
    onSpawn: (child, step) => {
      if (step === 'main') onProof = () => void child.kill('SIGTERM')
    }
  })
  expect([exitCode, errors]).toEqual([1, [expect.stringContaining('the run was cancelled')]])
  expect(await loginsLeft(stage.vault)).toEqual([])
})

it('a run that is killed while it proves what Airflow may read leaves both tokens to post, which revokes them', async () => {
  killAt = 0
  const { exitCode, postExitCode, log } = await run(byRole(), {
    onSpawn: (child, step) => {
      if (step === 'main') onProof = () => void child.kill('SIGKILL')
    }
  })
  expect([exitCode, postExitCode]).toEqual([137, 0])
  expect(log).toContain('Revoked the Vault token of the proof.')
  expect(await loginsLeft(stage.vault)).toEqual([])
})

it.each(['auth/ci/login', 'auth/approle/login'])(
  'a run that is cancelled while %s is answered hears of its token, and revokes it',
  async login => {
    killAt = 0
    const { exitCode, errors, state } = await run(byRole(), {
      onSpawn: (child, step) => {
        if (step !== 'main') return
        onLogin = async path => {
          if (path !== login) return
          child.kill('SIGTERM')
          // What a slow network does to an answer.
          await new Promise(resolve => setTimeout(resolve, 300))
        }
      }
    })
    expect([exitCode, errors]).toEqual([1, [expect.stringContaining('the run was cancelled')]])
    expect([await loginsLeft(stage.vault), state['token'] ?? '', state['airflow-token'] ?? '']).toEqual([[], '', ''])
  }
)

it('tokens of few uses are replaced as often as it takes', async () => {
  killAt = 0
  await ask(stage.vault, 'auth/ci/role/ci', { token_num_uses: 12 })
  const { exitCode, errors } = await run(byRole())
  expect([exitCode, errors]).toEqual([0, []])
  expect(logins).toBeGreaterThan(COUNT / 12)
  await expectEverySecretOnce()
})

it('a token that may not revoke itself is told, and left to post, which tells it too', async () => {
  killAt = 0
  await ask(stage.vault, 'sys/policies/acl/pipeline', { policy: POLICY })
  await ask(stage.vault, 'auth/ci/role/ci', { token_no_default_policy: true })
  const { exitCode, annotations, state } = await run(byRole())
  const warnings = annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
  expect(exitCode).toBe(0)
  expect(state['token']).not.toBe('')
  expect(warnings.slice(-2)).toEqual([
    expect.stringMatching(/^the Vault token of this run was not revoked: Vault answered 403/),
    expect.stringMatching(/^not everything was cleaned up: Vault answered 403/)
  ])
})
