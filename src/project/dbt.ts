import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CORE_SCHEMA, loadAll } from 'js-yaml'
import { defaultMountPath } from '../astro/mount-path.ts'
import { readIfThere } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { shippedLoginsOfDbt } from './checkouts.ts'
import { type FolderToRead, readFolder } from './folder.ts'
import { notInGit } from './git.ts'
import { obstacle } from './part.ts'
import type { Project } from './project.ts'

export interface DbtToRead extends Omit<FolderToRead, 'input'> {
  /** Where Airflow finds it; empty for the CLI's default, which its name is part of. */
  readonly mountPath: string
  /** Whether files that are not in git are shipped. */
  readonly force: boolean
}

/** A dbt project, which `astro dbt deploy` ships as a whole. Throws a `UserError`. */
export async function readDbt({ mountPath, force, ...git }: DbtToRead): Promise<Project> {
  const folder = await readFolder({ ...git, input: 'dbt-project' })
  const dir = behindLinks(folder.dir)
  const around = astroProjectAround(dir, git.environment['HOME'])
  const { name, obstacles } = nameOf(dir, mountPath !== '')
  const { mistakes, remarks } = aboutFiles(dir, force, await notInGit(git))
  return {
    ...folder,
    dir,
    trees: {},
    provider: false,
    ...(mountPath || name ? { mountPath: mountPath || defaultMountPath(name) } : {}),
    obstacles: [...around, ...obstacles, ...mistakes],
    remarks: [...remarks, ...(await shippedLoginsOfDbt(dir))]
  }
}

/** The folder itself: of a link to it, the CLI ships the link alone for Airflow 2, and reports success. For Airflow 3 it refuses. */
function behindLinks(dir: string): string {
  const real = realpathSync(dir)
  return real === resolve(dir) ? dir : real
}

/** As the CLI looks for it: by the path as it is written, and not in the home folder, where its own configuration is. */
function astroProjectAround(dir: string, home: string | undefined): Finding[] {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    if (folder !== home && existsSync(join(folder, '.astro', 'config.yaml')))
      return [
        obstacle(
          dir,
          `is in the Astro project ${folder}, and there \`astro dbt deploy\` refuses to work`,
          'Move the dbt project out of it. What stays in the Astro project is shipped with the image, by any other `deploy-type`.'
        )
      ]
    if (folder === dirname(folder)) return []
  }
}

const FILE = 'dbt_project.yml'
/** The rule of dbt. */
const NAME = /^\w+$/

/** The name of the project. Where it says nothing about the path, what dbt would fill in is fine, too. */
function nameOf(dir: string, anyName: boolean): { readonly name: string; readonly obstacles: readonly Finding[] } {
  const wrong = (message: string, hint: string) => ({ name: '', obstacles: [obstacle(`${dir}/${FILE}`, message, hint)] })
  const text = readIfThere(join(dir, FILE))
  if (text === undefined)
    return wrong('is missing', 'Set `dbt-project` to the folder of the dbt project, the one with that file.')
  let name: unknown
  try {
    name = (loadAll(text, { schema: CORE_SCHEMA })[0] as { readonly name?: unknown } | undefined)?.name
  } catch {
    return wrong('is not valid YAML', 'Fix it; `dbt parse` tells where.')
  }
  if (typeof name === 'string' && (anyName ? name !== '' : NAME.test(name))) return { name, obstacles: [] }
  return wrong(
    anyName ? 'has no name' : 'has no name of letters, digits and underscores',
    anyName ? 'Add `name`; the astro CLI requires it.' : 'Fix `name`, or set `mount-path`.'
  )
}

/** What dbt writes into a project: Airflow may need it, and no repository has it. */
const BY_DBT: readonly string[] = ['target/', 'dbt_packages/', 'logs/', 'package-lock.yml', '.user.yml']

const isByDbt = (path: string): boolean => BY_DBT.some(made => (made.endsWith('/') ? path.startsWith(made) : path === made))

interface AboutFiles {
  readonly mistakes: readonly Finding[]
  readonly remarks: readonly Finding[]
}

/**
 * `astro dbt deploy` ships every file of the folder but `.git`: also a `.env`, or a key that an earlier step has left there, and
 * Airflow's workers could read it. So what nobody has committed is shipped only if that was asked for.
 */
function aboutFiles(dir: string, force: boolean, uncommitted: readonly string[] | undefined): AboutFiles {
  const remark = (severity: 'warning' | 'note', message: string): Finding => ({ severity, subject: dir, message })
  const shipped = '`astro dbt deploy` ships every file in it'
  if (uncommitted === undefined) {
    const message = `is not in a git repository, so nobody can say which of its files belong to it, and ${shipped}`
    if (force) return { mistakes: [], remarks: [remark('warning', message)] }
    const hint = 'Check it out with `actions/checkout`; or set `force: true` to ship whatever is in it.'
    return { mistakes: [obstacle(dir, message, hint)], remarks: [] }
  }
  const made = uncommitted.filter(isByDbt)
  const others = uncommitted.filter(path => !isByDbt(path))
  const remarks = made.length === 0 ? [] : [remark('note', `is shipped with what dbt has written there: ${some(made)}`)]
  if (others.length === 0) return { mistakes: [], remarks }
  const message = `has files that are not committed, or not as they are, and ${shipped}: ${some(others)}`
  if (force) return { mistakes: [], remarks: [...remarks, remark('warning', message)] }
  const hint = 'Commit or remove them, or keep them outside that folder. To ship them, set `force: true`.'
  return { mistakes: [obstacle(dir, message, hint)], remarks }
}

const MOST = 10

const some = (paths: readonly string[]): string =>
  `${paths.slice(0, MOST).join(', ')}${paths.length > MOST ? ` and ${paths.length - MOST} more` : ''}`
