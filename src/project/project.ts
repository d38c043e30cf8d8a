import { createHash, randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { airflowOfImage, providerOfImage } from '../airflow/image.ts'
import type { UnreadLine } from '../airflow/requirements.ts'
import type { Part } from '../astro/deploy-types.ts'
import { UserError } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { DOCKERIGNORE, dockerignoreBeforeCli } from './dockerignore.ts'
import { type GitOptions, lastSubject, uncommitted } from './git.ts'
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
  /** The committed `.dockerignore`: image deploys change it and leave it so. */
  readonly keep?: { readonly file: string; readonly text: string }
  /** Why `astro deploy` would do nothing, ship nothing, or go elsewhere. */
  readonly obstacles: readonly Finding[]
}

export interface ProjectToRead extends GitOptions {
  readonly parts: readonly Part[]
  /** Of the deploy; empty for the first line of the last commit's message. */
  readonly description: string
  /** Of an image that was built elsewhere; empty for one that the deploy builds. */
  readonly imageName: string
  /** Whether uncommitted changes are shipped too. */
  readonly force: boolean
}

export async function readProject({ parts, description, imageName, force, ...git }: ProjectToRead): Promise<Project> {
  const dir = git.projectDir
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`project-dir ${dir} is not a folder in the workspace`, {
      hint: 'Check the input `project-dir`, and that a checkout step comes before this one.'
    })
  // What is in an image that was built elsewhere is unknown, so it is never the same.
  const hashOf = async (part: Part) =>
    part === 'image' && imageName !== '' ? digestOf(randomUUID()) : await treeHash(dir, part, git.signal)
  const dockerignore = await dockerignoreBeforeCli(git)
  const dirty = force ? [] : await uncommitted(git, dockerignore === undefined ? undefined : DOCKERIGNORE)
  return {
    dir,
    description: shorten(description || ((await lastSubject(git)) ?? 'Deployed by astro-vault-action')),
    trees: Object.fromEntries(await Promise.all(parts.map(async part => [part, await hashOf(part)]))),
    ...(imageName === '' ? imageFacts(dir) : { provider: false, imageName }),
    obstacles: [...new Set(parts.flatMap(part => PROJECT_PARTS[part].checks))].flatMap(check => check({ dir, dirty })),
    ...(dockerignore === undefined ? {} : { keep: { file: join(dir, DOCKERIGNORE), text: dockerignore } })
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What the files say about the image that is built of them. */
function imageFacts(dir: string): Pick<Project, 'provider' | 'providerVersions' | 'unread' | 'airflow'> {
  const provider = providerOfImage(path => readIfThere(join(dir, path)))
  const airflow = airflowOfImage(readIfThere(join(dir, 'Dockerfile')) ?? '')
  return {
    provider: provider.carried,
    ...(provider.carried ? { providerVersions: provider.versions } : {}),
    ...(provider.carried || provider.line === undefined ? {} : { unread: provider.line }),
    ...(airflow === undefined ? {} : { airflow })
  }
}

/** By characters, not bytes: the CLI would cut a default description inside one. */
function shorten(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()]
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : characters.join('')
}
