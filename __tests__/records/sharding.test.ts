import { describe, expect, it } from '@jest/globals'
import { amendShards, readShards, type Sharding, type StoredShard } from '../../src/records/sharding.ts'
import { VersionConflict } from '../../src/vault/errors.ts'

type Names = readonly string[]

/** Names in one shard. */
const ROOM = 2

class Killed extends Error {}

/** Entries with check-and-set, as in Vault, and what happens right before each request. */
class Store {
  readonly entries = new Map<number, StoredShard<Names>>()

  /** As one run asks it; `before` gets the number of its request. */
  asked(before: (request: number) => unknown = () => {}): Sharding<Names> {
    let requests = 0
    return {
      name: 'the names',
      empty: [],
      missing: () => ({ content: [], version: 0, of: 0 }),
      read: async index => {
        await before(requests++)
        return this.entries.get(index)
      },
      write: async (index, shard) => {
        await before(requests++)
        if ((this.entries.get(index)?.version ?? 0) !== shard.version) throw new VersionConflict('changed')
        this.entries.set(index, { ...shard, version: shard.version + 1 })
        return shard.version + 1
      }
    }
  }

  async names(): Promise<string[]> {
    return (await readShards(this.asked())).flatMap(({ content }) => content).sort()
  }
}

const add = (store: Store, names: Names, before?: (request: number) => unknown) =>
  amendShards(store.asked(before), shards => {
    const next = shards.map(shard => [...shard])
    for (const name of names.filter(name => !shards.some(shard => shard.includes(name)))) {
      const shard = next.find(({ length }) => length < ROOM)
      if (shard === undefined) next.push([name])
      else shard.push(name)
    }
    return next.map((shard, index) => (shard.length === shards[index]?.length ? shards[index] : shard))
  })

/** More than a run of this file makes. */
const REQUESTS = Array.from({ length: 24 }, (_, request) => request)

const SIZES = [0, 1, 2, 3, 4]
const there = (size: number) => ['a', 'b', 'c', 'd'].slice(0, size)
const OURS = ['m', 'n', 'o']
const THEIRS = ['x', 'y', 'z']

describe('the shards of a record', () => {
  it.each(SIZES)('of %i entries lose nothing to a run that does all of its work between two requests of another', async size => {
    for (const request of REQUESTS) {
      const store = new Store()
      await add(store, there(size))
      await add(store, OURS, now => (now === request ? add(store, THEIRS) : undefined))
      const got = await store.names()
      expect(got).toEqual(expect.arrayContaining([...there(size), ...OURS]))
      if (got.includes('x')) expect(got).toEqual([...there(size), ...OURS, ...THEIRS].sort())
    }
  })

  it.each(SIZES)('of %i entries lose nothing to one that is killed halfway while another is at work', async size => {
    for (const request of REQUESTS) {
      for (const other of REQUESTS) {
        const store = new Store()
        await add(store, there(size))
        const killed = async (now: number) => {
          if (now === other) throw new Killed()
        }
        const between = () => add(store, THEIRS, killed).catch(onlyKilled)
        await add(store, OURS, now => (now === request ? between() : undefined))
        await add(store, THEIRS)
        expect(await store.names()).toEqual([...there(size), ...OURS, ...THEIRS].sort())
      }
    }
  })

  it.each(SIZES)('of %i entries lose nothing where a run is killed before any of its requests', async size => {
    for (const request of REQUESTS) {
      const store = new Store()
      await add(store, there(size))
      const kill = (now: number) => {
        if (now === request) throw new Killed()
      }
      await add(store, OURS, kill).catch(onlyKilled)
      expect(await store.names()).toEqual(expect.arrayContaining(there(size)))
      await add(store, OURS)
      expect(await store.names()).toEqual([...there(size), ...OURS].sort())
    }
  })

  it('of twenty runs at once are all kept', async () => {
    const store = new Store()
    const names = Array.from({ length: 20 }, (_, run) => [`${run}-a`, `${run}-b`])
    await Promise.all(names.map(both => add(store, both, () => new Promise(setImmediate))))
    expect(await store.names()).toEqual(names.flat().sort())
  })

  it('begin empty, also where a killed run has left one that is not counted', async () => {
    const store = new Store()
    await add(store, ['a', 'b'])
    store.entries.set(1, { content: ['left'], version: 7, of: 2 })
    await add(store, ['c'])
    expect([await store.names(), store.entries.get(1)?.version]).toEqual([['a', 'b', 'c'], 9])
  })
})

const onlyKilled = (error: unknown) => {
  if (!(error instanceof Killed)) throw error
}
