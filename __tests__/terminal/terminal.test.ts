import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { suggestion } from '../../src/base/suggestion.ts'
import { commandOf, parse } from '../../src/terminal/command-line.ts'
import { COMMANDS } from '../../src/terminal/commands.ts'
import { manifestText } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'
import { type as typed } from '../fakes/workstation.ts'

const examples = fileURLToPath(new URL('../../examples', import.meta.url))

const type = (...args: string[]) => typed(args)

function aFile(difference: object = {}): string {
  const folder = aFolder({ 'airflow-secrets.yaml': manifestText(difference) })
  return join(folder.dir, 'airflow-secrets.yaml')
}

describe('policy', () => {
  it('prints the example of a policy', async () => {
    const { exitCode, printed, complained } = await type(
      'policy',
      '--manifest',
      join(examples, 'quickstart', 'airflow-secrets.yaml')
    )
    expect({ exitCode, complained }).toEqual({ exitCode: 0, complained: '' })
    expect(printed).toBe(readFileSync(join(examples, 'pipeline-policy.hcl'), 'utf8'))
  })

  it('prints the example of docs/permissions.md', async () => {
    const page = readFileSync(fileURLToPath(new URL('../../docs/permissions.md', import.meta.url)), 'utf8')
    const { printed } = await type('policy', '--manifest', aFile({ manage: [] }), '--mode', 'deploy')
    expect(page).toContain(`\`\`\`hcl\n${printed}\`\`\``)
  })

  it.each([
    ['--mode', 'plan', 'path "airflow/data/variables/*" { capabilities = ["read"] }'],
    ['--prune', 'apply', 'path "airflow/delete/variables/*" { capabilities = ["update"] }'],
    ['--check', 'ledger', '# path "airflow/detailed-metadata/variables/*" { capabilities = ["list"] }'],
    ['--deployment', 'dev', 'path "airflow/data/dev/variables/*" { capabilities = ["create", "read", "update"] }'],
    ['--compare-with', 'dev', 'path "airflow/data/dev/variables/*" { capabilities = ["read"] }']
  ])('follows %s %s', async (option, value, line) => {
    const manifest = aFile({ deployments: { dev: { 'deployment-name': 'dev', isolate: true } } })
    const { exitCode, printed } = await type('policy', '--manifest', manifest, option, value)
    expect([exitCode, printed.split('\n')]).toEqual([0, expect.arrayContaining([line])])
  })

  it('for an undo is that of a mode that can undo', async () => {
    const undo = ['policy', '--manifest', aFile(), '--undo', '12']
    const { printed } = await type(...undo, '--mode', 'sync')
    expect(printed).toContain('path "airflow/undelete/variables/*" { capabilities = ["update"] }')
    expect(await type(...undo)).toMatchObject({
      exitCode: 1,
      printed: '',
      complained: expect.stringContaining('option --undo works only with mode plan or sync')
    })
  })

  it('for a plan has the rights for a Deployment where one is named', async () => {
    const plan = ['policy', '--manifest', aFile(), '--mode', 'plan']
    expect((await type(...plan)).printed).not.toMatch(/^path .*secret-id/m)
    expect((await type(...plan, '--deployment-name', 'prod')).printed).toMatch(/^path .*secret-id-accessor\/lookup/m)
  })

  it('needs no value of a secret', async () => {
    const manifest = aFile({ variables: { token: { env: 'NOWHERE' } } })
    expect(await type('policy', '--manifest', manifest)).toMatchObject({ exitCode: 0, complained: '' })
  })
})

describe('show', () => {
  const OWN = { dev: { 'deployment-name': 'dev', isolate: true, variables: { greeting: { env: 'GREETING' } } } }

  it('prints what a Deployment ends up with, and where each line comes from', async () => {
    const manifest = aFile({ deployments: OWN })
    const { exitCode, printed, complained } = await type('show', '--manifest', manifest, '--deployment', 'dev')
    expect({ exitCode, complained }).toEqual({ exitCode: 0, complained: '' })
    expect(printed.replaceAll(manifest, 'FILE')).toBe(`# What manifest analytics keeps in Vault for Deployment dev.

airflow/dev/variables/greeting  FILE:14:7  {env: GREETING}
airflow/dev/connections/web     FILE:6:3   {conn_type: http, host: example.com}
`)
  })

  it('without one prints what all others share', async () => {
    const { printed } = await type('show', '--manifest', aFile({ deployments: OWN }))
    expect(printed).toMatch(/^# What manifest analytics keeps in Vault for every Deployment without `isolate: true`\.\n/)
    expect(printed).toMatch(/airflow\/variables\/greeting .* Hello\n/)
  })

  it('does not leave out what an import that cannot be read would bring', async () => {
    const manifest = aFile({ imports: [{ file: 'nowhere.json' }] })
    expect(await type('show', '--manifest', manifest)).toMatchObject({
      exitCode: 1,
      printed: '',
      complained: expect.stringMatching(/^the import .*nowhere\.json cannot be read: there is no such file\n$/)
    })
  })

  it('names a Deployment that is not there', async () => {
    const { exitCode, complained } = await type('show', '--manifest', aFile({ deployments: OWN }), '--deployment', 'dve')
    expect([exitCode, complained]).toEqual([1, expect.stringContaining('did you mean "dev"?')])
  })
})

it.each([['--help'], ['-h'], ['help']])('says on %s which commands there are', async (...args) => {
  expect(await type(...args)).toEqual({
    exitCode: 0,
    printed: expect.stringMatching(/^Usage: astro-vault-action COMMAND \[options\]\n/),
    complained: ''
  })
})

it.each([['--version'], ['-V'], ['version']])('says on %s which release it is', async (...args) => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(await type(...args)).toEqual({ exitCode: 0, printed: `${version}\n`, complained: '' })
})

it.each(COMMANDS.map(({ name }) => [name]))('says on %s --help how it is called, in 80 columns and with examples', async name => {
  const { exitCode, printed, complained } = await type(name, '--help')
  expect([exitCode, complained]).toEqual([0, ''])
  expect(printed).toMatch(new RegExp(`^Usage: astro-vault-action ${name} `))
  expect(printed).toContain(`\nExamples:\n`)
  expect(printed.split('\n').filter(line => line.length > 80)).toEqual([])
  expect(await type(name, '-h')).toEqual(await type('help', name))
})

it.each([
  ['deploy', /--check <full\|ledger> .* Default: full\./],
  ['deploy', /--deploy-type <VALUE> .* One of infer, image-and-dags, dags-only, image-only, dbt, none\. Default: infer\./],
  ['plan', /--vault-auth-method <VALUE> .* One of token, approle, .* cert\. Default: token\./],
  ['bootstrap', /--vault-auth-method <VALUE> .* cert\. Default: jwt\./],
  ['sync', /--wait-time <VALUE> .* Default: 10m\./],
  ['check', /--project-dir <VALUE> .* Default: the current folder\./]
])('says on %s --help what an option takes, and what counts without it: %p', async (name, words) => {
  expect((await type(name, '--help')).printed.replaceAll(/\s+/g, ' ')).toMatch(words)
})

it.each([
  ['diff', 'NAME [OTHER]'],
  ['import', '[FILE...]'],
  ['undo', 'RUN'],
  ['local', 'up|check|down|status']
])('says on %s --help what it takes: %s', async (name, usage) => {
  expect((await type(name, '--help')).printed).toContain(`Usage: astro-vault-action ${name} ${usage} [options]\n`)
})

it.each(COMMANDS.flatMap(({ name, examples }) => examples.map(([typed]) => [name, typed] as const)))(
  'has an example for %s that can be typed: %s',
  (name, typed) => {
    const words = (typed.split(/ >>? | \| /)[0] ?? '').split(' ')
    expect(words[0]).toBe(name)
    expect(parse(commandOf(COMMANDS, name), words.slice(1))).toHaveProperty('options')
  }
)

describe('a mistake', () => {
  const usage = expect.stringMatching(/\nastro-vault-action (\w+ )?--help shows what can be typed\.\n$/)

  it('in the name of an option says nothing of its value', async () => {
    const { complained } = await type('policy', '--Mode', 'sync')
    expect(complained).toMatch(/^option --Mode is not known; did you mean "mode"\?\n\nastro-vault-action policy --help/)
  })

  it.each([
    [['polcy'], 'polcy is not a command; did you mean "policy"?'],
    [['improt', 'a.json'], 'improt is not a command; did you mean "import"?'],
    [
      ['constructor'],
      `constructor is not a command${suggestion(
        'constructor',
        COMMANDS.map(({ name }) => name)
      )}`
    ],
    [['bootstrap', '--role', 'x'], 'option --role is not known; did you mean "vault-role"?'],
    [['policy', '--mod', 'plan'], 'option --mod is not known; did you mean "mode"?'],
    [['policy', 'plan'], 'unexpected argument plan; options have two dashes, such as --manifest'],
    [['policy', '--mode'], 'option --mode needs a value'],
    [['plan', '--mode', 'sync'], 'option --mode is not for plan'],
    [['policy', '--vault-password', 'x'], 'option --vault-password is not for policy'],
    [['bootstrap', '--vault-token', 'x'], 'option --vault-token is not for bootstrap'],
    [['show', '--mode', 'plan'], 'option --mode is not for show'],
    [['check', '--vault-url=https://v'], 'option --vault-url is not for check'],
    [['sync', '--vault-tokn=hvs.secret'], 'option --vault-tokn is not known; did you mean "vault-token"?'],
    [['sync', '--yse'], 'option --yse is not known; did you mean "yes"?'],
    [['undo', '1', '2'], 'unexpected argument 2; options have two dashes, such as --manifest'],
    [['import'], 'import needs at least one file, or --from-airflow'],
    [['undo', '--yes'], 'undo needs the id of a run'],
    [['undo', ' ', '--yes'], 'undo needs the id of a run'],
    [['import', 'a.json', '--nmae', 'x'], 'option --nmae is not known; did you mean "name"?']
  ])('in the command line is told with the usage: %p', async (args, sentence) => {
    const { exitCode, printed, complained } = await type(...args)
    expect([exitCode, printed, complained]).toEqual([1, '', usage])
    expect(complained.split('\n')).toContain(sentence)
  })

  it.each([
    [['--mode', 'synk'], 'input mode must be one of plan, sync, deploy, doctor\n'],
    [['--check', 'half'], 'option --check must be one of full, ledger\n'],
    [
      ['--manifest', 'nowhere.yaml'],
      'the manifest nowhere.yaml cannot be read: there is no such file\nSet --manifest to its path, or run this in the folder that it is in.\n'
    ]
  ])('in what is given is a sentence: %p', async (args, complained) => {
    expect(await type('policy', ...args)).toEqual({ exitCode: 1, printed: '', complained })
  })

  it('in the encoding of a manifest or an import is told with its line', async () => {
    const { dir } = aFolder()
    const latin1 = (name: string, text: string) => {
      writeFileSync(join(dir, name), Buffer.from(text, 'latin1'))
      return join(dir, name)
    }
    const words =
      'cannot be read: line 2 has bytes that are not UTF-8; save the file as UTF-8 (Windows PowerShell redirects as UTF-16)\n'
    const manifest = latin1('m.yaml', 'version: 1\nname: schl\u00fcssel\n')
    expect((await type('policy', '--manifest', manifest)).complained).toBe(`the manifest ${manifest} ${words}`)
    const env = latin1('.env', 'AIRFLOW_VAR_A=a\nAIRFLOW_VAR_B=\u00fc\n')
    expect((await type('import', env)).complained).toContain(`the import ${env} ${words}`)
  })

  it('is none where the character for what cannot be read was written on purpose', async () => {
    const manifest = aFile({ variables: { a: 'not \ufffd lost' } })
    expect((await type('show', '--manifest', manifest)).printed).toContain('not \ufffd lost')
  })
})

describe('in a job of GitHub', () => {
  const COMMANDS_IN_IT = 'x ##[set-output name=a]b'
  const commanded = { environment: { GITHUB_ACTIONS: 'true' } }
  const hostile = () => aFile({ variables: { greeting: `${COMMANDS_IN_IT}\n::add-path::/tmp` } })
  const obeyed = /##\[|^[^\S\n]*::/m

  it.each([['show'], ['check'], ['check --json']])('%s says nothing that the runner would obey', async words => {
    const { printed, complained } = await typed([...words.split(' '), '--manifest', hostile()], commanded)
    expect(printed + complained).not.toMatch(obeyed)
    expect(printed + complained).not.toBe('')
  })

  it.each([['show'], ['policy'], ['check']])('%s names no file that the runner would obey', async name => {
    const { exitCode, complained } = await typed([name, '--manifest', '::add-path::##[warning]'], commanded)
    expect([exitCode, complained]).toEqual([1, expect.not.stringMatching(obeyed)])
    expect(complained).toContain('add-path')
  })

  it('a mistake in a command line is none of the runner', async () => {
    const { complained } = await typed(['::debug::x', '##[group]'], commanded)
    expect(complained).toContain('debug')
    expect(complained).not.toMatch(obeyed)
  })

  it('a manifest is not printed by import where a value in it would be obeyed', async () => {
    const folder = aFolder({ 'variables.json': JSON.stringify({ greeting: 'a##[warning]b' }) })
    const args = ['import', join(folder.dir, 'variables.json'), '--plain', 'greeting']
    expect((await typed(args)).printed).toContain('a##[warning]b')
    const { exitCode, printed, complained } = await typed(args, commanded)
    expect([exitCode, printed, complained]).toEqual([1, '', expect.stringContaining('takes for a command')])
  })

  it('the plan file stays what it is for a program', async () => {
    const { printed } = await typed(['check', '--json', '--manifest', '##[x].yaml'], commanded)
    expect(JSON.parse(printed).manifest).toBe('##[x].yaml')
    expect(printed).not.toMatch(obeyed)
  })
})

describe('in a workflow', () => {
  it.each([
    ['pull_request_target', { pull_request: { head: { repo: { full_name: 'stranger/pipelines' } } } }],
    ['workflow_run', { workflow_run: { head_repository: { full_name: 'stranger/pipelines' } } }]
  ])('a command with credentials does not run for the event %s of another repository', async (name, event) => {
    const environment = {
      GITHUB_EVENT_NAME: name,
      GITHUB_REPOSITORY: 'example/pipelines',
      GITHUB_EVENT_PATH: join(aFolder({ 'event.json': JSON.stringify(event) }).dir, 'event.json')
    }
    const { exitCode, complained } = await typed(['plan', '--manifest', aFile()], { environment })
    expect([exitCode, complained]).toEqual([
      1,
      expect.stringContaining(`plan does not run for the event ${name} of another repository`)
    ])
    expect((await typed(['check', '--manifest', aFile()], { environment })).exitCode).toBe(0)
  })
})
