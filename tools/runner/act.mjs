import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathFolders } from '../real-parts/find-program.mjs'

/**
 * @typedef {object} WorkflowRun
 * @property {string} act path of act: `actBinary()`
 * @property {string} [node] the Node that every node action gets, whatever its action.yml asks for; default: the one that runs this
 * @property {string} workflow file, absolute or from `cwd`
 * @property {string} [job] default: all jobs
 * @property {Record<string, string>} [matrix] only the legs with these values; default: all, up to four at once
 * @property {string} [event] default: `push`
 * @property {object} [payload] what the event says, as GitHub sends it
 * @property {string} cwd checkout that holds action.yml and dist; the job gets a copy of it, without what git ignores
 * @property {Record<string, string>} [env] environment of all steps; `node` stays first on its PATH
 * @property {Record<string, string>} [secrets]
 * @property {Record<string, string>} [vars] the repository's variables
 * @property {Record<string, string>} [inputs] of a `workflow_dispatch`
 * @property {Record<string, string>} [actions] remote actions by what follows `uses:`, such as `owner/name@v1`: the folder that
 *   holds action.yml and nothing to spare, since all of it is copied for each job
 */

/**
 * Runs a workflow on this machine, without containers and network. Its jobs need `runs-on: ubuntu-latest` and, before a step
 * `uses: ./`, one that `uses: actions/checkout@v6`, which copies `cwd`; of other remote actions only `actions` can be had.
 * Nothing of this process's environment reaches the steps, except PATH.
 *
 * @param {WorkflowRun} run
 * @returns {Promise<{ exitCode: number, log: string }>} not 0 when a job failed; the log is masked by act, line by line
 */
export async function runWorkflow(run) {
  const {
    act,
    node = process.execPath,
    workflow,
    job,
    matrix = {},
    event = 'push',
    payload,
    cwd,
    env = {},
    secrets = {},
    vars = {},
    inputs = {},
    actions = {}
  } = run
  const home = await mkdtemp(join(tmpdir(), 'act-'))
  try {
    const bin = join(home, 'bin')
    await mkdir(bin)
    await symlink(resolve(node), join(bin, 'node'))
    const path = [bin, env['PATH'] ?? pathFolders().join(delimiter)].join(delimiter)
    // In files, not arguments, which other processes see; JSON is YAML, and takes any value.
    const files = {
      env: { GITHUB_REPOSITORY: 'example/pipelines', ...env, PATH: path },
      secret: secrets,
      var: vars,
      input: inputs
    }
    for (const [name, values] of Object.entries(files)) await writeFile(join(home, `${name}.yml`), JSON.stringify(values))

    const args = [event, '--workflows', workflow, '--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--pull=false']
    // Not as many as there are cores: jobs that wait for each other must not wait for a core.
    args.push('--concurrent-jobs', '4', '--action-offline-mode', '--action-cache-path', join(home, 'cache'))
    for (const name of Object.keys(files)) args.push(`--${name}-file`, join(home, `${name}.yml`))
    if (job) args.push('--job', job)
    if (payload) {
      const file = join(home, 'event.json')
      await writeFile(file, JSON.stringify(payload))
      args.push('--eventpath', file)
    }
    for (const [name, folder] of Object.entries(actions)) args.push('--local-repository', `${name}=${resolve(folder)}`)
    for (const [name, value] of Object.entries(matrix)) args.push('--matrix', `${name}:${value}`)

    const child = spawn(act, args, {
      cwd,
      env: { PATH: path, HOME: home, XDG_CACHE_HOME: join(home, 'cache'), TMPDIR: home, ACT_DISABLE_VERSION_CHECK: '1' },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const code = new Promise((done, failed) => child.once('error', failed).once('close', code => done(code ?? 1)))
    const [exitCode, out, err] = await Promise.all([code, text(child.stdout), text(child.stderr)])
    return { exitCode, log: out + err }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
