import { isDeepStrictEqual } from 'node:util'
import { asAirflowReads, type Connection } from '../airflow/connection.ts'
import { fieldsOf } from '../airflow/connection-json.ts'
import { sizeOfSecret } from '../airflow/size.ts'
import { encodeUri, parseUri } from '../airflow/uri.ts'
import { Secret } from '../base/secret.ts'
import { pathOf } from '../manifest/entries.ts'
import type { Format, Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import type { KvData } from '../vault/port.ts'
import { labelOf, type Resolved, type Sink } from './resolved.ts'

/** One KV secret that should exist. Without `data`, this run was not given its sources: `lacks` names them. */
export interface Wanted {
  readonly path: string
  /** As in the manifest: `variables.greeting`. */
  readonly label: string
  readonly data?: Secret<KvData>
  /** `needs API_TOKEN, which is absent`: continues from the label. */
  readonly lacks?: string
}

/** KV version 2, where Airflow's `VaultBackend` reads: one secret per variable or connection. */
export const kvSink =
  ({ manifest, scope }: { readonly manifest: Manifest; readonly scope: Scope }): Sink<Wanted> =>
  one => {
    const [path, label] = [pathOf(scope, one), labelOf(one)]
    const data = dataOf(one, manifest.vault.format)
    if (data === undefined) return { made: { path, label, ...lackOf(one) } }
    if (typeof data === 'string') return { made: { path, label }, problem: data }
    return { made: { path, label, data: new Secret(data) }, ...sizeOfSecret(data) }
  }

const lackOf = (one: Resolved): Pick<Wanted, 'lacks'> =>
  'unresolved' in one && one.unresolved !== undefined ? { lacks: one.unresolved.message } : {}

type Fields = Parameters<typeof sizeOfSecret>[0]

/** The data of one secret, or why there can be none; undefined if there is no value. */
function dataOf(one: Resolved, usual: Format): Fields | string | undefined {
  if ('text' in one) return { value: one.text.reveal() }
  if (!('connection' in one)) return undefined
  const made = one.connection.reveal()
  return (one.format ?? usual) === 'fields' ? fieldsOf(asAirflowReads(made), one.description) : uriData(made)
}

/** The encoder is tested with vectors. Even so, what Airflow would read as something else must not be written. */
function uriData(made: Connection): Fields | string {
  const uri = encodeUri(made)
  const read = parseUri(uri)
  const isSame = read.ok && isDeepStrictEqual(read.value, asAirflowReads(made))
  return isSame ? { conn_uri: uri } : 'has no URI that Airflow would read back unchanged'
}
