import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import { pathFolders } from '../real-parts/find-program.mjs'

const systems = /** @type {Record<string, string>} */ ({ darwin: 'macOS', win32: 'Windows' })

/**
 * The environment of a job on GitHub, made from nothing: only PATH comes from this process, and where Node keeps what it has
 * compiled, if somebody has said where, as `npm test` does. A start then takes less processor time; nothing else changes.
 *
 * @param {{ home: string, temp: string, workspace: string, event: string }} paths
 * @returns {Record<string, string>}
 */
export function jobEnvironment({ home, temp, workspace, event }) {
  return {
    CI: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: event,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_JOB: 'secrets',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'example/pipelines',
    GITHUB_REPOSITORY_OWNER: 'example',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '9c1185a5c5e9fc54612808977ee8f548b2258d31',
    GITHUB_WORKFLOW: 'Deploy',
    GITHUB_WORKSPACE: workspace,
    HOME: home,
    ...(process.env['NODE_COMPILE_CACHE'] === undefined ? {} : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
    PATH: pathFolders().join(delimiter),
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_OS: systems[process.platform] ?? 'Linux',
    RUNNER_TEMP: temp
  }
}

/**
 * The INPUT_ variables of a step: what it was given, and for the other inputs of action.yml their default, or "" where there
 * is none. Expressions are known as far as `${{ github.name }}` goes. Names keep their hyphens, as on GitHub.
 *
 * @param {string} bundle `dist/index.js`; action.yml is looked for beside it, then beside its folder, and may be absent
 * @param {Record<string, string>} given
 * @param {Record<string, string>} environment where `github.name` is looked up
 * @returns {Promise<Record<string, string>>}
 */
export async function inputVariables(bundle, given, environment) {
  const beside = join(dirname(bundle), 'action.yml')
  const declared = await declaredInputs(existsSync(beside) ? beside : join(dirname(bundle), '..', 'action.yml'))
  const defaults = Object.entries(declared).map(([name, input]) => [
    name,
    (input?.default ?? '').replace(/\$\{\{\s*github\.(\w+)\s*\}\}/g, (_, key) => environment[`GITHUB_${key.toUpperCase()}`] ?? '')
  ])
  const inputs = Object.entries({ ...Object.fromEntries(defaults), ...given })
  return Object.fromEntries(inputs.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]))
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { default?: string } | null>>}
 */
async function declaredInputs(file) {
  try {
    // The failsafe schema leaves every scalar the text it is, as the runner does: `default: 1.0` is "1.0".
    const action = load(await readFile(file, 'utf8'), { schema: FAILSAFE_SCHEMA })
    return /** @type {{ inputs?: Record<string, { default?: string } | null> }} */ (action).inputs ?? {}
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {}
    throw error
  }
}
