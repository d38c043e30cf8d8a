import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { loadAll } from 'js-yaml'
import { providerRequirement, type UnreadLine } from '../airflow/requirements.ts'
import { airflowOfImage } from '../airflow/runtime.ts'
import type { DeployType } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import { DOCKERIGNORE, dockerignoreBeforeCli } from './dockerignore.ts'
import { type GitOptions, lastSubject, uncommitted } from './git.ts'
import { treeHash } from './tree.ts'

/** What a deploy would ship, as far as a plan has to know it. */
export interface Project {
  readonly dir: string
  readonly description: string
  readonly tree: string
  /** Whether `requirements.txt` brings Airflow's hashicorp provider. */
  readonly provider: boolean
  /** In which versions, such as `>=4.2,<5`; absent where it does not say. */
  readonly providerVersions?: string
  /** Where it could stand and nobody here can tell. */
  readonly unread?: UnreadLine
  /** The Airflow of the image, such as `3.1`; absent where the Dockerfile does not tell. */
  readonly airflow?: string
  /** The committed `.dockerignore`: image deploys change it and leave it so. */
  readonly keep?: { readonly file: string; readonly text: string }
  /** Reasons why `astro deploy` would do nothing, ship nothing, or go elsewhere; each a sentence. */
  readonly obstacles: readonly string[]
}

export async function readProject(type: Exclude<DeployType, 'none'>, description: string, git: GitOptions): Promise<Project> {
  const dir = git.projectDir
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`project-dir ${dir} is not a folder of the workspace`, {
      hint: 'Check the input project-dir, and that a checkout step comes before this one.'
    })
  const dockerignore = await dockerignoreBeforeCli(git)
  const provider = providerRequirement(path => textOf(join(dir, path)))
  const airflow = airflowOfImage(textOf(join(dir, 'Dockerfile')) ?? '')
  const dirty = (await uncommitted(git)).filter(file => dockerignore === undefined || basename(file) !== DOCKERIGNORE)
  return {
    dir,
    description: shorten(description || ((await lastSubject(git)) ?? 'Deployed by astro-vault-action')),
    tree: await treeHash(dir, type),
    provider: provider.carried,
    ...(provider.carried && provider.versions !== '' ? { providerVersions: provider.versions } : {}),
    ...(provider.carried || provider.line === undefined ? {} : { unread: provider.line }),
    ...(airflow === undefined ? {} : { airflow }),
    obstacles: [...projectObstacles(dir, type), ...dirtyObstacle(dirty)],
    ...(dockerignore === undefined ? {} : { keep: { file: join(dir, DOCKERIGNORE), text: dockerignore } })
  }
}

function projectObstacles(dir: string, type: DeployType): string[] {
  if (!existsSync(join(dir, '.astro', 'config.yaml')))
    return [`${dir} is not an Astro project: it has no .astro/config.yaml (set project-dir, or run \`astro dev init\`)`]
  const obstacles = configObstacles(join(dir, '.astro', 'config.yaml'))
  if (type !== 'image-only' && !hasPython(join(dir, 'dags'))) {
    obstacles.push('dags/ holds no Python file: the deploy would be called off, or take every DAG out of the Deployment')
  }
  return obstacles
}

interface Config {
  readonly local?: { readonly core?: unknown }
  readonly cloud?: { readonly api?: { readonly protocol?: unknown } }
}

function configObstacles(file: string): string[] {
  let config: Config | null | undefined
  try {
    config = loadAll(readFileSync(file, 'utf8'))[0] as Config | null | undefined
  } catch {
    return ['.astro/config.yaml is not YAML; mend it, or take the one of a new project (`astro dev init`)']
  }
  return [
    ...(config?.local?.core === undefined
      ? []
      : ['.astro/config.yaml sets local.core, which would send the Astro token to another server; remove it']),
    ...(config?.cloud?.api?.protocol === undefined
      ? []
      : ['.astro/config.yaml sets cloud.api.protocol, which could send the Astro token in clear; remove it'])
  ]
}

function dirtyObstacle(files: readonly string[]): string[] {
  if (files.length === 0) return []
  return [
    `tracked files have uncommitted changes, and \`astro deploy\` would do nothing and call it success: ${files.slice(0, 5).join(', ')}`
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
