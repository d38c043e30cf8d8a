import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { actionlintBinary, zizmorBinary } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { anIssuer, githubClaims } from '../build/jwt.ts'
import { aFolder } from '../fakes/folder.ts'
import { localServer } from '../fakes/server.ts'
import type { Stage } from './attempt.ts'
import { PROJECTS, type ProjectShape } from './projects.ts'
import { type } from './typing.ts'
import { ask, readSecret } from './vault-over-http.ts'
import { leastPolicy, runExample, workflowForLoopback } from './workflow-run.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.stop())

/** The project in a repository of its own, and what is typed in it; every output is free of its secrets. */
function opened({ files, folder = '', secrets }: ProjectShape) {
  const { dir } = aFolder(files)
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', dir])
  const project = join(dir, folder)
  const typed = async (args: readonly string[], typing: Parameters<typeof type>[2] = {}) => {
    const said = await type(stage, args, { cwd: project, ...typing })
    for (const secret of secrets) expect(said.stdout + said.stderr).not.toContain(secret)
    return said
  }
  const workflows = () =>
    readdirSync(join(dir, '.github/workflows'))
      .filter(name => name.startsWith('astro-vault-'))
      .map(name => join(dir, '.github/workflows', name))
  return { dir, project, typed, workflows, read: (path: string) => readFileSync(join(project, path), 'utf8') }
}

const namesIn = (text: string): string[] => [...text.matchAll(/^([A-Z]\w*)=/gm)].map(([, name = '']) => name)

describe.each(PROJECTS)('$name', shape => {
  it('gets a manifest that covers its DAGs, holds no secret, and plans green', async () => {
    const { dir, project, typed, workflows, read } = opened(shape)
    const before = filesIn(dir)
    const first = await typed(['init', '--yes'])
    expect([first.exitCode, first.exitCode === 0 ? '' : first.stderr]).toEqual([0, ''])

    const needed = [...read('airflow-secrets.yaml').matchAll(/^#? *\$?(?:env: )?((?:VAR|CONN)_\w+)$/gm)].map(
      ([, name = '']) => name
    )
    const values = shape.secrets.length === 0 ? [] : namesIn(read('.env.secrets'))
    expect(values).toEqual(expect.arrayContaining([...shape.known]))
    expect([...new Set(needed)].filter(name => !values.includes(name)).sort()).toEqual([...shape.missing].sort())
    const [deploy = ''] = workflows()
    for (const name of needed) expect(readFileSync(deploy, 'utf8')).toContain(`${name}: \${{ secrets.${name} }}\n`)

    const check = await typed(['check'])
    expect([check.exitCode, check.stderr]).toEqual([0, ''])
    const plan = await typed(['plan'])
    expect([plan.exitCode, plan.stdout + plan.stderr]).toEqual([0, expect.stringContaining('✓ plan: ')])

    for (const [path, text] of Object.entries(filesIn(dir))) {
      if (before[path] === undefined && !path.endsWith('.env.secrets'))
        for (const secret of shape.secrets) expect(text).not.toContain(secret)
      // What was there has lines more, and nothing else.
      if (before[path] !== undefined) expect(text.startsWith(before[path].replace(/\r?\n$/, ''))).toBe(true)
    }
    if (shape.secrets.length > 0) expect(statSync(join(project, '.env.secrets')).mode & 0o777).toBe(0o600)
    execFileSync('git', ['-C', dir, 'add', '--all'])
    expect(execFileSync('git', ['-C', dir, 'ls-files'], { encoding: 'utf8' })).not.toContain('.env.secrets')

    const after = filesIn(dir)
    expect(await typed(['init', '--yes'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing to write.\n') })
    expect(filesIn(dir)).toEqual(after)
  })
})

it('gives workflows that actionlint and zizmor have nothing against, but that actions are named by their tags', async () => {
  const files: string[] = []
  for (const shape of PROJECTS) {
    const { typed, workflows } = opened(shape)
    await typed(['init', '--yes'])
    files.push(...workflows())
  }
  expect(files).toHaveLength(2 * PROJECTS.length)
  const lint = spawnSync(await actionlintBinary(), ['-no-color', '-shellcheck=', '-pyflakes=', ...files], { encoding: 'utf8' })
  expect([lint.status, lint.stdout]).toEqual([0, ''])
  const args = ['--offline', '--no-progress', '--no-exit-codes', '--format=json', ...files]
  const { stdout } = await promisify(execFile)(await zizmorBinary(), args)
  const found: { ident: string; ignored: boolean }[] = JSON.parse(stdout)
  expect(new Set(found.filter(({ ignored }) => !ignored).map(({ ident }) => ident))).toEqual(new Set(['unpinned-uses']))
})

describe('from the first command to Airflow', () => {
  const shape = PROJECTS.find(({ name }) => name === 'exports of a running Airflow') as ProjectShape
  const values = (text: string): Record<string, string> =>
    Object.fromEntries([...text.matchAll(/^(\w+)='?(.*?)'?$/gm)].map(([, name = '', value = '']) => [name, value]))

  it('writes nothing where nobody agrees, and everything for a y', async () => {
    const { dir, typed } = opened(shape)
    const before = filesIn(dir)
    expect(await typed(['init'], { keys: 'n\n' })).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('nothing was changed')
    })
    expect(filesIn(dir)).toEqual(before)
    expect(await typed(['init'], { keys: 'y\n' })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('What is left to do')
    })
  })

  it('sync gives Airflow what the exports have', async () => {
    const { typed, read } = opened(shape)
    await typed(['init', '--yes', '--name', 'moved'])
    const { exitCode, stdout } = await typed(['sync', '--yes'], { env: values(read('.env.secrets')) })
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('✓ sync: Airflow can read everything')])
    expect((await readSecret(stage.vault, 'airflow', 'connections/mysql_crm'))?.data).toEqual({
      conn_uri: 'mysql://reader:geheim-1@crm.example.com:3306/crm'
    })
    expect((await readSecret(stage.vault, 'airflow', 'variables/webhook_url'))?.data).toEqual({
      value: 'https://hooks.example.com/geheim-3'
    })
  })

  it("both workflows run: one plans without a credential, one logs in with GitHub's token and deploys", async () => {
    const other = await openStage({ files: shape.files })
    const github = anIssuer()
    const oidc = await localServer(({ path }) => {
      const aud = new URL(path, 'http://localhost').searchParams.get('audience') ?? 'https://github.com/example'
      return { status: 200, body: { value: github.sign(githubClaims({ aud })) } }
    })
    try {
      rmSync(join(other.project, 'airflow-secrets.yaml'))
      await type(other, ['init', '--yes'])
      const workflow = (name: string) => join(other.project, `.github/workflows/astro-vault-${name}.yml`)
      const secrets = values(readFileSync(join(other.project, '.env.secrets'), 'utf8'))
      rmSync(join(other.project, '.env.secrets'))
      other.commit('Move to Vault')

      const plan = await runExample(other, { workflow: workflow('plan'), event: 'pull_request' })
      expect([plan.exitCode, plan.exitCode === 0 ? '' : plan.log]).toEqual([0, ''])

      await ask(other.vault, 'sys/auth/jwt', { type: 'jwt' })
      await ask(other.vault, 'auth/jwt/config', { jwt_validation_pubkeys: [github.publicKey] })
      await ask(other.vault, 'sys/policies/acl/astro-pipeline', { policy: await leastPolicy(other) })
      await ask(other.vault, 'auth/jwt/role/astro-pipeline', {
        ...{ role_type: 'jwt', user_claim: 'repository', bound_claims: { repository: 'example/pipelines' } },
        ...{ bound_audiences: ['https://github.com/example'], token_policies: ['astro-pipeline'] }
      })
      const deploy = await runExample(other, {
        workflow: await workflowForLoopback(workflow('deploy'), other),
        event: 'push',
        env: {
          ACTIONS_ID_TOKEN_REQUEST_URL: `${oidc.url}/token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token'
        },
        vars: { VAULT_URL: other.vault.url, ASTRO_DEPLOYMENT_ID: other.inputs['deployment-id'] },
        // The last two are asked for by a DAG of the stage, and no file has them.
        secrets: {
          ...secrets,
          VAR_GREETING: 'Hello',
          CONN_WAREHOUSE_CONN_URI: 'postgres://db',
          ASTRO_API_TOKEN: other.astro.token()
        }
      })
      expect([deploy.exitCode, deploy.exitCode === 0 ? '' : deploy.log]).toEqual([0, ''])
      expect((await readSecret(other.vault, 'airflow', 'connections/mysql_crm'))?.version).toBe(1)
      for (const secret of shape.secrets) expect(plan.log + deploy.log).not.toContain(secret)
    } finally {
      await oidc.stop()
      await other.stop()
    }
  })
})

/** Text of every file but those of git, by path. */
function filesIn(dir: string): Record<string, string> {
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
    path => !/^\.git(\/|$)/.test(path) && statSync(join(dir, path)).isFile()
  )
  return Object.fromEntries(paths.sort().map(path => [path, readFileSync(join(dir, path), 'utf8')]))
}
