import { dirname } from 'node:path'
import type { Named } from '../airflow/definition.ts'
import type { BackendKwargs } from '../airflow/kwargs.ts'
import type { Environment } from '../base/environment.ts'
import { Mistakes, UserError } from '../base/errors.ts'
import { readUtf8, Unreadable } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import { identityKind } from '../identity/identities.ts'
import type { LoginFacts } from '../identity/identity.ts'
import type { Imported } from '../imports/collector.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { type Entry, entriesFor, sourcesOf } from '../manifest/entries.ts'
import { localManifest } from '../manifest/local.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { withMatches } from '../manifest/matches.ts'
import type { Pattern } from '../manifest/pattern.ts'
import type { Preview } from '../manifest/preview.ts'
import { readManifest } from '../manifest/read.ts'
import { type Scope, scopeOf } from '../manifest/scope.ts'
import type { Plan } from '../plan/plan.ts'
import type { Generated } from '../records/generated-shard.ts'
import type { Drawn } from '../sources/draw.ts'
import type { PlacedSource, Values } from '../sources/values.ts'
import { kvSink, type Wanted } from '../values/kv.ts'
import { resolve } from '../values/resolve.ts'
import { addressProblems, addressWarnings, kwargsMistakes } from './addresses.ts'
import { importsOf, inVain, readAll } from './imports.ts'
import { kwargsFor } from './kwargs.ts'
import { isShared, namesOf } from './preview/names.ts'
import { type Chosen, chooseTargets } from './targets.ts'

/** Everything that one run is about. */
export interface ResolvedRun extends PreparedRun<ResolvedScope> {
  /** Sources that were read, by name. */
  readonly sources: ReadonlyMap<string, Secret>
  /** Notes for the reader of the plan. */
  readonly notes: Plan<never>
}

/** The same, before any value was read. */
export interface PreparedRun<S extends PreparedScope = PreparedScope> {
  readonly inputs: Inputs
  readonly manifest: Manifest
  readonly imported: Imported
  /** The patterns of the manifest of which nobody knows what they bring: no environment was looked at, or none of it matches. */
  readonly open: readonly Pattern[]
  /** One for each of these that was looked for in vain: an error, or a warning where the run can do without. */
  readonly unmatched: readonly Finding[]
  /** One at least. */
  readonly scopes: readonly S[]
  readonly warnings: readonly Finding[]
}

/** A scope with its targets, and what they read. */
export interface ResolvedScope extends PreparedScope {
  readonly wanted: readonly Wanted[]
  /** What this run has drawn and nobody has stored yet, by place. */
  readonly drawn: ReadonlyMap<string, Generated>
}

/** The same, before any value was read. */
export interface PreparedScope {
  readonly manifest: Manifest
  readonly scope: Scope
  /** The preview that has this scope; `targets` are its base until its Deployment is known. */
  readonly preview?: Preview
  /** The consumers that the run is about; none where no Deployment was chosen (sync, plan). */
  readonly targets: readonly Chosen[]
  /** Every secret that the manifest itself names. */
  readonly own: readonly Entry[]
  /** Every secret that the run is about, imported ones included. */
  readonly entries: readonly Named[]
  /** Every source that they name; none for an undo, which needs no values. */
  readonly places: readonly PlacedSource[]
  /** Those of them that are in Vault. */
  readonly inVault: readonly PlacedSource[]
  /** All kwargs that Airflow needs, except the credential; `anyProvider`: in the form that every provider knows. */
  readonly kwargsFor: (login: LoginFacts, anyProvider?: true) => BackendKwargs
}

/** Where a run is prepared. */
export interface Around {
  /** What previews of several repositories are told apart by. */
  readonly repository?: string
  /** What the patterns of the manifest match; absent: they bring nothing. */
  readonly environment?: Environment
}

/**
 * Reads the manifest and asks nobody else. Throws `Mistakes` with the mistakes of the file itself; `whenAbsent` is the hint if
 * there is no such file.
 */
export function prepare(
  inputs: Inputs,
  whenAbsent = NOT_CHECKED_OUT,
  { repository = '', environment }: Around = {}
): PreparedRun {
  const file = readManifest(readText(inputs.manifest, whenAbsent), inputs.manifest)
  const { manifest, idle, problems } = withMatches(
    inputs.local === undefined ? file : localManifest(file, inputs.local.airflowUrl),
    environment ?? {}
  )
  const read = readAll(importsOf(manifest, dirname(inputs.manifest)))
  const imported = { ...read, problems: [...read.problems, ...problems] }
  const scopes = chooseTargets(inputs, manifest).map(({ isolate, targets }): PreparedScope => {
    const names = namesOf(inputs, { manifest, scope: scopeOf(manifest, isolate), repository })
    const { scope, preview } = names
    const own = entriesFor(manifest, scope)
    const places = inputs.undo !== '' || inputs.preview?.ends || isShared(preview) ? [] : sourcesOf(scope, own)
    return {
      ...names,
      targets,
      own,
      entries: [...own, ...imported.definitions],
      places,
      inVault: places.filter(({ source }) => source.from === 'vault' || source.from === 'generate'),
      kwargsFor: (...login) => kwargsFor(inputs, names.manifest, scope, ...login)
    }
  })
  const unmatched = environment === undefined ? [] : idle.map(one => inVain(manifest, one, inputs))
  return { inputs, manifest, imported, open: idle, unmatched, scopes, warnings: addressWarnings(inputs, manifest) }
}

/** Inserts the values, and throws `Mistakes` with all that cannot work. */
export function complete(prepared: PreparedRun, local: Values, remote: Drawn = NOTHING): Omit<ResolvedRun, 'notes'> {
  const { inputs, manifest, imported, unmatched } = prepared
  // What was given instead of a source in Vault counts.
  const values = new Map([...remote.values, ...local])
  const resolved = prepared.scopes.map(one => ({ one, ...resolve({ ...one, imported }, values, kvSink(one)) }))
  const isAllNeeded = !(inputs.mode === 'plan' || inputs.undo !== '' || inputs.preview?.ends)
  const problems = once([
    ...resolved.flatMap(({ problems }) => problems),
    ...(isAllNeeded ? resolved.flatMap(one => needed(one, unmatched)) : []),
    ...addressProblems(inputs, manifest),
    ...prepared.scopes.flatMap(one => kwargsMistakes(one.kwargsFor({}), identityKind(one.scope).example))
  ])
  if (problems.length > 0) throw new Mistakes(problems)
  return {
    ...prepared,
    scopes: resolved.map(({ one, made }) => ({ ...one, wanted: readOnly(one, made), drawn: drawnFor(one, remote.drawn) })),
    sources: new Map(resolved.flatMap(({ sources }) => [...sources])),
    warnings: [
      ...once(resolved.flatMap(({ warnings }) => warnings)),
      ...prepared.warnings,
      ...unmatched.filter(({ severity }) => severity === 'warning')
    ]
  }
}

/** A preview that shares the secrets of its base needs no values, and has none that it could compare or write. */
const needed = ({ one, unresolved }: { one: PreparedScope; unresolved: readonly Finding[] }, unmatched: readonly Finding[]) =>
  isShared(one.preview) ? [] : [...unresolved, ...unmatched.filter(({ severity }) => severity === 'error')]
const readOnly = ({ preview }: PreparedScope, made: readonly Wanted[]): readonly Wanted[] =>
  isShared(preview) ? made.map(({ path, label }) => ({ path, label })) : made

/** What several scopes have in common is said once. */
const once = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map(finding => [JSON.stringify(finding), finding])).values()
]

function drawnFor({ places }: PreparedScope, drawn: Drawn['drawn']): Drawn['drawn'] {
  const own = new Set(places.map(({ at }) => at))
  return new Map([...drawn].filter(([at]) => own.has(at)))
}

const NOTHING: Drawn = { values: new Map(), drawn: new Map() }

const NOT_CHECKED_OUT = 'Check the input `manifest`, and that a checkout step comes before this one.'

/** The same for a command that only looks. */
export const NOT_IN_THIS_FOLDER = 'Set --manifest to its path, or run this in the folder that it is in.'

function readText(file: string, whenAbsent: string): string {
  try {
    return readUtf8(file)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new UserError(`the manifest ${error.message}`, {
      hint: error.isAbsent ? whenAbsent : undefined
    })
  }
}
