import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { read } from '../docs/pages.ts'
import { attempt, type Stage } from './attempt.ts'
import { astroOf, type Typing, type } from './typing.ts'
import { ask, remove } from './vault-over-http.ts'

/** The doctor as it is shipped; `doctor/worlds.test.ts` has all that it can find. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.stop())

const prod = () => ['--deployment-name', 'prod', ...astroOf(stage)]
const POLICY = 'sys/policies/acl/astro_policy'

async function doctor(args: readonly string[], typing: Typing = {}) {
  const { temp, ...said } = await type(stage, ['doctor', ...args], typing)
  expect(readdirSync(temp)).toEqual([])
  const all = said.stdout + said.stderr
  for (const secret of [...Object.values(QUICKSTART_SECRETS), stage.vault.rootToken]) expect(all).not.toContain(secret)
  return said
}

/** What it has changed in Vault. */
async function changesOf(act: () => Promise<unknown>): Promise<string[]> {
  const before = (await stage.vault.audit()).length
  await act()
  const after = (await stage.vault.audit()).slice(before)
  return after.filter(({ operation }) => ['create', 'update', 'delete'].includes(operation)).map(({ path }) => path)
}

describe('before the first run', () => {
  it('names the mount that nobody has made yet, and looks at nothing on it', async () => {
    const { exitCode, stdout } = await doctor(prod())
    expect(exitCode).toBe(1)
    expect(stdout).toContain(
      '  ✗ mount: error: airflow/: it is not enabled there yet\n      Run `sync` or `deploy`: it will enable'
    )
    expect(stdout).toContain('  - records, policy, role, logins, secrets, proof: not looked at: auth method has an error\n')
  })

  it('looks at nothing that nobody has named, and says why', async () => {
    const { exitCode, stdout } = await doctor([], {
      env: { VAULT_ADDR: undefined, VAULT_TOKEN: undefined, ASTRO_API_TOKEN: undefined }
    })
    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      '  - network, TLS, server, seal, version, clock, namespace, login: not looked at: no address of Vault is given (`vault-url`, VAULT_ADDR)\n'
    )
    expect(stdout).toMatch(/\n- doctor: 0 errors, 0 warnings, \d\d not looked at\n$/)
  })
})

describe('after it', () => {
  beforeAll(async () => {
    expect(await type(stage, ['deploy', '--yes', ...prod()])).toMatchObject({ exitCode: 0 })
  })

  it('changes nothing but for the secret-id of the proof', async () => {
    const updates = stage.astro.updates.length
    const changes = await changesOf(() => doctor(prod()))
    expect([...new Set(changes)].sort()).toEqual([
      'auth/approle/login',
      'auth/approle/role/astro_role/custom-secret-id',
      'auth/approle/role/astro_role/secret-id-accessor/destroy',
      'auth/approle/role/astro_role/secret-id-accessor/lookup',
      'auth/token/revoke-self',
      'sys/capabilities-self'
    ])
    expect(stage.astro.updates.length).toBe(updates)
  })

  it('gives programs every line, and what people read to people', async () => {
    await remove(stage.vault, POLICY)
    const { exitCode, stdout, stderr } = await doctor([...prod(), '--json'])
    const { lines, ...counts } = JSON.parse(stdout)
    expect({ exitCode, ...counts }).toEqual({ exitCode: 1, schema: 1, errors: 1, warnings: 1 })
    expect(lines).toContainEqual({
      section: 'Secrets',
      name: 'policy',
      state: 'error',
      message: 'astro_policy: somebody deleted it',
      hint: 'Run `sync` or `deploy`: it will write policy astro_policy.'
    })
    expect(stderr).toContain('  ✗ policy: error: astro_policy: somebody deleted it\n')
  })

  it('prints what docs/doctor.md shows', async () => {
    expect(await ask(stage.vault, POLICY)).toBeUndefined()
    const [, session = ''] = /```console\n(.*?)```/s.exec(read('docs/doctor.md')) ?? []
    const [line = '', ...output] = session.split('\n')
    const { stdout } = await doctor([...line.replace('$ astro-vault-action doctor ', '').split(' '), ...astroOf(stage)])
    const pattern = output
      .join('\n')
      .split('…')
      .map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    expect(stdout).toMatch(new RegExp(`^${pattern.join('[^]*?')}$`))
  })

  it('finds nothing wrong once its hint was followed', async () => {
    expect(await type(stage, ['sync', '--yes'])).toMatchObject({ exitCode: 0 })
    expect(await doctor(prod())).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('✗') })
  })

  it.each([
    ['network', { VAULT_ADDR: 'http://127.0.0.1:1' }, 'Nothing listens there: check `vault-url`'],
    ['login', { VAULT_TOKEN: 'hvs.mistyped' }, 'It is mistyped, expired, revoked'],
    ['doctor', { VAULT_CACERT: '/nowhere.pem' }, 'Set it to PEM text']
  ])('names what is wrong with what is set: %s', async (name, env, hint) => {
    const { exitCode, stdout } = await doctor(prod(), { env })
    const errors = stdout.split('\n').filter(line => line.startsWith('  ✗ '))
    expect([exitCode, errors.length, errors[0]?.split(':')[0]]).toEqual([1, 1, `  ✗ ${name}`])
    expect(stdout).toContain(`\n      ${hint}`)
  })
})

describe('as the step of a workflow', () => {
  const step = (inputs: Readonly<Record<string, string>> = {}) =>
    attempt(stage, { inputs: { ...stage.inputs, mode: 'doctor', ...inputs }, env: QUICKSTART_SECRETS })

  it('is green where nothing is wrong, and changes nothing but for the secret-id of the proof', async () => {
    const { exitCode, postExitCode, errors, inVault, inAstro, log, summary, outputs } = await step()
    expect({ exitCode, postExitCode, errors, inAstro, outputs }).toEqual({
      ...{ exitCode: 0, postExitCode: 0, errors: [], inAstro: [], outputs: {} }
    })
    expect(new Set(inVault)).toEqual(
      new Set([
        'update auth/approle/role/astro_role/custom-secret-id',
        'update auth/approle/role/astro_role/secret-id-accessor/destroy'
      ])
    )
    expect(log).toMatch(/✓ proof: Airflow can read all 6 secrets/)
    expect(summary).toMatch(/^## Doctor: 0 errors, \d+ warnings?, \d+ not looked at\n/)
    expect(summary).toMatch(/\| proof +\| ok +\| Airflow can read all 6 secrets/)
  })

  it('is red where something is, with the hint in the annotation and on the page', async () => {
    await remove(stage.vault, POLICY)
    const { exitCode, errors, summary } = await step()
    const hint = 'Run `sync` or `deploy`: it will write policy astro_policy.'
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: [`policy: astro_policy: somebody deleted it\n${hint}`] })
    expect(summary).toContain(`| ${hint} `)
  })

  it('needs no credentials, as a plan needs none: what it cannot look at is no tick', async () => {
    const { exitCode, errors, log } = await step({ 'vault-token': '', 'astro-api-token': '' })
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
    expect(log).toMatch(/- login, .*: not looked at: no login to Vault is given/)
    expect(log).toMatch(/- doctor: 0 errors, 0 warnings, \d\d not looked at/)
  })

  it.each([
    [{ preview: 'deploy' }, /^doctor: input preview works only with mode plan or deploy/],
    [{ undo: '1' }, /^doctor: input undo works only with mode plan or sync/],
    [{ drift: 'fail' }, /^doctor: input drift fail works only with mode plan/]
  ])('takes no input that is about a run: %o', async (inputs, message) => {
    const { exitCode, errors } = await step(inputs)
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: expect.arrayContaining([expect.stringMatching(message)]) })
  })
})
