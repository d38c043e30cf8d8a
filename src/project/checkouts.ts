import { lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Part } from '../astro/deploy-types.ts'
import { readIfThere, SMALL } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { ignoreFileOf } from './image.ts'
import type { Remark } from './part.ts'
import { filesOf } from './parts.ts'
import { walk } from './tree.ts'

/**
 * As actions/checkout leaves it for the steps after it, and as people put it into an address. A user alone opens nothing, and is what
 * some hosts give people to clone; only a token is that long.
 */
const LOGIN = /extraheader\s*=|https?:\/\/([^/\s@:]*:[^/\s@]*|[^/\s@:]{32,})@/i

/** A warning for each file of git's in a checkout that the deploy of these parts ships, and that has a login in it. */
export async function shippedLogins(dir: string, parts: readonly Part[]): Promise<readonly Remark[]> {
  const logins = await loginsIn(dir)
  const shippedBy = parts.map(part => [part, new Set(filesOf(part, dir, logins))] as const)
  return logins.flatMap(config => {
    const by = shippedBy.flatMap(([part, files]) => (files.has(config) ? [part] : []))
    return by.length === 0 ? [] : [{ ...shippedLogin(config, hintFor(config, dir)), parts: by }]
  })
}

/** The same of a dbt project: the CLI leaves out its own `.git`, and no other. */
export async function shippedLoginsOfDbt(dir: string): Promise<readonly Finding[]> {
  const shipped = (await loginsIn(dir)).filter(config => !config.startsWith(OWN))
  return shipped.map(config => shippedLogin(`${dir}/${config}`, config.startsWith(BY_DBT_DEPS) ? `${REMOVE}.` : REMOVE_OR_NONE))
}

const OWN = '.git/'
/** There, nobody checks out but dbt, by the addresses in packages.yml. */
const BY_DBT_DEPS = 'dbt_packages/'

async function loginsIn(dir: string): Promise<readonly string[]> {
  const configs = await Promise.all((await walk(dir)).gits.map(git => configsIn(dir, git)))
  return configs
    .flat()
    .filter(config => LOGIN.test(configText(join(dir, config))))
    .sort()
}

const CONFIGS: ReadonlySet<string> = new Set(['config', 'config.worktree'])
/** Large, and with no file of that name but those of branches. */
const NO_CONFIGS: ReadonlySet<string> = new Set(['objects', 'refs', 'logs'])

/** Those of its submodules and worktrees, too. What a link leads to is not shipped. */
async function configsIn(dir: string, folder: string): Promise<readonly string[]> {
  if (!lstatSync(join(dir, folder)).isDirectory()) return []
  const entries = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => [])
  const found = entries.map(async (entry): Promise<readonly string[]> => {
    const path = `${folder}/${entry.name}`
    if (entry.isFile()) return CONFIGS.has(entry.name) ? [path] : []
    return NO_CONFIGS.has(entry.name) ? [] : await configsIn(dir, path)
  })
  return (await Promise.all(found)).flat()
}

const shippedLogin = (subject: string, hint: string): Finding => ({
  severity: 'warning',
  subject,
  message: 'is shipped with a login to git in it, which anybody who can read the files of an Airflow worker could use',
  hint
})

const REMOVE = 'Remove that folder in a step before this one'
const NO_LOGIN = 'check that repository out with `persist-credentials: false`'
const REMOVE_OR_NONE = `${REMOVE}, or ${NO_LOGIN}.`

/** The archive of the DAGs obeys no file. */
const hintFor = (config: string, dir: string): string =>
  config.startsWith('dags/') ? REMOVE_OR_NONE : `Add \`**/.git\` to ${ignoreFileOf(dir)}, or ${NO_LOGIN}.`

/** Git reads it whole, whatever its size. */
const LONGEST = 64 * SMALL

/** Empty for what cannot be read: then docker cannot read it either. */
function configText(path: string): string {
  try {
    return readIfThere(path, LONGEST) ?? ''
  } catch {
    return ''
  }
}
