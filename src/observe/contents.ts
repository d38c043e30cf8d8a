import { UserError } from '../base/errors.ts'
import type { Scope } from '../manifest/scope.ts'
import { readKey } from '../records/key.ts'
import { lookAtLedger } from '../records/ledger.ts'
import type { LedgerEntry } from '../records/shard.ts'
import type { KvRead, Vault } from '../vault/port.ts'
import { readAll } from './vault.ts'

/** What is at some paths of a scope, and what its manifest last saw there. */
export interface ObservedContents {
  readonly there: ReadonlyMap<string, KvRead>
  readonly ledger: ReadonlyMap<string, LedgerEntry>
  /** Why nothing in the ledger counts; absent if it does. */
  readonly doubt?: string
}

/** Reads every one of them, whoever owns it: the ledger's fingerprints are of no use for another path, by design. */
export async function observeContents(
  vault: Vault,
  { mount, manifest }: Pick<Scope, 'mount' | 'manifest'>,
  paths: readonly string[]
): Promise<ObservedContents> {
  const [there, known] = await Promise.all([readAll(vault, mount, paths), readLedger(vault, { mount, manifest })])
  return { there, ...known }
}

/** Without it, only changes by hand go unseen. */
async function readLedger(
  vault: Vault,
  place: Pick<Scope, 'mount' | 'manifest'>
): Promise<Pick<ObservedContents, 'ledger' | 'doubt'>> {
  try {
    const { entries, doubt } = await lookAtLedger(vault, { ...place, key: await readKey(vault, place.mount) })
    return { ledger: entries, ...(doubt === undefined ? {} : { doubt }) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { ledger: new Map(), doubt: error.message }
  }
}
