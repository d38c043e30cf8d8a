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
  const configs = (await walk(dir)).gits.map(git => `${git}/config`)
  const logins = configs.filter(config => LOGIN.test(configText(join(dir, config))))
  const shipped = new Set(parts.flatMap(part => [...filesOf(part, dir, logins)]))
  return logins
    .filter(config => shipped.has(config))
    .sort()
    .map(config => ({
      severity: 'warning',
      subject: config,
      message: 'is shipped and has a login to git in it, which whoever may read files of an Airflow worker could use',
      hint: hintFor(config, dir)
    }))
}

function hintFor(config: string, dir: string): string {
  const noLogin = 'check that repository out with `persist-credentials: false`'
  // The archive of the DAGs obeys no file.
  if (config.startsWith('dags/')) return `Remove that folder in a step before this one, or ${noLogin}.`
  return `Add \`**/.git\` to ${ignoreFileOf(dir)}, or ${noLogin}.`
}

/** Empty for what is no file, or cannot be read: then docker cannot read it either. */
function configText(path: string): string {
  try {
    return readIfThere(path) ?? ''
  } catch {
    return ''
  }
}
