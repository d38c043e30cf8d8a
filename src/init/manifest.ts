import type { Named } from '../airflow/definition.ts'
import type { Secret } from '../base/secret.ts'
import { shellPlace } from '../base/shell.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import { manifestOf, type Valueless } from '../imports/manifest-text.ts'
import { entriesFor, sourcesOf } from '../manifest/entries.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { readManifest } from '../manifest/read.ts'
import { scopeOf } from '../manifest/scope.ts'
import { broughtFrom, withBrought } from './brought.ts'
import { developmentSign } from './development.ts'
import { type Found, MANIFEST } from './found.ts'
import { namesInWorkflows } from './workflow-env.ts'

/** A definition that somebody has to decide about. */
export interface Suspect {
  readonly one: ImportedDefinition
  /** `it names localhost` */
  readonly sign: string
}

/** A secret that the manifest takes from the environment. */
export interface Needed {
  readonly name: string
  /** `connections.warehouse.password` */
  readonly what: string
  /** Why there is no value for it; absent if there is one. */
  readonly why?: string
}

/** The manifest that is there, or a new one, and the values that are known for it. */
export interface ProjectManifest {
  readonly name: string
  readonly text: string
  readonly needed: readonly Needed[]
  readonly values: ReadonlyMap<string, Secret>
  /** Its patterns, such as `AIRFLOW_CONN_*`. What they bring is in `needed` as far as it is known. */
  readonly patterns: readonly string[]
}

const isSame = (one: Named) => (other: Named) => one.kind === other.kind && one.name === other.name

/** What looks like development and would become production's: all of it in a new manifest, values in one that is there. */
export function suspectsIn(found: Found): readonly Suspect[] {
  const suspects = allSuspects(found)
  const there = found.files.get(MANIFEST)
  if (there === undefined) return suspects
  const manifest = withBrought(readManifest(there.reveal(), MANIFEST), found)
  const needed = [...manifestOf(found, 'any').needed, ...broughtFrom(found.definitions, manifest.patterns)]
  const named = namesInWorkflows(found)
  const added = environmentOf(manifest).filter(({ name }) => !named.has(name))
  const wanted = new Set(added.map(keyOf))
  return suspects.filter(({ one }) => needed.some(secret => wanted.has(keyOf(secret)) && isAbout(secret.what, one)))
}

const allSuspects = ({ definitions, services }: Found): readonly Suspect[] =>
  definitions.flatMap(one => {
    const sign = developmentSign(one, services)
    return sign === undefined ? [] : [{ one, sign }]
  })

const keyOf = ({ name, what }: Pick<Needed, 'name' | 'what'>) => `${name} ${what}`
const isAbout = (what: string, { kind, name }: Named) => `${what}.`.startsWith(`${kind}s.${name}.`)

/**
 * The manifest of a project. One that is there stays as it is: it gets the values of those secrets that a new one would have under the
 * same name at the same place, unless a workflow has that name: then its value was given once, and may be a newer one by now. Of a
 * suspect that nobody has `adopted`, a new one has the name, and a secret without a value.
 */
export function manifestFor(found: Found, name: string, adopted: readonly Named[]): ProjectManifest {
  const refused = allSuspects(found).filter(({ one }) => !adopted.some(isSame(one)))
  const kept = found.definitions.filter(one => !refused.some(suspect => isSame(one)(suspect.one)))
  const valueless: readonly Valueless[] = [...refused.map(({ one }) => one), ...found.absent]
  const { text: made, needed: listed, values } = manifestOf({ definitions: kept }, name, { valueless })
  const there = found.files.get(MANIFEST)?.reveal()
  const manifest = withBrought(readManifest(there ?? made, MANIFEST), found)
  const brought = broughtFrom(kept, manifest.patterns)
  const known = [...listed, ...brought]
  const named: ReadonlySet<string> = there === undefined ? new Set() : namesInWorkflows(found)
  const whyOf = ({ what, name: secret }: Pick<Needed, 'what' | 'name'>): string | undefined => {
    if (named.has(secret)) return 'a workflow has the name already, so GitHub may have the value'
    const suspect = refused.find(({ one }) => isAbout(what, one))
    if (suspect !== undefined) return `${shellPlace(suspect.one.at)} looks like development: ${suspect.sign}`
    const asked = found.absent.find(one => isAbout(what, one))
    if (asked !== undefined) return `${shellPlace(asked.at)} asks for it, and no file has it`
    return known.some(one => one.name === secret && one.what === what) ? undefined : 'no file has it'
  }
  const needed = environmentOf(manifest)
    .filter(({ isOptional }) => !isOptional)
    .map(({ name: secret, what }): Needed => {
      const why = whyOf({ name: secret, what })
      return { name: secret, what, ...(why === undefined ? {} : { why }) }
    })
  const fit = new Set(needed.filter(({ why }) => why === undefined).map(one => one.name))
  return {
    name: manifest.name,
    text: there ?? `${headed(needed)}${made}`,
    needed,
    values: new Map([...values, ...brought.map(one => [one.name, one.value] as const)].filter(([secret]) => fit.has(secret))),
    patterns: manifest.patterns.map(({ text }) => text)
  }
}

/** Every variable of the environment that a manifest names, for whichever Deployment, at each of its places. */
function environmentOf(manifest: Manifest) {
  const isolated = [...manifest.deployments].flatMap(([key, { isolate }]) => (isolate ? [key] : []))
  return [undefined, ...isolated].flatMap(isolate => {
    const scope = scopeOf(manifest, isolate)
    return entriesFor(manifest, scope).flatMap(entry =>
      sourcesOf(scope, [entry]).flatMap(({ source, at, allowEmpty: isOptional }) => {
        const field = at.includes('#') ? [at.slice(at.indexOf('#') + 1)] : []
        const what = [`${entry.kind}s`, entry.name, ...field].join('.')
        return source.from === 'env' ? [{ name: source.name, what, isOptional }] : []
      })
    )
  })
}

/** What a reader of a new manifest has to know. */
function headed(needed: readonly Needed[]): string {
  const without = needed.flatMap(({ name, what, why }) => (why === undefined ? [] : [`#   ${name}: ${what}; ${why}\n`]))
  return `# What Airflow finds in Vault. Values in braces come from the environment of the workflow step; there is no secret in this file.
${without.length === 0 ? '' : `# These have no value yet. Create each as a GitHub secret, or write a constant here:\n${without.join('')}`}`
}
