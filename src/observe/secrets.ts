import type { KeyObject } from 'node:crypto'
import pMap from 'p-map'
import type { Secret } from '../base/secret.ts'
import { tally } from '../base/tally.ts'
import { secretFingerprint } from '../records/key.ts'
import type { Ledger } from '../records/ledger.ts'
import type { Wanted } from '../values/kv.ts'
import { AT_ONCE, type KvData, type KvRead, type Vault } from '../vault/port.ts'
import type { ObservedVault, SeenSecret } from './observed.ts'

type Known = Wanted & { readonly data: Secret<KvData> }
type Seen = Pick<ObservedVault, 'secrets' | 'blind'>

/** Hears how far a long comparison has come. */
export type TellFar = (far: string) => void

const isGiven = (wanted: Wanted): wanted is Known => wanted.data !== undefined

/**
 * Reads every wanted secret that may exist. For those `added` to the ledger, one listing of each folder tells which do; if
 * none is, a listing would only cost the server as much as some hundred reads.
 */
export async function readSecrets(
  vault: Vault,
  mount: string,
  wanted: readonly Wanted[],
  added: ReadonlySet<string>,
  tell: TellFar
): Promise<Seen> {
  const given = wanted.filter(isGiven)
  const names = await ofEach(foldersOf(given.filter(({ path }) => added.has(path))), folder => vault.list(mount, folder))
  const secrets = await ofEachSecret(given, tell, async ({ path, data }) => {
    const [folder, name] = split(path)
    return names.get(folder)?.has(name) === false ? NEVER : await readOne(vault, mount, path, data)
  })
  return { secrets, blind: false }
}

/**
 * Reads only what the ledger does not know. If the server lists versions (OpenBao), a secret that was changed or deleted by
 * hand has another one and is read too; otherwise the ledger's word is all there is.
 */
export async function readUnknownSecrets(
  vault: Vault,
  mount: string,
  wanted: readonly Wanted[],
  { ledger, key }: { ledger: Ledger; key: KeyObject | undefined },
  tell: TellFar
): Promise<Seen> {
  const given = wanted.filter(isGiven)
  const versions = await ofEach(foldersOf(given), folder => vault.versions(mount, folder))
  const secrets = await ofEachSecret(given, tell, async ({ path, data }): Promise<SeenSecret> => {
    const [folder, name] = split(path)
    const listed = versions.get(folder)
    const there = listed?.get(name)
    if (listed !== undefined && there === undefined) return NEVER
    const entry = ledger.entries.get(path)
    const unmoved =
      listed === undefined || (there?.deleted === false && there.until === undefined && there.version === entry?.version)
    if (entry === undefined || key === undefined || !unmoved) return await readOne(vault, mount, path, data)
    if (entry.fingerprint !== secretFingerprint(key, mount, path, data)) return await readOne(vault, mount, path, data)
    return { state: 'trusted', version: entry.version }
  })
  return { secrets, blind: [...versions.values()].includes(undefined) }
}

/** Nothing was ever written there. */
export const NEVER = { state: 'absent', version: 0 } as const

async function ofEach<K, T>(keys: Iterable<K>, look: (key: K) => Promise<T>): Promise<ReadonlyMap<K, T>> {
  return new Map(await pMap(keys, async key => [key, await look(key)] as const, { concurrency: AT_ONCE }))
}

async function ofEachSecret(given: readonly Known[], tell: TellFar, look: (wanted: Known) => Promise<SeenSecret>) {
  const count = tally(given.length, 'secret', tell)
  const seen = await pMap(
    given,
    async one => {
      const found = [one.path, await look(one)] as const
      count()
      return found
    },
    { concurrency: AT_ONCE }
  )
  return new Map(seen)
}

/** Equal content is kept once: a second copy of 20,000 secrets would be a lot. */
async function readOne(vault: Vault, mount: string, path: string, data: Secret<KvData>): Promise<KvRead> {
  const there = await vault.read(mount, path)
  if (there.state !== 'present' || !there.data.equals(data)) return there
  const { since: _, ...rest } = there
  return { ...rest, data }
}

const foldersOf = (wanted: readonly Known[]) => new Set(wanted.map(({ path }) => split(path)[0]))

function split(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, slash), path.slice(slash + 1)]
}
