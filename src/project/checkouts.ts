import { join } from 'node:path'
import type { Part } from '../astro/deploy-types.ts'
import { readIfThere } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { ignoreFileOf } from './image.ts'
import { filesOf } from './parts.ts'
import { walk } from './tree.ts'

/** As actions/checkout leaves it for the steps after it, and as people put it into an address. */
const LOGIN = /extraheader\s*=|https?:\/\/[^/\s@]+@/i

/** A warning for each `.git/config` of a checkout that the deploy of these parts ships, and that has a login in it. */
export async function shippedLogins(dir: string, parts: readonly Part[]): Promise<readonly Finding[]> {
  const logins = await loginsIn(dir)
  const shipped = new Set(parts.flatMap(part => [...filesOf(part, dir, logins)]))
  return logins.filter(config => shipped.has(config)).map(config => shippedLogin(config, hintFor(config, dir)))
}

/** The same of a dbt project: the CLI leaves out its own `.git`, and no other. */
export async function shippedLoginsOfDbt(dir: string): Promise<readonly Finding[]> {
  const shipped = (await loginsIn(dir)).filter(config => config !== OWN)
  return shipped.map(config => shippedLogin(`${dir}/${config}`, config.startsWith(BY_DBT_DEPS) ? `${REMOVE}.` : REMOVE_OR_NONE))
}

const OWN = '.git/config'
/** There, nobody checks out but dbt, by the addresses in packages.yml. */
const BY_DBT_DEPS = 'dbt_packages/'

async function loginsIn(dir: string): Promise<readonly string[]> {
  const configs = (await walk(dir)).gits.map(git => `${git}/config`)
  return configs.filter(config => LOGIN.test(configText(join(dir, config)))).sort()
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

/** Empty for what is no file, or cannot be read: then docker cannot read it either. */
function configText(path: string): string {
  try {
    return readIfThere(path) ?? ''
  } catch {
    return ''
  }
}
