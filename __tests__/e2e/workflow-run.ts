import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { dump, load } from 'js-yaml'
import { actBinary, node24Binary } from '../../tools/real-parts.mjs'
import { runWorkflow } from '../../tools/runner/act.mjs'
import { BUNDLE, type openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { ask, type Server } from './vault-over-http.ts'

type Stage = Awaited<ReturnType<typeof openStage>>

const root = fileURLToPath(new URL('../..', import.meta.url))
const ACTION = 'OWNER/astro-vault-action@v1'
const LOOK = 'example/look@v1'

/** The example as users copy it; a whole path stays. */
export const exampleWorkflow = (name: string): string => resolve(root, 'examples', 'workflows', name)

/** What each `bootstrap` in the head of an example is called with. */
export async function bootstrapsIn(name: string): Promise<readonly string[]> {
  const text = await readFile(exampleWorkflow(name), 'utf8')
  return [...text.matchAll(/astro-vault-action#v1 bootstrap (.*)/g)].map(([, typed = '']) => typed)
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: { readonly uses?: string; with?: object }[] }>>
}

/**
 * A copy of the example, for what has to be different on this machine: the action is led to the loopback Astro API by two
 * more inputs, and to others by `inputs`; and a first step, whose post step is the last, shows what is left in the runner's temp
 * folder.
 */
export async function workflowForLoopback(
  name: string,
  { folder, astro }: Stage,
  inputs: Readonly<Record<string, string>> = {}
): Promise<string> {
  const workflow = load(await readFile(exampleWorkflow(name), 'utf8')) as Workflow
  for (const job of Object.values(workflow.jobs)) {
    for (const step of job.steps) {
      if (step.uses === ACTION) step.with = { ...step.with, 'astro-domain': 'localhost', 'astro-api-url': astro.url, ...inputs }
    }
    job.steps.unshift({ uses: LOOK })
  }
  const file = join(folder, basename(name))
  await writeFile(file, dump(workflow))
  return file
}

export interface Example {
  readonly workflow: string
  readonly event: string
  readonly payload?: object
  readonly env?: Record<string, string>
  /** Stand-ins for what a job uses besides this action and the checkout: by what follows `uses:`, the folder. */
  readonly actions?: Record<string, string>
  readonly vars?: Record<string, string>
  readonly secrets?: Record<string, string>
}

/** Runs a workflow in a checkout of the stage's project, under the Node that the action asks for. */
export async function runExample(stage: Stage, example: Example): Promise<{ exitCode: number; log: string }> {
  return await runWorkflow({
    ...example,
    act: await actBinary(),
    node: await node24Binary(),
    cwd: stage.project,
    env: { PATH: stage.path, DOCKER_HOST: 'unix:///nowhere.sock', ...example.env },
    actions: { ...example.actions, [ACTION]: await released(stage.folder), [LOOK]: await look(stage.folder) }
  })
}

/** What a runner downloads, without this checkout's node_modules. */
async function released(folder: string): Promise<string> {
  const action = join(folder, 'action')
  await cp(dirname(BUNDLE), join(action, 'dist'), { recursive: true })
  await cp(join(root, 'action.yml'), join(action, 'action.yml'))
  await cp(join(root, 'comment'), join(action, 'comment'), { recursive: true })
  return action
}

async function look(folder: string): Promise<string> {
  const action = join(folder, 'look')
  await mkdir(action, { recursive: true })
  const runs = { using: 'node24', main: 'main.js', post: 'post.js' }
  await writeFile(join(action, 'action.yml'), dump({ name: 'look', description: 'look', runs }))
  await writeFile(join(action, 'main.js'), '')
  const files = "require('node:fs').readdirSync(process.env.RUNNER_TEMP).join(' ')"
  await writeFile(join(action, 'post.js'), `console.log(\`Node \${process.version}, left behind: [\${${files}}]\`)`)
  return action
}

/** What the shipped bundle prints as the least policy for the stage's manifest. */
export async function leastPolicy({ project }: Stage, ...options: string[]): Promise<string> {
  const args = [BUNDLE, 'policy', '--manifest', join(project, 'airflow-secrets.yaml'), ...options]
  return (await promisify(execFile)(process.execPath, args, { env: {} })).stdout
}

/** The pipeline's own role, at a mount of its own: nothing of what the action makes is there before its first run. */
export async function pipelineRole(server: Server, policy: string): Promise<Required<Pick<Example, 'vars' | 'secrets'>>> {
  await ask(server, 'sys/auth/pipeline', { type: 'approle' })
  await ask(server, 'sys/policies/acl/astro-pipeline', { policy })
  await ask(server, 'auth/pipeline/role/deploy', { token_policies: ['astro-pipeline'], token_ttl: '1h' })
  const role = await ask(server, 'auth/pipeline/role/deploy/role-id')
  const issued = await ask(server, 'auth/pipeline/role/deploy/secret-id', {})
  return {
    vars: { VAULT_URL: server.url, VAULT_AUTH_MOUNT: 'pipeline', VAULT_ROLE_ID: role?.['data'].role_id },
    secrets: { ...QUICKSTART_SECRETS, VAULT_SECRET_ID: issued?.['data'].secret_id }
  }
}
