import { UserError } from '../base/errors.ts'
import { VersionConflict } from '../vault/errors.ts'
import { ATTEMPTS } from './record.ts'

/** A part of what is too large for one entry in Vault, as it is stored. */
export interface StoredShard<C> {
  readonly content: C
  /** For check-and-set; 0 if there is none. */
  readonly version: number
  /** How many there are. Only the first one's word counts. */
  readonly of: number
  /** Why nothing in it is believed: it is written anew with the next change. */
  readonly doubt?: string
}

/** How the shards of one record are read and written. */
export interface Sharding<C, S extends StoredShard<C> = StoredShard<C>> {
  /** What a message calls the record. */
  readonly name: string
  readonly empty: C
  /** Undefined where nothing was ever written. */
  readonly read: (index: number) => Promise<S | undefined>
  /** What stands for one that is counted and not there. */
  readonly missing: (index: number) => S
  /** Check-and-set on `version`; resolves with the new one. */
  readonly write: (index: number, shard: StoredShard<C>) => Promise<number>
}

/**
 * All shards. The first one tells how many there are; where it is absent, there are none. Where it is in doubt, every further one that
 * is there counts: each is believed by itself.
 */
export async function readShards<C, S extends StoredShard<C>>({
  read,
  missing
}: Pick<Sharding<C, S>, 'read' | 'missing'>): Promise<readonly S[]> {
  const first = await read(0)
  if (first === undefined) return []
  if (first.doubt !== undefined) return [first, ...(await readOnward(read))]
  const others = range(1, first.of).map(async index => (await read(index)) ?? missing(index))
  return [first, ...(await Promise.all(others))]
}

/** Those from the second one on, up to the first that is not there. */
async function readOnward<S>(read: (index: number) => Promise<S | undefined>): Promise<readonly S[]> {
  const found: S[] = []
  for (let index = 1; ; index++) {
    const shard = await read(index)
    if (shard === undefined) return found
    found.push(shard)
  }
}

/**
 * Changes the shards, again if somebody else was faster, and returns their contents. `change` is pure, returns the same object for
 * what stays, and may add some at the end. Throws if somebody else was faster every time.
 */
export async function amendShards<C>(
  sharding: Sharding<C>,
  change: (contents: readonly C[]) => readonly C[]
): Promise<readonly C[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      const there = await readShards(sharding)
      const contents = change(there.map(({ content }) => content))
      const shards = contents.length > Math.max(there.length, 1) ? await grow(sharding, there, contents.length) : there
      const changed = [...contents.entries()].filter(
        ([index, content]) => content !== shards[index]?.content || shards[index]?.doubt !== undefined
      )
      await Promise.all(
        changed.map(([index, content]) =>
          sharding.write(index, { content, version: shards[index]?.version ?? 0, of: contents.length })
        )
      )
      return contents
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error
      if (attempt < ATTEMPTS) continue
      throw new UserError(`${sharding.name} was changed by other runs ${ATTEMPTS} times in a row`, {
        hint: 'Run again when fewer runs use this manifest.',
        cause: error
      })
    }
  }
}

/**
 * Adds empty shards, and counts them, before anything is in them. So what is not counted holds nothing that anybody needs, and
 * what is counted is only changed by whoever has read it.
 */
async function grow<C>(
  { empty, read, write }: Sharding<C>,
  there: readonly StoredShard<C>[],
  of: number
): Promise<readonly StoredShard<C>[]> {
  const [first = { content: empty, version: 0 }, ...others] = there
  // A run that was killed may have left some.
  const left = range(others.length + 1, of).map(async index => ({ index, version: (await read(index))?.version ?? 0 }))
  const leftover = await Promise.all(left)
  // Only now: if they were counted before they were read here, this tells.
  if (((await read(0))?.version ?? 0) !== first.version) throw new VersionConflict('somebody else has added shards')
  const added = leftover.map(async ({ index, version }) => {
    const shard = { content: empty, of }
    return { ...shard, version: await write(index, { ...shard, version }) }
  })
  const counted = await Promise.all(added)
  const content = first.content
  return [{ content, of, version: await write(0, { content, of, version: first.version }) }, ...others, ...counted]
}

const range = (from: number, to: number) => Array.from({ length: Math.max(to - from, 0) }, (_, index) => from + index)
