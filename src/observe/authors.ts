import pMap from 'p-map'
import type { Ledger } from '../records/ledger.ts'
import type { LedgerEntry } from '../records/shard.ts'
import type { Wanted } from '../values/kv.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import type { ObservedVault, SeenSecret } from './observed.ts'

/** So many are looked up: a page has no more rows. */
const MOST = 200

/**
 * Who changed or deleted by hand what this action wrote, as Vault calls them, by path. If the first answer has no such
 * field, nobody else is asked about: the server does not tell, or not this token.
 */
export async function authorsOfDrift(
  vault: Vault,
  mount: string,
  wanted: readonly Wanted[],
  { secrets, ledger }: { secrets: ObservedVault['secrets']; ledger: Ledger }
): Promise<ReadonlyMap<string, string>> {
  const drifted = wanted.filter(({ path, data }) => {
    const there = secrets.get(path)
    const isWanted = there?.state === 'present' && data !== undefined && there.data.equals(data)
    return there !== undefined && !isWanted && isDrift(there, ledger.entries.get(path))
  })
  const look = async ({ path }: Wanted) => {
    const there = secrets.get(path) as Extract<SeenSecret, { version: number }>
    const authors = await vault.authors(mount, path, there.version)
    return { path, authors, who: there.state === 'absent' ? authors?.deleted : authors?.wrote }
  }
  const [first, ...others] = drifted.slice(0, MOST)
  const looked = first === undefined ? [] : [await look(first)]
  if (looked[0]?.authors !== undefined) looked.push(...(await pMap(others, look, { concurrency: AT_ONCE })))
  return new Map(looked.flatMap(({ path, who }) => (who === undefined ? [] : [[path, who]])))
}

/** Whether somebody else has changed or deleted it: the ledger has a fingerprint of a version once a run has ended well. */
export function isDrift(there: SeenSecret, entry: LedgerEntry | undefined): boolean {
  if (entry === undefined || entry.fingerprint === '') return false
  return there.state === 'absent' || (there.state === 'present' && there.version !== entry.version)
}
