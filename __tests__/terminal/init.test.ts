import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { aFolder } from '../fakes/folder.ts'
import { type } from '../fakes/workstation.ts'

const PROJECT = {
  '.astro/config.yaml': 'project:\n  name: any\n',
  '.gitignore': '.env\nairflow_settings.yaml\n',
  '.dockerignore': '.git\n.env\n',
  Dockerfile: 'FROM astro-runtime:3.1-2\n',
  'requirements.txt': '--extra-index-url https://me:geheim-index@pypi.example.com/simple\npandas',
  'dags/daily.py': 'from airflow.models import Variable\nVariable.get("greeting")\nVariable.get("api_token")\n',
  '.env':
    'AIRFLOW_VAR_GREETING=Hello\nAIRFLOW_CONN_WAREHOUSE=postgres://etl:geheim-warehouse@db.example.com/dwh\nAIRFLOW_CONN_SCRATCH=postgres://u:geheim-scratch@localhost/x\nAIRFLOW_VAR_ENVIRONMENT=dev\n'
}

/** A project in git, for a person who types `answers`; undefined: nobody is there. */
function aProject(files: Readonly<Record<string, string>> = {}) {
  const folder = aFolder({ ...PROJECT, ...files })
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder.dir])
  const init = async (options: readonly string[] = ['--yes'], answers?: string[]) => {
    const asked: string[] = []
    const ask = async (question: string) => {
      asked.push(question)
      return answers?.shift() ?? ''
    }
    const said = await type(['init', '--project-dir', folder.dir, '--name', 'analytics', ...options], {
      environment: process.env,
      ...(answers === undefined ? {} : { ask })
    })
    expect(said.printed + said.complained).not.toContain('geheim')
    return { ...said, asked }
  }
  const read = (path: string) => readFileSync(join(folder.dir, path), 'utf8')
  const manifest = () => load(read('airflow-secrets.yaml')) as { variables: object; connections: object }
  /** Every file but those of git. */
  const all = () =>
    Object.fromEntries(
      readdirSync(folder.dir, { recursive: true, encoding: 'utf8' })
        .filter(path => !/^\.git(\/|$)/.test(path) && statSync(join(folder.dir, path)).isFile())
        .sort()
        .map(path => [path, read(path)])
    )
  return { ...folder, init, read, manifest, all }
}

describe('init', () => {
  it.each(['', '# nothing yet\n'])(
    'has no warning for a .env as `astro dev init` leaves it (%j), unless it was named',
    async text => {
      const { init, dir } = aProject({ '.env': text })
      expect((await init()).complained).not.toContain('.env')
      expect((await init(['--yes', join(dir, '.env')])).complained).toContain('contains neither connections nor variables')
    }
  )

  it('ends with commands to paste, with the repository of the remote in them', async () => {
    const { dir, init, read } = aProject()
    execFileSync('git', ['-C', dir, 'remote', 'add', 'origin', 'https://github.com/example/pipelines'])
    const { printed } = await init()
    const bootstrap = 'astro-vault-action bootstrap --repository example/pipelines --branch main'
    expect(read('.github/workflows/astro-vault-deploy.yml')).toContain(`#   ${bootstrap}\n`)
    expect(printed).toContain(
      `  ${bootstrap} --manifest ${dir}/airflow-secrets.yaml > setup.sh  # for the administrator of Vault\n`
    )
    for (const name of ['variable set VAULT_URL', 'variable set ASTRO_DEPLOYMENT_ID', 'secret set ASTRO_API_TOKEN'])
      expect(printed).toContain(`  gh ${name}  # `)
    expect((await init()).printed).not.toContain(bootstrap)
  })

  it('writes into the workflows who hosts the action, where npx was told, and says nothing about OWNER', async () => {
    const { dir, read } = aProject()
    const { printed } = await type(['init', '--project-dir', dir, '--yes'], { environment: process.env, owner: 'acme' })
    for (const name of ['deploy', 'plan']) {
      const workflow = read(`.github/workflows/astro-vault-${name}.yml`)
      expect(workflow).toContain('- uses: acme/astro-vault-action@v1\n')
      expect(workflow).not.toContain('OWNER')
    }
    expect(printed).not.toContain('OWNER')
  })

  it('writes manifest, provider line, workflows and values, and says what is left to do', async () => {
    const { dir, init, read } = aProject()
    const { exitCode, printed, complained } = await init()
    expect({ exitCode, complained }).toEqual({ exitCode: 0, complained: '' })
    expect(
      read('airflow-secrets.yaml')
    ).toBe(`# What Airflow finds in Vault. Values in braces come from the environment of the workflow step; there is no secret in this file.
# These have no value yet. Create each as a GitHub secret, or write a constant here:
#   VAR_ENVIRONMENT: variables.environment; ${shown(dir, '.env')}:4 looks like development: it says dev
#   VAR_API_TOKEN: variables.api_token; ${shown(dir, 'dags/daily.py')}:3 asks for it, and no file has it
#   CONN_SCRATCH_CONN_URI: connections.scratch.conn_uri; ${shown(dir, '.env')}:3 looks like development: it names localhost
version: 1
name: analytics
variables:
  greeting: Hello
  environment:
    env: VAR_ENVIRONMENT
  api_token:
    env: VAR_API_TOKEN
connections:
  warehouse:
    conn_type: postgres
    host: db.example.com
    schema: dwh
    login: etl
    password:
      env: CONN_WAREHOUSE_PASSWORD
  scratch:
    conn_uri:
      env: CONN_SCRATCH_CONN_URI
`)
    expect(read('requirements.txt')).toBe(`${PROJECT['requirements.txt']}\napache-airflow-providers-hashicorp>=4.7.2\n`)
    expect(read('.env.secrets')).toBe('CONN_WAREHOUSE_PASSWORD=geheim-warehouse\n')
    expect(statSync(join(dir, '.env.secrets')).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(dir, '.github/workflows'))).toEqual(['astro-vault-deploy.yml', 'astro-vault-plan.yml'])
    const names = ['VAR_ENVIRONMENT', 'VAR_API_TOKEN', 'CONN_WAREHOUSE_PASSWORD', 'CONN_SCRATCH_CONN_URI']
    expect(read('.github/workflows/astro-vault-deploy.yml')).toContain(
      `        env: # every name that the manifest uses\n${names.map(name => `          ${name}: \${{ secrets.${name} }}\n`).join('')}`
    )
    expect(printed).toContain(`gh secret set -f ${dir}/.env.secrets && rm ${dir}/.env.secrets  # 1 value\n`)
    expect(printed).toContain('gh secret set VAR_API_TOKEN  # variables.api_token; ')
  })

  it('keeps the values out of git and out of the image', async () => {
    const { dir, init, read } = aProject()
    await init()
    expect(read('.gitignore')).toBe(`${PROJECT['.gitignore']}.env.secrets*\n`)
    expect(read('.dockerignore')).toBe(`${PROJECT['.dockerignore']}airflow-secrets.yaml\n.env.secrets*\n`)
    execFileSync('git', ['-C', dir, 'add', '--all'])
    expect(execFileSync('git', ['-C', dir, 'ls-files'], { encoding: 'utf8' })).not.toContain('.env')
  })

  it('refuses to write them where git tracks that file, and goes no further', async () => {
    const { dir, init, read } = aProject({ '.env.secrets': 'old\n' })
    execFileSync('git', ['-C', dir, 'add', '--force', '.env.secrets'])
    const { exitCode, complained } = await init()
    expect([exitCode, complained]).toEqual([
      1,
      expect.stringContaining('.env.secrets was not written: git does not ignore it, or tracks it')
    ])
    expect(read('.env.secrets')).toBe('old\n')
  })

  it('refuses where .gitignore takes them back in', async () => {
    const { init, dir } = aProject({ '.gitignore': '.env.secrets*\n!.env.secrets\n' })
    expect((await init()).exitCode).toBe(1)
    expect(existsSync(join(dir, '.env.secrets'))).toBe(false)
  })

  it('changes nothing a second time', async () => {
    const { init, all } = aProject()
    await init()
    const first = all()
    expect(await init()).toMatchObject({ exitCode: 0, printed: expect.stringContaining('Nothing to write.\n') })
    expect(all()).toEqual(first)
  })

  it('leaves a manifest that is there to its owner, and gives it workflows and values', async () => {
    const own =
      'version: 1\nname: ours # for ever\nconnections:\n  warehouse:\n    conn_type: postgres\n    password: { env: CONN_WAREHOUSE_PASSWORD }\n  other: { conn_uri: { env: OTHER } }\n'
    const { init, read } = aProject({ 'airflow-secrets.yaml': own })
    expect(await init(['--yes', '--name', 'ours'])).toMatchObject({
      exitCode: 0,
      printed: expect.stringContaining('gh secret set OTHER  # connections.other.conn_uri; no file has it\n')
    })
    expect(read('airflow-secrets.yaml')).toBe(own)
    expect(read('.env.secrets')).toBe('CONN_WAREHOUSE_PASSWORD=geheim-warehouse\n')
    expect(read('.github/workflows/astro-vault-deploy.yml')).toContain(`OTHER: \${{ secrets.OTHER }}\n`)
    expect(await init()).toMatchObject({
      exitCode: 1,
      complained: expect.stringContaining('option --name is for a new manifest')
    })
  })

  it('offers no value again whose name a workflow has: GitHub may have a newer one', async () => {
    const { init, read, dir } = aProject()
    await init([], ['all', 'y'])
    rmSync(join(dir, '.env.secrets'))
    const { printed, asked } = await init([], ['y'])
    expect([existsSync(join(dir, '.env.secrets')), asked]).toEqual([false, []])
    expect(printed).toContain(
      'gh secret set CONN_WAREHOUSE_PASSWORD  # connections.warehouse.password; a workflow has the name already, so GitHub may have the value\n'
    )
    const added = 'connections:\n  added: { conn_type: postgres, login: etl, password: { env: CONN_ADDED_PASSWORD } }\n'
    writeFileSync(join(dir, 'airflow-secrets.yaml'), read('airflow-secrets.yaml').replace('connections:\n', added))
    writeFileSync(join(dir, '.env'), `${read('.env')}AIRFLOW_CONN_ADDED=postgres://etl:geheim-added@db.example.com/x\n`)
    await init()
    expect(read('.env.secrets')).toBe('CONN_ADDED_PASSWORD=geheim-added\n')
  })

  it('gives no value to another place that has the same name', async () => {
    const own = 'version: 1\nname: analytics\nvariables:\n  other: { env: CONN_WAREHOUSE_PASSWORD }\n'
    const { init, dir } = aProject({ 'airflow-secrets.yaml': own })
    await init()
    expect(existsSync(join(dir, '.env.secrets'))).toBe(false)
  })

  it('comes to the same end, wherever an earlier one was killed', async () => {
    const { init, all, dir } = aProject()
    const before = all()
    const { printed } = await init()
    const after = all()
    const written = [...printed.matchAll(/✓ write (\S+)/g)].map(([, path = '']) => relative(dir, path))
    expect(written).toHaveLength(7)
    for (const [index, killed] of written.entries()) {
      for (const path of written.slice(index)) {
        if (before[path] === undefined) rmSync(join(dir, path))
        else writeFileSync(join(dir, path), before[path])
      }
      mkdirSync(dirname(join(dir, killed)), { recursive: true })
      writeFileSync(join(dir, `${killed}.astro-vault-action`), 'half')
      expect((await init()).exitCode).toBe(0)
      expect(all()).toEqual(after)
    }
    expect(execFileSync('git', ['-C', dir, 'status', '--porcelain'], { encoding: 'utf8' })).not.toContain('.env')
  })
})

describe('a manifest that is there with a pattern', () => {
  const own = 'version: 1\nname: analytics\nimports:\n  - env: AIRFLOW_CONN_*\nvariables: { greeting: Hello }\n'
  const deploy = '.github/workflows/astro-vault-deploy.yml'

  it('gets what files define and DAGs ask for, by the names of its variables, and those of no other kind', async () => {
    const dag = 'from airflow.hooks.base import BaseHook\nBaseHook.get_connection("crm")\nBaseHook.get_connection("My_DB")\n'
    const { init, read, all } = aProject({ 'airflow-secrets.yaml': own, 'dags/crm.py': dag })
    const { printed, asked } = await init([], ['', 'y'])
    expect(asked).toHaveLength(2)
    expect(printed).toContain('1  connections.scratch')
    expect(read('.env.secrets')).toBe('AIRFLOW_CONN_WAREHOUSE=postgres://etl:geheim-warehouse@db.example.com/dwh\n')
    expect(printed).toMatch(/gh secret set AIRFLOW_CONN_CRM {2}# connections\.crm\.conn_uri; \S+crm\.py:2 asks for it/)
    expect(printed).toMatch(/gh secret set AIRFLOW_CONN_SCRATCH {2}# .*:3 looks like development: it names localhost/)
    const line = (name: string) => `          ${name}: \${{ secrets.${name} }}\n`
    const names = ['CRM', 'SCRATCH', 'WAREHOUSE'].map(name => `AIRFLOW_CONN_${name}`)
    expect(read(deploy)).toContain(
      `        # For AIRFLOW_CONN_*, list each secret that it is to bring under \`env:\`, such as AIRFLOW_CONN_NAME: \${{ secrets.AIRFLOW_CONN_NAME }}\n        env: # every name that the manifest uses\n${names.map(line).join('')}`
    )
    const first = all()
    expect((await init()).printed).toContain('Nothing to write.\n')
    expect(all()).toEqual(first)
  })

  it('says where the names go, if none is known', async () => {
    const { init, read } = aProject({ 'airflow-secrets.yaml': own, '.env': '' })
    const { printed } = await init()
    expect(printed).toContain(
      '  For AIRFLOW_CONN_*, list each secret that it is to bring under `env:`, such as AIRFLOW_CONN_NAME: ${{ secrets.AIRFLOW_CONN_NAME }}.\n'
    )
    expect(read(deploy)).toContain('#   secrets    ASTRO_API_TOKEN, and those under `env:`\n')
    expect(load(read(deploy))).toMatchObject({ jobs: { deploy: { steps: [{}, { with: { 'vault-role': 'astro-pipeline' } }] } } })
    expect(read(deploy)).not.toMatch(/^ *env:/m)
  })

  it('leaves to the manifest what it lists', async () => {
    const listed = `${own}connections:\n  warehouse: { conn_uri: { env: DWH } }\n`
    const { init, read } = aProject({ 'airflow-secrets.yaml': listed })
    await init()
    expect(read(deploy)).toContain('DWH: ')
    expect(read(deploy)).not.toContain('AIRFLOW_CONN_WAREHOUSE')
  })
})

describe('what it prints to type', () => {
  /** As zsh reads what people paste into it: it knows no comments there. */
  const paste = (line: string, cwd: string) =>
    execFileSync(
      'sh',
      [
        '-c',
        `gh() { for word; do echo "$word"; done; }; rm() { :; }; ${line.replace('#', '').replace('astro-vault-action', 'gh')}; :`
      ],
      {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore']
      }
    ).split('\n')

  it('is words to a shell, whatever files and folders are called', async () => {
    const { dir } = aProject()
    const project = join(aFolder().dir, "my $(touch PWNED) 'project'; >PWNED")
    renameSync(dir, project)
    const asks = 'from airflow.models import Variable\nVariable.get("other_token")\n'
    writeFileSync(join(project, 'dags', 'a;touch PWNED;`touch PWNED`$(touch PWNED)>PWNED.py'), asks)
    const exported = join(project, 'conn$(touch PWNED).json')
    writeFileSync(exported, '{')
    const { exitCode, printed, complained } = await type(['init', '--yes', '--project-dir', project], {
      environment: process.env
    })
    expect(exitCode).toBe(0)
    const desk = aFolder().dir
    const lines = printed.split('\n').filter(line => /^ *(gh|astro-vault-action) /.test(line))
    const words = lines.map(line => paste(line, desk))
    expect(readdirSync(desk)).toEqual(['setup.sh'])
    expect(words.map(([, , option, file]) => (option === '-f' ? file : undefined))).toContain(join(project, '.env.secrets'))
    expect(words.at(-1)).toEqual(
      expect.arrayContaining(['check', '--project-dir', project, join(project, 'airflow-secrets.yaml')])
    )
    expect(words.map(([, , name]) => name)).toContain('VAR_OTHER_TOKEN')
    const [, hint = ''] = /If it is one, name it: init (.*)/.exec(complained) ?? []
    expect(paste(`gh ${hint}`, desk)[0]).toMatch(/conn\$\(touch PWNED\)\.json$/)
    expect(readdirSync(desk)).toEqual(['setup.sh'])
  })
})

describe('what looks like development', () => {
  it("becomes production's where somebody says so", async () => {
    const { init, manifest, read } = aProject()
    const { printed, asked } = await init([], ['5', '1', 'y'])
    expect(asked).toEqual([...Array(2).fill('Numbers (such as 1 3), all, or Enter for none: '), 'Carry this out? [y/N] '])
    expect(printed).toContain('Each is a number from 1 to 2.\n')
    expect(printed).toMatch(
      /1 {2}variables\.environment \(\S+:4\): it says dev\n {2}2 {2}connections\.scratch \(\S+:3\): it names localhost\n/
    )
    expect(manifest().variables).toMatchObject({ environment: 'dev' })
    expect(manifest().connections).toMatchObject({ scratch: { conn_uri: { env: 'CONN_SCRATCH_CONN_URI' } } })
    expect(read('.env.secrets')).not.toContain('geheim-scratch')
  })

  it('is asked about again for a manifest that is there, where a value would go', async () => {
    const { init, read, dir } = aProject()
    await init([], ['all', 'y'])
    expect(read('.env.secrets')).toContain('geheim-scratch')
    for (const path of ['.env.secrets', '.github']) rmSync(join(dir, path), { recursive: true })
    const { printed, asked } = await init([], ['', 'y'])
    expect(asked).toHaveLength(2)
    expect(printed).toContain('1  connections.scratch')
    expect(printed).not.toContain('2  ')
    expect(read('.env.secrets')).toBe('CONN_WAREHOUSE_PASSWORD=geheim-warehouse\n')
  })
})

describe('nothing is written', () => {
  it.each([
    ['where nobody agrees', ['', 'n'], 'not agreed to; nothing was changed\n'],
    [
      'where nobody is there',
      undefined,
      'init asks before it changes anything, and stdin is no terminal; nothing was changed\nRead the plan, and run it again with `--yes`.\n'
    ]
  ])('%s', async (_, answers, said) => {
    const { init, all } = aProject()
    const before = all()
    expect(await init([], answers)).toMatchObject({ exitCode: 1, complained: said })
    expect(all()).toEqual(before)
  })

  it.each([
    ['outside an Astro project', {}, ['.astro/config.yaml'], / is not an Astro project: it has no \.astro\/config\.yaml\n/],
    [
      'where a file contradicts itself',
      { 'airflow_settings.yaml': 'airflow:\n  variables:\n    - variable_name: greeting\n      variable_value: Hi\n' },
      [],
      /variable greeting is also in /
    ],
    ['for a manifest with mistakes', { 'airflow-secrets.yaml': 'version: 2\n' }, [], /airflow-secrets\.yaml:1/]
  ])('%s', async (_, files, gone, said) => {
    const { init, all, dir } = aProject(files)
    for (const path of gone) rmSync(join(dir, path))
    const before = all()
    expect(await init()).toMatchObject({ exitCode: 1, complained: expect.stringMatching(said) })
    expect(all()).toEqual(before)
  })
})

describe('what is there stays as it is', () => {
  it('a link, and what is behind it', async () => {
    const { init, dir, read } = aProject()
    rmSync(join(dir, 'requirements.txt'))
    writeFileSync(join(dir, 'real.txt'), 'pandas\n')
    symlinkSync('real.txt', join(dir, 'requirements.txt'))
    expect((await init()).complained).toContain('requirements.txt is a link, or below one, and stays as it is\n')
    expect(read('real.txt')).toBe('pandas\n')
  })

  it('a manifest behind a link, which counts', async () => {
    const own = 'version: 1\nname: ours\nvariables: { token: { env: OWN_TOKEN } }\n'
    const { init, dir, read } = aProject({ 'shared.yaml': own })
    symlinkSync('shared.yaml', join(dir, 'airflow-secrets.yaml'))
    const { printed, complained } = await init(['--yes', '--name', 'ours'])
    expect(complained).toBe('')
    expect(printed).toContain('gh secret set OWN_TOKEN  # variables.token; no file has it\n')
    expect(read('.github/workflows/astro-vault-deploy.yml')).toContain('OWN_TOKEN:')
    expect(read('.github/workflows/astro-vault-deploy.yml')).not.toContain('VAR_API_TOKEN')
  })

  it.each([
    ['leads nowhere', (file: string) => symlinkSync('nowhere.yaml', file), 'is a link, or below one'],
    ['is not UTF-8', (file: string) => writeFileSync(file, Buffer.from('# caf\xe9\n', 'latin1')), 'cannot be read']
  ])('everything, where the manifest %s', async (_, make, said) => {
    const { init, dir } = aProject()
    make(join(dir, 'airflow-secrets.yaml'))
    const files = () => readdirSync(dir, { recursive: true }).length
    const before = files()
    expect(await init()).toMatchObject({ exitCode: 1, complained: expect.stringContaining(`airflow-secrets.yaml ${said}`) })
    expect(files()).toBe(before)
  })

  it('what is next to a link to the project: workflows are in its own repository', async () => {
    const { dir } = aProject()
    const project = join(dir, 'deep', 'airflow')
    mkdirSync(join(project, '.astro'), { recursive: true })
    writeFileSync(join(project, '.astro/config.yaml'), PROJECT['.astro/config.yaml'])
    const desk = aFolder({ 'some/where/else.txt': '' }).dir
    const link = join(desk, 'some', 'where', 'airflow')
    symlinkSync(project, link)
    const { exitCode, printed } = await type(['init', '--yes', '--project-dir', link], { environment: process.env })
    expect(exitCode).toBe(0)
    expect([readdirSync(desk), readdirSync(join(desk, 'some'))]).toEqual([['some'], ['where']])
    expect(readdirSync(join(dir, '.github/workflows'))).toHaveLength(2)
    expect(printed).toContain(` check --project-dir ${link} --manifest ${link}/airflow-secrets.yaml\n`)
  })

  it('text that is not UTF-8', async () => {
    const { init, dir } = aProject()
    writeFileSync(join(dir, 'requirements.txt'), Buffer.from('# caf\xe9\npandas\n', 'latin1'))
    expect((await init()).complained).toMatch(
      /requirements\.txt cannot be read \(line 1 has bytes that are not UTF-8.*\), and stays as it is\n/
    )
  })

  it('a workflow of the name that does not use the action', async () => {
    const path = '.github/workflows/astro-vault-plan.yml'
    const { init, read } = aProject({ [path]: 'on: push\n' })
    expect((await init()).complained).toContain(`${path} does not run this action for this project, and stays as it is\n`)
    expect(read(path)).toBe('on: push\n')
  })

  it('a value that somebody has written into the file, which is needed no more then', async () => {
    const { init, read } = aProject({ '.env.secrets': 'VAR_API_TOKEN=geheim-own\nCONN_WAREHOUSE_PASSWORD=geheim-other' })
    const { printed } = await init()
    expect(read('.env.secrets')).toBe('VAR_API_TOKEN=geheim-own\nCONN_WAREHOUSE_PASSWORD=geheim-other')
    expect(printed).toContain('# 2 values\n')
    expect(printed).not.toContain('gh secret set VAR_API_TOKEN')
  })

  it('but a file of values that others may read becomes private', async () => {
    const { init, dir } = aProject()
    await init()
    const file = join(dir, '.env.secrets')
    execFileSync('chmod', ['644', file])
    await init()
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

/** As messages show it, from where the tests run. */
const shown = (dir: string, path: string) => relative('', join(dir, path))
