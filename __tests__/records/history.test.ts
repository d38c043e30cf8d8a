import { createHash, createSecretKey, type KeyObject } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { changesOf, noteChanges, readHistory } from '../../src/records/history.ts'
import { sealOf } from '../../src/records/seal.ts'
import { type SecretChange, unbroken } from '../../src/records/secret-changes.ts'
import { KEY } from '../build/vault.ts'
import { FakeVault } from '../fakes/vault.ts'

const PATH = 'airflow/_astro-vault-action/history/analytics'
const LINE = 'variables/a\twrite\t1\t1\t'
const packed = (lines: string) => gzipSync(lines).toString('base64')

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

const place = (run: string, key = KEY) => ({ mount: 'airflow', manifest: 'analytics', run, key })
const note = async (run: string, ...changes: SecretChange[]) =>
  await noteChanges(vault, place(run), changes, await readHistory(vault, 'airflow', 'analytics'))
const changes = (run: string, key?: KeyObject) => changesOf(vault, place(run, key))
/** An entry as this action writes it, whatever its changes are. */
const sealed = (run: string, changes: string) => ({
  run,
  changes,
  seal: sealOf(KEY, ['history', 'airflow', 'analytics', run, changes])
})
const wrote = (path: string, from = 1): SecretChange => ({ path, kind: 'write', from, existed: from > 0 })

describe('the history of a manifest', () => {
  it('knows nothing of a run that changed nothing', async () => {
    expect(await changes('1')).toEqual([])
  })

  it('tells what a run changed, and how it was before', async () => {
    const all: SecretChange[] = [
      { ...wrote('variables/a', 0), wrote: 'fingerpr' },
      { path: 'variables/b', kind: 'delete', from: 4, existed: true }
    ]
    await note('1', ...all)
    await note('2', wrote('variables/c'))
    expect(await changes('1')).toEqual(all)
  })

  it('puts the jobs and attempts of one run together, the latest first', async () => {
    await note('1', wrote('variables/a', 1))
    await note('1', wrote('variables/a', 2))
    expect((await changes('1')).map(({ from }) => from)).toEqual([2, 1])
  })

  it('keeps what jobs note at the same time', async () => {
    const jobs = Array.from({ length: 30 }, (_, job) => wrote(`variables/${job}`))
    await Promise.all(jobs.map(job => note('1', job)))
    expect(await changes('1')).toEqual(expect.arrayContaining(jobs))
  })

  it('forgets the oldest run after twenty', async () => {
    for (let run = 1; run <= 21; run++) await note(String(run), wrote('variables/a', run))
    expect([(await changes('1')).length, (await changes('2')).length]).toEqual([0, 1])
  })

  it('counts a run of many jobs once', async () => {
    await note('0', wrote('variables/a'))
    for (let job = 0; job < 30; job++) await note('1', wrote(`variables/${job}`))
    expect([(await changes('0')).length, (await changes('1')).length]).toEqual([1, 30])
  })

  it.each<[string, (entry: Record<string, string>) => unknown]>([
    ['has no seal that was made', entry => ({ ...entry, seal: 'a'.repeat(43) })],
    ['has changes that were made up', entry => ({ ...entry, changes: packed('variables/a\twrite\t0\t0\t') })],
    ['has the seal of another run', entry => ({ ...entry, seal: sealed('2', entry['changes'] ?? '').seal })]
  ])('whose entry of a run %s lets nobody undo it, and stops no other run', async (_, change) => {
    await note('1', wrote('variables/a'))
    const { runs } = JSON.parse(String(vault.secrets.get(PATH)?.at(-1)?.['value']))
    vault.secrets.set(PATH, [{ value: JSON.stringify({ schema: 1, runs: [change(runs[0])] }) }])
    const why = `${PATH} does not prove what run 1 changed: its entry was not written by this action with its current key`
    await expect(changes('1')).rejects.toThrow(why)
    await note('2', wrote('variables/b'))
    expect(await changes('2')).toHaveLength(1)
  })

  it('that was written with another key, or for another manifest, lets nobody undo it', async () => {
    await note('1', wrote('variables/a'))
    await expect(changes('1', createSecretKey(Buffer.alloc(32, 8)))).rejects.toThrow('does not prove what run 1 changed')
    vault.secrets.set(PATH.replace('analytics', 'billing'), vault.secrets.get(PATH) ?? [])
    await expect(changesOf(vault, { ...place('1'), manifest: 'billing' })).rejects.toThrow('does not prove what run 1 changed')
  })

  it.each<[string, string, string]>([
    ['is damaged', '{', 'is damaged and was started again, so earlier runs can no longer be undone: it is not the JSON text'],
    [
      'is of a newer version',
      '{"schema":2}',
      'was written by a newer version of this action (schema 2), so this run is not recorded there'
    ]
  ])('that %s stops no run, and a warning names it', async (_, text, said) => {
    await note('1', wrote('variables/a'))
    vault.secrets.get(PATH)?.push({ value: text })
    const { warning } = await readHistory(vault, 'airflow', 'analytics')
    expect(warning?.message).toContain(`${PATH} ${said}`)
    if (text === '{')
      expect(warning?.hint).toBe(
        'See what it was with `vault kv get -mount=airflow -version=1 _astro-vault-action/history/analytics`.'
      )
    await note('2', wrote('variables/b'))
    expect(vault.secrets.get(PATH)).toHaveLength(text === '{' ? 3 : 2)
  })

  it('knows what was somebody else had before', async () => {
    await note('1', { ...wrote('variables/a'), adopted: true }, wrote('variables/b'))
    expect((await changes('1')).map(({ adopted }) => adopted)).toEqual([true, undefined])
  })

  it.each(['5', '"x"', '{}', '[null]', '[{"run":5}]'])(
    'that is none, but %s, stops no run, and no undo can go by it',
    async runs => {
      vault.secrets.set(PATH, [{ value: `{"schema":1,"runs":${runs}}` }])
      await expect(changes('1')).rejects.toThrow(
        /^airflow\/_astro-vault-action\/history\/analytics is damaged, so nobody knows what run 1 changed: runs.* must be /
      )
      await note('2', wrote('variables/b'))
      expect([await changes('2'), await changes('1')]).toEqual([[wrote('variables/b')], []])
    }
  )

  it.each<[string, string]>([
    ['is no text in gzip', 'AAAA'],
    ['has a path that no manifest can name', packed('../../sys/policy\twrite\t1\t1\t')],
    ['has a path among the records', packed('_astro-vault-action/key\twrite\t1\t1\t')],
    ['has a kind of change that is none', packed('variables/a\tdestroy\t1\t1\t')],
    ['has a version that is none', packed('variables/a\twrite\t-1\t1\t')],
    ['has a line too many', packed('variables/a\twrite\t1\t1\t\n')],
    ['would become very large', packed(Array(2_000_000).fill(LINE).join('\n'))]
  ])('of which a run %s tells so, and what the others changed', async (_, changed) => {
    vault.secrets.set(PATH, [{ value: JSON.stringify({ schema: 1, runs: [sealed('1', changed)] }) }])
    await note('2', wrote('variables/b'))
    await expect(changes('1')).rejects.toThrow(
      `${PATH} is damaged, so nobody knows what run 1 changed: the changes of that run must be gzipped lines`
    )
    expect(await changes('2')).toEqual([wrote('variables/b')])
  })

  it('is read up to the first entry that proves nothing, however many may follow', async () => {
    const lines = Array(50_000).fill(LINE).join('\n')
    const made = Array.from({ length: 40 }, (_, part) => ({
      ...sealed('1', packed(`${lines}${part + 1}`)),
      seal: 'a'.repeat(43)
    }))
    vault.secrets.set(PATH, [{ value: JSON.stringify({ schema: 1, runs: made }) }])
    await expect(changes('1')).rejects.toThrow('does not prove what run 1 changed')
  })

  it('has what a run repeats once', async () => {
    for (const from of [1, 1, 2]) await note('1', wrote('variables/a', from))
    expect((await changes('1')).map(({ from }) => from)).toEqual([2, 1])
  })

  it('keeps a run that is repeated as the latest', async () => {
    for (let run = 1; run <= 20; run++) await note(String(run), wrote('variables/a', run))
    await note('1', wrote('variables/a', 1))
    await note('21', wrote('variables/a', 21))
    expect([await changes('1'), await changes('2')]).toEqual([[wrote('variables/a', 1)], []])
  })

  it('is begun anew where it is damaged', async () => {
    await note('1', wrote('variables/a'))
    vault.secrets.get(PATH)?.push({ value: 'gone' })
    await note('2', wrote('variables/b'))
    expect(await changes('2')).toHaveLength(1)
  })
})

describe('the history of runs that change very much', () => {
  const many = (count: number): SecretChange[] =>
    Array.from({ length: count }, (_, index) => wrote(`variables/${createHash('sha512').update(String(index)).digest('hex')}`))
  const page = (index: number) => `${PATH}.${index}`
  const versions = () => [...vault.secrets].map(([path, { length }]) => [path, length])

  it('is on several pages, each below the megabyte that an entry may have', async () => {
    const all = many(15_000)
    await note('1', ...all)
    expect(versions()).toEqual([page(1), page(2), page(3), PATH].map(path => [path, 1]))
    for (const [page] of vault.secrets.values()) expect(JSON.stringify(page).length).toBeLessThan(1024 * 1024)
    expect(await changes('1')).toEqual(all)
  })

  it('is changed on the first page alone when the next run is small', async () => {
    await note('1', ...many(15_000))
    const before = versions()
    await note('2', wrote('variables/b'))
    expect(versions()).toEqual(before.map(([path, count]) => [path, path === PATH ? 2 : count]))
    expect([(await changes('2')).length, (await changes('1')).length]).toEqual([1, 15_000])
  })

  it.each([0, 1, 2])('loses nothing if the next one is killed after writing %s pages', async written => {
    const [first, second] = [many(10_000), many(10_000).reverse()]
    await note('1', ...first)
    let writes = 0
    vault.forbids = call => call.startsWith('write ') && ++writes > written
    await expect(note('2', ...second)).rejects.toThrow('write')
    vault.forbids = () => false
    expect(await changes('1')).toEqual(first)
    await note('2', ...second)
    expect([await changes('1'), await changes('2')]).toEqual([first, second])
  })

  it('keeps what a small run notes while a large one moves it to another page', async () => {
    await note('1', ...many(10_000))
    const before = await readHistory(vault, 'airflow', 'analytics')
    await note('2', wrote('variables/b'))
    await noteChanges(vault, place('3'), many(10_000).reverse(), before)
    expect([(await changes('1')).length, await changes('2'), (await changes('3')).length]).toEqual([
      10_000,
      [wrote('variables/b')],
      10_000
    ])
  })

  it('keeps what large runs note at the same time', async () => {
    await note('1', wrote('variables/b'))
    const runs = new Map(['2', '3'].map((run, shift) => [run, many(10_000 - shift)]))
    await Promise.all([...runs].map(([run, all]) => note(run, ...all)))
    for (const [run, all] of runs) expect([run, await changes(run)]).toEqual([run, all])
    expect(await changes('1')).toHaveLength(1)
  })

  it('knows all of a run that another one, which is killed, was about to forget', async () => {
    for (const run of ['1', '2', '3', '4']) await note(run, ...many(15_000))
    let writes = 0
    vault.forbids = call => call.startsWith('write ') && ++writes > 3
    await expect(note('5', ...many(15_000))).rejects.toThrow('write')
    await expect(note('5', ...many(15_000))).rejects.toThrow('write')
    vault.forbids = () => false
    expect((await changes('1')).length).toBe(15_000)
  })

  it('forgets whole runs', async () => {
    for (const run of ['1', '2', '3', '4', '5', '6']) await note(run, ...many(15_000))
    const left = await Promise.all(['2', '3', '4', '5', '6'].map(async run => (await changes(run)).length))
    expect(left).toEqual([0, 15_000, 15_000, 15_000, 15_000])
  })

  it.each<[string, () => void, string, string]>([
    [
      'is damaged',
      () => vault.secrets.set(page(2), [{ value: '{' }]),
      `${page(2)} is damaged`,
      'it is not the JSON text that this action writes'
    ],
    [
      'is missing',
      () => vault.secrets.delete(page(2)),
      `${PATH} is damaged`,
      'version 1 of its page history/analytics.2 is missing'
    ]
  ])('of which a page %s lets nobody undo a part of a run, and is started again', async (_, harm, what, why) => {
    await note('1', ...many(15_000))
    harm()
    await expect(changes('1')).rejects.toThrow(`${what}, so nobody knows what run 1 changed: ${why}`)
    const { warning } = await readHistory(vault, 'airflow', 'analytics')
    expect(warning?.message).toBe(`${what} and was started again, so earlier runs can no longer be undone: ${why}`)
    await note('2', wrote('variables/b'))
    expect([await changes('1'), await changes('2')]).toEqual([[], [wrote('variables/b')]])
  })
})

describe('what a run may take back', () => {
  const write = (from: number): SecretChange => wrote('variables/a', from)
  const change = (kind: 'delete' | 'undelete', from: number): SecretChange => ({ path: 'variables/a', kind, from, existed: true })

  it.each<[string, SecretChange[], number]>([
    ['all attempts', [write(3), write(2), write(1)], 3],
    ['an attempt that was killed before it wrote', [write(1), write(1)], 2],
    ['a deletion, and what was written over it', [write(1), change('delete', 1)], 2],
    ['only what came after somebody else', [write(3), write(1)], 1],
    ['only what came after somebody else, with the attempts since', [write(4), write(3), write(1)], 2],
    ['one', [change('undelete', 2)], 1]
  ])('is %s', (_, changes, count) => {
    expect(unbroken(changes)).toEqual(changes.slice(0, count))
  })
})
