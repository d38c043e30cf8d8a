import { readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { planFileSchema } from '../../src/report/plan-file-schema.ts'
import { commandOf, parse } from '../../src/terminal/command-line.ts'
import { COMMANDS } from '../../src/terminal/commands.ts'
import { openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { read, tableIn } from '../docs/pages.ts'
import type { Stage } from './attempt.ts'
import { astroOf, type Typing, type } from './typing.ts'
import { ask } from './vault-over-http.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.stop())

const ESCAPE = '\u001b'
const SECRETS = Object.values(QUICKSTART_SECRETS)

/** A command that must leave nothing behind and show no secret, whatever comes of it. */
async function typed(args: readonly string[], typing: Typing = {}) {
  const { temp, ...said } = await type(stage, args, typing)
  expect(readdirSync(temp)).toEqual([])
  const all = said.stdout + said.stderr
  for (const secret of [...SECRETS, stage.vault.rootToken]) expect(all).not.toContain(secret)
  expect(all).not.toMatch(/^::/m)
  if (typing.keys === undefined) expect(all).not.toContain(ESCAPE)
  return said
}

const written = async () =>
  (await stage.vault.audit()).filter(({ operation }) => ['create', 'update', 'delete'].includes(operation)).length
const secretsThere = async () => Boolean(await ask(stage.vault, 'airflow/data/variables/greeting'))
const aDeployment = () => ['--deployment-id', stage.astro.deployments[0]?.id ?? '', ...astroOf(stage)]
/** Of whoever types: VAULT_TOKEN. */
const isAlive = async () => (await ask(stage.vault, 'auth/token/lookup-self')) !== undefined

describe('one after the other, as on the first day', () => {
  it('check says that the project is in order, and asks nobody', async () => {
    const before = (await stage.vault.audit()).length
    const { exitCode, stdout, stderr } = await typed(['check'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/✓ no mistakes in airflow-secrets\.yaml\n$/)
    expect((await stage.vault.audit()).length).toBe(before)
  })

  it('plan shows what would change, and exits with 2 if that is asked', async () => {
    const { exitCode, stdout } = await typed(['plan', '--exit-code'])
    expect([exitCode, stdout]).toEqual([2, expect.stringMatching(/\n {2}write connection|\n {2}write /)])
    expect((await typed(['plan'])).exitCode).toBe(0)
    expect(await secretsThere()).toBe(false)
  })

  it('sync changes nothing where nobody can answer, and says how it would', async () => {
    const { exitCode, stderr } = await typed(['sync'])
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining(
        'sync asks before it changes anything, and stdin is no terminal; nothing was changed\nRead the plan, and run it again with `--yes`.\n'
      )
    ])
    expect(await secretsThere()).toBe(false)
  })

  it.each([
    ['n', 'n\n'],
    ['nothing', '\n'],
    ['that there is no more input', '\u0004']
  ])('sync changes nothing for the answer %s', async (_, keys) => {
    const { exitCode, stdout } = await typed(['sync'], { keys })
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('not agreed to; nothing was changed')])
    expect(await secretsThere()).toBe(false)
  })

  it('Ctrl+C at the question ends the run', async () => {
    const { exitCode, stdout } = await typed(['sync'], { keys: '\u0003' })
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('the run was cancelled')])
    expect(await secretsThere()).toBe(false)
  })

  it('sync carries out what is agreed to, in colours', async () => {
    const { exitCode, stdout } = await typed(['sync'], { keys: 'y\n' })
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining(`${ESCAPE}[32m✓ sync: Airflow can read everything`)
    })
    expect(await secretsThere()).toBe(true)
  })

  it('plan has nothing to change then', async () => {
    const { exitCode, stdout } = await typed(['plan', '--exit-code'])
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Nothing to change.')])
  })

  it('verify reads everything as Airflow', async () => {
    const { exitCode, stdout } = await typed(['verify'], {
      env: Object.fromEntries(Object.keys(QUICKSTART_SECRETS).map(name => [name, undefined]))
    })
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining('✓ Airflow can read all 6 secrets of the shared folders (airflow-secrets.yaml)')
    ])
  })

  it('deploy puts the Deployment on Vault, and a second one changes nothing', async () => {
    const first = await typed(['deploy', '--yes', ...aDeployment()])
    expect(first).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 Deployment restarted') })
    const before = await written()
    const second = await typed(['deploy', ...aDeployment()])
    expect(second).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('nothing to change') })
    expect(await written()).toBeGreaterThanOrEqual(before)
  })

  it('rotate gives it a new secret-id', async () => {
    const { exitCode, stdout } = await typed(['rotate', '--yes', ...aDeployment()])
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('✓ set AIRFLOW__SECRETS__BACKEND_KWARGS')])
  })

  it('undo reverses a run by the id that it has printed', async () => {
    await stage.editManifest(text => `${text}\n`.replace('greeting: ', 'greeting: Changed '))
    const { stdout } = await typed(['sync', '--yes'])
    const [, run = ''] = /astro-vault-action undo (\S+)\n$/.exec(stdout) ?? []
    expect(run).toMatch(/^local-/)
    expect(await typed(['undo', run, '--yes'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('✓ undo: 1 secret changed')
    })
  })

  it('undo is told with the options that it needs to reverse all of a run', async () => {
    await stage.editManifest(text => text.replace('greeting: ', 'greeting: Once more '))
    const { stdout } = await typed(['sync', '--yes', '--deployment-name', 'not there', '--manifest', 'airflow-secrets.yaml'])
    expect(stdout).toMatch(/ undo local-\S+ --manifest airflow-secrets\.yaml --deployment-name 'not there'\n$/)
  })

  it('verify fails, and names what is gone', async () => {
    await ask(stage.vault, 'airflow/delete/variables/greeting', { versions: [1, 2, 3, 4] })
    const { exitCode, stderr } = await typed(['verify'])
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^Airflow will not be able to read airflow\/data\/variables\/greeting: the secret does not exist\n/)
    ])
  })

  it('the token of whoever types outlives them all', async () => expect(await isAlive()).toBe(true))
})

describe('a token', () => {
  it('that `vault login` has left in the home is good enough', async () => {
    const home = join(stage.folder, 'logged-in')
    await mkdir(home)
    await writeFile(join(home, '.vault-token'), `${stage.vault.rootToken}\n`)
    const { exitCode } = await typed(['plan', '--exit-code'], { env: { HOME: home, VAULT_TOKEN: undefined } })
    expect(exitCode).toBe(2)
  })

  it('that is typed wins over the one that is set', async () => {
    const { exitCode, stderr } = await typed(['plan', '--vault-token', 'hvs.wrong'])
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Vault does not accept the token of this run')])
  })
})

describe('for programs', () => {
  it('--json prints the plan file alone on stdout', async () => {
    const { exitCode, stdout, stderr } = await typed(['plan', '--json'])
    expect({ exitCode, plan: planFileSchema.safeParse(JSON.parse(stdout)).success }).toEqual({ exitCode: 0, plan: true })
    expect(stderr).toContain('✓ plan: ')
  })

  it('also after a mistake', async () => {
    const { exitCode, stdout } = await typed(['check', '--json', '--manifest', 'nowhere.yaml'])
    expect([exitCode, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({ outcome: 'failed', findings: [expect.objectContaining({ severity: 'error' })] })
    ])
  })

  it('--exit-code is no answer where nothing was compared', async () => {
    const { exitCode, stderr } = await typed(['plan', '--exit-code'], { env: { VAULT_ADDR: undefined } })
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('nothing was compared')])
  })
})

describe('docs/terminal.md', () => {
  const page = read('docs/terminal.md')
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text)
  let fresh: Stage
  beforeAll(async () => {
    fresh = await openStage()
  })
  afterAll(() => fresh?.stop())

  const session = blocks('console').flatMap(text =>
    text
      .split(/^\$ astro-vault-action /m)
      .slice(1)
      .map(part => [part.split('\n', 1)[0] ?? '', part.slice(part.indexOf('\n') + 1)] as const)
  )

  it.each(session)('shows what this prints: %s', async (line, output) => {
    const { stdout } = await type(fresh, line.split(' '))
    const pattern = output.split('…').map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    expect(stdout).toMatch(new RegExp(`^${pattern.join('[^]*')}$`))
  })

  it.each(
    blocks('sh').flatMap(text => [...text.matchAll(/(?:astro-vault-action|v1) ([a-z].*)/g)].map(([, typed = '']) => [typed]))
  )('has a command that can be typed: %s', line => {
    const [name = '', ...args] = (line.split(' | ')[0] ?? '').split(' ')
    expect(parse(commandOf(COMMANDS, name), args)).toHaveProperty('options')
  })

  it('lists every command', () => {
    expect(
      tableIn(page)
        .map(([name]) => name?.replaceAll('`', ''))
        .sort()
    ).toEqual(COMMANDS.map(({ name }) => name).sort())
  })
})
