import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parseEnv } from '../../src/local/env-block.ts'
import { vaultBinary } from '../../tools/real-parts.mjs'
import { BUNDLE } from '../../tools/runner/stage.mjs'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { AT_NIGHT } from '../build/seed.ts'
import { ask, keysBelow, secretIds } from './vault-over-http.ts'

const KILLING = fileURLToPath(new URL('killing.mjs', import.meta.url))
const BEFORE = 'A=1\r\nB="x\ny"\n# the last line has no end'

let vault: Awaited<ReturnType<typeof startVault>>
let folder: string
let bin: string
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'local-')))
  bin = dirname(await vaultBinary())
  vault = await startVault()
}, 600_000)
afterAll(async () => {
  await vault?.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Place {
  readonly project: string
  readonly home: string
  readonly name: string
}

/** A project of its own, with names in Vault of its own. */
function newPlace(name: string): Place {
  const project = join(folder, name, 'project')
  mkdirSync(project, { recursive: true })
  const files = {
    'airflow-secrets.yaml': `version: 1
name: ${name}
vault: { mount: ${name} }
approle: { name: ${name}, policy: ${name}, role-id: production }
variables: { greeting: Hello }
connections: { warehouse: { conn_type: postgres, host: db.example.com, password: { env: WAREHOUSE_PASSWORD } } }
`,
    Dockerfile: 'FROM quay.io/astronomer/astro-runtime:13.4.0\n',
    'requirements.txt': 'pandas',
    '.dockerignore': 'logs/\n',
    '.env': BEFORE
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text)
  execFileSync('git', ['init', '--quiet', project])
  return { project, home: join(folder, name), name }
}

async function local(place: Place, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', KILLING, BUNDLE, 'local', ...args, '--yes'], {
    cwd: place.project,
    env: {
      ...{ PATH: `${bin}:${process.env['PATH']}`, HOME: place.home, TMPDIR: place.home, VAULT_TOKEN: vault.rootToken },
      ...{ WAREHOUSE_PASSWORD: 'a-password', GITHUB_RUN_ID: place.name, GITHUB_RUN_ATTEMPT: '1', ...env }
    },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => (said += part))
  const [exitCode, signal] = await once(child, 'close')
  expect(said).not.toContain('a-password')
  return { exitCode, signal, said }
}

const text = ({ project }: Place, file: string) =>
  existsSync(join(project, file)) ? readFileSync(join(project, file), 'latin1') : undefined

/** `.env` at any moment: as it was, or with our lines whole before it. */
function expectWhole(place: Place): void {
  const { ours, before, after } = parseEnv(text(place, '.env'))
  expect(before + after).toBe(BEFORE)
  for (const [name, value] of ours ?? [])
    if (name.endsWith('KWARGS')) expect(Object.keys(JSON.parse(value))).toEqual(expect.arrayContaining(['role_id', 'secret_id']))
}

/** What there is at the end; names and ids are those of the place. */
async function endState(place: Place, role: string) {
  const { name } = place
  const kwargs = parseEnv(text(place, '.env')).ours?.get('AIRFLOW__SECRETS__BACKEND_KWARGS')
  const { secret_id, role_id, ...rest } = JSON.parse(kwargs ?? '{}')
  const held = await secretIds(vault, role).catch(() => new Map())
  const there = await ask(vault, `auth/approle/role/${role}`)
  const paths = (await keysBelow(vault, name)).map(path => path.replace(/local-[0-9a-f]{16}/, 'local-ID'))
  const state = {
    env: [...(parseEnv(text(place, '.env')).ours?.keys() ?? [])],
    kwargs: rest,
    secretIds: held.size,
    opens: secret_id !== undefined && (await opens(role_id, secret_id)),
    role: there !== undefined,
    policy: (await ask(vault, `sys/policies/acl/${role}`)) !== undefined,
    paths,
    files: ['.gitignore', '.dockerignore', 'requirements.txt'].map(file => text(place, file)),
    leftovers: execFileSync('git', ['-C', place.project, 'ls-files', '--others', '--ignored', '--exclude=*.astro-vault-action'], {
      encoding: 'utf8'
    })
  }
  return JSON.parse(JSON.stringify(state).replaceAll(name, 'NAME'))
}

async function opens(role_id: string, secret_id: string): Promise<boolean> {
  const answer = await fetch(`${vault.url}/v1/auth/approle/login`, {
    method: 'POST',
    body: JSON.stringify({ role_id, secret_id })
  })
  return answer.ok
}

const UP = ['up', '--standalone', '--vault-url']

/** Each place where a run of the command changes something, found by an undisturbed one. */
async function effectsOf(place: Place, args: readonly string[]): Promise<readonly string[]> {
  const list = join(place.home, `effects-${args[0]}`)
  const { exitCode, said } = await local(place, args, { EFFECTS: list })
  if (exitCode !== 0) throw new Error(said)
  return readFileSync(list, 'utf8').trim().split('\n')
}

describe('local up and down in a Vault that goes on, killed before any of their effects and run again', () => {
  it('end where undisturbed ones do', async () => {
    // The auth method and the mount stay, so only the first of all enables them.
    const enabling = newPlace('enabling')
    expect(await local(enabling, [...UP, vault.url])).toMatchObject({ exitCode: 0 })
    expect(await local(enabling, ['down'])).toMatchObject({ exitCode: 0 })
    const first = newPlace('whole')
    const ups = await effectsOf(first, [...UP, vault.url])
    const isUp = await endState(first, 'whole-local')
    expect(isUp).toMatchObject({
      env: ['AIRFLOW__SECRETS__BACKEND_KWARGS', 'AIRFLOW__SECRETS__BACKEND'],
      ...{ secretIds: 1, opens: true, role: true, policy: true, leftovers: '' },
      files: [
        '.env\n.astro/standalone/\n',
        'logs/\n.env\n.astro/standalone/\n',
        'pandas\napache-airflow-providers-hashicorp>=4.4.3\n'
      ]
    })
    const downs = await effectsOf(first, ['down'])
    const isDown = await endState(first, 'whole-local')
    expect(text(first, '.env')).toBe(BEFORE)
    expect(isDown).toMatchObject({ env: [], secretIds: 0, role: false, policy: false, leftovers: '' })
    expect(ups.length).toBeGreaterThan(15)
    expect(downs.length).toBeGreaterThan(5)

    const step = AT_NIGHT ? 1 : 4
    for (let at = 1; at <= ups.length; at += step) {
      const place = newPlace(`up${at}`)
      expect({ at: ups[at - 1], ...(await local(place, [...UP, vault.url], { KILL_AT: String(at) })) }).toMatchObject({
        signal: 'SIGKILL'
      })
      expectWhole(place)
      const again = await local(place, [...UP, vault.url], { GITHUB_RUN_ATTEMPT: '2' })
      // What was replaced while nobody knew who holds it goes with the run after that.
      const settled = await local(place, [...UP, vault.url], { GITHUB_RUN_ATTEMPT: '3' })
      expect({ at: ups[at - 1], codes: [again.exitCode, settled.exitCode], said: again.said }).toMatchObject({ codes: [0, 0] })
      expect({ at: ups[at - 1], ...(await endState(place, `up${at}-local`)) }).toEqual({ at: ups[at - 1], ...isUp })
    }
    for (let at = 1; at <= downs.length; at += step) {
      const place = newPlace(`down${at}`)
      expect(await local(place, [...UP, vault.url])).toMatchObject({ exitCode: 0 })
      expect(await local(place, ['down'], { KILL_AT: String(at), GITHUB_RUN_ATTEMPT: '2' })).toMatchObject({ signal: 'SIGKILL' })
      expectWhole(place)
      expect(await local(place, ['down'], { GITHUB_RUN_ATTEMPT: '3' })).toMatchObject({ exitCode: 0 })
      expect(text(place, '.env')).toBe(BEFORE)
      expect({ at: downs[at - 1], ...(await endState(place, `down${at}-local`)) }).toEqual({ at: downs[at - 1], ...isDown })
    }
  }, 900_000)
})
