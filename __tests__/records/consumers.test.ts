import { beforeEach, describe, expect, it } from '@jest/globals'
import { explained } from '../../src/base/finding.ts'
import { type ConsumerRecord, readConsumer, usesOf } from '../../src/records/consumer.ts'
import { updatedAt } from '../../src/records/consumer-shape.ts'
import { readConsumers } from '../../src/records/consumers.ts'
import { DamagedRecord } from '../../src/records/damaged.ts'
import { FleetingRecord } from '../../src/records/fleeting.ts'
import { aCredential, aDeployment, aHeld, aLock, aRecord, LATER, otherVariable, THEN } from '../build/deployment.ts'
import { FakeVault } from '../fakes/vault.ts'

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
})

const FOLDER = 'airflow/_astro-vault-action/consumers'
const put = (id: string, record: object) =>
  vault.secrets.set(`${FOLDER}/${id}`, [{ value: JSON.stringify({ schema: 1, ...record }) }])
const GONE = { ...aCredential('accessor-1'), since: THEN }
const called = (id: string, name: string): Pick<ConsumerRecord, 'consumer'> => ({ consumer: { kind: 'deployment', id, name } })
const consumers = () => readConsumers(vault, 'airflow', 'analytics')
const names = async () => (await consumers())?.known.map(({ consumer }) => consumer.name)
const unreadable = async () => (await consumers())?.unreadable.map(explained)

describe('consumers', () => {
  it('are all that are recorded on the mount', async () => {
    expect(await consumers()).toEqual({ known: [], unreadable: [] })
    put('clx1', aRecord())
    put('clx2', aRecord(called('clx2', 'dev')))
    expect([await names(), await unreadable()]).toEqual([['prod', 'dev'], []])
  })

  it('are unknown where they may not be listed', async () => {
    vault.forbids = call => call.startsWith('list')
    expect(await consumers()).toBeUndefined()
  })

  it('are not those whose record was deleted', async () => {
    put('clx1', aRecord())
    vault.deleted.add(`${FOLDER}/clx1@1`)
    expect(await consumers()).toEqual({ known: [], unreadable: [] })
  })

  it('read from what they hold, what their workers held, and where they are going', () => {
    const record = aRecord({
      retired: [{ ...aHeld('b', { variablesPath: 'retired' }), since: THEN }],
      lock: aLock({
        targets: [aCredential('c', { variablesPath: 'target' })],
        issued: aHeld('d', { variablesPath: 'issued' })
      })
    })
    expect(usesOf(record).map(({ variablesPath }) => variablesPath)).toEqual(['variables', 'retired', 'target', 'issued'])
  })

  it('are recorded with the time of each variable', () => {
    expect(updatedAt(aDeployment())).toEqual(aRecord().variables)
    const odd = ['2FA_ISSUER', 'a b', 'x'.repeat(300), ''].map(name => [name, otherVariable()[1]] as const)
    expect(updatedAt(aDeployment({ variables: new Map([...aDeployment().variables, ...odd]) }))).toEqual(aRecord().variables)
  })
})

describe('a record of a consumer that cannot be read', () => {
  it.each<[string, object, string]>([
    ['is damaged', { ...aRecord(called('clx2', 'dev')), manifest: 5 }, 'is damaged: manifest must be a string'],
    ['is of a newer version', { schema: 2 }, 'was written by a newer version of this action (schema 2)'],
    [
      'ships what this version does not know',
      { ...aRecord(called('clx2', 'dev')), shipped: { dbt: { tree: 'a' } } },
      'was written by a newer version of this action: shipped names a kind that this version does not know'
    ],
    [
      'is about another kind of consumer',
      { ...aRecord(), consumer: { kind: 'machine', host: 'h' } },
      'was written by a newer version of this action: consumer.kind names a kind that this version does not know'
    ],
    [
      'logs in as this version cannot',
      { ...aRecord(called('clx2', 'dev')), holds: { kind: 'oauth', token: 'a' } },
      'was written by a newer version of this action: holds.kind names a kind that this version does not know'
    ],
    ...(
      [
        ['it holds', {}],
        ['was just issued', { holds: aHeld('b'), lock: aLock({ issued: aHeld('accessor-1') }) }],
        ['is in it twice', { holds: aHeld('b'), retired: [GONE, { ...GONE, since: LATER }] }]
      ] as const
    ).map(([what, difference]): [string, object, string] => [
      `retires what ${what}`,
      aRecord({ ...called('clx2', 'dev'), retired: [GONE], ...difference }),
      'is damaged: retired must have no credential twice, and none that is held or was just issued'
    ]),
    [
      'was replaced in a year that nobody will see',
      aRecord({ ...called('clx2', 'dev'), retired: [{ ...aCredential('a'), since: '9999-12-31T23:59:59.999Z' }] }),
      'is damaged: retired[0].since must be a time, written like 2026-11-20T12:00:00.000Z, and before the year 2200'
    ],
    ['is a copy of another one', aRecord(), 'is damaged: consumer.id must equal the last segment of that path'],
    [
      'lets its Deployment in on another mount',
      aRecord({ ...called('clx2', 'dev'), holds: aHeld('a', { mount: 'finance' }) }),
      'is damaged: every mount in it must be the one that the record is on'
    ]
  ])('since it %s hides no other, and is named', async (_, record, sentence) => {
    put('clx1', aRecord())
    put('clx2', record)
    put('clx3', aRecord(called('clx3', 'test')))
    expect(await names()).toEqual(['prod', 'test'])
    expect(await unreadable()).toEqual([expect.stringContaining(`${FOLDER}/clx2 ${sentence}\n`)])
  })

  it.each([
    ['..', '..'],
    ['x" { capabilities = ["sudo"] } path "*', 'x" { capabilities = ["sudo"] } path "*'],
    ['a folder', 'clx2/0']
  ])('since no Deployment is called so (%s) is neither read nor quoted', async (_, name) => {
    put('clx1', aRecord())
    put(name, aRecord())
    const asked: string[] = []
    const read = vault.read.bind(vault)
    vault.read = (mount, path) => {
      asked.push(path)
      return read(mount, path)
    }
    expect(await names()).toEqual(['prod'])
    expect(asked).toEqual(['_astro-vault-action/consumers/clx1'])
    expect(await unreadable()).toEqual([
      `${FOLDER} contains a name that no Deployment can have\nList the folder with \`vault kv list -mount=airflow _astro-vault-action/consumers\`. Delete what does not belong there, each with \`vault kv metadata delete -mount=airflow _astro-vault-action/consumers/NAME\`.`
    ])
  })

  it('since its mount was moved says so: no earlier version of it is any better', async () => {
    const moved = aRecord({ ...called('clx2', 'dev'), holds: aHeld('a', { mount: 'airflow-old' }) })
    put('clx2', moved)
    vault.secrets.get(`${FOLDER}/clx2`)?.push(vault.secrets.get(`${FOLDER}/clx2`)?.[0] ?? {})
    expect(await unreadable()).toEqual([
      expect.stringContaining(
        'If the mount was moved (`vault secrets move`), move it back: Deployments and policies still name the old one. Otherwise, delete the record'
      )
    ])
  })

  it.each([
    [
      'of another manifest is a warning, and this run does not write it',
      'billing',
      'Then run manifest billing: it writes what Vault'
    ],
    ['of this manifest is for this run to write once more', 'analytics', undefined]
  ])('since Vault will delete it by itself: one %s', async (_, manifest, warned) => {
    put('clx2', aRecord({ ...called('clx2', 'dev'), manifest }))
    const read = vault.read.bind(vault)
    vault.read = async (mount, path) => Object.assign(await read(mount, path), { until: LATER })
    if (warned === undefined) return await expect(consumers()).rejects.toBeInstanceOf(FleetingRecord)
    expect(await names()).toEqual(['dev'])
    expect(await unreadable()).toEqual([expect.stringContaining(warned)])
  })

  it('is a warning: somebody should look', async () => {
    put('clx2', { schema: 2 })
    put('..', {})
    expect((await consumers())?.unreadable.map(({ severity }) => severity)).toEqual(['warning', 'warning'])
  })

  it('since there are more than any Organization has is unknown, and few are asked for at once', async () => {
    const ids = Array.from({ length: 10_001 }, (_, index) => `clx${index}`)
    let [asked, under, most] = [0, 0, 0]
    vault.list = async () => new Set(ids)
    vault.read = async () => {
      asked++
      most = Math.max(most, ++under)
      await Promise.resolve()
      under--
      return { state: 'absent', version: 0 }
    }
    expect(await unreadable()).toEqual([
      `${FOLDER} contains 10001 records, and only 10000 of them were read\nDelete the records of Deployments that no longer exist, each with \`vault kv metadata delete -mount=airflow _astro-vault-action/consumers/ID\`.`
    ])
    expect(asked).toBe(10_000)
    expect(most).toBeLessThanOrEqual(64)
  })

  it('ends a run that needs it, with the way out', async () => {
    put('clx1', { ...aRecord(), retired: [{ ...aCredential('a'), since: 'yesterday' }] })
    await expect(readConsumer(vault, 'airflow', 'clx1')).rejects.toThrow(
      `${FOLDER}/clx1 is damaged: retired[0].since must be a time, written like 2026-11-20T12:00:00.000Z`
    )
    await expect(readConsumer(vault, 'airflow', 'clx1')).rejects.toBeInstanceOf(DamagedRecord)
  })
})
