import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { airflowOfImage, providerOfImage } from '../airflow/image.ts'
import type { UnreadLine } from '../airflow/requirements.ts'
import type { Part } from '../astro/deploy-types.ts'
import { readIfThere } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { shippedLogins } from './checkouts.ts'
import { DOCKERIGNORE, dockerignoreBeforeCli } from './dockerignore.ts'
import { type FolderToRead, readFolder } from './folder.ts'
import { uncommitted } from './git.ts'
import type { Remark } from './part.ts'
import { PROJECT_PARTS } from './parts.ts'
import { treeHash } from './tree.ts'

/** What a deploy would ship, as far as a plan needs to know. */
export interface Project {
  readonly dir: string
  readonly description: string
  /** Hash of each part that a deploy may ship. */
  readonly trees: Readonly<Partial<Record<Part, string>>>
  /** An image that was built elsewhere. */
  readonly imageName?: string
  /** Whether the image is known to bring Airflow's hashicorp provider. */
  readonly provider: boolean
  /** In which versions, such as `>=4.2,<5` or empty for any: one for each line that may apply. */
  readonly providerVersions?: readonly string[]
  /** A line that may install it, and that cannot be read. */
  readonly unread?: UnreadLine
  /** The Airflow of the image, such as `3.1`; absent if the Dockerfile does not say. */
  readonly airflow?: string
  /** Where Airflow finds a dbt project. */
  readonly mountPath?: string
  /** The committed `.dockerignore`: image deploys change it and leave it so. */
  readonly keep?: { readonly file: string; readonly text: string }
  /** Why `astro deploy` would do nothing, ship nothing, or go elsewhere. */
  readonly obstacles: readonly Finding[]
  /** What else should be known of a deploy of it. */
  readonly remarks?: readonly Remark[]
}

/** What the files of a project say about its image. */
export type ImageFacts = Pick<Project, 'provider' | 'providerVersions' | 'unread' | 'airflow'>

export interface ProjectToRead extends Omit<FolderToRead, 'input'> {
  readonly parts: readonly Part[]
  /** Of an image that was built elsewhere; empty for one that the deploy builds. */
  readonly imageName: string
  /** Whether uncommitted changes are shipped too. */
  readonly force: boolean
}

/** An Astro project. Throws a `UserError`. */
export async function readProject({ parts, imageName, force, ...git }: ProjectToRead): Promise<Project> {
  const folder = await readFolder({ ...git, input: 'project-dir' })
  const { dir } = folder
  // What is in an image that was built elsewhere is unknown, so it is never the same.
  const hashOf = async (part: Part) =>
    part === 'image' && imageName !== '' ? digestOf(randomUUID()) : await treeHash(dir, part, git.signal)
  const dockerignore = await dockerignoreBeforeCli(git)
  const dirty = force ? [] : await uncommitted(git, dockerignore === undefined ? undefined : DOCKERIGNORE)
  const shipped = parts.filter(part => part !== 'image' || imageName === '')
  const remarks = await shippedLogins(dir, shipped)
  return {
    ...folder,
    trees: Object.fromEntries(await Promise.all(parts.map(async part => [part, await hashOf(part)]))),
    ...(imageName === '' ? imageFacts(dir) : { provider: false, imageName }),
    obstacles: [...new Set(parts.flatMap(part => PROJECT_PARTS[part].checks))].flatMap(check => check({ dir, dirty })),
    ...(remarks.length === 0 ? {} : { remarks }),
    ...(dockerignore === undefined ? {} : { keep: { file: join(dir, DOCKERIGNORE), text: dockerignore } })
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What the files say about the image that is built of them. */
export function imageFacts(dir: string): ImageFacts {
  const provider = providerOfImage(path => readIfThere(join(dir, path)))
  const airflow = airflowOfImage(readIfThere(join(dir, 'Dockerfile')) ?? '')
  return {
    provider: provider.carried,
    ...(provider.carried ? { providerVersions: provider.versions } : {}),
    ...(provider.carried || provider.line === undefined ? {} : { unread: provider.line }),
    ...(airflow === undefined ? {} : { airflow })
  }
}
