import { describe, expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import { COMMANDS } from '../../src/terminal/commands.ts'
import { workstationScreen } from '../../src/terminal/local/words.ts'
import { explainHere } from '../../src/terminal/words.ts'
import { aFolder } from '../fakes/folder.ts'
import { type } from '../fakes/workstation.ts'

const said = (message: string, hint?: string) =>
  explainHere(new UserError([{ severity: 'error', message, ...(hint && { hint }) }]))

describe('on a terminal', () => {
  it.each([
    ['Set `on-conflict: adopt` to overwrite it.', 'Set `--on-conflict adopt` to overwrite it.'],
    ['To ship them, set `force: true`.', 'To ship them, set `--force`.'],
    ['Check `vault-url` and `vault-token`.', 'Check `--vault-url` and VAULT_TOKEN.'],
    ['Use an `astro-api-token` of it.', 'Use an ASTRO_API_TOKEN of it.'],
    ['Check the input `manifest`.', 'Check the option `--manifest`.'],
    ['Check that this runner can reach it.', 'Check that this machine can reach it.']
  ])('a hint names options: %s', (hint, expected) => {
    expect(said('x', hint)).toBe(`x\n${expected}`)
  })

  it.each([
    'Set `mode: sync`.',
    'Give the job `permissions: { id-token: write }`.',
    'List it under `deployments:`.',
    'Set `vault.mount` to another mount.',
    'Run `astro dev init`.'
  ])('a hint keeps what is no option: %s', hint => {
    expect(said('x', hint)).toBe(`x\n${hint}`)
  })

  it('a message names options, and keeps keys of the manifest', () => {
    expect(said('input deployments is all, and `prune: apply` deletes 3')).toBe(
      'option --deployments is all, and `--prune apply` deletes 3'
    )
    expect(said('runtime.approle.secret-id-bound-cidrs must be `deployment`, or be removed')).toContain('`deployment`')
    expect(said('it needs TOKEN, which is absent or empty in the environment of this step')).toMatch(/in the environment$/)
  })

  it('verify says what to set and type', async () => {
    const { write } = aFolder({})
    const file = write('airflow-secrets.yaml', 'version: 1\nname: demo\nvariables: { greeting: Hello }\n')
    const { exitCode, complained } = await type(['verify', '--manifest', file])
    expect(exitCode).toBe(1)
    expect(complained).toBe(
      'verify needs the address of Vault and a login\nSet `--vault-url`, and log in with `vault login` or VAULT_TOKEN.\n'
    )
  })

  it('a warning of a run names options too', async () => {
    const { complained } = await type(['plan', '--deployment-id', '-x'])
    expect(complained).toContain('option --deployment-id must not begin with -')
  })
})

it('a run about a workstation speaks of it, and keeps every name', () => {
  const said: string[] = []
  const push = (text: string) => void said.push(text)
  const screen = workstationScreen({
    ...{ info: push, warning: push, error: push, output: push, status: push },
    group: (heading, lines) => void said.push(heading, ...lines)
  })
  screen.group('Deployment (2)', [
    'issue a secret-id: the Deployment has none yet',
    'create local/variables/Deployment: it is new'
  ])
  screen.group('Deployment', [])
  screen.warning('Deployment local (me@here) cannot log in')
  screen.error('record of the Deployments')
  expect(said).toEqual([
    'Workstation (2)',
    'issue a secret-id: the workstation has none yet',
    'create local/variables/Deployment: it is new',
    'Deployment',
    'workstation local (me@here) cannot log in',
    'record of the workstations'
  ])
})

it('a pattern that matches nothing asks for variables of the shell, not of GitHub', async () => {
  const { dir, write } = aFolder({})
  const file = write('airflow-secrets.yaml', 'version: 1\nname: demo\nimports: [{ env: AIRFLOW_CONN_* }]\n')
  const options = ['--manifest', file, '--vault-url', 'http://127.0.0.1:1', '--yes']
  const { complained } = await type(['sync', ...options], { environment: { VAULT_TOKEN: 'any' }, temp: dir })
  expect(complained).toContain(
    'no variable in the environment begins with AIRFLOW_CONN_\nExport such variables in your shell, or remove this import.\n'
  )
})

describe('the help', () => {
  const texts = [undefined, ...COMMANDS.map(({ name }) => name)]

  it.each(texts)('of %s has no line beyond 80 columns, and no word of a workflow', async name => {
    const { printed } = await type(['help', ...(name === undefined ? [] : [name])])
    expect(printed.split('\n').filter(line => line.length > 80)).toEqual([])
    expect(printed.replaceAll(/\s+/g, ' ')).not.toMatch(/the workspace|the runner reaches|in a matrix/)
  })

  it.each([
    ['sync', 'that --prune apply may delete at once'],
    ['policy', 'What --mode plan also compares with: another name under deployments:,'],
    ['deploy', 'How many of --deployments change'],
    ['deploy', 'Private key of --vault-client-certificate,'],
    ['deploy', 'for method approle instead of VAULT_SECRET_ID.'],
    ['deploy', 'How the run logs in to Vault. One of token,']
  ])('of %s names an option, and a setting, as they are typed: %s', async (name, said) => {
    expect((await type(['help', name])).printed.replaceAll(/\s+/g, ' ')).toContain(said)
  })
})
