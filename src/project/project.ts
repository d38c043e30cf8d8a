import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { loadAll } from 'js-yaml'
import { airflowOfImage, providerOfImage } from '../airflow/image.ts'
import type { UnreadLine } from '../airflow/requirements.ts'
import { type DeployType, type Part, shipsOf } from '../astro/deploy-types.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { DOCKERIGNORE, dockerignoreBeforeCli } from './dockerignore.ts'
import { type GitOptions, lastSubject, uncommitted } from './git.ts'
import { treeHash } from './tree.ts'

/** What a deploy would ship, as far as a plan has to know it. */
export interface Project {
  readonly dir: string
  readonly description: string
  /** Hash of each part that a deploy of the type ships. */
  readonly trees: Readonly<Partial<Record<Part, string>>>
  /** Whether the image brings Airflow's hashicorp provider. */
  readonly provider: boolean
  /** In which versions, such as `>=4.2,<5` or empty for any: one for each line that may apply. */
  readonly providerVersions?: readonly string[]
  /** Where it could stand and nobody here can tell. */
  readonly unread?: UnreadLine
  /** The Airflow of the image, such as `3.1`; absent where the Dockerfile does not tell. */
  readonly airflow?: string
  /** The committed `.dockerignore`: image deploys change it and leave it so. */
  readonly keep?: { readonly file: string; readonly text: string }
  /** Why `astro deploy` would do nothing, ship nothing, or go elsewhere. */
  readonly obstacles: readonly Finding[]
}

export async function readProject(type: DeployType, description: string, git: GitOptions): Promise<Project> {
  const dir = git.projectDir
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`project-dir ${dir} is not a folder of the workspace`, {
      hint: 'Check the input project-dir, and that a checkout step comes before this one.'
    })
  const dockerignore = await dockerignoreBeforeCli(git)
  const provider = providerOfImage(path => textOf(join(dir, path)))
  const airflow = airflowOfImage(textOf(join(dir, 'Dockerfile')) ?? '')
  const dirty = (await uncommitted(git)).filter(file => dockerignore === undefined || basename(file) !== DOCKERIGNORE)
  return {
    dir,
    description: shorten(description || ((await lastSubject(git)) ?? 'Deployed by astro-vault-action')),
    trees: Object.fromEntries(await Promise.all(shipsOf(type).map(async part => [part, await treeHash(dir, part)]))),
    provider: provider.carried,
    ...(provider.carried ? { providerVersions: provider.versions } : {}),
    ...(provider.carried || provider.line === undefined ? {} : { unread: provider.line }),
    ...(airflow === undefined ? {} : { airflow }),
    obstacles: [...projectObstacles(dir, type), ...dirtyObstacle(dirty)],
    ...(dockerignore === undefined ? {} : { keep: { file: join(dir, DOCKERIGNORE), text: dockerignore } })
  }
}

const obstacle = (subject: string, message: string, hint: string): Finding => ({ severity: 'error', subject, message, hint })

function projectObstacles(dir: string, type: DeployType): Finding[] {
  if (!existsSync(join(dir, '.astro', 'config.yaml')))
    return [obstacle(dir, 'is not an Astro project: it has no .astro/config.yaml', 'Set project-dir, or run `astro dev init`.')]
  const obstacles = configObstacles(join(dir, '.astro', 'config.yaml'))
  if (shipsOf(type).includes('dags') && !hasPython(join(dir, 'dags'))) {
    obstacles.push(
      obstacle(
        'dags/',
        'has no Python file: the CLI would cancel the deploy, or remove every DAG from the Deployment',
        'Check project-dir, and that the checkout is complete.'
      )
    )
  }
  return obstacles
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
    return [obstacle(subject, 'is not valid YAML', 'Fix it, or take the one of a new project (`astro dev init`).')]
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

function dirtyObstacle(files: readonly string[]): Finding[] {
  if (files.length === 0) return []
  return [
    obstacle(
      'the checkout',
      `has uncommitted changes in tracked files, so \`astro deploy\` would do nothing and report success: ${files.slice(0, 5).join(', ')}`,
      'Commit or restore them; an earlier step may have changed them.'
    )
  ]
}

function hasPython(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some(file => String(file).endsWith('.py'))
}

const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

/** By characters, not bytes: the CLI would cut a default description inside one. */
function shorten(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()]
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : characters.join('')
}
