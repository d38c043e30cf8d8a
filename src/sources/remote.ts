import pMap from 'p-map'
import { Secret } from '../base/secret.ts'
import { generatedOf } from '../records/generated.ts'
import { AT_ONCE, type Mount, type Vault, type Visible } from '../vault/port.ts'
import { keyOf, type Source } from './source.ts'
import type { PlacedSource, SourceResult, Values } from './values.ts'

/** What the sources in Vault gave. */
export interface Remote {
  readonly values: Values
  /** Places whose value does not exist yet, or not for this `rotate`. */
  readonly ungenerated: readonly PlacedSource[]
}

/** Reads the sources in Vault, on the mount of the manifest unless they name another. */
export async function readRemote(
  places: readonly PlacedSource[],
  vault: Vault,
  where: { readonly mount: string; readonly manifest: string }
): Promise<Remote> {
  const values = new Map<string, SourceResult>()
  const ungenerated: PlacedSource[] = []
  const generated = places.filter(({ source }) => source.from === 'generate')
  const kept = generated.length > 0 ? await generatedOf(vault, where) : new Map<string, never>()
  for (const place of generated) {
    const there = kept.get(place.at)
    const isKept = place.source.from === 'generate' && there?.rotate === place.source.rotate
    if (!isKept) ungenerated.push(place)
    values.set(keyOf(place.source, place.at), isKept && there !== undefined ? { value: there.value } : NOT_YET)
  }
  const others = new Map(places.map(({ source, at }) => [keyOf(source, at), source]))
  const mounts = new Map<string, Promise<SourceResult>>()
  const whyAbsent = (mount: string) => {
    const why = mounts.get(mount) ?? whyAbsentFrom(mount, vault)
    mounts.set(mount, why)
    return why
  }
  const read = async ([key, source]: readonly [string, Source]) => {
    if (source.from === 'vault') values.set(key, await readKey(source, source.mount ?? where.mount, vault, whyAbsent))
  }
  await pMap(others, read, { concurrency: AT_ONCE })
  return { values, ungenerated }
}

/** Plan mode generates nothing. */
const NOT_YET: SourceResult = { why: 'created by the first run in mode sync or deploy', empty: false }

async function readKey(
  { path, key }: Extract<Source, { from: 'vault' }>,
  mount: string,
  vault: Vault,
  whyAbsent: (mount: string) => Promise<SourceResult>
): Promise<SourceResult> {
  const there = await vault.read(mount, path)
  if (there.state === 'not-visible') return { why: `unreadable (${there.because})`, empty: false }
  if (there.state === 'absent') return await whyAbsent(mount)
  const data = there.data.reveal()
  const value = Object.hasOwn(data, key) ? data[key] : undefined
  if (value === undefined) return { why: 'missing from that secret', empty: true }
  return typeof value === 'string' ? { value: new Secret(value) } : { why: 'not a string', empty: false }
}

/** Where no KV version 2 is mounted, a secret that others can read looks absent. */
async function whyAbsentFrom(mount: string, vault: Vault): Promise<SourceResult> {
  const there = await vault.mount(mount)
  if (there.state === 'absent') return { why: `missing: there is no mount ${mount}/`, empty: true }
  const wrong = wrongKind(mount, there)
  return wrong === undefined ? { why: 'missing', empty: true } : { why: `unreadable: ${wrong}`, empty: false }
}

/** Why nothing on a mount can be a source; undefined if something can, or nobody can tell. */
export function wrongKind(mount: string, there: Visible<Mount>): string | undefined {
  const { type, version } = there.state === 'present' ? there.value : { type: 'kv', version: '2' }
  if (type === 'kv' && version === '2') return undefined
  const what = type === 'kv' || type === 'generic' ? `KV version ${version}` : `of type ${type}`
  return `${mount}/ is ${what}, and a source must be on KV version 2`
}
