import { describe } from '@jest/globals'
import { FakeVault } from '../fakes/vault.ts'
import { contract } from './contract/contract.ts'

describe('the port in memory', () => {
  contract(async () => {
    const vault = new FakeVault()
    return {
      vault,
      listsVersions: true,
      async powerless(ask) {
        vault.forbids = () => true
        try {
          return await ask(vault)
        } finally {
          vault.forbids = () => false
        }
      },
      async mountKv(path, version) {
        vault.mounts.set(path, { type: 'kv', version })
      },
      async destroy(mount, path, version) {
        vault.destroyed.add(`${mount}/${path}@${version}`)
      }
    }
  })
})
