import { readFileSync } from 'node:fs'
import { dirname, resolve as pathFrom, relative } from 'node:path'
import { type BackendKwargs, backendKwargs } from './airflow/kwargs.ts'
import { kwargsProblems } from './airflow/kwargs-rules.ts'
import type { Selector } from './astro/port.ts'
import { type Problem, Problems, UserError } from './errors.ts'
import { importedEntries, withImports } from './imports/merge.ts'
import { type Import, type Imported, readImports } from './imports/read.ts'
import type { Inputs } from './inputs.ts'
import { type Entry, entriesFor, sourcesOf } from './manifest/entries.ts'
import type { DeploymentEntry, Manifest } from './manifest/manifest.ts'
import { suggestion } from './manifest/problems.ts'
import { readManifest } from './manifest/read.ts'
import { resolve, type Wanted } from './manifest/resolve.ts'
import { type Scope, scopeOf } from './manifest/scope.ts'
import type { Secret } from './secret.ts'
import type { Remote } from './sources/remote.ts'
import type { Placed, Values } from './sources/values.ts'
import type { Generated } from './state/generated.ts'

/** Everything that one run is about. */
export interface Job extends Draft {
  readonly wanted: readonly Wanted[]
  /** Sources that were read, by name. */
  readonly sources: ReadonlyMap<string, Secret>
  /** What this run has drawn and nobody has kept yet, by place. */
  readonly drawn: ReadonlyMap<string, Generated>
}

/** The same, before any value was read. */
export interface Draft {
  readonly inputs: Inputs
  readonly manifest: Manifest
  readonly scope: Scope
  readonly imported: Imported
  /** Every secret that it is about, imported ones among them. */
  readonly entries: readonly Pick<Entry, 'kind' | 'name' | 'path'>[]
  /** Every source that they name. */
  readonly places: readonly Placed[]
  /** Absent where no Deployment was chosen (sync, plan). */
  readonly selector?: Selector
  readonly warnings: readonly string[]
  /** All kwargs that Airflow needs but the secret-id. */
  readonly kwargsFor: (roleId: string) => Omit<BackendKwargs, 'secret_id'>
}

/** Reads the manifest and asks nobody else. Throws `Problems` with the mistakes of the file itself. */
export function prepare(inputs: Inputs): Draft {
  const manifest = readManifest(readText(inputs.manifest), inputs.manifest)
  const target = chooseTarget(inputs, manifest)
  const scope = scopeOf(manifest, target?.isolate)
  const entries = entriesFor(manifest, scope)
  const imported = readImports(importsOf(manifest, dirname(inputs.manifest)), file => readFileSync(file, 'utf8'))
  return {
    inputs,
    manifest,
    scope,
    imported,
    entries: [...entries, ...importedEntries(imported, scope)],
    places: sourcesOf(entries),
    warnings: addressWarnings(inputs, manifest),
    kwargsFor: roleId => kwargsFor(inputs, manifest, scope, roleId),
    ...(target === undefined ? {} : { selector: target.selector })
  }
}

/** Puts the values in, and throws `Problems` with all that cannot work. */
export function complete(draft: Draft, local: Values, remote: Remote = NOTHING): Job {
  const { inputs, manifest, scope } = draft
  const own = resolve(manifest, scope, new Map([...local, ...remote.values]))
  const resolution = withImports(own, draft.imported, manifest, scope)
  const missing = inputs.mode === 'plan' || inputs.undo !== '' ? [] : resolution.unresolved
  const problems: Problem[] = [
    ...resolution.problems,
    ...missing,
    ...addressProblems(inputs, manifest),
    ...kwargsMistakes(draft.kwargsFor('role-id'))
  ]
  if (problems.length > 0) throw new Problems(problems)
  return {
    ...draft,
    wanted: resolution.wanted,
    sources: resolution.sources,
    drawn: remote.drawn,
    warnings: [...resolution.warnings, ...draft.warnings]
  }
}

const NOTHING: Remote = { values: new Map(), drawn: new Map() }

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UserError(
      `the manifest ${file} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}`,
      {
        hint: 'Check the input manifest, and that a checkout step comes before this one.'
      }
    )
  }
}

/** The imports with paths from where this process is, as annotations show them. */
function importsOf({ imports }: Manifest, folder: string): Import[] {
  return imports.map(({ file, rename }) => ({ file: relative('', pathFrom(folder, file)), rename }))
}

function chooseTarget(
  { selection, manifest: file }: Inputs,
  { deployments }: Manifest
): { selector: Selector; isolate?: string } | undefined {
  if (selection === undefined) return undefined
  if ('entry' in selection) {
    const entry = deployments.get(selection.entry)
    if (entry === undefined)
      throw new UserError(
        `deployment ${selection.entry} is not under \`deployments:\` in ${file}${suggestion(selection.entry, [...deployments.keys()])}`
      )
    return { selector: selectorOf(entry), ...(entry.isolate ? { isolate: selection.entry } : {}) }
  }
  const matches = ([, entry]: readonly [string, DeploymentEntry]) =>
    'id' in selection ? entry.id === selection.id : entry.name === selection.name
  const [isolate] = [...deployments].find(pair => matches(pair) && pair[1].isolate) ?? []
  return { selector: selection, ...(isolate === undefined ? {} : { isolate }) }
}

const selectorOf = ({ id, name }: DeploymentEntry): Selector => (id === undefined ? { name: name ?? '' } : { id })

function kwargsFor({ vault }: Inputs, manifest: Manifest, scope: Scope, roleId: string): Omit<BackendKwargs, 'secret_id'> {
  const { airflowUrl, airflowCa, airflowTimeout } = manifest.vault
  const { secret_id: _, ...kwargs } = backendKwargs({
    mountPoint: scope.mount,
    connectionsPath: scope.connectionsPath,
    variablesPath: scope.variablesPath,
    url: airflowUrl ?? vault?.url ?? '',
    authMountPoint: scope.authMount,
    roleId,
    secretId: '',
    timeout: airflowTimeout,
    ...(vault?.namespace === undefined ? {} : { namespace: vault.namespace }),
    ...(airflowCa === undefined ? {} : { verify: airflowCa })
  })
  return kwargs
}

/** By the rules of Airflow's own constructor: what it refuses keeps every component from starting. */
function kwargsMistakes(kwargs: Omit<BackendKwargs, 'secret_id'>): Problem[] {
  if (kwargs.url === '') return []
  return kwargsProblems({ ...kwargs, secret_id: 'not issued yet' }).map(problem => ({
    message: `what Airflow would be given is wrong: ${problem}`
  }))
}

/** Addresses that can never work from inside a Deployment. */
function addressProblems({ vault, astro, mode }: Inputs, manifest: Manifest): Problem[] {
  const { airflowUrl } = manifest.vault
  const url = airflowUrl ?? vault?.url
  if (url === undefined) return []
  const at = (message: string) => manifest.problemAt(['vault', 'airflow-url'], message)
  if (!/^https?:\/\/[^/]/.test(url)) return [at('must begin with https:// (or http://)')]
  const { hostname } = new URL(url)
  const problems: Problem[] = []
  // Without an Astro token, vault-url says only how this runner reaches Vault.
  const forCloud = astro === undefined ? airflowUrl !== undefined : astro.domain !== 'localhost'
  if (mode !== 'sync' && forCloud && isLoopback(hostname)) {
    problems.push(
      airflowUrl === undefined
        ? {
            message: `vault-url is ${url}, which a Deployment in the cloud cannot reach; write the address that it sees Vault at into the manifest, as vault.airflow-url`
          }
        : at(`is ${url}, which a Deployment in the cloud cannot reach; write the address that it sees Vault at`)
    )
  }
  if (hostname.endsWith('.hashicorp.cloud') && vault !== undefined && vault.namespace === undefined) {
    problems.push({ message: `${url} is HCP Vault, where everything lies in a namespace; set vault-namespace (often admin)` })
  }
  return problems
}

const isLoopback = (host: string) =>
  /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|host\.docker\.internal)$/.test(host) || host.endsWith('.localhost')

function addressWarnings({ vault }: Inputs, manifest: Manifest): string[] {
  const warnings: string[] = []
  const url = manifest.vault.airflowUrl ?? vault?.url ?? ''
  if (url.startsWith('http://'))
    warnings.push(`Airflow will speak to ${url} in clear: everyone on the way can read its secrets. Use https.`)
  if (vault?.tls.ca !== undefined && manifest.vault.airflowCa === undefined) {
    warnings.push(
      'vault-ca-certificate is given, but not airflow-ca: Airflow must trust that authority too; put it into the image and name its path as vault.airflow-ca'
    )
  }
  return warnings
}
