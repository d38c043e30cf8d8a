import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { differs } from '../differences.ts'
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
    expect(stdout).toContain(
      '  - records, auth config, policy, role, logins, secrets, proof: not looked at: auth method has an error\n'
    )
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
    const warnings = differs('known flaws', { openbao: 1, vault: 2 })
    expect({ exitCode, ...counts }).toEqual({ exitCode: 1, schema: 1, errors: 1, warnings })
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
    ['network', { VAULT_ADDR: 'http://127.0.0.1:1' }, 'Nothing listens there: check `--vault-url`'],
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
    expect(await type(stage, ['sync', '--yes'])).toMatchObject({ exitCode: 0 })
  })

  it('needs no credentials, as a plan needs none: what it cannot look at is no tick', async () => {
    const { exitCode, errors, log } = await step({ 'vault-token': '', 'astro-api-token': '' })
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
    expect(log).toMatch(/- login, .*: not looked at: no login to Vault is given/)
    expect(log).toMatch(
      differs('known flaws', {
        openbao: /- doctor: 0 errors, 0 warnings, \d\d not looked at/,
        vault: /! doctor: 0 errors, 1 warning, \d\d not looked at/
      })
    )
  })

  it('takes the inputs of any step, and ignores what to do with a run', async () => {
    const { exitCode, errors, log } = await step({
      drift: 'fail',
      'compare-with': 'dev',
      undo: '1',
      'github-environment': 'prod'
    })
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
    expect(log).toMatch(/✓ proof: Airflow can read all 6 secrets/)
  })

  it('is refused for a preview, with what to do', async () => {
    const { exitCode, errors } = await step({ preview: 'deploy', 'preview-for': 'main' })
    const message = 'doctor: input preview works only with mode plan or deploy\nRemove `preview`, and log in as'
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: [expect.stringContaining(message)] })
  })

  it.each([
    [
      { 'vault-auth-method': 'jwt', 'vault-role': 'ci' },
      /^login: GitHub offers this job no OIDC token .*\nGive the job `permissions/
    ],
    [
      { 'vault-auth-method': 'approle', 'vault-role-id': 'r', 'vault-secret-id': '' },
      /^doctor: input vault-secret-id is missing or empty; .*\nGitHub passes an undefined secret/
    ]
  ])('is red where the login lacks something: %o', async (inputs, message) => {
    const { exitCode, errors } = await step({ 'vault-token': '', ...inputs })
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: [expect.stringMatching(message)] })
  })

  it('is red, and says what it has found, where the runner gives it no place to write', async () => {
    const file = join(stage.folder, 'a-file')
    writeFileSync(file, '')
    const step = async (given: Record<string, string>) => {
      const job = { GITHUB_ACTIONS: 'true', INPUT_MODE: 'doctor', RUNNER_TEMP: stage.folder, ...given }
      const { exitCode, stdout, stderr } = await type(stage, [], { env: job })
      expect(stdout).toMatch(/^. doctor: \d errors?, \d+ warnings?, \d+ not looked at$/m)
      return { exitCode, stderr, errors: stdout.split('\n').filter(line => line.startsWith('::error::')) }
    }
    expect(await step({ GITHUB_STEP_SUMMARY: join(file, 'summary') })).toEqual({
      exitCode: 1,
      stderr: '',
      errors: [expect.stringMatching(/ENOTDIR/)]
    })
    expect(await step({ RUNNER_TEMP: join(file, 'temp') })).toEqual({
      exitCode: 1,
      stderr: '',
      errors: [expect.stringMatching(/^::error::doctor: .*ENOTDIR/)]
    })
  })
})
