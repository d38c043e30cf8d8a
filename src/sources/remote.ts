import { randomInt } from 'node:crypto'
import pMap from 'p-map'
import { Secret } from '../base/secret.ts'
import { generatedOf } from '../records/generated.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import { keyOf, type Source } from './source.ts'
import type { Found, Placed, Values } from './values.ts'

export interface RemotePlace {
  readonly mount: string
  readonly manifest: string
  /** Plan mode makes nothing: what was not generated yet is then missing. */
  readonly mayGenerate: boolean
}

/** What was drawn in this run, by place: the step `generate` keeps it. */
export interface Remote {
  readonly values: Values
  readonly drawn: ReadonlyMap<string, { readonly value: Secret; readonly rotate: string }>
}

/** Reads sources that lie in Vault, and draws those that are generated and not there yet. */
export async function readRemote(places: readonly Placed[], vault: Vault, where: RemotePlace): Promise<Remote> {
  const values = new Map<string, Found>()
  const drawn = new Map<string, { value: Secret; rotate: string }>()
  const kept = places.some(({ source }) => source.from === 'generate')
    ? await generatedOf(vault, where)
    : new Map<string, never>()
  for (const { source, at } of places) {
    if (source.from !== 'generate') continue
    const there = kept.get(at)
    if (there?.rotate === source.rotate) values.set(keyOf(source, at), { value: there.value })
    else if (!where.mayGenerate)
      values.set(keyOf(source, at), { why: 'made by the first run that changes something', empty: false })
    else {
      const value = draw(source)
      drawn.set(at, { value, rotate: source.rotate })
      values.set(keyOf(source, at), { value })
    }
  }
  const others = new Map(places.map(({ source, at }) => [keyOf(source, at), source]))
  const read = async ([key, source]: readonly [string, Source]) => {
    if (source.from === 'vault') values.set(key, await readKey(source, vault, where.mount))
  }
  await pMap(others, read, { concurrency: AT_ONCE })
  return { values, drawn }
}

async function readKey({ mount, path, key }: Extract<Source, { from: 'vault' }>, vault: Vault, ownMount: string): Promise<Found> {
  const there = await vault.read(mount ?? ownMount, path)
  if (there.state === 'not-visible') return { why: `not visible (${there.because})`, empty: false }
  if (there.state === 'absent') return { why: 'not there', empty: true }
  const data = there.data.reveal()
  const value = Object.hasOwn(data, key) ? data[key] : undefined
  if (value === undefined) return { why: 'not in that secret', empty: true }
  return typeof value === 'string' ? { value: new Secret(value) } : { why: 'not a text', empty: false }
}

const draw = ({ length, alphabet }: Extract<Source, { from: 'generate' }>) => {
  const characters = [...new Set(alphabet)]
  return new Secret(Array.from({ length }, () => characters[randomInt(characters.length)]).join(''))
}
