import { isUtf8 } from 'node:buffer'
import { dirname, resolve } from 'node:path'
import pMap from 'p-map'
import { compactJson, exactnessProblem } from '../airflow/json.ts'
import { type Environment, environmentFor, environmentForAny, type Names } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import { readBytes, Unreadable } from '../base/files.ts'
import { run } from '../base/process.ts'
import { Secret } from '../base/secret.ts'
import { keyOf, type Source } from './source.ts'
import { NO_VARIABLE, type PlacedSource, type SourceResult, type Values } from './values.ts'

/** What it takes to read the sources that need no login. */
export interface LocalOptions {
  readonly environment: Environment
  /** Path of the manifest. Other paths are relative to its folder. */
  readonly manifest: string
  /** Whether the workflow lets the manifest run programs. */
  readonly allowCommands: boolean
  readonly signal: AbortSignal
}

const LIMIT_SECONDS = 60
const AT_ONCE = 8

/** Reads every source that does not need Vault, each once. A source without a value says why; nothing is thrown. */
export async function readLocal(places: readonly PlacedSource[], around: LocalOptions): Promise<Values> {
  const sources = new Map(places.map(({ source, at }) => [keyOf(source, at), source]))
  const decrypted = new Map<string, Promise<unknown>>()
  const read = async ([key, source]: readonly [string, Source]): Promise<(readonly [string, SourceResult])[]> => {
    const found = await readOne(source, around, decrypted).catch((error: Error) => ({
      why: whyNot(error),
      empty: false
    }))
    return found === undefined ? [] : [[key, found]]
  }
  return new Map((await pMap(sources, read, { concurrency: AT_ONCE })).flat())
}

async function readOne(
  source: Source,
  around: LocalOptions,
  decrypted: Map<string, Promise<unknown>>
): Promise<SourceResult | undefined> {
  switch (source.from) {
    case 'env': {
      // `process.env` also inherits: `constructor` and the like are not variables.
      const value = (Object.hasOwn(around.environment, source.name) && around.environment[source.name]) || ''
      return value === '' ? { why: NO_VARIABLE, empty: true } : { value: new Secret(value) }
    }
    case 'file':
      return readAsSecret(resolve(dirname(around.manifest), source.path), source.as)
    case 'sops': {
      const file = resolve(dirname(around.manifest), source.file)
      if (!decrypted.has(file)) decrypted.set(file, decrypt(file, around))
      return valueAt(await decrypted.get(file), source.key)
    }
    case 'command':
      return around.allowCommands
        ? await printed(source.argv, around)
        : { why: 'not run, because that requires the input `allow-commands: true`', empty: false }
    case 'vault':
    case 'generate':
      return undefined
  }
}

function readAsSecret(path: string, as: 'text' | 'json' | 'base64'): SourceResult {
  try {
    const bytes = readBytes(path)
    const found = asSecret(bytes, as)
    // Other programs of the job print the file as it is.
    return 'value' in found && as !== 'text' && isUtf8(bytes) ? { ...found, written: new Secret(bytes.toString()) } : found
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { why: error.isAbsent ? 'missing' : `unreadable: ${error.why}`, empty: error.isAbsent }
  }
}

function asSecret(bytes: Buffer, as: 'text' | 'json' | 'base64'): SourceResult {
  if (as === 'base64') return { value: new Secret(bytes.toString('base64')) }
  const text = bytes.toString()
  if (!isUtf8(bytes)) return { why: 'not UTF-8; set `as: base64` for binary content', empty: false }
  if (as === 'text') return { value: new Secret(text) }
  try {
    JSON.parse(text)
    const problem = exactnessProblem(text)
    return problem === undefined
      ? { value: new Secret(compactJson(text)) }
      : { why: `unusable, because it ${problem}`, empty: false }
  } catch {
    return { why: 'not valid JSON', empty: false }
  }
}

/** Where sops finds its keys: its own variables, those of the clouds, GnuPG's. */
const FOR_SOPS: Names = [
  ...['SOPS_*', 'AWS_*', 'AZURE_*', 'GOOGLE_*', 'CLOUDSDK_*', 'HUAWEICLOUD_*', 'IDENTITY_*', 'MSI_*'],
  ...['GNUPGHOME', 'GPG_TTY', 'SSH_AUTH_SOCK']
]

/** The encrypted file names the server of a key in Vault. Without this, sops would send it the token in `~/.vault-token`. */
const NO_VAULT_TOKEN = { VAULT_TOKEN: 'none' }

async function decrypt(file: string, { environment, manifest, signal }: LocalOptions): Promise<unknown> {
  const args = ['--decrypt', '--output-type', 'json', file]
  const child = { program: 'sops', args, cwd: dirname(resolve(manifest)), limitSeconds: LIMIT_SECONDS, signal }
  const variables = { ...environmentFor(environment, FOR_SOPS), ...NO_VAULT_TOKEN }
  const { exitCode, stdout, stderr } = await run({ ...child, environment: variables })
  if (exitCode !== 0) throw new Error(`unreadable, because sops failed: ${oneLine(stderr)}`)
  try {
    return JSON.parse(stdout)
  } catch {
    // The parser's message would quote what was decrypted.
    throw new Error('unreadable, because sops printed something other than JSON')
  }
}

function valueAt(tree: unknown, key: string): SourceResult {
  const value = at(tree, key) ?? key.split('.').reduce(at, tree)
  if (typeof value === 'string') return { value: new Secret(value) }
  if (value === undefined || value === null) return { why: 'missing from that file', empty: true }
  if (typeof value === 'object') return { why: 'a mapping or a list; name one of its keys', empty: false }
  const problem = exactnessProblem(String(value))
  return problem === undefined ? { value: new Secret(String(value)) } : { why: `unusable, because it ${problem}`, empty: false }
}

const at = (tree: unknown, key: string): unknown =>
  typeof tree === 'object' && tree !== null && Object.hasOwn(tree, key) ? (tree as Record<string, unknown>)[key] : undefined

async function printed(
  [program = '', ...args]: readonly string[],
  { environment, manifest, signal }: LocalOptions
): Promise<SourceResult> {
  const child = { program, args, cwd: dirname(resolve(manifest)), limitSeconds: LIMIT_SECONDS, signal }
  const { exitCode, stdout } = await run({ ...child, environment: environmentForAny(environment) })
  // Its output may contain the secret, so it is not quoted.
  if (exitCode !== 0) return { why: `unavailable, because it exited with code ${exitCode}`, empty: false }
  return { value: new Secret(stdout.replace(/\r?\n$/, '')) }
}

const whyNot = (error: Error) => (error instanceof UserError ? `unavailable: ${error.message}` : oneLine(error.message))

const oneLine = (text: string) =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .slice(0, 3)
    .join('; ')
