import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { KV, type Server } from './contract.ts'

export function folders(server: () => Server): void {
  const write = (...paths: string[]) =>
    Promise.all(paths.map(path => server().vault.write(KV, path, new Secret({ value: 'x' }), 0)))

  const versions = async (folder: string, mount = KV) => {
    const found = await server().vault.versions(mount, folder)
    return found && Object.fromEntries(found)
  }
  /** A server that cannot list versions does not say that there are none. */
  const known = (expected: object) => (server().listsVersions ? expected : undefined)

  describe('a folder', () => {
    it('is listed with its folders, and without what is below those', async () => {
      await write('list/one', 'list/two', 'list/sub/three', 'list/sub/four', 'list/sub/deep/five', 'list', 'listless')
      expect(await server().vault.list(KV, 'list')).toEqual(new Set(['one', 'two', 'sub/']))
      expect(await server().vault.list(KV, 'list/sub')).toEqual(new Set(['three', 'four', 'deep/']))
    })

    it('has a secret and a folder of the same name', async () => {
      await write('same/name', 'same/name/below')
      expect(await server().vault.list(KV, 'same')).toEqual(new Set(['name', 'name/']))
      expect(await versions('same')).toEqual(known({ name: { version: 1, deleted: false } }))
    })

    it('tells the current version of every secret, and which are deleted', async () => {
      const { vault, destroy } = server()
      await write('f/plain', 'f/older-deleted', 'f/deleted', 'f/undeleted', 'f/destroyed', 'f/below/one')
      for (const path of ['f/plain', 'f/older-deleted']) await vault.write(KV, path, new Secret({ value: 'y' }), 1)
      for (const path of ['f/older-deleted', 'f/deleted', 'f/undeleted']) await vault.deleteVersions(KV, path, [1])
      await vault.undeleteVersions(KV, 'f/undeleted', [1])
      await destroy(KV, 'f/destroyed', 1)

      expect(await versions('f')).toEqual(
        known({
          plain: { version: 2, deleted: false },
          'older-deleted': { version: 2, deleted: false },
          deleted: { version: 1, deleted: true },
          undeleted: { version: 1, deleted: false },
          destroyed: { version: 1, deleted: true }
        })
      )
    })

    it('still lists secrets that are deleted', async () => {
      await write('kept/deleted', 'kept/destroyed')
      await server().vault.deleteVersions(KV, 'kept/deleted', [1])
      await server().destroy(KV, 'kept/destroyed', 1)
      expect(await server().vault.list(KV, 'kept')).toEqual(new Set(['deleted', 'destroyed']))
    })

    it('that nobody has made is empty, and so is any of a mount that is not there', async () => {
      expect(await server().vault.list(KV, 'none')).toEqual(new Set())
      expect(await versions('none')).toEqual(known({}))
      expect(await server().vault.list('nowhere', 'none')).toEqual(new Set())
      expect(await versions('none', 'nowhere')).toEqual({})
    })

    it('is unknown to a token that may not list it', async () => {
      await write('private/x')
      expect(await server().powerless(vault => vault.list(KV, 'private'))).toBeUndefined()
      expect(await server().powerless(vault => vault.versions(KV, 'private'))).toBeUndefined()
    })
  })
}
