import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { VersionConflict } from '../../../src/vault/errors.ts'
import type { KvData, KvRead, Vault } from '../../../src/vault/port.ts'
import { KV, type Server } from './contract.ts'

const secret = (value: string) => new Secret<KvData>({ value })

const shown = (read: KvRead) => (read.state === 'present' ? { version: read.version, data: read.data.reveal() } : read)

export function secrets(server: () => Server): void {
  const read = async (path: string, mount = KV) => shown(await server().vault.read(mount, path))
  const readVersion = async (path: string, version: number) => shown(await server().vault.readVersion(KV, path, version))
  /** Writes one version after the other. */
  const written = async (path: string, ...values: string[]): Promise<Vault> => {
    const { vault } = server()
    for (const [index, value] of values.entries()) await vault.write(KV, path, secret(value), index)
    return vault
  }

  describe('a secret', () => {
    it('that nobody has written is absent at version 0, in a mount that nobody has made too', async () => {
      expect(await read('nothing')).toEqual({ state: 'absent', version: 0 })
      expect(await read('nothing', 'nowhere')).toEqual({ state: 'absent', version: 0 })
    })

    it('was written by whom Vault 1.21 names, and OpenBao does not', async () => {
      const vault = await written('authored', 'x')
      expect([undefined, { wrote: 'token' }]).toContainEqual(await vault.authors(KV, 'authored', 1))
    })

    it('has the next version after each write', async () => {
      const { vault } = server()
      expect(await vault.write(KV, 'a', secret('1'), 0)).toBe(1)
      expect(await vault.write(KV, 'a', secret('2'), 1)).toBe(2)
      expect(await read('a')).toEqual({ version: 2, data: { value: '2' } })
    })

    it('keeps what JSON can say', async () => {
      const data = { text: 'ü\n"\\ \u2028', number: -1.5e-7, list: [true, null], deep: { er: {} }, empty: '' }
      await server().vault.write(KV, 'json', new Secret<KvData>(data), 0)
      expect(await read('json')).toEqual({ version: 1, data })
    })

    it.each(['with blanks', 'percent%2Fsign', 'question?x=1#y', 'ümläut', 'semi;colon&and', '..dots', 'a/b/c'])(
      'may be called %s',
      async name => {
        await written(`named/${name}`, name)
        expect(await read(`named/${name}`)).toEqual({ version: 1, data: { value: name } })
      }
    )

    it('is not written to a mount that is not there', async () => {
      await expect(server().vault.write('nowhere', 'x', secret('x'), 0)).rejects.toMatchObject({
        status: 404,
        message: expect.stringContaining('no handler for route "nowhere/data/x"')
      })
    })

    it('is not visible to a token that may not read, and not written or deleted by one', async () => {
      await written('guarded', 'x')
      const visible = { state: 'not-visible', because: expect.stringContaining('permission denied') }
      expect(await server().powerless(vault => vault.read(KV, 'guarded'))).toEqual(visible)
      expect(await server().powerless(vault => vault.readVersion(KV, 'guarded', 1))).toEqual(visible)
      for (const change of [
        (vault: Vault) => vault.write(KV, 'guarded', secret('y'), 1),
        (vault: Vault) => vault.deleteVersions(KV, 'guarded', [1]),
        (vault: Vault) => vault.undeleteVersions(KV, 'guarded', [1])
      ])
        await expect(server().powerless<unknown>(change)).rejects.toMatchObject({ status: 403 })
      expect(await read('guarded')).toEqual({ version: 1, data: { value: 'x' } })
    })
  })

  describe('check-and-set', () => {
    it.each([0, 1, 3])('overwrites nothing where version %d is expected and 2 is there', async expected => {
      const vault = await written(`cas-${expected}`, '1', '2')
      await expect(vault.write(KV, `cas-${expected}`, secret('mine'), expected)).rejects.toBeInstanceOf(VersionConflict)
      expect(await read(`cas-${expected}`)).toEqual({ version: 2, data: { value: '2' } })
    })

    it('creates no secret that was there before', async () => {
      await expect(server().vault.write(KV, 'cas-new', secret('mine'), 1)).rejects.toBeInstanceOf(VersionConflict)
      expect(await read('cas-new')).toEqual({ state: 'absent', version: 0 })
    })

    it('counts as done where the next version has this content: an earlier attempt has landed', async () => {
      const vault = await written('landed', '1', 'mine')
      expect(await vault.write(KV, 'landed', secret('mine'), 1)).toBe(2)
      expect(await read('landed')).toEqual({ version: 2, data: { value: 'mine' } })
    })

    it('does not where a later version has it: then somebody else writes too', async () => {
      const vault = await written('later', '1', 'theirs', 'mine')
      await expect(vault.write(KV, 'later', secret('mine'), 1)).rejects.toBeInstanceOf(VersionConflict)
    })
  })

  describe('the versions of a secret', () => {
    it('are read one by one', async () => {
      await written('versions', '1', '2')
      expect(await readVersion('versions', 1)).toEqual({ version: 1, data: { value: '1' } })
      expect(await readVersion('versions', 2)).toEqual({ version: 2, data: { value: '2' } })
      expect(await readVersion('versions', 3)).toEqual({ state: 'absent', version: 0 })
      expect(await readVersion('no-versions', 1)).toEqual({ state: 'absent', version: 0 })
    })

    it('are deleted one by one, and come back', async () => {
      const vault = await written('deleted', '1', '2')
      await vault.deleteVersions(KV, 'deleted', [1])
      expect(await readVersion('deleted', 1)).toMatchObject({ state: 'absent', version: 1 })
      expect(await read('deleted')).toEqual({ version: 2, data: { value: '2' } })
      await vault.undeleteVersions(KV, 'deleted', [1])
      expect(await readVersion('deleted', 1)).toEqual({ version: 1, data: { value: '1' } })
    })

    it('can be deleted twice, and undeleted twice', async () => {
      const vault = await written('twice', 'x')
      for (const _ of [1, 2]) await vault.deleteVersions(KV, 'twice', [1])
      expect(await read('twice')).toMatchObject({ state: 'absent', version: 1 })
      for (const _ of [1, 2]) await vault.undeleteVersions(KV, 'twice', [1])
      expect(await read('twice')).toEqual({ version: 1, data: { value: 'x' } })
    })

    it('count on after the last one was deleted', async () => {
      const vault = await written('again', '1', '2')
      await vault.deleteVersions(KV, 'again', [1, 2])
      expect(await read('again')).toMatchObject({ state: 'absent', version: 2 })
      await expect(vault.write(KV, 'again', secret('3'), 0)).rejects.toBeInstanceOf(VersionConflict)
      expect(await vault.write(KV, 'again', secret('3'), 2)).toBe(3)
      expect(await read('again')).toEqual({ version: 3, data: { value: '3' } })
    })

    it('that were destroyed stay absent, and undeleting them is no error', async () => {
      const vault = await written('destroyed', 'x')
      await server().destroy(KV, 'destroyed', 1)
      await vault.undeleteVersions(KV, 'destroyed', [1])
      expect(await read('destroyed')).toEqual({ state: 'absent', version: 1 })
      expect(await readVersion('destroyed', 1)).toEqual({ state: 'absent', version: 1 })
    })

    it('of a secret that nobody has written are deleted and undeleted without any effect', async () => {
      const { vault } = server()
      await vault.deleteVersions(KV, 'never', [1])
      await vault.undeleteVersions(KV, 'never', [1])
      expect(await vault.write(KV, 'never', secret('x'), 0)).toBe(1)
      expect(await read('never')).toEqual({ version: 1, data: { value: 'x' } })
    })
  })
}
