/** The runs that the pictures show: real ones, on a real Vault server and with the real astro CLI. */
import { readFile } from 'node:fs/promises'
import { openStage } from '../runner/stage.mjs'
import { startGitHubApi } from '../servers/github-api/server.mjs'

const EXAMPLE = new URL('../../examples/quickstart/airflow-secrets.yaml', import.meta.url)
/** Where GitHub's own runners keep a repository: a reader knows it, and this machine's folders tell them nothing. */
const WORKSPACE = '/home/runner/work/pipelines/pipelines'

/**
 * @typedef {object} ShownRun
 * @property {string} title of the job
 * @property {string} summary Markdown, masked as on GitHub
 * @property {string} output of the step, raw, with workflow commands
 * @property {string[]} masks
 * @property {number} seconds
 */

/**
 * A first deploy on an empty server; after somebody has written and deleted secrets, the issue that a scheduled plan opens; and after the
 * manifest has changed too, the plan for a pull request and a sync.
 *
 * @returns {Promise<{ first: ShownRun, issue: ShownRun, plan: ShownRun, drift: ShownRun }>}
 */
export async function takeRuns() {
  const example = await readFile(EXAMPLE, 'utf8')
  const manifest = `${example}vault: { airflow-url: 'https://vault.example.com:8200' }\n`
  // The CLI complains if the test that `astro dev init` brings is not there.
  const files = { 'airflow-secrets.yaml': manifest, '.astro/test_dag_integrity_default.py': '' }
  const stage = await openStage({ files })
  try {
    const first = await shown('deploy', stage)
    await inVault(stage.vault, 'POST', 'airflow/data/variables/api_token', { data: { value: 'changed by somebody' } })
    await inVault(stage.vault, 'DELETE', 'airflow/data/connections/partner_api')
    const issue = await issueOf(stage)
    await stage.editManifest(text =>
      text.replace('Hello from Vault', 'Good morning from Vault').replace(/^ {2}settings: .*\n/m, "  retries: '3'\n")
    )
    const plan = await shown('plan', stage, { mode: 'plan', prune: 'apply', 'prune-limit': '50' })
    const drift = await shown('sync', stage, { mode: 'sync', prune: 'apply', 'prune-limit': '50' })
    return { first, issue, plan, drift }
  } finally {
    await stage.stop()
  }
}

/**
 * The issue that the loopback GitHub API has after a run with `drift: issue`, where a value expires in ten days too.
 *
 * @param {Awaited<ReturnType<typeof openStage>>} stage
 * @returns {Promise<ShownRun>}
 */
async function issueOf(stage) {
  const github = await startGitHubApi()
  const expires = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  const dated = `{ env: WAREHOUSE_PASSWORD, expires: ${expires}, owner: data-team }`
  try {
    await stage.editManifest(text => text.replace('{ env: WAREHOUSE_PASSWORD }', dated))
    const inputs = { mode: 'plan', drift: 'issue', 'github-token': github.token, 'astro-api-token': '', 'deployment-id': '' }
    const run = await shown('plan', stage, inputs, { GITHUB_API_URL: github.url })
    const [issue] = github.issues
    if (issue === undefined) throw new Error('the run opened no issue')
    await stage.editManifest(text => text.replace(dated, '{ env: WAREHOUSE_PASSWORD }'))
    return { ...run, title: issue.title, summary: issue.body }
  } finally {
    await github.stop()
  }
}

/**
 * @param {string} title
 * @param {Awaited<ReturnType<typeof openStage>>} stage
 * @param {Record<string, string>} [inputs]
 * @param {Record<string, string>} [env]
 * @returns {Promise<ShownRun>}
 */
async function shown(title, stage, inputs = {}, env = {}) {
  const started = performance.now()
  const run = await stage.run({ inputs, env, post: false })
  const seconds = Math.round((performance.now() - started) / 1000)
  if (run.exitCode !== 0) throw new Error(`the run failed:\n${run.log}`)
  await run.remove()
  return {
    title,
    summary: run.summary,
    output: run.stdout.replaceAll(stage.project, WORKSPACE),
    masks: run.masks,
    seconds
  }
}

/**
 * What somebody does in Vault without the action.
 *
 * @param {{ url: string, rootToken: string }} vault
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function inVault({ url, rootToken }, method, path, body) {
  const response = await fetch(`${url}/v1/${path}`, {
    method,
    headers: { 'X-Vault-Token': rootToken },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  if (!response.ok) throw new Error(`${method} ${path} ended with ${response.status}: ${await response.text()}`)
}
