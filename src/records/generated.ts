import { UserError } from '../base/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'
import { whereIs } from './damaged.ts'
import {
  EMPTY,
  GENERATED,
  type Generated,
  type GeneratedShard,
  pack,
  unpack,
  withDrawn,
  withoutFolder
} from './generated-shard.ts'
import { readRecord, writeRecord } from './record.ts'
import { amendShards, readShards, type Sharding, type StoredShard } from './sharding.ts'

interface Place {
  readonly mount: string
  readonly manifest: string
}

type Reader = Pick<Vault, 'read' | 'readVersion'>

/** No manifest has a dot in its name, and a policy that allows `generated/+` allows each of these. */
const nameOf = (manifest: string, index: number) => `generated/${manifest}${index === 0 ? '' : `.${index}`}`

/**
 * The values generated for a manifest so far, by place. A mount that does not exist yet has none. Throws if a record was deleted or
 * damaged, because new values would replace passwords that are in use.
 */
export async function generatedOf(vault: Reader, place: Place): Promise<ReadonlyMap<string, Generated>> {
  return together((await readShards(readerOf(vault, place))).map(({ content }) => content))
}

/** Stores drawn values. If two runs draw at the same time, the first wins, and the second gets what the first stored. */
export async function keepGenerated(
  vault: Vault,
  place: Place,
  drawn: ReadonlyMap<string, Generated>
): Promise<ReadonlyMap<string, Generated>> {
  const kept = together(await amendShards(shardingOf(vault, place), shards => withDrawn(shards, drawn)))
  return new Map([...drawn].map(([at, own]) => [at, kept.get(at) ?? own]))
}

/** Drops the values below a folder. */
export async function dropGenerated(vault: Vault, place: Place, folder: string): Promise<void> {
  await amendShards(shardingOf(vault, place), shards => shards.map(shard => withoutFolder(shard, folder)))
}

const shardingOf = (vault: Vault, place: Place): Sharding<GeneratedShard> => ({
  ...readerOf(vault, place),
  name: `the record of generated values of manifest ${place.manifest}`,
  empty: EMPTY,
  write: (index, { content, version, of }) =>
    writeRecord(vault, place.mount, nameOf(place.manifest, index), GENERATED, { value: pack(content, index, of), version })
})

/** Where somebody has deleted all of one, as the sentence about a deleted one says, its values are drawn anew. */
const readerOf = (vault: Reader, place: Place) => ({
  read: (index: number) => readShard(vault, place, index),
  missing: () => ({ content: EMPTY, version: 0, of: 0 })
})

async function readShard(
  vault: Reader,
  { mount, manifest }: Place,
  index: number
): Promise<StoredShard<GeneratedShard> | undefined> {
  const name = nameOf(manifest, index)
  const { value, version } = await readRecord(vault, mount, name, GENERATED)
  if (value !== undefined) return { content: unpack(value), version, of: value.of ?? 1 }
  if (version === 0) return undefined
  const path = `${OWN_FOLDER}/${name}`
  const lost = index === 0 ? 'all generated values' : 'the generated values in it'
  const more = index === 0 ? ` That overwrites the values in \`${path}.1\` and so on, too.` : ''
  throw new UserError(`${whereIs({ mount, name })} was deleted (it had version ${version}), and with it ${lost}`, {
    hint: `Undelete it with \`vault kv undelete -mount=${mount} -versions=${version} ${path}\`. To generate new values instead, delete its metadata with \`vault kv metadata delete -mount=${mount} ${path}\`.${more}`
  })
}

/** If somebody has made two shards name one place, the first counts. */
const together = (shards: readonly GeneratedShard[]): ReadonlyMap<string, Generated> =>
  new Map([...shards].reverse().flatMap(({ values }) => [...values]))
