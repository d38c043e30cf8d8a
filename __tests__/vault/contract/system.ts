import { describe, expect, it } from '@jest/globals'
import { anIssuer } from '../../build/jwt.ts'
import type { Server } from './contract.ts'

export function systems(server: () => Server): void {
  describe('capabilities', () => {
    it('are given for every path, whether or not there is anything', async () => {
      expect(await server().vault.capabilities(['sys/auth/x', 'kv/data/nothing'])).toEqual(
        new Map([
          ['sys/auth/x', ['root']],
          ['kv/data/nothing', ['root']]
        ])
      )
    })

    it('are unknown to a token that may not ask for them', async () => {
      expect(await server().powerless(vault => vault.capabilities(['kv/data/x']))).toBeUndefined()
    })
  })

  describe('the clock', () => {
    it('is told to everybody', async () => {
      const [first, second] = [await server().vault.now(), await server().powerless(vault => vault.now())]
      expect(second.getTime()).toBeGreaterThanOrEqual(first.getTime())
    })
  })

  describe('the product and its version', () => {
    it('are told to everybody', async () => {
      const told = await server().powerless(vault => vault.server())
      expect(told).toEqual({
        product: expect.stringMatching(/^(OpenBao|Vault)$/),
        version: expect.stringMatching(/^\d+\.\d+\.\d+/)
      })
    })
  })

  describe('an auth method', () => {
    it('is absent until it is enabled', async () => {
      const { vault } = server()
      expect(await vault.authMethod('people')).toEqual({ state: 'absent' })
      await vault.enableAuth('people', 'userpass')
      expect(await vault.authMethod('people')).toEqual({ state: 'present', value: 'userpass' })
    })

    it('that another run has enabled meanwhile is good if it is of that type', async () => {
      const { vault } = server()
      expect(await vault.enableAuth('twice', 'approle')).toBe(true)
      expect(await vault.enableAuth('twice', 'approle')).toBe(false)
      await expect(vault.enableAuth('twice', 'userpass')).rejects.toThrow('another run has just enabled approle at auth/twice/')
      expect(await vault.authMethod('twice')).toEqual({ state: 'present', value: 'approle' })
    })

    it.each(['above', 'above/it/below'])('cannot be enabled at %s, where another one is in the way', async path => {
      const { vault } = server()
      await vault.enableAuth('above/it', 'approle')
      await expect(vault.enableAuth(path, 'approle')).rejects.toThrow(
        `no auth method can be enabled at auth/${path}/, since there is auth/above/it/`
      )
    })

    it('is not visible to a token that may not look', async () => {
      const seen = await server().powerless(vault => vault.authMethod('approle'))
      expect(seen).toEqual({ state: 'not-visible', because: expect.stringContaining('permission denied') })
    })

    it('is not enabled by a token that may not', async () => {
      await expect(server().powerless(vault => vault.enableAuth('forbidden', 'approle'))).rejects.toMatchObject({ status: 403 })
      expect(await server().vault.authMethod('forbidden')).toEqual({ state: 'absent' })
    })
  })

  describe('the settings of an auth method', () => {
    const issuer = { bound_issuer: 'https://oidc.example.com', jwt_validation_pubkeys: [anIssuer().publicKey.trim()] }

    it('are absent until they are written, and what is not written again stays', async () => {
      const { vault } = server()
      await vault.enableAuth('pods', 'jwt')
      expect(await vault.authConfig('pods')).toEqual({ state: 'absent' })
      await vault.configureAuth('pods', { ...issuer, jwt_supported_algs: ['RS256'], default_role: 'theirs' })
      const keys = [...issuer.jwt_validation_pubkeys, anIssuer().publicKey.trim()]
      await vault.configureAuth('pods', { jwt_validation_pubkeys: keys })
      expect(await vault.authConfig('pods')).toMatchObject({
        state: 'present',
        value: { ...issuer, jwt_validation_pubkeys: keys, jwt_supported_algs: ['RS256'], default_role: 'theirs' }
      })
    })

    it('are not visible to a token that may not look, and not written by it', async () => {
      const { vault } = server()
      await vault.enableAuth('hidden', 'jwt')
      await vault.configureAuth('hidden', issuer)
      expect(await server().powerless(vault => vault.authConfig('hidden'))).toMatchObject({ state: 'not-visible' })
      await expect(server().powerless(vault => vault.configureAuth('hidden', { default_role: 'x' }))).rejects.toThrow()
      expect(await vault.authConfig('hidden')).toMatchObject({ value: issuer })
    })
  })

  describe('a mount', () => {
    it('is absent until it is enabled, and serves at once', async () => {
      const { vault } = server()
      expect(await vault.mount('new')).toEqual({ state: 'absent' })
      expect(await vault.enableKv2('new')).toBe(true)
      expect(await vault.mount('new')).toEqual({ state: 'present', value: { type: 'kv', version: '2' } })
      expect(await vault.read('new', 'x')).toEqual({ state: 'absent', version: 0 })
    })

    it('that another run has made meanwhile is good if it is KV version 2', async () => {
      const { vault, mountKv } = server()
      await mountKv('theirs', '2')
      expect(await vault.enableKv2('theirs')).toBe(false)
      await mountKv('old', '1')
      await expect(vault.enableKv2('old')).rejects.toThrow('another run has just mounted kv version 1 at old/')
      expect(await vault.mount('old')).toEqual({ state: 'present', value: { type: 'kv', version: '1' } })
    })

    it('inside another one is told from one of its own', async () => {
      const { vault, mountKv } = server()
      await mountKv('team', '2')
      await expect(vault.mount('team/airflow')).rejects.toMatchObject({
        message: 'team/airflow/ is not a mount: it is inside the mount team/',
        hint: expect.stringMatching(/^Name the mount team instead/)
      })
      expect(await vault.mount('team')).toMatchObject({ state: 'present' })
    })

    it.each(['deep', 'deep/down/below'])('cannot be made at %s, where another one is in the way', async path => {
      const { vault, mountKv } = server()
      await mountKv('deep/down', '2').catch(() => {})
      await expect(vault.enableKv2(path)).rejects.toThrow(`nothing can be mounted at ${path}/, because deep/down/ is a mount`)
    })

    it('is not visible to a token that may not look', async () => {
      expect(await server().powerless(vault => vault.mount('kv'))).toMatchObject({ state: 'not-visible' })
    })

    it('is not made by a token that may not', async () => {
      await expect(server().powerless(vault => vault.enableKv2('forbidden'))).rejects.toMatchObject({ status: 403 })
      expect(await server().vault.mount('forbidden')).toEqual({ state: 'absent' })
    })
  })

  describe('a policy', () => {
    it('is read as it was written, and written over', async () => {
      const { vault } = server()
      expect(await vault.policy('team-a')).toEqual({ state: 'absent' })
      for (const text of ['# of a\npath "kv/data/a" {\n  capabilities = ["read"]\n}\n', 'path "kv/data/b" {}\n\n']) {
        await vault.writePolicy('team-a', text)
        expect(await vault.policy('team-a')).toEqual({ state: 'present', value: text })
      }
    })

    it('is not visible to a token that may not look, and not written by it', async () => {
      expect(await server().powerless(vault => vault.policy('team-a'))).toMatchObject({ state: 'not-visible' })
      await expect(server().powerless(vault => vault.writePolicy('team-b', ''))).rejects.toMatchObject({ status: 403 })
      expect(await server().vault.policy('team-b')).toEqual({ state: 'absent' })
    })
  })
}
