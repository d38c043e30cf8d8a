import { RUN_VARIABLE } from './ending.ts'

/** Environment variables of the step; an undefined GitHub secret arrives as an empty text. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Names of variables; one that ends in `*` stands for all that begin so. */
export type Names = readonly string[]

/** What any program needs to run here, and to reach the network as this step does. */
const BASICS: Names = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'TZ', 'LANG', 'LANGUAGE', 'LC_*', 'TMPDIR', 'TMP', 'TEMP', 'XDG_*'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR'],
  // By these the runner, and a later step of ours, find what a job has left.
  ...['RUNNER_TRACKING_ID', RUN_VARIABLE],
  ...['GIT_CONFIG_*', 'GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM']
]

/** What no program but this one may have: the inputs and state of this step, what belongs to Astro and Vault, and the runner's own. */
const OURS: Names = [
  ...['INPUT_*', 'STATE_*', 'ASTRO_*', 'VAULT_*', 'BAO_*', 'ACTIONS_*'],
  ...['GITHUB_TOKEN', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY']
]

/** What no repository may decide, whoever starts git in it: which programs run. */
const GIT: readonly (readonly [key: string, value: string])[] = [
  // A project may hold files that look like a repository, whose configuration git would obey.
  ['safe.bareRepository', 'explicit'],
  ['core.fsmonitor', ''],
  ['core.hooksPath', '/dev/null'],
  ['core.pager', 'cat']
]

/** The environment of a program that is known: what any needs, and what this one needs beside that. */
export const environmentFor = (environment: Environment, names: Names): Record<string, string> =>
  withSafeGit(only(environment, name => isAmong(name, BASICS) || isAmong(name, names)))

/** The environment of a program that the manifest names: nobody here knows what it needs, so it gets all that is not ours. */
export const environmentForAny = (environment: Environment): Record<string, string> =>
  withSafeGit(only(environment, name => !isAmong(name, OURS)))

const isAmong = (name: string, names: Names) =>
  names.some(one => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one))

function only(environment: Environment, passes: (name: string) => boolean): Record<string, string> {
  const passed = Object.entries(environment).filter(([name, value]) => value !== undefined && passes(name))
  return Object.fromEntries(passed) as Record<string, string>
}

/** Behind what the workflow itself sets in this way, so that it wins. */
function withSafeGit(environment: Record<string, string>): Record<string, string> {
  const first = Number.parseInt(environment['GIT_CONFIG_COUNT'] ?? '', 10) || 0
  const ours = GIT.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value]
  ])
  return { ...environment, ...Object.fromEntries(ours), GIT_CONFIG_COUNT: String(first + GIT.length) }
}
