/** Runs an action's bundle as one step of a GitHub job: a clean environment, workflow commands, masks, files, the post step. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inputVariables, jobEnvironment } from './environment.mjs'
import { JobLog } from './log.mjs'
import { runStep } from './step.mjs'

export { parseCommands } from './commands.mjs'
export { applyMasks } from './masks.mjs'

/**
 * @typedef {object} ActionRun
 * @property {string} bundle `dist/index.js`; the action.yml beside its folder gives the defaults of inputs, if there is one
 * @property {string} [node] default: the Node that runs this
 * @property {Record<string, string>} [inputs] by their names in action.yml
 * @property {Record<string, string>} [env] added to a job's environment, whose variables it may replace
 * @property {object} [event] what GITHUB_EVENT_PATH holds; default: nothing
 * @property {string} [workspace] what the step works in; default: an empty folder
 * @property {string} [folder] where folders are made for the run; default: the system's for temporary files
 * @property {boolean} [post] whether the bundle runs again as the post step, also after main failed; default: true
 * @property {AbortSignal} [signal] cancels main as GitHub does (SIGINT, SIGTERM after 7.5 s, SIGKILL after 10 s)
 * @property {(child: import('node:child_process').ChildProcess, step: 'main' | 'post') => void} [onSpawn]
 */

/**
 * @typedef {object} ActionResult
 * @property {number} exitCode of main; 128 + n when signal n ended it
 * @property {number | null} postExitCode null when there was no post step
 * @property {string} stdout of main and post, raw
 * @property {string} stderr of main and post, raw
 * @property {string} log what a reader of the job's log sees: both streams as they came, masked, without commands
 * @property {Record<string, string>} outputs
 * @property {string} summary the job summary, raw; GitHub masks it too
 * @property {Record<string, string>} state what main saved for post
 * @property {string[]} masks in the order in which they were added
 * @property {import('./log.mjs').Annotation[]} annotations masked
 * @property {string} temp RUNNER_TEMP, to see what was left in it
 * @property {string} home HOME, likewise
 * @property {() => Promise<void>} remove deletes the folders that were made for the run
 */

/**
 * @param {ActionRun} run
 * @returns {Promise<ActionResult>}
 */
export async function runAction({
  bundle,
  node = process.execPath,
  inputs = {},
  env = {},
  event = {},
  workspace,
  folder = tmpdir(),
  post = true,
  signal,
  onSpawn
}) {
  const root = await mkdtemp(join(folder, 'runner-'))
  const paths = {
    home: join(root, 'home'),
    temp: join(root, 'temp'),
    workspace: workspace ?? join(root, 'workspace'),
    event: join(root, 'event.json')
  }
  for (const folder of [paths.home, paths.temp, paths.workspace]) await mkdir(folder, { recursive: true })
  await writeFile(paths.event, JSON.stringify(event))
  const job = { ...jobEnvironment(paths), ...env }
  const environment = { ...job, ...(await inputVariables(bundle, inputs, job)) }

  const log = new JobLog({ debug: job['RUNNER_DEBUG'] === '1' })
  const step = (/** @type {'main' | 'post'} */ name, /** @type {Record<string, string>} */ variables) =>
    runStep({
      node,
      bundle: resolve(bundle),
      cwd: job['GITHUB_WORKSPACE'] ?? paths.workspace,
      folder: join(root, name),
      environment: { ...environment, ...variables },
      onLine: log.step(),
      signal: name === 'main' ? signal : undefined,
      onSpawn: onSpawn && (child => onSpawn(child, name))
    })

  const main = await step('main', {})
  const state = { ...log.state, ...main.state }
  const saved = Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
  const after = post ? await step('post', { ...main.exported, ...saved }) : undefined

  return {
    exitCode: main.exitCode,
    postExitCode: after?.exitCode ?? null,
    stdout: main.stdout + (after?.stdout ?? ''),
    stderr: main.stderr + (after?.stderr ?? ''),
    log: log.text,
    outputs: { ...log.outputs, ...main.outputs },
    summary: main.summary + (after?.summary ?? ''),
    state,
    masks: log.masks,
    annotations: log.annotations,
    temp: job['RUNNER_TEMP'] ?? paths.temp,
    home: job['HOME'] ?? paths.home,
    remove: () => rm(root, { recursive: true, force: true })
  }
}
