import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { aFolder } from '../fakes/folder.ts'
import { type } from '../fakes/workstation.ts'

const MANIFEST = 'version: 1\nname: demo\nvariables: { greeting: Hello, token: { env: TOKEN } }\n'
/** As a release before wrote them, which had no names in the first line. */
const HEAD = '# Kept by astro-vault-action: `local down` removes these lines.\n'
const LINES = 'AIRFLOW__SECRETS__BACKEND_KWARGS={"secret_id":"a"}\nAIRFLOW__SECRETS__BACKEND=x\n'

/** A project on a workstation that has a program `vault`, which only says that it was started. */
function aProject(files: Readonly<Record<string, string>> = {}) {
  const { dir, write } = aFolder({ 'home/.keep': '', ...prefixed(files) })
  const started = join(dir, 'started')
  chmodSync(write('bin/vault', `#!/bin/sh\n[ "$1" = version ] || echo >${started}\n`), 0o755)
  const at = { project: join(dir, 'project') }
  const local = (args: readonly string[], own: Parameters<typeof type>[1] = {}) =>
    type(['local', ...args, '--project-dir', at.project, '--manifest', join(at.project, 'airflow-secrets.yaml')], {
      environment: { PATH: `${join(dir, 'bin')}:/usr/bin:/bin` },
      home: join(dir, 'home'),
      temp: join(dir, 'home'),
      ...own
    })
  const read = (file: string) => readFileSync(join(at.project, file), 'utf8')
  const states = () => {
    const folder = join(dir, 'home/.local/state/astro-vault-action')
    return readdirSync(folder).filter(id => existsSync(join(folder, id, 'local.json')))
  }
  /** As `local up` leaves it for a server that no longer runs. */
  const isUp = async (way: 'server' | 'url' = 'server') => {
    await local(['status'])
    const [id = ''] = readdirSync(join(dir, 'home/.local/state/astro-vault-action'))
    const state = {
      way,
      url: 'http://127.0.0.1:1',
      airflowUrl: 'http://127.0.0.1:1',
      projectDir: at.project,
      token: 't'
    }
    writeFileSync(join(dir, 'home/.local/state/astro-vault-action', id, 'local.json'), JSON.stringify(state))
    return HEAD.replace('action:', `action for ${id}:`)
  }
  return { dir, at, local, read, states, isUp, wasStarted: () => existsSync(started) }
}

const prefixed = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries({ '.env': 'A=1\n', ...files }).map(([file, text]) => [`project/${file}`, text]))

describe('local up changes nothing on this machine', () => {
  it.each([
    ['without a manifest', {}, 'the manifest '],
    ['with a manifest that has a mistake', { 'airflow-secrets.yaml': 'version: 2\n' }, 'version'],
    ['where a value is missing that nobody can answer', { 'airflow-secrets.yaml': MANIFEST }, 'TOKEN']
  ])('%s', async (_, files, message) => {
    const { local, read, states, wasStarted } = aProject({ ...files, Dockerfile: 'FROM astro-runtime:3.1-2\n' })
    const { exitCode, printed, complained } = await local(['up', '--standalone', '--yes'])
    expect(exitCode).toBe(1)
    expect(printed + complained).toContain(message)
    expect(printed + complained).not.toContain('checkout step')
    expect(read('.env')).toBe('A=1\n')
    expect(() => read('.dockerignore')).toThrow('ENOENT')
    expect({ states: states(), wasStarted: wasStarted() }).toEqual({ states: [], wasStarted: false })
  })
})

describe('local down', () => {
  it('says so where nothing is up', async () => {
    expect(await aProject().local(['down', '--yes'])).toMatchObject({ exitCode: 0, printed: 'Nothing is up.\n' })
  })

  it.each([
    ['behind a blank line', (head: string) => `${head}\n${LINES}A=1\n`, 2],
    ['whose comment is gone', () => `${LINES}A=1\n`, 1],
    ['below another one', (head: string) => `${head}B=2\n${LINES}A=1\n`, 2]
  ])('does not tick lines %s, and names them', async (_, text, line) => {
    const { local, isUp, at, states } = aProject()
    writeFileSync(join(at.project, '.env'), text(await isUp()))
    const { exitCode, printed, complained } = await local(['down', '--yes'])
    expect(exitCode).toBe(1)
    expect(printed).not.toContain('✓')
    expect(complained).toContain(`.env still sets AIRFLOW__SECRETS__BACKEND_KWARGS, in line ${line},`)
    expect(states()).toEqual([])
  })

  it('finds what is up after the project was moved', async () => {
    const { local, isUp, at, states, read, dir } = aProject()
    writeFileSync(join(at.project, '.env'), `${await isUp()}${LINES}A=1\n`)
    renameSync(at.project, join(dir, 'moved'))
    at.project = join(dir, 'moved')
    expect(await local(['down', '--yes'])).toMatchObject({
      exitCode: 0,
      printed: expect.stringContaining('✓ the variables are gone')
    })
    expect(read('.env')).toBe('A=1\n')
    expect(states()).toEqual([])
  })

  it('takes nothing from a project that was copied, and does not tick', async () => {
    const { local, isUp, at, states, read, dir } = aProject()
    writeFileSync(join(at.project, '.env'), `${await isUp()}${LINES}A=1\n`)
    const [first] = [at.project]
    cpSync(first, join(dir, 'copy'), { recursive: true })
    at.project = join(dir, 'copy')
    expect(await local(['down', '--yes'])).toMatchObject({
      exitCode: 1,
      complained: expect.stringContaining('nothing is known here of the `local up` that wrote them')
    })
    expect(read('.env')).toBe('A=1\n')
    expect(states()).toHaveLength(1)
    at.project = first
    expect(await local(['down', '--yes'])).toMatchObject({ exitCode: 0 })
  })

  it('says what is left in a Vault that does not answer, and forgets one that is gone for good', async () => {
    const { local, isUp, at, states, read } = aProject({ 'airflow-secrets.yaml': MANIFEST })
    writeFileSync(join(at.project, '.env'), `${await isUp('url')}${LINES}A=1\n`)
    const environment = { PATH: '/usr/bin:/bin', VAULT_TOKEN: 'any' }
    const first = await local(['down', '--yes', '--wait-time', '1'], { environment })
    expect(first).toMatchObject({
      exitCode: 1,
      complained: expect.stringContaining('if that Vault is gone for good, run `local down --forget`')
    })
    expect(read('.env')).toBe('A=1\n')
    expect(states()).toHaveLength(1)
    expect(await local(['down', '--yes', '--forget'])).toMatchObject({
      exitCode: 0,
      printed: expect.stringContaining('  forget http://127.0.0.1:1, without asking it\n'),
      complained: expect.stringContaining(
        'http://127.0.0.1:1 was not asked, so what this workstation could read there can still be read with the secret-id that was in .env. If that Vault comes back, run `local up --vault-url http://127.0.0.1:1` and `local down`, which revoke it'
      )
    })
    expect(states()).toEqual([])
    expect(await local(['status'])).toMatchObject({ printed: expect.stringContaining('Vault: nothing is up') })
  })

  it('stops a server of its own, and forgets it, with --forget too', async () => {
    const { local, isUp, states } = aProject()
    await isUp()
    expect(await local(['down', '--yes', '--forget'])).toMatchObject({
      exitCode: 0,
      printed: expect.stringContaining('  stop the development server at http://127.0.0.1:1, and forget its secrets\n'),
      complained: ''
    })
    expect(states()).toEqual([])
  })

  it('does not tick lines of a workstation that it does not know', async () => {
    const { local, read } = aProject({ '.env': `${HEAD}${LINES}A=1\n` })
    expect(await local(['down', '--yes'])).toMatchObject({ exitCode: 1, printed: expect.not.stringContaining('Nothing is up') })
    expect(read('.env')).toBe('A=1\n')
  })
})

describe('local', () => {
  it.each([
    ['up', '--forget', 'down'],
    ['check', '--fake', 'up'],
    ['status', '--standalone', 'up'],
    ['down', '--airflow-url=http://127.0.0.1', 'up']
  ])('%s does not ignore %s, which is for another action', async (action, option, only) => {
    const { local, read } = aProject()
    const { exitCode, complained } = await local([action, option])
    expect(exitCode).toBe(1)
    expect(complained).toContain(`option ${option.replace(/=.*/, '')} is not for local ${action}, but for local ${only}`)
    expect(complained).not.toContain('127.0.0.1')
    expect(read('.env')).toBe('A=1\n')
  })
})
