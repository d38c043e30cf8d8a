import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadAll } from 'js-yaml'
import type { Finding } from '../base/finding.ts'
import { type Check, type Checkout, obstacle } from './part.ts'

/** What every `astro deploy` needs. */
export const isAstroProject: Check = ({ dir }) => {
  const file = join(dir, '.astro', 'config.yaml')
  if (existsSync(file)) return configObstacles(file)
  return [obstacle(dir, 'is not an Astro project: it has no .astro/config.yaml', 'Set project-dir, or run `astro dev init`.')]
}

interface Config {
  readonly local?: { readonly core?: unknown }
  readonly cloud?: { readonly api?: { readonly protocol?: unknown } }
}

function configObstacles(file: string): Finding[] {
  const subject = '.astro/config.yaml'
  let config: Config | null | undefined
  try {
    config = loadAll(readFileSync(file, 'utf8'))[0] as Config | null | undefined
  } catch {
    return [obstacle(subject, 'is not valid YAML', 'Fix it, or copy the one of a new project (`astro dev init`).')]
  }
  return [
    ...(config?.local?.core === undefined
      ? []
      : [obstacle(subject, 'sets local.core, which would send the Astro token to another server', 'Remove that key.')]),
    ...(config?.cloud?.api?.protocol === undefined
      ? []
      : [obstacle(subject, 'sets cloud.api.protocol, which could send the Astro token unencrypted', 'Remove that key.')])
  ]
}

/** The CLI deploys nothing from a checkout with changes. */
export const isClean: Check = ({ dirty: files }: Checkout) => {
  if (files.length === 0) return []
  return [
    obstacle(
      'the checkout',
      `has uncommitted changes in tracked files, so \`astro deploy\` would do nothing and report success: ${files.slice(0, 5).join(', ')}`,
      'Commit or restore them; an earlier step may have changed them.'
    )
  ]
}
