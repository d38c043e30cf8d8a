import { lstatSync, statSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import { airflowOfImage, providerOfImage } from '../airflow/image.ts'
import type { ProviderRequirement } from '../airflow/requirements.ts'
import { UserError } from '../base/errors.ts'
import { readIfThere, readUtf8, Unreadable } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { unfinished } from '../base/replace.ts'
import { Secret } from '../base/secret.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import type { Valueless } from '../imports/manifest-text.ts'
import { defaultBranch, type GitOptions, isIgnored, placeInRepository } from '../project/git.ts'
import { ignoreFileOf, image } from '../project/image.ts'
import { definedIn } from './definitions.ts'
import { filesIn, servicesIn } from './folder.ts'
import { repositoryOf } from './remote.ts'

export const MANIFEST = 'airflow-secrets.yaml'
/** Values for `gh secret set -f`. */
export const SECRETS_FILE = '.env.secrets'

/** Everything about a project that decides what is written. Paths are relative to it, with `/`. */
export interface Found {
  /** What the manifest may be called. */
  readonly name: string
  /** From the root of the repository, such as `airflow/`; empty for the root itself. */
  readonly prefix: string
  readonly branch: string
  /** On github.com, such as `example/pipelines`, if git names it. */
  readonly repository?: string
  /** The account on GitHub that hosts the action, if it is known. */
  readonly owner?: string
  readonly definitions: readonly ImportedDefinition[]
  /** What DAGs ask for, and no file defines. */
  readonly absent: readonly Valueless[]
  /** Names of containers on the workstation. */
  readonly services: readonly string[]
  readonly provider: ProviderRequirement
  /** Of the image, such as `3.1`. */
  readonly airflow?: string
  /** Texts of the files that may be written, and of all workflows. */
  readonly files: ReadonlyMap<string, Secret>
  /** Those that must stay as they are, and why: `is a link, or below one`. */
  readonly fixed: ReadonlyMap<string, string>
  /** Whether others may read the file with the values. */
  readonly isSecretsFileOpen: boolean
  readonly gitIgnoresSecrets: boolean
  /** The file that says what no image gets, and which of ours an image would get. */
  readonly image: { readonly ignoreFile: string; readonly gets: readonly string[] }
  readonly warnings: readonly Finding[]
}

/** Reads a project and changes nothing. `named` are files to import besides those that are known. Throws a `UserError`. */
export async function findIn(options: GitOptions, named: readonly string[]): Promise<Found> {
  const { projectDir: dir, signal } = options
  const text = (path: string) => readIfThere(join(dir, path))
  if (text('.astro/config.yaml') === undefined)
    throw new UserError(`${dir} is not an Astro project: it has no .astro/config.yaml`, {
      hint: 'Run this in the folder of the project, set `--project-dir`, or create one with `astro dev init`.'
    })
  const prefix = await placeInRepository(options)
  const workflows = `${'../'.repeat((prefix ?? '').split('/').length - 1)}.github/workflows/`
  const repository = await repositoryOf(options)
  const airflow = airflowOfImage(text('Dockerfile') ?? '')
  const ignoreFile = ignoreFileOf(dir)
  const known = [MANIFEST, SECRETS_FILE, 'requirements.txt', '.gitignore', ignoreFile]
  const paths = [
    ...known,
    ...filesIn(join(dir, workflows))
      .filter(isYaml)
      .map(name => `${workflows}${name}`)
  ]
  const read = paths.map(path => ({ path, ...textAndWhy(dir, path) }))
  const manifest = read.find(({ path }) => path === MANIFEST)
  if (manifest?.why !== undefined && manifest.text === undefined)
    throw new UserError(`${MANIFEST} ${manifest.why}, so nobody knows what it names`, {
      hint: 'Make it a file that can be read, or remove it: init then writes a new one.'
    })
  const secret = [SECRETS_FILE, unfinished(SECRETS_FILE)]
  return {
    ...(await definedIn({ dir, named, signal })),
    name: basename(resolve(dir)),
    prefix: prefix ?? '',
    branch: await defaultBranch(options),
    ...(repository === undefined ? {} : { repository }),
    services: servicesIn(dir),
    provider: providerOfImage(text),
    ...(airflow === undefined ? {} : { airflow }),
    files: new Map(read.flatMap(({ path, text: is }) => (is === undefined ? [] : [[path, is] as const]))),
    fixed: new Map(read.flatMap(({ path, why }) => (why === undefined ? [] : [[path, why] as const]))),
    isSecretsFileOpen: ((statSync(join(dir, SECRETS_FILE), { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0,
    gitIgnoresSecrets: (await isIgnored(options, secret)) ?? false,
    image: { ignoreFile, gets: image.consistsOf(dir, [MANIFEST, ...secret]) }
  }
}

/** What is in a file, and why it must stay as it is. A link keeps it from being written, not from being read. */
function textAndWhy(dir: string, path: string): { readonly text?: Secret; readonly why?: string } {
  const led = isLed(dir, path) ? { why: 'is a link, or below one' } : {}
  try {
    return { text: new Secret(readUtf8(join(dir, path))), ...led }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return error.isAbsent ? led : { why: `cannot be read (${error.why})` }
  }
}

const isYaml = (name: string) => /\.ya?ml$/.test(name)

/** Whether a link is on the way to a file, below the nearest folder that both share. */
export function isLed(dir: string, path: string): boolean {
  const whole = resolve(dir, path)
  const parts = path.split('/').filter(part => part !== '..' && part !== '')
  return parts.some((_, at) => {
    const place = whole
      .split(sep)
      .slice(0, whole.split(sep).length - at)
      .join(sep)
    return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  })
}
