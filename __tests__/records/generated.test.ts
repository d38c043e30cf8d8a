import { beforeEach, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { dropGenerated, generatedOf, keepGenerated } from '../../src/records/generated.ts'
import { GENERATED, type Generated } from '../../src/records/generated-shard.ts'
import { readRecord } from '../../src/records/record.ts'
import { VersionConflict } from '../../src/vault/errors.ts'
import { FakeVault } from '../fakes/vault.ts'

const PLACE = { mount: 'airflow', manifest: 'analytics' }
const RECORD = 'airflow/_astro-vault-action/generated/analytics'
let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

const drawn = (at: string, value: string, rotate = ''): ReadonlyMap<string, Generated> =>
  new Map([[at, { value: new Secret(value), rotate }]])
const kept = async () => [...(await generatedOf(vault, PLACE))].map(([at, { value, rotate }]) => [at, value.reveal(), rotate])

describe('the generated values of a manifest', () => {
  it('are none before the first was drawn', async () => {
    expect(await kept()).toEqual([])
  })

  it('are all kept when the jobs of a matrix draw at the same time', async () => {
    const jobs = Array.from({ length: 30 }, (_, job) => `leg-${job}/variables/key`)
    await Promise.all(jobs.map(at => keepGenerated(vault, PLACE, drawn(at, 'x'))))
    expect((await kept()).map(([at]) => at).sort()).toEqual([...jobs].sort())
  })

  it('that are drawn for one place at the same time are those of the first', async () => {
    const results = await Promise.all(['1', '2', '3'].map(value => keepGenerated(vault, PLACE, drawn('variables/key', value))))
    const [[, value] = []] = await kept()
    expect(results.map(result => result.get('variables/key')?.value.reveal())).toEqual([value, value, value])
  })

  const SHAPE = 'values must map places in the manifest to two strings, `value` and `rotate`'
  it.each([
    ['{"schema":1}', SHAPE],
    ['{"schema":1,"values":null}', SHAPE],
    ['{"schema":1,"values":{"variables/key":5}}', SHAPE],
    ['{"schema":1,"values":{"variables/key":{"value":"x"}}}', SHAPE],
    ['{"schema":1,"values":{"variables/key":{"value":"x\\u0000","rotate":""}}}', SHAPE],
    ['{"schema":1,"values":{"variables/key":{"value":"\\ud800x","rotate":""}}}', SHAPE],
    ['{"schema":1,"val', 'it is not the JSON text that this action writes']
  ])('are not drawn anew where the record is damaged: %s', async (text, wrong) => {
    await keepGenerated(vault, PLACE, drawn('variables/key', 'x'))
    vault.secrets.get(RECORD)?.push({ value: text })
    for (const use of [generatedOf(vault, PLACE), keepGenerated(vault, PLACE, drawn('variables/key', 'y'))])
      await expect(use).rejects.toThrow(`${RECORD} is damaged: ${wrong}`)
  })

  it('lose nothing but fields that this action does not know', async () => {
    await keepGenerated(vault, PLACE, drawn('variables/key', 'x'))
    const text = '{"schema":1,"values":{"variables/key":{"value":"x","rotate":"","more":1}}}'
    vault.secrets.get(RECORD)?.push({ value: text })
    await keepGenerated(vault, PLACE, drawn('variables/other', 'y'))
    expect(JSON.parse(String(vault.secrets.get(RECORD)?.at(-1)?.['value'])).values).toEqual({
      'variables/key': { value: 'x', rotate: '' },
      'variables/other': { value: 'y', rotate: '' }
    })
  })

  it('are not drawn anew where somebody has deleted the record', async () => {
    await keepGenerated(vault, PLACE, drawn('variables/key', 'x'))
    vault.deleted.add(`${RECORD}@1`)
    await expect(generatedOf(vault, PLACE)).rejects.toThrow(
      `${RECORD} was deleted (it had version 1), and with it all generated values`
    )
    await expect(generatedOf(vault, PLACE)).rejects.toHaveProperty(
      'hint',
      'Undelete it with `vault kv undelete -mount=airflow -versions=1 _astro-vault-action/generated/analytics`. To generate new values instead, delete its metadata with `vault kv metadata delete -mount=airflow _astro-vault-action/generated/analytics`. That overwrites the values in `_astro-vault-action/generated/analytics.1` and so on, too.'
    )
    vault.secrets.delete(RECORD)
    expect(await kept()).toEqual([])
  })
})

describe('more generated values than fit in one entry of Vault', () => {
  const VALUE = '<'.repeat(1_000)
  const many = (from: number, to: number, value = VALUE): ReadonlyMap<string, Generated> =>
    new Map(
      Array.from({ length: to - from }, (_, index) => [`variables/k${from + index}`, { value: new Secret(value), rotate: '' }])
    )
  const shard = (index: number) => vault.secrets.get(index === 0 ? RECORD : `${RECORD}.${index}`)
  const written = (index: number) => JSON.parse(String(shard(index)?.at(-1)?.['value']))
  const places = async () => (await kept()).map(([at]) => at).sort()
  const old = (values: ReadonlyMap<string, Generated>) => {
    const plain = [...values].map(([at, { value, rotate }]) => [at, { value: value.reveal(), rotate }])
    const value = JSON.stringify({ schema: 1, values: Object.fromEntries(plain) })
    vault.secrets.set(RECORD, [{ value }])
    return value
  }

  it('lie in several, none of which is larger than Vault takes, whatever they consist of', async () => {
    const drawn = many(0, 600)
    await keepGenerated(vault, PLACE, drawn)
    expect(await places()).toEqual([...drawn.keys()].sort())
    expect(written(0).of).toBeGreaterThan(3)
    // As Go writes it.
    const stored = (index: number) => JSON.stringify(shard(index)?.at(-1)).replaceAll('<', '\\u003c').length
    for (let index = 0; index < written(0).of; index++) expect(stored(index)).toBeLessThan(1024 * 1024)
  })

  it('are added to what an earlier version of this action has stored, which stays where it is', async () => {
    const text = old(many(0, 900))
    await keepGenerated(vault, PLACE, many(900, 902))
    expect(await places()).toEqual([...many(0, 902).keys()].sort())
    expect(written(0)).toEqual({ ...JSON.parse(text), schema: 2, full: true, of: 2 })
    expect(Object.keys(written(1).values)).toEqual(['variables/k900', 'variables/k901'])
  })

  it('are no concern of a record that has room, as an earlier version of this action has written it', async () => {
    old(many(0, 2))
    expect(await places()).toEqual(['variables/k0', 'variables/k1'])
    await keepGenerated(vault, PLACE, many(0, 3, 'other'))
    expect((await kept()).map(([, value]) => value)).toEqual([VALUE, VALUE, 'other'])
    expect(shard(1)).toBeUndefined()
  })

  it('are nothing that an earlier version of this action overlooks', async () => {
    await keepGenerated(vault, PLACE, many(0, 1))
    const { earlier: schema = 0 } = GENERATED
    const reading = readRecord(vault, 'airflow', 'generated/analytics', { ...GENERATED, schema })
    await expect(reading).rejects.toThrow(`${RECORD} was written by a newer version of this action (schema 2)`)
  })

  it.each([0, 1])('are not drawn anew where somebody has deleted number %i of them', async index => {
    await keepGenerated(vault, PLACE, many(0, 300))
    const path = index === 0 ? RECORD : `${RECORD}.1`
    vault.deleted.add(`${path}@${shard(index)?.length}`)
    await expect(generatedOf(vault, PLACE)).rejects.toThrow(`${path} was deleted`)
    vault.secrets.delete(path)
    await keepGenerated(vault, PLACE, many(0, 300, 'new'))
    expect(await places()).toEqual([...many(0, 300).keys()].sort())
  })

  it('are overwritten in all records where somebody has deleted the first one for good, as its sentence says', async () => {
    await keepGenerated(vault, PLACE, many(0, 300))
    const first = shard(0) ?? []
    const [inSecond = ''] = Object.keys(written(1).values)
    vault.secrets.delete(RECORD)
    await keepGenerated(vault, PLACE, many(300, 600))
    vault.secrets.set(RECORD, first)
    expect(await places()).not.toContain(inSecond)
  })

  it('are not changed by a run to which others leave no turn, and it says so', async () => {
    await keepGenerated(vault, PLACE, drawn('preview/key', 'x'))
    vault.write = async () => {
      throw new VersionConflict('changed')
    }
    for (const change of [() => keepGenerated(vault, PLACE, many(0, 1)), () => dropGenerated(vault, PLACE, 'preview')])
      await expect(change()).rejects.toMatchObject({
        message: 'the record of generated values of manifest analytics was changed by other runs 256 times in a row',
        hint: 'Run again when fewer runs use this manifest.'
      })
  })

  it('get another value where they are, for another `rotate`', async () => {
    await keepGenerated(vault, PLACE, many(0, 300))
    const before = shard(1)?.length
    await keepGenerated(vault, PLACE, drawn('variables/k0', 'new', '2'))
    expect(new Map((await kept()).map(([at, ...rest]) => [at, rest])).get('variables/k0')).toEqual(['new', '2'])
    expect(shard(1)?.length).toBe(before)
  })

  it('go with the folder of a preview, and what was full gets nothing new', async () => {
    const preview = new Map([...many(0, 200)].map(([at, value]) => [`preview/${at}`, value]))
    await keepGenerated(vault, PLACE, new Map([...preview, ...many(0, 1)]))
    await dropGenerated(vault, PLACE, 'preview')
    expect(await places()).toEqual(['variables/k0'])
    await keepGenerated(vault, PLACE, drawn('variables/new', 'x'))
    expect([Object.keys(written(0).values), written(0).full]).toEqual([[], true])
    expect(await places()).toEqual(['variables/k0', 'variables/new'])
  })

  it('that two runs draw at the same time are the same for both, while a third makes room', async () => {
    for (let request = 0; request < 12; request++) {
      vault = new FakeVault()
      vault.mounts.set('airflow', { type: 'kv', version: '2' })
      const preview = new Map([...many(0, 130)].map(([at, value]) => [`preview/${at}`, value]))
      await keepGenerated(vault, PLACE, preview)
      const [read, write] = [vault.read.bind(vault), vault.write.bind(vault)]
      const theirs: string[] = []
      let requests = 0
      const meanwhile = async () => {
        if (requests++ !== request) return
        const other = Object.assign(Object.create(vault), { read, write }) as FakeVault
        const got = await keepGenerated(other, PLACE, drawn('variables/key', 'theirs'))
        theirs.push(got.get('variables/key')?.value.reveal() ?? '')
        await dropGenerated(other, PLACE, 'preview')
      }
      const slow = Object.assign(Object.create(vault), {
        read: async (...given: Parameters<typeof read>) => meanwhile().then(() => read(...given)),
        write: async (...given: Parameters<typeof write>) => meanwhile().then(() => write(...given))
      }) as FakeVault
      const ours = await keepGenerated(slow, PLACE, drawn('variables/key', 'ours'))
      const stored = (await generatedOf(vault, PLACE)).get('variables/key')?.value.reveal()
      expect(new Set([ours.get('variables/key')?.value.reveal(), stored, ...theirs]).size).toBe(1)
    }
  })
})
