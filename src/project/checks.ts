import { join } from 'node:path'
import { readIfThere } from '../base/files.ts'
import { configObstacles } from './astro-config.ts'
import { type Check, type Checkout, obstacle } from './part.ts'

/** What every `astro deploy` needs. */
export const isAstroProject: Check = ({ dir }) => {
  const config = readIfThere(join(dir, '.astro', 'config.yaml'))
  if (config !== undefined) return configObstacles(config)
  return [obstacle(dir, 'is not an Astro project: it has no .astro/config.yaml', 'Set `project-dir`, or run `astro dev init`.')]
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
