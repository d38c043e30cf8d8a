import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readAsAirflow } from '../../tools/airflow/read.mjs'
import { airflow2Python, airflowPython, vaultBinary } from '../../tools/real-parts.mjs'
import { openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { onOpenBao } from '../differences.ts'
import { type as typeHere } from '../fakes/workstation.ts'
import { standalone } from '../local/env-parsers.ts'
import type { Stage } from './attempt.ts'
import { type Typing, type } from './typing.ts'
import { ask } from './vault-over-http.ts'

let stage: Stage
let bao: string
beforeAll(async () => {
  stage = await openStage({ files: { '.env': 'A=1', '.gitignore': '' } })
  // What is committed could not be ignored.
  execFileSync('git', ['-C', stage.project, 'rm', '--quiet', '--cached', '.env'])
  bao = dirname(await vaultBinary())
}, 600_000)
afterAll(async () => {
  if (stage !== undefined) await local('down', '--yes')
  await stage?.stop()
})

/** On the workstation of one user: what is up stays up from one command to the next. */
const local = (...args: readonly string[]) => typed(args)
const typed = (args: readonly string[], env: Typing['env'] = {}) =>
  type(stage, ['local', ...args], { env: { PATH: `${bao}:${stage.path}`, XDG_STATE_HOME: join(stage.folder, 'state'), ...env } })

const envFile = () => readFileSync(join(stage.project, '.env'), 'utf8')
const kwargs = () => JSON.parse(standalone(envFile())['AIRFLOW__SECRETS__BACKEND_KWARGS'] ?? '{}')

describe('a development server on this machine', () => {
  it('is asked about first, and status says that nothing is up', async () => {
    expect(await local('up', '--standalone')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('local up asks before it changes anything, and stdin is no terminal; nothing was changed')
    })
    expect(envFile()).toBe('A=1')
    expect((await local('status')).stdout).toBe(`Vault: nothing is up
.env: lacks AIRFLOW__SECRETS__BACKEND and AIRFLOW__SECRETS__BACKEND_KWARGS
.env in git: untracked
requirements.txt: has the hashicorp provider
`)
  })

  it('is not left running where its plan is not agreed to, and what stays in the project is said', async () => {
    const answers = ['y', 'n']
    const { exitCode, printed, complained } = await typeHere(
      ['local', 'up', '--standalone', '--project-dir', stage.project, '--manifest', join(stage.project, 'airflow-secrets.yaml')],
      {
        environment: { ...QUICKSTART_SECRETS, PATH: `${bao}:${stage.path}`, XDG_STATE_HOME: join(stage.folder, 'state') },
        temp: stage.folder,
        ask: async () => answers.shift() ?? ''
      }
    )
    expect({ exitCode, complained }).toEqual({
      exitCode: 1,
      complained: 'not agreed to; nothing was changed in Vault, and what was added to .gitignore and .dockerignore stays\n'
    })
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
    await expect(fetch(url)).rejects.toThrow()
    expect((await local('status')).stdout).toContain('Vault: nothing is up')
    expect(envFile()).toBe('A=1')
    writeFileSync(join(stage.project, '.gitignore'), '')
  })

  it('is filled by local up, whatever VAULT_ADDR says', async () => {
    const { exitCode, stdout, stderr } = await local('up', '--standalone', '--yes')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('add .env and .astro/standalone/ to .gitignore')
    expect(stdout).toContain('✓ write 6 of 6 secrets')
    expect(stdout).toContain('\nWorkstation (2)\n')
    expect(stdout).not.toContain('Deployment')
    expect(kwargs().url).toMatch(/^http:\/\/127\.0\.0\.1:8\d+$/)
    expect(kwargs().url).not.toBe(stage.vault.url)
    expect(await ask(stage.vault, 'sys/mounts/airflow').catch(() => undefined)).toBeUndefined()
  })

  it('is read by Airflow 2 and 3 through .env as it was written', async () => {
    for (const python of [await airflowPython(), await airflow2Python()]) {
      const view = await readAsAirflow({
        python,
        environment: standalone(envFile()),
        variables: ['greeting', 'api_token'],
        connections: ['warehouse']
      })
      expect(view.variables).toEqual({ greeting: 'Hello from Vault', api_token: 'tok-4f1c9e7a2b' })
      expect(view.connections['warehouse']).toMatchObject({ password: 'p@s:s/w?o#rd 100%' })
    }
  }, 300_000)

  it('is not changed by a second local up, and the credential stays', async () => {
    const before = envFile()
    expect(await local('up', '--standalone', '--yes')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing to change.')
    })
    expect(envFile()).toBe(before)
  })

  it('is proved by local check: by the credential, and by the Airflow in .venv if there is one', async () => {
    expect(await local('check')).toMatchObject({
      exitCode: 0,
      stdout: `✓ the secret-id in .env reads all 6 secrets of the manifest
Airflow itself was not asked: it runs neither through \`astro dev run\` nor in .venv here
`
    })
    symlinkSync(dirname(dirname(await airflowPython())), join(stage.project, '.venv'))
    const { exitCode, stdout } = await local('check')
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(
        /\n✓ Airflow reads variable greeting and connection warehouse \(the Python of the project\)\n$/
      )
    })
    expect(stdout).not.toContain('Hello')
  }, 300_000)

  it('is missed by local check where a secret is gone', async () => {
    const { url } = kwargs()
    const { token } = JSON.parse(
      execFileSync('sh', ['-c', `cat ${join(stage.folder, 'state')}/astro-vault-action/*/local.json`], { encoding: 'utf8' })
    )
    await ask({ url, rootToken: token }, 'airflow/data/local/variables/greeting')
    await fetch(`${url}/v1/airflow/metadata/local/variables/greeting`, { method: 'DELETE', headers: { 'x-vault-token': token } })
    expect(await local('check')).toMatchObject({
      exitCode: 1,
      stderr: 'airflow/data/local/variables/greeting cannot be read: it is not there\nRun `local up`.\n'
    })
  })

  it('leaves nothing after local down', async () => {
    const { url } = kwargs()
    expect(await local('down', '--yes')).toMatchObject({ exitCode: 0 })
    expect(envFile()).toBe('A=1')
    await expect(fetch(url)).rejects.toThrow()
    expect(existsSync(join(stage.folder, 'state', 'astro-vault-action', 'local.json'))).toBe(false)
    expect((await local('down', '--yes')).stdout).toBe('Nothing is up.\n')
  })

  it('is filled again after it was lost', async () => {
    await local('up', '--standalone', '--yes')
    const first = kwargs()
    const state = join(stage.folder, 'state', 'astro-vault-action')
    const pid = Number(execFileSync('sh', ['-c', `cat ${state}/*/server.pid`], { encoding: 'utf8' }))
    process.kill(pid, 'SIGKILL')
    const { exitCode } = await local('up', '--standalone', '--yes')
    expect(exitCode).toBe(0)
    expect(kwargs()).toMatchObject({ url: first.url })
    expect(kwargs().secret_id).not.toBe(first.secret_id)
    expect((await local('check')).stdout).toContain('✓ the secret-id in .env reads all 6 secrets')
  }, 300_000)
})

describe('a Vault that a team shares', () => {
  const namespaced = { VAULT_TOKEN: '' }
  const inTeam = ['--vault-url', '', '--vault-namespace', 'admin', '--standalone', '--yes']

  onOpenBao('namespaces')('is filled in its namespace, as HCP requires, next to what production has there', async () => {
    await local('down', '--yes')
    await ask(stage.vault, 'sys/namespaces/admin', {})
    inTeam[1] = stage.vault.url
    namespaced.VAULT_TOKEN = stage.vault.rootToken
    const production = await type(stage, ['sync', '--vault-namespace', 'admin', '--yes'])
    expect(production.exitCode).toBe(0)
    expect(await typed(['up', ...inTeam], namespaced)).toMatchObject({ exitCode: 0 })
    expect(kwargs()).toMatchObject({ url: stage.vault.url, namespace: 'admin', variables_path: 'local/variables' })
    const plan = await type(stage, ['plan', '--vault-namespace', 'admin', '--exit-code'])
    expect(plan).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing to change.') })
    expect((await local('check')).stdout).toContain('✓ the secret-id in .env reads all 6 secrets')
  })

  let forgotten = { role_id: '', secret_id: '' }
  onOpenBao('namespaces')(
    'may still read after local down --forget, which says what to type if that Vault comes back',
    async () => {
      forgotten = kwargs()
      const { stdout, stderr } = await typed(['down', '--forget', '--yes'], namespaced)
      expect(stdout).toContain('✓ the variables are gone from .env')
      expect(stderr).toContain(`run \`local up --vault-url ${stage.vault.url} --vault-namespace admin\` and \`local down\``)
      const { role_id, secret_id } = forgotten
      await expect(ask(stage.vault, 'admin/auth/approle/login', { role_id, secret_id })).resolves.toBeDefined()
      expect(await typed(['up', ...inTeam], namespaced)).toMatchObject({ exitCode: 0 })
      expect(kwargs()['secret_id']).not.toBe(secret_id)
    }
  )

  onOpenBao('namespaces')('loses with local down what lets this workstation read, and keeps the secrets', async () => {
    const { role_id, secret_id } = kwargs()
    expect(await typed(['down', '--yes'], namespaced)).toMatchObject({ exitCode: 0 })
    expect(envFile()).toBe('A=1')
    for (const login of [
      { role_id, secret_id },
      { role_id: forgotten.role_id, secret_id: forgotten.secret_id }
    ])
      await expect(ask(stage.vault, 'admin/auth/approle/login', login)).rejects.toThrow('400')
    expect(await ask(stage.vault, 'admin/auth/approle/role/astro_role-local')).toBeUndefined()
    expect(await ask(stage.vault, 'admin/sys/policies/acl/astro_policy-local')).toBeUndefined()
    expect(await ask(stage.vault, 'admin/airflow/data/local/variables/greeting')).toMatchObject({
      data: { data: { value: 'Hello from Vault' } }
    })
    const plan = await type(stage, ['plan', '--vault-namespace', 'admin', '--exit-code'])
    expect(plan).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing to change.') })
  })
})

describe('local up refuses, before it changes anything,', () => {
  it.each([
    [
      'a .env that sets one of the variables',
      { '.env': 'A=1\nexport AIRFLOW__SECRETS__BACKEND=x\n' },
      '.env sets AIRFLOW__SECRETS__BACKEND already, in line 2'
    ],
    ['an address that containers cannot reach', {}, 'containers on Linux cannot reach http://127.0.0.1:']
  ])('%s', async (_, files, message) => {
    await local('down', '--yes')
    for (const [file, text] of Object.entries(files)) writeFileSync(join(stage.project, file), text)
    const before = envFile()
    const standalone = 'A' in files || Object.keys(files).length > 0 ? ['--standalone'] : []
    expect(await local('up', '--yes', ...standalone)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(message) })
    expect(envFile()).toBe(before)
    writeFileSync(join(stage.project, '.env'), 'A=1')
  })

  it('a word that is no action, and suggests one', async () => {
    expect((await local('dwn')).stderr).toContain('dwn is not what local can do; did you mean "down"?')
  })
})
