import { ByName, type Named } from '../../airflow/definition.ts'
import type { Secret } from '../../base/secret.ts'
import { type Entry, pathOf, sourcesOf } from '../../manifest/entries.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedContents } from '../../observe/contents.ts'
import type { LedgerEntry } from '../../records/shard.ts'
import type { Wanted } from '../../values/kv.ts'
import type { KvData, KvRead } from '../../vault/port.ts'

/** A variable or connection of one side. */
export interface SideSecret {
  readonly path: string
  /** Absent if it is imported. */
  readonly entry?: Entry
  /** All of it, if the manifest itself spells it out. */
  readonly constant?: Secret<KvData>
  /** What is in Vault; absent if nobody has looked. */
  readonly there?: KvRead
  readonly ledger?: LedgerEntry
}

/** A Deployment, or a manifest, that is compared with another. */
export interface Side {
  readonly name: string
  /** The key of the isolated Deployment; absent in the shared scope. */
  readonly deployment?: string
  /** By their names in the manifest: `connections.warehouse`. */
  readonly secrets: ReadonlyMap<string, SideSecret>
}

/** What a scope has, before a source was read: `own` is what the manifest names itself, `entries` the imported ones too. */
export interface Unread {
  readonly scope: Scope
  readonly own: readonly Entry[]
  readonly entries: readonly Named[]
  readonly wanted: readonly Wanted[]
}

/** A side as its manifest has it. */
export function sideOf(name: string, { scope, own, entries, wanted }: Unread): Side {
  const [mine, data] = [new ByName<Entry>(own), new Map(wanted.map(one => [one.path, one.data]))]
  const secrets = Array.from(new ByName(entries), (named): [string, SideSecret] => {
    const [path, entry] = [pathOf(scope, named), mine.get(named)]
    const constant = entry !== undefined && sourcesOf(scope, [entry]).length === 0 ? data.get(path) : undefined
    return [`${named.kind}s.${named.name}`, { path, ...(entry && { entry }), ...(constant && { constant }) }]
  })
  return { name, secrets: new Map(secrets), ...(scope.deployment === undefined ? {} : { deployment: scope.deployment }) }
}

/** The same with what is in Vault, as far as somebody has looked. */
export function withContents(side: Side, { there, ledger }: Pick<ObservedContents, 'there' | 'ledger'>): Side {
  const secrets = Array.from(side.secrets, ([name, one]): [string, SideSecret] => {
    const [found, entry] = [there.get(one.path), ledger.get(one.path)]
    return [name, { ...one, ...(found && { there: found }), ...(entry && { ledger: entry }) }]
  })
  return { ...side, secrets: new Map(secrets) }
}
