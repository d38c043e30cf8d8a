import { beforeEach, describe, expect, it } from '@jest/globals'
import type { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import { readConsumers, readsFrom, updatedAt } from '../../src/records/consumer.ts'
import { readRecord, writeRecord } from '../../src/records/record.ts'
import { aCredential, aDeployment, aHeld, anIntent, aRecord, THEN } from '../build/deployment.ts'
import { FakeVault } from '../fakes/vault.ts'

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

const put = (text: string) => vault.write('airflow', '_astro-vault-action/thing', new Secret({ value: text }), 0)
const failure = () =>
  readRecord(vault, 'airflow', 'thing').then(
    () => new Error('it was read') as UserError,
    (error: UserError) => error
  )

describe('a record', () => {
  it('comes back as it was written, with its version', async () => {
    expect(await writeRecord(vault, 'airflow', 'thing', { a: 1 }, 0)).toBe(1)
    expect(await readRecord(vault, 'airflow', 'thing')).toEqual({ value: { a: 1 }, version: 1 })
  })

  it('is one JSON text with the number of its schema', async () => {
    await writeRecord(vault, 'airflow', 'thing', { a: 1 }, 0)
    expect(vault.secrets.get('airflow/_astro-vault-action/thing')).toEqual([{ value: '{"schema":1,"a":1}' }])
  })

  it('that is not there has no value', async () => {
    expect(await readRecord(vault, 'airflow', 'thing')).toEqual({ value: undefined, version: 0 })
  })

  it('of a newer version of this action is refused', async () => {
    await put('{"schema":2,"a":1}')
    const error = await failure()
    expect(error.message).toBe('airflow/_astro-vault-action/thing was written by a newer version of this action (schema 2)')
    expect(error.hint).toBe('Use that version, or newer.')
  })

  it.each(['', 'no JSON', 'null', '[]', '"text"'])('that is damaged (%j) is refused, and is not shown', async text => {
    await put(text)
    const error = await failure()
    expect(error.message).toBe('airflow/_astro-vault-action/thing is damaged: it is not the JSON text that this action writes')
    expect(error.hint).toContain('Restore an earlier version')
  })

  it('that may not be read names the rights that are needed', async () => {
    vault.forbids = call => call.startsWith('read')
    const error = await failure()
    expect(error.message).toContain('403')
    expect(error.hint).toContain('or it lacks create, read and update below airflow/data/_astro-vault-action')
  })
})

describe('consumers', () => {
  const consumers = () => readConsumers(vault, 'airflow')

  it('are all that are recorded on the mount', async () => {
    expect(await consumers()).toEqual([])
    await writeRecord(vault, 'airflow', 'consumers/clx1', aRecord(), 0)
    await writeRecord(
      vault,
      'airflow',
      'consumers/clx2',
      aRecord({ consumer: { kind: 'deployment', id: 'clx2', name: 'dev' } }),
      0
    )
    expect((await consumers())?.map(({ consumer }) => consumer.name)).toEqual(['prod', 'dev'])
  })

  it('are unknown where they may not be listed', async () => {
    vault.forbids = call => call.startsWith('list')
    expect(await consumers()).toBeUndefined()
  })

  it('read from what they hold, what their workers held, and where they are going', () => {
    const record = aRecord({
      retired: [{ ...aHeld('b', { variablesPath: 'retired' }), since: THEN }],
      intent: anIntent({
        targets: [aCredential('c', { variablesPath: 'target' })],
        issued: aHeld('d', { variablesPath: 'issued' })
      })
    })
    expect(readsFrom(record).map(({ variablesPath }) => variablesPath)).toEqual(['variables', 'retired', 'target', 'issued'])
  })

  it('are recorded with the time of each variable', () => {
    expect(updatedAt(aDeployment())).toEqual(aRecord().variables)
  })
})
