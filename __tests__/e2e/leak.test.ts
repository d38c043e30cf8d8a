import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { applyMasks } from '../../tools/runner/runner.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import { ask } from './vault-over-http.ts'

type Run = Awaited<ReturnType<Awaited<ReturnType<typeof openStage>>['run']>>

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

/** One canary for every way in which a secret enters: each is unlike any other text. */
const CANARIES = {
  API_TOKEN: 'canary-one-7d1f"quoted"\\back',
  SETTINGS_KEY: 'canary-two line1\ncanary-two line2 %&?#\n  canary-two line3  ',
  WAREHOUSE_PASSWORD: 'canary three p@s:s/w?o#rd 100%+$HOME 🦉',
  PARTNER_PASSWORD: "canary-four 'a+b c' ü",
  LEGACY_URI: 'mysql://canary-five:canary%2Dsix@legacy.example.com/crm'
}

/** Every form in which a text could have got out. */
function formsOf(secret: string): string[] {
  const lines = secret.split('\n').map(line => line.trim())
  return [secret, ...lines].flatMap(text => [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
    Buffer.from(text).toString('base64').replace(/=+$/, '')
  ])
}

const found = (secrets: readonly string[], text: string) =>
  secrets.flatMap(formsOf).filter(form => form.length > 3 && text.includes(form))

async function filesBelow(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile() && !entry.parentPath.includes('/.git'))
  return Promise.all(
    files.map(async ({ parentPath, name }) => ({ name, text: (await readFile(join(parentPath, name))).toString() }))
  )
}

describe('with a canary in every secret', () => {
  let stage: Awaited<ReturnType<typeof openStage>>
  let github: Awaited<ReturnType<typeof startGitHubApi>>
  const runs: Run[] = []
  let issued: string[] = []
  let pipeline: { roleId: string; secretId: string }

  beforeAll(async () => {
    ;[stage, github] = await Promise.all([openStage(), startGitHubApi()])
    const { vault } = stage
    // Each run comments on a pull request too, and is shown in the timeline of an environment.
    const inputs = { 'github-token': github.token, 'github-environment': 'prod' }
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_API_URL: github.url }
    const base = { ref: 'main', sha: '0'.repeat(40) }
    const event = { pull_request: { number: 7, base, head: { sha: '0'.repeat(40), repo: { full_name: 'example/pipelines' } } } }
    github.pullRequests.push({ number: 7, branch: 'topic', commit: '0'.repeat(40), repository: 'example/pipelines' })
    const runFor: typeof stage.run = (run = {}) =>
      stage.run({ ...run, inputs: { ...inputs, ...run.inputs }, env: { ...env, ...run.env }, event })
    // The pipeline has a role of its own, so that a login's token is at stake too.
    await ask(vault, 'sys/auth/approle', { type: 'approle' })
    await ask(vault, 'sys/policies/acl/pipeline', {
      policy: 'path "*" { capabilities = ["create","read","update","list","sudo"] }'
    })
    await ask(vault, 'auth/approle/role/pipeline', { token_policies: ['pipeline'] })
    const roleId = (await ask(vault, 'auth/approle/role/pipeline/role-id'))?.['data'].role_id
    const secretId = (await ask(vault, 'auth/approle/role/pipeline/secret-id', {}))?.['data'].secret_id
    pipeline = { roleId, secretId }
    const login = { 'vault-token': '', 'vault-auth-method': 'approle', 'vault-role-id': roleId, 'vault-secret-id': secretId }

    runs.push(await runFor({ inputs: login, env: CANARIES }))
    runs.push(
      await runFor({
        inputs: { ...login, rotate: 'now', 'deploy-type': 'none' },
        env: { ...CANARIES, RUNNER_DEBUG: '1', DEBUG: '*' }
      })
    )
    // Runs that fail, in Vault, in Astro and in the values.
    await ask(vault, 'airflow/data/variables/api_token', { data: { value: 'by another hand' } })
    runs.push(
      await runFor({ inputs: { ...login, 'wait-time': '1s' }, env: { ...CANARIES, LEGACY_URI: 'not a uri canary-seven://' } })
    )
    stage.astro.faults.add({ method: 'POST', path: /deployments\/[^/]+$/, action: { status: 500, body: { message: 'broken' } } })
    runs.push(await runFor({ inputs: { ...login, rotate: 'now', 'deploy-type': 'none' }, env: CANARIES }))
    await ask(vault, 'airflow/data/variables/api_token', { data: { value: CANARIES.API_TOKEN.repeat(2) } })
    const drift = { ...login, mode: 'plan', 'github-environment': '', drift: 'issue' }
    runs.push(await runFor({ inputs: drift, env: CANARIES }))
    // Only a run that is not for a pull request keeps the issue.
    runs.push(await runFor({ inputs: drift, env: { ...CANARIES, GITHUB_EVENT_NAME: 'schedule' } }))
    issued = stage.astro.history.flatMap(({ variables }) => (variables[KWARGS] ? [JSON.parse(variables[KWARGS]).secret_id] : []))
  })
  afterAll(async () => {
    await Promise.all(runs.map(run => run.remove()))
    await Promise.all([stage.stop(), github.stop()])
  })

  const secrets = () => [
    github.token,
    ...Object.values(CANARIES),
    'canary-six',
    'canary-seven',
    stage.inputs['astro-api-token'],
    pipeline.secretId,
    ...issued
  ]

  it('runs as it should', () => {
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 1, 1, 0, 0])
    expect(issued.length).toBeGreaterThanOrEqual(2)
  })

  it('prints nothing of them outside ::add-mask::', () => {
    for (const { stdout, stderr } of runs) {
      const text = stdout
        .split('\n')
        .filter(line => !line.startsWith('::add-mask::'))
        .join('\n')
      expect(found(secrets(), text + stderr)).toEqual([])
    }
  })

  it('prints nothing of them after the masking of the runner', () => {
    for (const { log, stdout, masks } of runs) {
      expect(found(secrets(), log)).toEqual([])
      const commands = stdout
        .split('\n')
        .filter(line => !line.startsWith('::add-mask::'))
        .join('\n')
      expect(found(secrets(), applyMasks(commands, masks))).toEqual([])
    }
  })

  it('hides every secret that it reads or issues, line by line, JSON-escaped and percent-encoded', () => {
    const masks = runs[0]?.masks ?? []
    for (const text of [...Object.values(CANARIES), issued[0] ?? '', pipeline.secretId]) {
      for (const line of text.split('\n')) expect(masks).toContain(line.trim())
      expect(masks).toContain(JSON.stringify(text).slice(1, -1))
    }
    expect(masks).toContain('canary%20three%20p%40s%3As%2Fw%3Fo%23rd%20100%25%2B%24HOME%20%F0%9F%A6%89')
  })

  it('leaves nothing of them in outputs, summary, state, or any file', async () => {
    for (const { outputs, summary, state, temp, home } of runs) {
      // The one exemption: the token of the action's own login, which post revokes if main could not.
      const { token: _, ...kept } = state
      const files = [...(await filesBelow(temp)), ...(await filesBelow(home)), ...(await filesBelow(stage.project))]
      const text = [JSON.stringify(outputs), summary, JSON.stringify(kept), ...files.map(file => file.text)].join('\n')
      expect(found(secrets(), text)).toEqual([])
    }
  })

  it('says nothing of them to GitHub: in a comment, an issue, a deployment or a status, whatever state it was in', () => {
    const bodies = github.record.flatMap(({ body }) => body ?? [])
    expect(bodies.length).toBeGreaterThanOrEqual(5)
    expect(bodies.join('\n')).toContain('`variables/api_token`')
    expect(github.issues.map(({ body }) => body)).toEqual([expect.stringContaining('`variables/api_token`')])
    expect(github.deployments.flatMap(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success', 'success', 'failure'])
    expect(found(secrets(), [...bodies, ...github.record.map(({ sent }) => JSON.stringify(sent) ?? '')].join('\n'))).toEqual([])
  })

  it('gives no child process anything of them as an argument, but the CLI its own docker login', async () => {
    const calls = (await stage.calls()).map(({ call }) => call)
    expect(calls.filter(call => call.startsWith('astro ')).length).toBeGreaterThan(3)
    expect(found(secrets(), calls.filter(call => !call.startsWith('docker login')).join('\n'))).toEqual([])
  })

  it('revokes its own token at the end, and keeps no copy of it for post', async () => {
    for (const { state, stdout } of runs) {
      expect([state['token'] ?? '', state['airflow-token'] ?? '']).toEqual(['', ''])
      expect(stdout).not.toContain('was not revoked')
    }
    const tokens = await ask(stage.vault, 'auth/token/accessors?list=true')
    const lookups = await Promise.all(
      ((tokens?.['data'].keys ?? []) as string[]).map(accessor => ask(stage.vault, 'auth/token/lookup-accessor', { accessor }))
    )
    expect(lookups.filter(token => token?.['data'].path === 'auth/approle/login')).toEqual([])
  })
})

/** What no mask of the runner fits any more, once a page has escaped it, a chunk has split it, or a limit has cut it. */
describe('with a deploy that fails and quotes every secret', () => {
  const QUOTED = {
    API_TOKEN: 'p@s:s/w?o#rd-100',
    SETTINGS_KEY: 'snake_case_*star*',
    WAREHOUSE_PASSWORD: 'a<b>c&d-\u001b[1m-\u202e',
    PARTNER_PASSWORD: `long-${'y'.repeat(2_100)}`,
    LEGACY_URI: 'mysql://app:geheimes-wört@legacy.example.com/crm'
  }
  let stage: Awaited<ReturnType<typeof openStage>>
  let run: Run
  beforeAll(async () => {
    stage = await openStage()
    const [file, docker] = [join(stage.folder, 'quoted'), join(stage.bin, 'docker')]
    const text = Buffer.from(
      Object.values(QUOTED)
        .map(value => `quoted: (${value})\n`)
        .join('')
    )
    await writeFile(file, text)
    // The CLI shows output as it comes, and errors at the end. The two bytes of `ö` come in two chunks.
    const before = text.indexOf('ö') + 1
    const script = `if [ "$1" = push ]; then head -c ${before} '${file}'; sleep 0.3; tail -c ${text.length - before} '${file}'; cat '${file}' >&2; exit 1; fi`
    await writeFile(docker, (await readFile(docker, 'utf8')).replace('\n', `\n${script}\n`))
    run = await stage.run({ env: QUOTED })
  })
  afterAll(async () => {
    await run.remove()
    await stage.stop()
  })

  const PARTS = /p@|s:s|w\?o|rd-100|snake|_case|b>|b&|c&|yyy|geheim|rt@legacy|\ufffd/

  it('shows nothing of them, and that they were quoted, in log and summary, with or without the masking of the runner', () => {
    expect(run.exitCode).toBe(1)
    const printed = run.stdout.split('\n').filter(line => !line.startsWith('::add-mask::'))
    for (const lines of [printed, run.summary.split('\n'), run.stderr.split('\n')])
      expect(lines.filter(line => PARTS.test(line))).toEqual([])
    expect(printed.filter(line => line.endsWith('quoted: (***)')).length).toBe(10)
    expect(run.summary).toContain('quoted: (\\*\\*\\*)')
  })
})

/** Names, files and children of the project say what the runner obeys; nothing of it is obeyed, and masking stays on. */
describe('with a project that speaks to the runner', () => {
  const SPOKEN = [
    '##[stop-commands]x',
    'say ##[Stop-Commands]x',
    '::stop-commands::x',
    '  ::Stop-Commands::x',
    '\r::stop-commands::x',
    '##[error]spoken',
    '::error::spoken',
    '##[set-output name=changed;]spoken',
    '::save-state name=token::spoken',
    '##[add-mask]a',
    'see [x](https://evil.example)'
  ]
  let stage: Awaited<ReturnType<typeof openStage>>
  let run: Run
  beforeAll(async () => {
    const asked = SPOKEN.map(text => `Variable.get(${JSON.stringify(text)}, default=1)\nVariable.get(${JSON.stringify(text)})`)
    stage = await openStage({
      files: {
        'dags/spoken.py': `from airflow.sdk import Variable\n${asked.join('\n')}\n`,
        'dags/q\n::stop-commands::x\n.sql': '{{ var.value.missing_here }}\n',
        'dags/q ##[stop-commands]x.sql': '{{ conn.missing_there.host }}\n'
      }
    })
    run = await stage.run({ env: { DOCKER_STUB_PRINTS: SPOKEN.join('\n') } })
  })
  afterAll(async () => {
    await run.remove()
    await stage.stop()
  })

  it('goes on as without it', () => {
    expect([run.exitCode, run.outputs['changed'], run.outputs['deployed']]).toEqual([0, 'true', 'true'])
    expect(run.log).toContain('✓ deploy image-and-dags')
    expect(run.annotations.filter(({ level, message }) => level === 'error' || message === 'spoken')).toEqual([])
    expect(run.masks).not.toContain('a')
    expect(run.outputs).not.toHaveProperty('spoken')
  })

  it('shows what was said, as text', () => {
    expect(run.log).toContain('##\\[stop-commands]x')
    for (const text of ['##[stop-commands]x', '::stop-commands::x', '::error::spoken'])
      expect(run.log.split('\n')).toContain(text)
  })

  it('masks the secret-id that was issued after all that', () => {
    const kwargs = JSON.parse(stage.astro.deployment('prod').value(KWARGS) ?? '')
    expect(run.masks).toContain(kwargs.secret_id)
    expect(found([kwargs.secret_id], run.log)).toEqual([])
  })

  it('keeps every name in its cell of the summary', () => {
    const html = micromark(run.summary, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    const tags = new Set([...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag))
    const usual = ['h2', 'h3', 'p', 'strong', 'code', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary', 'b']
    expect([...tags].filter(tag => !usual.includes(tag ?? ''))).toEqual([])
    expect(html).toContain('stop-commands')
  })
})
