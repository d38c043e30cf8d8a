import { dump } from 'js-yaml'
import type { Environment } from '../../src/base/environment.ts'
import { Secret } from '../../src/base/secret.ts'
import type { Imported } from '../../src/imports/collector.ts'
import { entriesFor } from '../../src/manifest/entries.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { type Scope, scopeOf } from '../../src/manifest/scope.ts'
import { keyOf } from '../../src/sources/source.ts'
import type { SourceResult, Values } from '../../src/sources/values.ts'
import { kvSink, type Wanted } from '../../src/values/kv.ts'
import { resolve } from '../../src/values/resolve.ts'

export const FILE = 'airflow-secrets.yaml'

/** The text of a small manifest: one variable, one connection, and what is written as `difference` at its top level. */
export const manifestText = (difference: object = {}): string =>
  dump({
    version: 1,
    name: 'analytics',
    variables: { greeting: 'Hello' },
    connections: { web: { conn_type: 'http', host: 'example.com' } },
    ...difference
  })

/** The same, read: keys as in the file. */
export const aManifest = (difference: object = {}): Manifest => readManifest(manifestText(difference), FILE)

export const aScope = (difference: Partial<Scope> = {}): Scope => ({ ...scopeOf(aManifest()), ...difference })

/** What the manifest asks for, with the values that `environment` gives. */
export const wantedOf = (manifest: Manifest, environment: Environment = {}): readonly Wanted[] =>
  resolveForKv(manifest, scopeOf(manifest), valuesOf(environment)).wanted

/** What Vault should hold, and all that is said on the way there. */
export function resolveForKv(manifest: Manifest, scope: Scope, values: Values, imported: Imported = NO_IMPORTS) {
  const asked = { manifest, scope, own: entriesFor(manifest, scope), imported }
  const { made: wanted, ...rest } = resolve(asked, values, kvSink({ manifest, scope }))
  return { wanted, ...rest }
}

const NO_IMPORTS: Imported = { definitions: [], problems: [], warnings: [] }

/** What sources in the environment give. */
export const valuesOf = (environment: Environment): Values =>
  new Map(
    Object.entries(environment).flatMap(([name, value]): [string, SourceResult][] =>
      value ? [[keyOf({ from: 'env', name }, ''), { value: new Secret(value) }]] : []
    )
  )
