import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { openStage } from '../../tools/runner/stage.mjs'
import { startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import type { Stage } from './attempt.ts'
import { type Typing, type } from './typing.ts'
import { ask } from './vault-over-http.ts'

/** What development has and production has not, on a real server. */

const CANARIES = {
  SAME: 'canary-one p@s:s/w?o#rd',
  DEV_TOKEN: 'canary-two-dev',
  PROD_TOKEN: 'canary-three-prod',
  DEV_PASSWORD: 'canary-four 100%',
  PROD_PASSWORD: 'canary-five "quoted"',
  SHORT: 'x7'
}
const BY_HAND = 'canary-six-by-hand'
const HOSTILE = '##[error]spoken'

const own = (name: string, more = '') => `
  ${name}:
    deployment-name: ${name}
    isolate: true
    variables:
      token: { env: ${name.toUpperCase()}_TOKEN }
      target: ${name}
      note: "${name} ${HOSTILE} [click](https://evil.example) <img src=x> @octocat"${more}
    connections:
      warehouse:
        conn_type: postgres
        host: db-${name}
        password: { env: ${name.toUpperCase()}_PASSWORD }
        extra: { sslmode: require, "${HOSTILE}": ${name} }`
const MANIFEST = `version: 1
name: analytics
coverage: "off"
variables:
  region: eu
  same: { env: SAME }
  short: { env: SHORT }
deployments:${own('dev')}${own('prod', '\n      limit: "3"')}
`
const OTHER = `version: 1
name: staging
vault: { mount: staging }
variables: { region: us, same: { env: SAME } }
`

let stage: Stage
let github: Awaited<ReturnType<typeof startGitHubApi>>
const texts: string[] = []

async function typed(args: readonly string[], typing: Typing = {}) {
  const said = await type(stage, args, typing)
  texts.push(said.stdout, said.stderr)
  return said
}
const sync = async (deployment: string) => {
  const run = await stage.run({ inputs: { mode: 'sync', 'deployment-id': '', deployment }, env: CANARIES })
  await run.remove()
  expect(run.exitCode).toBe(0)
}

beforeAll(async () => {
  ;[stage, github] = await Promise.all([
    openStage({ files: { 'airflow-secrets.yaml': MANIFEST, 'staging.yaml': OTHER } }),
    startGitHubApi()
  ])
})
afterAll(async () => {
  await Promise.all([stage?.stop(), github?.stop()])
})

const lines = (stdout: string) => stdout.split('\n').map(line => line.trim())

describe('the command diff', () => {
  it('says before the first sync what is not in Vault yet', async () => {
    await sync('dev')
    const { exitCode, stdout } = await typed(['diff', 'dev', 'prod'])
    expect(exitCode).toBe(0)
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        'variables.limit: only in prod',
        'variables.same: different; prod: not in Vault yet',
        'variables.region: equal; prod: not in Vault yet'
      ])
    )
  })

  it('says what is missing, different and equal, by the values in Vault and without one', async () => {
    await sync('prod')
    const { exitCode, stdout, stderr } = await typed(['diff', 'dev', 'prod', '--exit-code'])
    expect({ exitCode, stderr, lines: lines(stdout) }).toEqual({
      exitCode: 2,
      stderr: '',
      lines: [
        'dev → prod: 1 only in prod, 4 different, 3 equal',
        'variables.limit: only in prod',
        'variables.token: different: value',
        'variables.target: different: value dev → prod',
        `variables.note: different: value ${['dev', 'prod'].map(name => `${name} ${HOSTILE} [click](https://evil.example) <img src=x> @octocat`).join(' → ')}`,
        `connections.warehouse: different: host db-dev → db-prod, extra.${HOSTILE} dev → prod, password`,
        'variables.region: equal',
        'variables.same: equal',
        'variables.short: equal',
        'Constants are compared as the manifests have them, everything else as Vault has it now.',
        '✓ diff: dev → prod: 1 only in prod, 4 different, 3 equal',
        ''
      ]
    })
  })

  it('says what somebody changed by hand, on which side', async () => {
    await ask(stage.vault, 'airflow/data/dev/variables/same', { data: { value: BY_HAND } })
    await ask(stage.vault, 'airflow/data/prod/variables/region', { data: { value: BY_HAND } })
    const { stdout } = await typed(['diff', 'dev', 'prod'])
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        'variables.same: different: value; dev: somebody changed it in Vault (version 2)',
        'variables.region: equal; prod: somebody changed it in Vault (version 2); in Vault, value differs: not synced yet, or changed by hand'
      ])
    )
  })

  it('changes nothing', async () => {
    const writes = async () =>
      (await stage.vault.audit()).filter(({ operation }) => ['create', 'update', 'delete'].includes(operation)).length
    const before = await writes()
    await typed(['diff', 'dev', 'prod', '--json'])
    // Asking what a token may do is an update, to the server; that a diff does not need either.
    expect(await writes()).toBe(before)
  })

  it('compares two manifests, each on its own mount', async () => {
    const { exitCode, stdout } = await typed(['diff', 'staging.yaml', 'airflow-secrets.yaml'])
    expect(exitCode).toBe(0)
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        'staging.yaml → airflow-secrets.yaml: 1 only in airflow-secrets.yaml, 1 different, 1 unknown',
        'variables.region: different: value us → eu; staging.yaml: not in Vault yet; airflow-secrets.yaml: not in Vault yet'
      ])
    )
  })

  it('compares names and constants where Vault is not set', async () => {
    const { exitCode, stdout } = await typed(['diff', 'dev', 'prod'], { env: { VAULT_ADDR: undefined } })
    expect(exitCode).toBe(0)
    expect(lines(stdout)).toContain('variables.same: unknown; it has a source, and Vault was not asked')
  })
})

describe('with the least policy', () => {
  const tokenWith = async (policy: string) => {
    await ask(stage.vault, 'sys/policies/acl/comparing', { policy })
    const created = await ask(stage.vault, 'auth/token/create', { policies: ['comparing'], no_default_policy: true })
    return { env: { VAULT_TOKEN: created?.['auth'].client_token as string } }
  }
  let policy: string
  beforeAll(async () => {
    policy = (await type(stage, ['policy', '--mode', 'plan', '--deployment', 'prod', '--compare-with', 'dev'])).stdout
  })

  it('that `policy --compare-with` prints, everything is compared', async () => {
    const { stdout } = await typed(['diff', 'dev', 'prod'], await tokenWith(policy))
    expect(lines(stdout)[0]).toBe('dev → prod: 1 only in prod, 5 different, 2 equal')
    expect(stdout).not.toContain('403')
  })

  it.each(['dev/variables', 'dev/connections'])('less the right to read %s, the paths there are named', async folder => {
    const rule = `path "airflow/data/${folder}/*" { capabilities = ["read"] }\n`
    expect(policy).toContain(rule)
    const { exitCode, stdout } = await typed(['diff', 'dev', 'prod'], await tokenWith(policy.replace(rule, '')))
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(new RegExp(`; dev: Vault answered 403 to GET airflow/data/${folder}/\\w+: `))
  })

  it('less the right to read the records, changes by hand go unseen, which it says', async () => {
    const without = policy.replace(/path "airflow\/data\/_astro-vault-action\/\*".*\n/, '')
    const { exitCode, stdout } = await typed(['diff', 'dev', 'prod'], await tokenWith(without))
    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      'Changes made by hand in Vault go unseen for dev: Vault answered 403 to GET airflow/data/_astro-vault-action/'
    )
    expect(stdout).toContain('variables.short: equal\n')
  })
})

describe('a plan that compares with another Deployment', () => {
  it('has the diff in its summary and in its comment on the pull request, as text', async () => {
    const sha = '0'.repeat(40)
    const head = { sha, repo: { full_name: 'example/pipelines' } }
    github.pullRequests.push({ number: 7, branch: 'topic', commit: sha, repository: 'example/pipelines' })
    const run = await stage.run({
      inputs: {
        ...{ mode: 'plan', 'deployment-id': '', deployment: 'prod', 'compare-with': 'dev', 'astro-api-token': '' },
        'github-token': github.token
      },
      env: { ...CANARIES, GITHUB_EVENT_NAME: 'pull_request', GITHUB_API_URL: github.url },
      event: { pull_request: { number: 7, base: { ref: 'main', sha }, head } }
    })
    const body = github.comments.at(-1)?.body ?? ''
    texts.push(run.log, run.summary, body, JSON.stringify(run.outputs), ...run.annotations.map(({ message }) => message))
    await run.remove()
    expect(run.exitCode).toBe(0)
    for (const page of [run.summary, body]) {
      expect(page).toContain('### Diff dev → prod: 8\n')
      expect(page).toContain('| `variables.limit` | only in prod |\n')
      expect(page).toContain('| `variables.token` | different: `value` |\n')
    }
    const html = micromark(body, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    expect(html).not.toMatch(/<img|<a |href=/)
    expect(html.replace(/<code>.*?<\/code>/gs, '')).not.toContain('@octocat')
    expect(run.annotations.filter(({ message }) => message.includes('spoken'))).toEqual([])
  })

  it('is an error for a name that nobody has', async () => {
    const run = await stage.run({ inputs: { mode: 'plan', 'deployment-id': '', deployment: 'prod', 'compare-with': 'dve' } })
    await run.remove()
    expect([run.exitCode, run.log]).toEqual([1, expect.stringContaining('did you mean "dev"?')])
  })
})

it('shows no secret, whatever it compared', () => {
  const all = texts.join('\n')
  expect(all).toContain('variables.short')
  const forms = (secret: string) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    btoa(secret).replace(/=+$/, '')
  ]
  const shown = [...Object.values(CANARIES), BY_HAND].flatMap(forms).filter(form => form.length > 4 && all.includes(form))
  expect(shown).toEqual([])
  expect(all).not.toMatch(/\bx7\b/)
})
