import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { authorsOfDrift } from '../../src/observe/authors.ts'
import type { SeenSecret } from '../../src/observe/observed.ts'
import type { LedgerEntry } from '../../src/records/shard.ts'
import type { Wanted } from '../../src/values/kv.ts'
import { NO_CLAIMS } from '../build/vault.ts'
import { FakeVault } from '../fakes/vault.ts'

const value = (text: string) => new Secret({ value: text })
const wanted = (count: number): Wanted[] =>
  Array.from({ length: count }, (_, index) => ({
    path: `variables/v${index}`,
    label: `variables.v${index}`,
    data: value('ours')
  }))
const WRITTEN: LedgerEntry = { version: 1, fingerprint: 'old' }
const changed: SeenSecret = { state: 'present', data: value('theirs'), version: 2 }

/** Asks a server that tells of `actors`, where every secret was found like that. */
async function askedFor(there: SeenSecret, entry: LedgerEntry | undefined, { count = 1, tells = true } = {}) {
  const vault = new FakeVault()
  const looks: string[] = []
  vault.forbids = call => {
    if (call.startsWith('look at who wrote')) looks.push(call)
    return !tells
  }
  const all = wanted(count)
  for (const { path } of all) vault.actors.set(`airflow/${path}`, 'ldap-alice')
  const secrets = new Map(all.map(({ path }) => [path, there]))
  const entries = new Map(entry === undefined ? [] : all.map(({ path }) => [path, entry]))
  const found = await authorsOfDrift(vault, 'airflow', all, { secrets, ledger: { ...NO_CLAIMS, entries } })
  return { looks: looks.length, found: [...found.values()] }
}

describe('who changed a secret by hand', () => {
  it.each<[string, SeenSecret]>([
    ['was changed', changed],
    ['was deleted', { state: 'absent', version: 1 }]
  ])('is asked for one that %s', async (_, there) => {
    expect(await askedFor(there, WRITTEN)).toEqual({ looks: 1, found: ['ldap-alice'] })
  })

  it.each<[string, SeenSecret, LedgerEntry | undefined]>([
    ['is as the manifest wants it', { state: 'present', data: value('ours'), version: 2 }, WRITTEN],
    ['the manifest has changed', { state: 'present', data: value('older'), version: 1 }, WRITTEN],
    ['was only claimed', changed, { version: 1, fingerprint: '' }],
    ['this action never wrote', changed, undefined],
    ['was not read', { state: 'trusted', version: 1 }, WRITTEN]
  ])('is not asked for one that %s', async (_, there, entry) => {
    expect(await askedFor(there, entry)).toEqual({ looks: 0, found: [] })
  })

  it('is asked once of a server that does not tell', async () => {
    expect(await askedFor(changed, WRITTEN, { count: 50, tells: false })).toEqual({ looks: 1, found: [] })
  })

  it('is asked for 200 of 300', async () => {
    expect((await askedFor(changed, WRITTEN, { count: 300 })).looks).toBe(200)
  })
})
