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
  /** Whether the image brings Airflow's hashicorp provider. */
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

export async function readProject(parts: readonly Part[], description: string, git: GitOptions): Promise<Project> {
  const dir = git.projectDir
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`project-dir ${dir} is not a folder in the workspace`, {
      hint: 'Check the input `project-dir`, and that a checkout step comes before this one.'
    })
  const dockerignore = await dockerignoreBeforeCli(git)
  const dirty = await uncommitted(git, dockerignore === undefined ? undefined : DOCKERIGNORE)
  const provider = providerOfImage(path => readIfThere(join(dir, path)))
  const airflow = airflowOfImage(readIfThere(join(dir, 'Dockerfile')) ?? '')
  return {
    dir,
    description: shorten(description || ((await lastSubject(git)) ?? 'Deployed by astro-vault-action')),
    trees: Object.fromEntries(await Promise.all(parts.map(async part => [part, await treeHash(dir, part, git.signal)]))),
    provider: provider.carried,
    ...(provider.carried ? { providerVersions: provider.versions } : {}),
    ...(provider.carried || provider.line === undefined ? {} : { unread: provider.line }),
    ...(airflow === undefined ? {} : { airflow }),
    obstacles: [...new Set(parts.flatMap(part => PROJECT_PARTS[part].checks))].flatMap(check => check({ dir, dirty })),
    ...(dockerignore === undefined ? {} : { keep: { file: join(dir, DOCKERIGNORE), text: dockerignore } })
  }
}

/** By characters, not bytes: the CLI would cut a default description inside one. */
function shorten(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()]
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : characters.join('')
}
