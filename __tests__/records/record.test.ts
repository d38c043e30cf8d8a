import { beforeEach, describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import type { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import { DamagedRecord, UnreadableRecord } from '../../src/records/damaged.ts'
import { type RecordKind, readRecord, writeRecord } from '../../src/records/record.ts'
import type { KvData } from '../../src/vault/port.ts'
import { FakeVault } from '../fakes/vault.ts'

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

const THING: RecordKind<{ a: number }> = {
  schema: 1,
  shape: z.object({ a: z.int({ error: 'must be a whole number' }) }),
  whenDeleted: 'nothing follows'
}
const PATH = 'airflow/_astro-vault-action/thing'

const put = (text: string, version = 0) =>
  vault.write('airflow', '_astro-vault-action/thing', new Secret({ value: text }), version)
const read = () => readRecord(vault, 'airflow', 'thing', THING)
const write = (value: { a: number }, version = 0) => writeRecord(vault, 'airflow', 'thing', THING, { value, version })
const failure = () =>
  read().then(
    () => new Error('it was read') as UserError,
    (error: UserError) => error
  )

describe('a record', () => {
  it('comes back as it was written, with its version', async () => {
    expect(await write({ a: 1 })).toBe(1)
    expect(await read()).toEqual({ value: { a: 1 }, version: 1 })
  })

  it('is one JSON text with the number of its schema', async () => {
    await write({ a: 1 })
    expect(vault.secrets.get(PATH)).toEqual([{ value: '{"schema":1,"a":1}' }])
  })

  it('that is not there has no value', async () => {
    expect(await read()).toEqual({ value: undefined, version: 0 })
  })

  it('of a newer version of this action is refused', async () => {
    await put('{"schema":2,"b":1}')
    const error = await failure()
    expect(error.message).toBe(`${PATH} was written by a newer version of this action (schema 2)`)
    expect(error.hint).toBe('Use that version or a newer one.')
    expect([error instanceof UnreadableRecord, error instanceof DamagedRecord]).toEqual([true, false])
  })

  it('keeps no field that this version does not know', async () => {
    await put('{"schema":1,"a":1,"more":[1]}')
    const { value = { a: 0 }, version } = await read()
    expect(value).toEqual({ a: 1 })
    await write(value, version)
    expect(vault.secrets.get(PATH)?.at(-1)).toEqual({ value: '{"schema":1,"a":1}' })
  })

  it.each(['', 'no JSON', 'null', '[]', '"text"'])('that is damaged (%j) is refused, and is not shown', async text => {
    await write({ a: 1 })
    await put(text, 1)
    const error = await failure()
    expect(error.message).toBe(`${PATH} is damaged: it is not the JSON text that this action writes`)
    expect(error.hint).toContain('Restore version 1')
  })

  it.each<[string, unknown]>([
    ['a number', { value: 5 }],
    ['something of which no text can be made', { value: { toString: 5 } }],
    ['nothing', {}],
    ['a huge text', { value: `{"schema":1,"a":1${' '.repeat(4 * 1024 * 1024)}}` }],
    ['no mapping', null],
    ['a list', ['{"schema":1,"a":1}']]
  ])('that holds %s instead of a text is refused', async (_, data) => {
    vault.secrets.set(PATH, [data as KvData])
    expect((await failure()).message).toBe(`${PATH} is damaged: it is not the JSON text that this action writes`)
  })

  it.each(['null', '"1"', '0', '1.5', '"2\\n::error::x"', '[2]', 'true'])(
    'of schema %s was not written by any version',
    async schema => {
      await put(`{"schema":${schema},"a":1}`)
      expect((await failure()).message).toBe(`${PATH} is damaged: schema must be 1`)
    }
  )

  it('that is damaged can be had back, or given up: with the commands for both', async () => {
    await write({ a: 1 })
    await put('{"schema":1,"a":"x"}', 1)
    const error = await failure()
    expect(error.message).toBe(`${PATH} is damaged: a must be a whole number`)
    expect(error.hint).toBe(
      'Restore version 1 with `vault kv rollback -mount=airflow -version=1 _astro-vault-action/thing`, or delete the record with `vault kv metadata delete -mount=airflow _astro-vault-action/thing`: nothing follows.'
    )
  })

  it('that was damaged from the beginning can only be given up', async () => {
    await put('{"schema":1}')
    expect((await failure()).hint).toBe(
      'Delete the record with `vault kv metadata delete -mount=airflow _astro-vault-action/thing`: nothing follows.'
    )
  })

  it('that could not be read again is not written', async () => {
    await expect(write({ a: 0.5 })).rejects.toThrow(
      `${PATH} was not written, because no run could read it back: a must be a whole number`
    )
    expect(vault.effects).toEqual([])
  })

  it('that may not be read names the rights that are needed', async () => {
    vault.forbids = call => call.startsWith('read')
    const error = await failure()
    expect(error.message).toContain('403')
    expect(error.hint).toContain('or it lacks create, read and update below airflow/data/_astro-vault-action')
  })
})
