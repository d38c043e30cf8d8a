import { beforeEach, describe, expect, it } from '@jest/globals'
import { claim, readLedger } from '../../src/state/ledger.ts'
import { FakeVault } from '../fakes/vault.ts'

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

const claimFor = (manifest: string, paths: string[], roles: string[] = []) =>
  claim(vault, 'airflow', manifest, { paths: new Set(paths), roles: new Set(roles) })
const ledger = async (manifest = 'analytics') => {
  const { paths, roles } = await readLedger(vault, 'airflow', manifest)
  return [[...paths], [...roles]]
}

describe('the ledger of a manifest', () => {
  it('is empty before anything was claimed', async () => {
    expect(await ledger()).toEqual([[], []])
  })

  it('keeps what was claimed, and adds to it', async () => {
    await claimFor('analytics', ['variables/b', 'variables/a'], ['approle/astro_role'])
    await claimFor('analytics', ['variables/c'])
    expect(await ledger()).toEqual([['variables/a', 'variables/b', 'variables/c'], ['approle/astro_role']])
  })

  it('is not that of another manifest', async () => {
    await claimFor('billing', ['variables/a'])
    expect(await ledger()).toEqual([[], []])
  })

  it('is not written again for what is in it', async () => {
    await claimFor('analytics', ['variables/a'])
    vault.effects.splice(0)
    await claimFor('analytics', ['variables/a'])
    expect(vault.effects).toEqual([])
  })

  it('keeps the claims of several runs at once', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `variables/v${index}`)
    await Promise.all(names.map(name => claimFor('analytics', [name])))
    expect((await ledger())[0]).toEqual(names)
  })

  it('of 20,000 long paths stays below the megabyte that an entry may have', async () => {
    const paths = Array.from({ length: 20_000 }, (_, index) => `a/rather/long/folder/variables/some_name_of_a_variable_${index}`)
    await claimFor('analytics', paths)
    expect(JSON.stringify(vault.secrets.get('airflow/_astro-vault-action/manifests/analytics/0')).length).toBeLessThan(
      1024 * 1024
    )
    expect((await ledger())[0]).toHaveLength(20_000)
  })
})
