import { createSecretKey } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { variableKeyProblem } from '../../src/airflow/names.ts'
import { Secret } from '../../src/base/secret.ts'
import { claimedByOthers, roleClaimedByOthers } from '../../src/records/claims.ts'
import { fingerprint, secretFingerprint } from '../../src/records/key.ts'
import { type Amendment, amendLedger, LARGEST_SHARD, readLedger } from '../../src/records/ledger.ts'
import { writeRecord } from '../../src/records/record.ts'
import { EMPTY, type LedgerEntry, pack, SHARD } from '../../src/records/shard.ts'
import { KEY } from '../build/vault.ts'
import { FakeVault } from '../fakes/vault.ts'

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

const place = (manifest = 'analytics') => ({ mount: 'airflow', manifest, key: KEY })
const entries = (paths: readonly string[], entry: LedgerEntry = { version: 1, fingerprint: 'abc' }) =>
  new Map(paths.map(path => [path, entry]))
const amend = (amendment: Amendment, manifest?: string) => amendLedger(vault, place(manifest), amendment)
const ledger = (manifest?: string) => readLedger(vault, place(manifest))
const paths = async (manifest?: string) => [...(await ledger(manifest)).entries.keys()].sort()
const shard = (index: number) => vault.secrets.get(`airflow/_astro-vault-action/manifests/analytics/${index}`)

const put = (index: number, record: object) => {
  const path = `airflow/_astro-vault-action/manifests/analytics/${index}`
  vault.secrets.set(path, [...(shard(index) ?? []), { value: JSON.stringify(record) }])
}

/** As whoever has the key can write it. */
function sealed(lines: string): object {
  const paths = gzipSync(lines).toString('base64')
  const content = { paths, roles: [], of: 1 }
  const version = (shard(0)?.length ?? 0) + 1
  const seal = fingerprint(KEY, JSON.stringify(['ledger', 'airflow', 'analytics', 0, version, 1, [], paths]))
  return { schema: 1, ...content, seal }
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `variables/some_name_of_a_variable_${index}`)

describe('the ledger of a manifest', () => {
  it('is empty before anything was claimed', async () => {
    expect(await ledger()).toEqual(EMPTY)
  })

  it('keeps what was claimed, and adds to it', async () => {
    await amend({
      set: entries(['variables/b', 'variables/a']),
      roles: new Map([['approle/astro_role', { token_ttl: '3600' }]]),
      policies: new Set(['astro_policy'])
    })
    await amend({ set: entries(['variables/c'], { version: 0, fingerprint: '' }) })
    expect(await ledger()).toEqual({
      entries: new Map([
        ['variables/c', { version: 0, fingerprint: '' }],
        ['variables/a', { version: 1, fingerprint: 'abc' }],
        ['variables/b', { version: 1, fingerprint: 'abc' }]
      ]),
      roles: new Map([['approle/astro_role', { token_ttl: '3600' }]]),
      policies: new Set(['astro_policy'])
    })
  })

  it('keeps what was asked of a role, as it was claimed last', async () => {
    await amend({ roles: new Map([['approle/astro_role', { token_ttl: '3600' }]]) })
    await amend({ roles: new Map([['approle/astro_role', { token_ttl: '60', token_policies: 'a,b' }]]) })
    await amend({ roles: new Map([['approle/other', {}]]) })
    expect([...(await ledger()).roles]).toEqual([
      ['approle/astro_role', { token_ttl: '60', token_policies: 'a,b' }],
      ['approle/other', {}]
    ])
    expect(await roleClaimedByOthers(vault, place('billing'), 'approle/astro_role')).toEqual(
      new Map([['analytics', { token_ttl: '60', token_policies: 'a,b' }]])
    )
    expect(await roleClaimedByOthers(vault, place('analytics'), 'approle/astro_role')).toEqual(new Map())
    expect(await roleClaimedByOthers(vault, place('billing'), 'approle/none')).toEqual(new Map())
    vault.forbids = call => call.startsWith('list ')
    expect(await roleClaimedByOthers(vault, place('billing'), 'approle/astro_role')).toBeUndefined()
  })

  it('forgets what is gone', async () => {
    await amend({ set: entries(['variables/a', 'variables/b']) })
    await amend({ remove: new Set(['variables/a', 'variables/never']) })
    expect(await paths()).toEqual(['variables/b'])
  })

  it('is not that of another manifest', async () => {
    await amend({ set: entries(['variables/a']) }, 'billing')
    expect(await paths()).toEqual([])
  })

  it('is not written again for what is in it', async () => {
    await amend({ set: entries(['variables/a']) })
    vault.effects.splice(0)
    await amend({ set: entries(['variables/a']) })
    expect(vault.effects).toEqual([])
  })

  it('keeps the claims of all jobs of a matrix at once', async () => {
    const names = numbered(30)
    await Promise.all(names.map(name => amend({ set: entries([name]) })))
    expect(await paths()).toEqual([...names].sort())
  })

  it('of 20,000 secrets lies in shards that stay far below the megabyte that an entry may have', async () => {
    const filled = (path: string) =>
      [path, { version: 3, fingerprint: secretFingerprint(KEY, 'airflow', path, new Secret({ value: path })) }] as const
    const names = numbered(20_000).map(path => `${path}_of_a_team_with_long_names`)
    await amend({ set: new Map(names.map(filled)) })
    expect((await ledger()).entries.size).toBe(20_000)
    const sizes = [0, 1, 2, 3, 4].map(index => JSON.stringify(shard(index) ?? []).length)
    expect(sizes.every(size => size < 512 * 1024)).toBe(true)
    expect(shard(4)).toBeUndefined()
  })

  it('grows by a shard when one is full, also where a killed run left a shard that is not counted', async () => {
    await amend({ set: entries(numbered(LARGEST_SHARD)) })
    put(1, { schema: 1, paths: 'left over' })
    await amend({ set: entries(['variables/z']) })
    expect((await ledger()).entries.size).toBe(LARGEST_SHARD + 1)
    expect((await ledger()).doubt).toBeUndefined()
  })

  it('goes by the later knowledge where two shards name one path', async () => {
    const versions = [3, 2]
    for (const [index, version] of versions.entries()) {
      const content = { ...EMPTY, entries: entries(['variables/a'], { version, fingerprint: 'abc' }) }
      const name = `manifests/analytics/${index}`
      const value = pack(content, 2, { ...place(), index, version: 1 }, KEY)
      await writeRecord(vault, 'airflow', name, SHARD, { value, version: 0 })
    }
    expect((await ledger()).entries.get('variables/a')?.version).toBe(3)
  })

  it('changes only the shard that a path is in', async () => {
    await amend({ set: entries(numbered(LARGEST_SHARD + 1)) })
    const [first = 0, second = 0] = [shard(0)?.length, shard(1)?.length]
    await amend({ set: entries([`variables/some_name_of_a_variable_${LARGEST_SHARD}`], { version: 2, fingerprint: 'def' }) })
    expect([shard(0)?.length, shard(1)?.length]).toEqual([first, second + 1])
  })
})

describe('a ledger that cannot be trusted', () => {
  const DOUBT =
    /^airflow\/_astro-vault-action\/manifests\/analytics\/\d+ (is damaged: .+|is missing|was deleted|was not written by this action for airflow\/ with its current key)$/

  it.each<[string, () => Promise<unknown>]>([
    ['is no JSON', async () => vault.secrets.get('airflow/_astro-vault-action/manifests/analytics/0')?.push({ value: 'gone' })],
    [
      'was changed by somebody',
      async () => {
        const record = JSON.parse(String(shard(0)?.at(-1)?.['value']))
        put(0, { ...record, roles: ['approle/root'] })
        expect((await ledger()).doubt).toMatch(DOUBT)
        put(0, { ...record, policies: ['root'] })
        expect((await ledger()).doubt).toMatch(DOUBT)
        put(0, { ...record, asked: [{ role: 'approle/root', fields: { token_ttl: '1' } }] })
      }
    ],
    [
      'has other paths',
      async () => {
        const record = JSON.parse(String(shard(0)?.at(-1)?.['value']))
        const paths = gzipSync('variables/theirs\t1\tabc').toString('base64')
        put(0, { ...record, paths })
      }
    ],
    [
      'was written for another mount',
      async () => {
        vault.mounts.set('other', { type: 'kv', version: '2' })
        await amendLedger(vault, { ...place(), mount: 'other' }, { set: entries(['variables/a']) })
        const theirs = vault.secrets.get('other/_astro-vault-action/manifests/analytics/0')
        shard(0)?.push(theirs?.at(-1) ?? {})
      }
    ],
    ['was rolled back', async () => shard(0)?.push(shard(0)?.[0] ?? {})],
    [
      'counts shards that are not there',
      async () => {
        const record = JSON.parse(String(shard(0)?.at(-1)?.['value']))
        put(0, { ...record, of: 1e10 })
      }
    ],
    [
      'belongs to another manifest',
      async () => {
        await amend({ set: entries(['variables/a']) }, 'billing')
        const theirs = vault.secrets.get('airflow/_astro-vault-action/manifests/billing/0')
        shard(0)?.push(theirs?.at(-1) ?? {})
      }
    ],
    ['was deleted', async () => vault.deleted.add('airflow/_astro-vault-action/manifests/analytics/0@1')]
  ])('because it %s names nothing, and is written anew', async (_, spoil) => {
    await amend({ set: entries(['variables/a']) })
    await spoil()
    const read = await ledger()
    expect([read.entries.size, read.roles.size]).toEqual([0, 0])
    expect(read.doubt).toMatch(DOUBT)
    await amend({ set: entries(['variables/b']) })
    expect(await ledger()).toEqual({ ...EMPTY, entries: entries(['variables/b']) })
  })

  it.each<[string, string]>([
    ['leads out of the mount', '../../sys/policy\t1\tabc'],
    ['is among the records', '_astro-vault-action/key\t1\tabc'],
    ['has a wildcard', 'variables/*\t1\tabc'],
    ['has a quote', 'variables/x" { }\t1\tabc'],
    ['has a dot for a name', 'variables/./a\t1\tabc'],
    ['has two dots', 'variables/a..b\t1\tabc'],
    ['has no folder', 'a\t1\tabc'],
    ['is empty', ''],
    ['is very long', `variables/${'a'.repeat(100_000)}\t1\tabc`],
    ['has a version that is none', 'variables/a\t-1\tabc'],
    ['has a huge version', 'variables/a\t99999999999\tabc'],
    ['has a fingerprint that is none', 'variables/a\t1\ta b'],
    ['has a part too many', 'variables/a\t1\tabc\tdef']
  ])('because a line of it %s names nothing, whoever has sealed it', async (_, line) => {
    put(0, sealed(`variables/a\t1\tabc\n${line}\nvariables/b\t1\tabc`))
    expect(await ledger()).toEqual({ ...EMPTY, doubt: expect.stringMatching(DOUBT) })
    put(0, sealed('variables/a\t1\tabc\nvariables/b\t1\tabc'))
    expect(await ledger()).toEqual({ ...EMPTY, entries: entries(['variables/a', 'variables/b']) })
  })

  it('because it would become very large names nothing', async () => {
    put(0, sealed(Array(500_000).fill('variables/a\t1\tabc').join('\n')))
    expect((await ledger()).doubt).toMatch(DOUBT)
  })

  it('because a shard is lost names what the others know, and is written anew', async () => {
    await amend({ set: entries(numbered(2 * LARGEST_SHARD + 1)) })
    vault.secrets.delete('airflow/_astro-vault-action/manifests/analytics/1')
    const read = await ledger()
    expect([read.entries.size, read.doubt]).toEqual([LARGEST_SHARD + 1, expect.stringMatching(DOUBT)])
    await amend({ set: entries(numbered(2 * LARGEST_SHARD + 1)) })
    expect(await ledger()).toEqual({ ...EMPTY, entries: entries(numbered(2 * LARGEST_SHARD + 1)) })
  })

  it.each([
    ['damaged', () => put(0, { schema: 1, paths: 'no' })],
    ['deleted', () => vault.deleted.add(`airflow/_astro-vault-action/manifests/analytics/0@${shard(0)?.length}`)]
  ])('because its first shard is %s names what the others know, which stay counted', async (_, spoil) => {
    await amend({ set: entries(numbered(2 * LARGEST_SHARD + 1)) })
    spoil()
    const read = await ledger()
    expect([read.entries.size, read.doubt]).toEqual([LARGEST_SHARD + 1, expect.stringMatching(DOUBT)])
    await amend({ set: entries(['variables/new']) })
    const after = await ledger()
    expect([after.entries.size, after.doubt]).toEqual([LARGEST_SHARD + 2, undefined])
  })

  it('because one shard is a copy of another one names what the others know', async () => {
    await amend({ set: entries(numbered(2 * LARGEST_SHARD + 1)) })
    shard(2)?.push(shard(1)?.at(-1) ?? {})
    const read = await ledger()
    expect([read.entries.size, read.doubt]).toEqual([2 * LARGEST_SHARD, expect.stringMatching(DOUBT)])
  })

  it('because of a shard in which nothing changes is trusted again after the next change', async () => {
    await amend({ set: entries(numbered(LARGEST_SHARD + 1)) })
    await amend({ remove: new Set(numbered(2)) })
    shard(1)?.push({ value: 'gone' })
    await amend({ set: entries(numbered(1)) })
    expect((await ledger()).doubt).toBeUndefined()
  })

  it('because the key is another one names nothing', async () => {
    await amend({ set: entries(['variables/a']) })
    const other = createSecretKey(Buffer.alloc(32, 8))
    for (const key of [other, undefined]) {
      const read = await readLedger(vault, { ...place(), key })
      expect([read.entries.size, read.doubt]).toEqual([0, expect.stringMatching(DOUBT)])
    }
  })
})

describe('a path', () => {
  const claimed = (...wanted: string[]) => claimedByOthers(vault, place(), new Set(wanted))

  it('that another manifest has claimed is told with the name of that manifest', async () => {
    await amend({ set: entries(['variables/a', 'variables/b']) }, 'billing')
    await amend({ set: entries(['variables/a']) })
    expect(await claimed('variables/a', 'variables/c')).toEqual({ by: new Map([['variables/a', 'billing']]), doubtful: [] })
  })

  it('may be claimed by a manifest whose ledger is damaged, also where the rest of it can be read', async () => {
    await amend({ set: entries(numbered(LARGEST_SHARD + 1)) }, 'billing')
    await amend({ set: entries(['variables/a']) }, 'sales')
    vault.secrets.get('airflow/_astro-vault-action/manifests/billing/1')?.push({ value: 'gone' })
    vault.secrets.get('airflow/_astro-vault-action/manifests/sales/0')?.push({ value: '{"schema":1}' })
    const [first = ''] = numbered(1)
    expect(await claimed(first, 'variables/a')).toEqual({
      by: new Map([[first, 'billing']]),
      doubtful: [
        expect.objectContaining({ manifest: 'billing', why: 'is damaged' }),
        expect.objectContaining({ manifest: 'sales' })
      ]
    })
  })

  it('is not claimed by what no manifest can be called, and that is not looked into', async () => {
    await amend({ set: entries(['variables/a']) }, 'billing')
    const [stored = []] = [vault.secrets.get('airflow/_astro-vault-action/manifests/billing/0')]
    for (const name of ['..', 'A', 'x" {', 'a b']) vault.secrets.set(`airflow/_astro-vault-action/manifests/${name}/0`, stored)
    vault.secrets.set('airflow/_astro-vault-action/manifests/file', stored)
    const asked: string[] = []
    const read = vault.read.bind(vault)
    vault.read = (mount, path) => {
      asked.push(path)
      return read(mount, path)
    }
    expect(await claimed('variables/a')).toEqual({ by: new Map([['variables/a', 'billing']]), doubtful: [] })
    expect(asked).toEqual(['_astro-vault-action/manifests/billing/0'])
  })

  it('of every name that a manifest may have is one that a ledger may have', async () => {
    const folders = ['variables', 'team/a-b/c.d', '_x/0']
    const names = ['a', '_a.b-c', 'a/-b', 'a/.b/c', '0/1', `${'a'.repeat(250)}`]
    expect(names.map(variableKeyProblem)).toEqual(names.map(() => undefined))
    const paths = folders.flatMap(folder => names.map(name => `${folder}/${name}`))
    await amend({ set: entries(paths) })
    expect([...(await ledger()).entries.keys()].sort()).toEqual(paths.sort())
  })

  it('is of unknown owner where the records may not be listed', async () => {
    vault.forbids = call => call.startsWith('list')
    expect(await claimed('variables/a')).toBeUndefined()
  })
})
