import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { manifestText } from '../build/manifest.ts'
import { read } from '../docs/pages.ts'
import { aFolder } from '../fakes/folder.ts'
import { type as typed } from '../fakes/workstation.ts'

function type(...args: string[]) {
  const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText({ variables: { token: { env: 'MY_TOKEN' } } }) })
  return typed(['bootstrap', '--manifest', join(dir, 'airflow-secrets.yaml'), ...args])
}

const REPOSITORY = ['--repository', 'example/pipelines']
const MAIN = [...REPOSITORY, '--branch', 'main']

/** What is written to a path of Vault, in JSON. */
const sentTo = (path: string, script: string) => {
  const [, text = '{}'] = script.split(`write ${path} - <<'JSON'\n`)[1]?.match(/^(.*?)\nJSON\n/s) ?? []
  return JSON.parse(text)
}

const variable = (name: string) => `\${{ vars.${name} }}`
const secret = (name: string) => `\${{ secrets.${name} }}`
const stepIn = (script: string) =>
  (load(script.split(/^# The job and the step.*\n#\n/m)[1]?.replaceAll(/^# /gm, '') ?? '') as { steps: object[] }).steps[1]

describe('the policy', () => {
  it('is the one that the command policy prints', async () => {
    const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText() })
    const manifest = ['--manifest', join(dir, 'airflow-secrets.yaml')]
    const { printed } = await typed(['bootstrap', ...manifest, ...MAIN, '--prune', 'apply'])
    const policy = await typed(['policy', ...manifest, '--prune', 'apply'])
    const rules = policy.printed.split('\n').slice(2).join('\n')
    expect(printed).toContain(rules)
  })

  it('has a name for each mode, so that one does not replace the other', async () => {
    expect((await type(...MAIN)).printed).toContain('vault policy write astro-pipeline -')
    expect((await type(...MAIN, '--mode', 'sync')).printed).toContain('vault policy write astro-pipeline-sync -')
    expect((await type(...MAIN, '--vault-role', 'mine')).printed).toContain('vault policy write mine -')
  })

  it.each([
    [['--preview', 'deploy'], 'astro-pipeline-preview'],
    [['--preview', 'delete'], 'astro-pipeline-preview'],
    [['--preview', 'deploy', '--mode', 'plan'], 'astro-pipeline-preview-plan'],
    [['--preview', 'off'], 'astro-pipeline'],
    [['--preview', 'deploy', '--vault-role', 'mine'], 'mine']
  ])('and the role have names of their own for previews, so that production keeps its own: %j', async (args, name) => {
    const about = args.includes('off') ? [] : ['--preview-for', 'main', '--deployment-id', 'ckabc']
    const { printed } = await type(...MAIN, ...args, ...about)
    expect(printed).toContain(`vault policy write ${name} -`)
    expect(sentTo(`auth/jwt/role/${name}`, printed)).toMatchObject({ token_policies: [name] })
  })

  it('for a login in a namespace above names the one of the secrets', async () => {
    const namespaces = ['--vault-login-namespace', 'admin', '--vault-namespace', 'admin/team/a']
    const { printed } = await type(...MAIN, ...namespaces)
    expect(printed).toContain('export VAULT_NAMESPACE=admin\n')
    expect(printed).toContain('path "team/a/airflow/data/variables/*"')
    expect((await type(...MAIN, '--vault-namespace', 'admin')).printed).toContain('path "airflow/data/variables/*"')
  })
})

describe('the role of jwt', () => {
  it.each<[string[], object]>([
    [['--branch', 'main'], { ref: ['refs/heads/main'] }],
    [['--branch', 'refs/heads/main', '--branch', 'next'], { ref: ['refs/heads/main', 'refs/heads/next'] }],
    [['--environment', 'prod'], { environment: ['prod'] }],
    [['--pull-requests', '--mode', 'plan'], { event_name: ['pull_request'] }]
  ])('is bound by %j', async (args, claims) => {
    const { printed } = await type(...REPOSITORY, ...args)
    const name = args.includes('plan') ? 'astro-pipeline-plan' : 'astro-pipeline'
    expect(sentTo(`auth/jwt/role/${name}`, printed)).toEqual({
      role_type: 'jwt',
      user_claim: 'repository',
      bound_audiences: ['https://github.com/example'],
      bound_claims: { repository: ['example/pipelines'], ...claims },
      token_policies: [name],
      token_ttl: '20m'
    })
  })

  it('is not given to others while somebody has it', async () => {
    const { printed } = await type(...MAIN, '--branch', 'next')
    const claims = 'map[ref:[refs/heads/main refs/heads/next] repository:[example/pipelines]]'
    expect(printed).toContain(
      `other=$(vault read -field=bound_claims auth/jwt/role/astro-pipeline 2> /dev/null || true)\n[ -z "$other" ] || [ "$other" = '${claims}' ] || refuse `
    )
  })

  it('trusts GitHub Enterprise Server where that is the issuer', async () => {
    const issuer = 'https://github.example.com/_services/token'
    const { printed } = await type(...MAIN, '--issuer', issuer, '--vault-jwt-audience', 'https://vault.example.com')
    expect(sentTo('auth/jwt/config', printed)).toEqual({ oidc_discovery_url: issuer, bound_issuer: issuer })
    expect(stepIn(printed)).toMatchObject({ with: { 'vault-jwt-audience': 'https://vault.example.com' } })
  })
})

it('is what docs/logging-in.md shows of it', async () => {
  const [, block = ''] = /<!-- jwt -->\n```sh\n(.*?)```/s.exec(read('docs/logging-in.md')) ?? []
  const commands = block.split(/^(?=vault )/m)
  const { printed } = await type(...MAIN, '--vault-jwt-audience', 'https://vault.example.com')
  expect(commands).toHaveLength(3)
  expect(commands.filter(command => !printed.includes(command))).toEqual([])
})

describe('the step', () => {
  it('says where the names go that a pattern brings, and who hosts the action, where npx was told', async () => {
    const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText({ imports: [{ env: 'AIRFLOW_CONN_DWH_*' }] }) })
    const { printed } = await typed(['bootstrap', '--manifest', join(dir, 'airflow-secrets.yaml'), ...MAIN], { owner: 'acme' })
    expect(printed).toContain(
      `\n# # For AIRFLOW_CONN_DWH_*, list each secret that it is to bring under \`env:\`, such as AIRFLOW_CONN_DWH_NAME: ${secret('AIRFLOW_CONN_DWH_NAME')}\n`
    )
    expect(stepIn(printed)).toMatchObject({ uses: 'acme/astro-vault-action@v1' })
  })

  it('has what the manifest takes from the environment, and what was typed', async () => {
    const { printed } = await type(...MAIN, '--deployment-name', 'prod', '--vault-auth-mount', 'github')
    expect(stepIn(printed)).toEqual({
      uses: 'OWNER/astro-vault-action@v1',
      with: {
        'vault-url': variable('VAULT_URL'),
        'vault-auth-method': 'jwt',
        'vault-role': 'astro-pipeline',
        'astro-api-token': secret('ASTRO_API_TOKEN'),
        manifest: expect.stringMatching(/airflow-secrets\.yaml$/),
        'vault-auth-mount': 'github',
        'deployment-name': 'prod'
      },
      env: { MY_TOKEN: secret('MY_TOKEN') }
    })
  })

  it.each([
    [['--vault-auth-method', 'github', '--vault-username', 'octocat'], "write auth/github/map/users/octocat - <<'JSON'"],
    [
      ['--vault-auth-method', 'cert', '--vault-client-certificate', "it's mine.pem"],
      "write auth/cert/certs/astro-pipeline 'certificate=@it'\\''s mine.pem' 'token_policies=astro-pipeline' token_ttl=20m"
    ]
  ])('and the commands are printed for %j', async (args, command) => {
    const { exitCode, printed } = await type(...args)
    expect([exitCode, printed]).toEqual([0, expect.stringContaining(command)])
  })
})

describe('is not printed', () => {
  it.each([
    [[], 'jwt needs --repository OWNER/NAME'],
    [['--repository', 'pipelines', '--branch', 'main'], 'jwt needs --repository OWNER/NAME'],
    [['--repository', 'a/b\nc', '--branch', 'main'], 'jwt needs --repository OWNER/NAME'],
    [REPOSITORY, 'jwt needs --branch, --environment or --pull-requests'],
    [[...REPOSITORY, '--branch', 'a b'], '--branch is not the name of a branch'],
    [[...REPOSITORY, '--branch', 'a\u202eb'], '--branch is not the name of a branch'],
    [[...REPOSITORY, '--environment', 'a\nJSON\nb'], '--environment is not the name of an environment'],
    [[...REPOSITORY, '--pull-requests'], '--pull-requests needs --mode plan or --preview'],
    [[...REPOSITORY, '--pull-requests', '--mode', 'sync'], '--pull-requests needs --mode plan or --preview'],
    [[...MAIN, '--pull-requests'], '--pull-requests cannot be combined with --branch'],
    [[...MAIN, '--issuer', 'https://github.example.com/_services/token'], 'jwt needs --vault-jwt-audience'],
    [[...MAIN, '--vault-role', 'Astro Pipeline'], '--vault-role is not a name that Vault keeps unchanged'],
    [[...MAIN, '--vault-auth-method', 'approle'], '--repository is not for vault-auth-method approle'],
    [[...MAIN, '--vault-auth-method', 'oidc'], 'vault-auth-method'],
    [[...MAIN, '--client', 'consul'], '--client must be vault or bao'],
    [['--vault-auth-method', 'kubernetes'], 'kubernetes needs --service-account NAMESPACE/NAME'],
    [['--vault-auth-method', 'userpass', '--vault-username', 'a/b'], 'userpass needs --vault-username'],
    [['--vault-auth-method', 'cert'], 'cert needs --vault-client-certificate'],
    [
      [...MAIN, '--vault-login-namespace', 'admin', '--vault-namespace', 'adminother'],
      '--vault-login-namespace admin does not contain --vault-namespace adminother'
    ]
  ])('for %j', async (args, why) => {
    const { exitCode, printed, complained } = await type(...args)
    expect({ exitCode, printed, complained }).toEqual({ exitCode: 1, printed: '', complained: expect.stringContaining(why) })
  })
})

describe('the repository', () => {
  const REMOTE = 'git@github.com:example/pipelines.git'

  async function within(remote: string | undefined, ...args: string[]) {
    const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText() })
    execFileSync('git', ['init', '--quiet', dir])
    if (remote !== undefined) execFileSync('git', ['-C', dir, 'remote', 'add', 'origin', remote])
    return await typed(['bootstrap', '--manifest', join(dir, 'airflow-secrets.yaml'), '--branch', 'main', ...args], {
      environment: process.env
    })
  }

  it('is that of the remote of git, and the script says so', async () => {
    const { printed } = await within(REMOTE)
    expect(sentTo('auth/jwt/role/astro-pipeline', printed)).toMatchObject({ bound_claims: { repository: ['example/pipelines'] } })
    expect(printed).toContain(
      "# The repository is example/pipelines, by git's remote origin. Compare the case of its letters with GitHub's.\n"
    )
  })

  it('that is typed comes first', async () => {
    const { printed } = await within(REMOTE, '--repository', 'example/others')
    expect(sentTo('auth/jwt/role/astro-pipeline', printed)).toMatchObject({ bound_claims: { repository: ['example/others'] } })
    expect(printed).not.toContain('example/pipelines')
  })

  it.each([
    ['no remote', undefined, []],
    ['one on another server', 'git@gitlab.com:example/pipelines.git', []],
    ['one on github.com, if somebody else signs the tokens', REMOTE, ['--issuer', 'https://github.example.com/_services/token']]
  ])('has to be typed where git names %s', async (_, remote, more) => {
    const { exitCode, complained } = await within(remote, ...more)
    expect([exitCode, complained]).toEqual([1, expect.stringContaining('jwt needs --repository OWNER/NAME')])
  })
})
