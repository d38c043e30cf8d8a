import { CORE_SCHEMA, loadAll, mergeTag } from 'js-yaml'
import type { Finding } from '../base/finding.ts'
import { obstacle } from './part.ts'

/**
 * The CLI reads from the project's `.astro/config.yaml` where the API is, which program is the container engine, and much else, and
 * prefers that to its own settings. So only keys that are known to be harmless may pass; most of them are for development.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['project.name', 'project.deployment', 'project.workspace', 'deploy.git_metadata', 'skip_parse', 'sha_as_tag'],
  ...['postgres.user', 'postgres.password', 'postgres.host', 'postgres.port', 'postgres.repository', 'postgres.tag'],
  ...['webserver.port', 'api-server.port', 'airflow.expose_port', 'proxy.port', 'dev.mode', 'duplicate_volumes', 'ruff.image'],
  ...['remote.client_registry', 'machine.cpu', 'machine.memory', 'disable_astro_run', 'auto_select'],
  ...['show_warnings', 'upgrade_message'],
  ...['telemetry.enabled', 'telemetry.anonymous_id', 'telemetry.notice_shown']
])

/** Keys whose value decides. */
const HARMLESS_VALUES: ReadonlyMap<string, RegExp> = new Map([['container.binary', /^(?:docker|podman)$/]])

/** What a key would do that people set elsewhere for good reasons. */
const HARM: ReadonlyMap<string, string> = new Map([
  ['local.core', 'would send the Astro token to another server'],
  ['cloud.api.protocol', 'could send the Astro token unencrypted'],
  ['container.binary', 'would run another program than docker or podman as container engine']
])

const SUBJECT = '.astro/config.yaml'

/** Why no deploy may start in a project whose configuration has this text. */
export function configObstacles(text: string): Finding[] {
  const config = parse(text)
  if (config === undefined)
    return [obstacle(SUBJECT, 'is not valid YAML', 'Fix it, or copy the one of a new project (`astro dev init`).')]
  const obstacles: Finding[] = []
  let visited = 0
  for (const setting of settingsIn(config)) {
    if (++visited > LARGEST)
      return [obstacle(SUBJECT, `expands to more than ${LARGEST} values`, 'Write out what its aliases (`*name`) stand for.')]
    if (setting === undefined) continue
    const { key, value } = setting
    if (HARMLESS.has(key) || HARMLESS_VALUES.get(key)?.test(String(value))) continue
    obstacles.push(obstacle(SUBJECT, `sets ${shown(key)}, which ${HARM.get(key) ?? UNKNOWN}`, 'Remove that key.'))
    if (obstacles.length === MOST) break
  }
  return obstacles
}

const MOST = 20
/** Aliases of aliases can make billions of values, of which none need set anything. */
const LARGEST = 10_000
const UNKNOWN = 'is not among the keys that this action knows to be harmless'

/** Text that no setting can be called is not repeated. */
const shown = (key: string) => (/^[\w.-]{1,99}$/.test(key) ? key : 'a key with an unusual name')

/** Line breaks of YAML 1.1, which the CLI still obeys: what is part of a comment to us would be a key to the CLI. */
const OTHER_BREAKS = /[\u0085\u2028\u2029]/

/** The first document with merges resolved, as the CLI reads it. Undefined if it is not valid YAML. */
function parse(text: string): unknown {
  if (OTHER_BREAKS.test(text)) return undefined
  try {
    return loadAll(text, { schema: CORE_SCHEMA.withTags(mergeTag) })[0] ?? {}
  } catch {
    return undefined
  }
}

/** No setting has so many levels, and a mapping may contain itself. */
const DEEPEST = 5

interface Setting {
  /** In lower case, with dots between the levels: the CLI does not tell those from dots in a key. */
  readonly key: string
  readonly value: unknown
}

/** Visits every node once for each way that leads to it; undefined for what sets nothing itself. */
function* settingsIn(node: unknown, above: readonly string[] = []): Generator<Setting | undefined> {
  if (typeof node !== 'object' || node === null || above.length === DEEPEST) {
    // A key without a value sets nothing.
    yield above.length > 0 && node !== null ? { key: above.join('.'), value: node } : undefined
    return
  }
  yield undefined
  for (const [key, value] of Object.entries(node)) yield* settingsIn(value, [...above, key.toLowerCase()])
}
