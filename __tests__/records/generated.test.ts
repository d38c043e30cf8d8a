import { beforeEach, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { type Generated, generatedOf, keepGenerated } from '../../src/records/generated.ts'
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
      'Undelete it with `vault kv undelete -mount=airflow -versions=1 _astro-vault-action/generated/analytics`. To generate new values instead, delete its metadata with `vault kv metadata delete -mount=airflow _astro-vault-action/generated/analytics`.'
    )
    vault.secrets.delete(RECORD)
    expect(await kept()).toEqual([])
  })
})
