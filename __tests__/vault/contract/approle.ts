import { describe, expect, it } from '@jest/globals'
import type { Secret } from '../../../src/base/secret.ts'
import type { Vault } from '../../../src/vault/port.ts'
import { UNTOUCHED } from '../../build/vault.ts'
import { APPROLE, type Server } from './contract.ts'

const hide = () => {}

export function appRoles(server: () => Server): void {
  const role = async (name: string, fields = {}): Promise<Vault> => {
    await server().vault.writeRole(APPROLE, name, fields)
    return server().vault
  }

  describe('a role', () => {
    it('is absent until it is written; what is not named in a write is as in every new role', async () => {
      expect(await server().vault.role(APPROLE, 'new')).toEqual({ state: 'absent' })
      const vault = await role('new', { token_policies: ['p'], token_ttl: 60 })
      const { state, ...rest } = await vault.role(APPROLE, 'new')
      expect([state, rest]).toEqual([
        'present',
        { value: expect.objectContaining({ ...UNTOUCHED, token_policies: ['p'], token_ttl: 60 }) }
      ])
    })

    it('keeps what a later write does not name, and its role-id', async () => {
      const vault = await role('kept', { token_policies: ['p'], token_ttl: 60, secret_id_num_uses: 3 })
      const before = await vault.roleId(APPROLE, 'kept')
      await role('kept', { token_ttl: 120 })
      expect(await vault.role(APPROLE, 'kept')).toMatchObject({
        value: { token_policies: ['p'], token_ttl: 120, secret_id_num_uses: 3 }
      })
      expect(await vault.roleId(APPROLE, 'kept')).toEqual(before)
    })

    it('has a role-id, which can be given', async () => {
      const vault = await role('identified')
      expect(await vault.roleId(APPROLE, 'identified')).toEqual({ state: 'present', value: expect.stringMatching(/./) })
      await vault.writeRoleId(APPROLE, 'identified', 'an-id-of-mine')
      expect(await vault.roleId(APPROLE, 'identified')).toEqual({ state: 'present', value: 'an-id-of-mine' })
    })

    it('that is not there has no role-id, and none can be given', async () => {
      const { vault } = server()
      expect(await vault.roleId(APPROLE, 'nobody')).toEqual({ state: 'absent' })
      await expect(vault.writeRoleId(APPROLE, 'nobody', 'x')).rejects.toMatchObject({ status: 404 })
    })

    it('cannot have the role-id of another one', async () => {
      const vault = await role('first')
      await role('second')
      await vault.writeRoleId(APPROLE, 'first', 'taken')
      await expect(vault.writeRoleId(APPROLE, 'second', 'taken')).rejects.toThrow('role_id already in use')
    })

    it('is absent, and cannot be written, where no auth method is enabled', async () => {
      const { vault } = server()
      expect(await vault.role('nowhere', 'r')).toEqual({ state: 'absent' })
      expect(await vault.roleId('nowhere', 'r')).toEqual({ state: 'absent' })
      await expect(vault.writeRole('nowhere', 'r', {})).rejects.toMatchObject({ status: 404 })
    })

    it('is not visible to a token that may not look', async () => {
      await role('hidden')
      expect(await server().powerless(vault => vault.role(APPROLE, 'hidden'))).toMatchObject({ state: 'not-visible' })
      expect(await server().powerless(vault => vault.roleId(APPROLE, 'hidden'))).toMatchObject({ state: 'not-visible' })
      await expect(server().powerless(vault => vault.writeRole(APPROLE, 'hidden', {}))).rejects.toMatchObject({ status: 403 })
    })
  })

  describe('a secret-id', () => {
    it("is known by its accessor, with its metadata and its time by the server's clock", async () => {
      const vault = await role('tagged')
      const before = Math.floor((await vault.now()).getTime() / 1000)
      const { accessor } = await vault.issueSecretId(APPROLE, 'tagged', { hide, metadata: { run: '1' } })
      const found = await vault.secretId(APPROLE, 'tagged', accessor)
      expect(found).toEqual({ state: 'present', value: { created: expect.any(Date), metadata: { run: '1' } } })
      const created = found.state === 'present' ? found.value.created.getTime() : 0
      expect(Math.floor(created / 1000)).toBeGreaterThanOrEqual(before)
    })

    it('is hidden before a server sees it, which may refuse it', async () => {
      const hidden: Secret[] = []
      const request = { metadata: {}, hide: (secretId: Secret) => hidden.push(secretId) }
      const issued = await (await role('drawn')).issueSecretId(APPROLE, 'drawn', request)
      expect(hidden[0]?.equals(issued.secretId)).toBe(true)
      await expect(server().vault.issueSecretId(APPROLE, 'nobody', request)).rejects.toMatchObject({ status: 404 })
      expect(hidden).toHaveLength(2)
    })

    it('is one of those of its role', async () => {
      const vault = await role('several')
      expect(await vault.secretIds(APPROLE, 'several')).toEqual([])
      const issue = () => vault.issueSecretId(APPROLE, 'several', { hide, metadata: {} })
      const issued = [await issue(), await issue()]
      expect(new Set(await vault.secretIds(APPROLE, 'several'))).toEqual(new Set(issued.map(({ accessor }) => accessor)))
    })

    it.each([
      { name: 'the one asked for', role: 'asked', fields: { secret_id_ttl: 600 }, request: { ttl: 60 }, seconds: 60 },
      { name: "its role's otherwise", role: 'unasked', fields: { secret_id_ttl: 600 }, request: {}, seconds: 600 },
      { name: 'none where neither has one', role: 'endless', fields: {}, request: {}, seconds: undefined }
    ])('has a ttl: $name', async ({ role: name, fields, request, seconds }) => {
      const vault = await role(name, fields)
      const { accessor } = await vault.issueSecretId(APPROLE, name, { hide, metadata: {}, ...request })
      const found = await vault.secretId(APPROLE, name, accessor)
      const { created, expires } = found.state === 'present' ? found.value : {}
      expect(created && expires && expires.getTime() - created.getTime()).toBe(seconds && seconds * 1000)
    })

    it('may be bound to CIDR blocks', async () => {
      const vault = await role('bound')
      const boundCidrs = ['192.0.2.1/32', '192.0.2.2/32']
      const { accessor } = await vault.issueSecretId(APPROLE, 'bound', { hide, metadata: {}, boundCidrs })
      expect(await vault.secretId(APPROLE, 'bound', accessor)).toMatchObject({ value: { boundCidrs } })
    })

    it('cannot outlive what its role allows', async () => {
      const vault = await role('short', { secret_id_ttl: 60 })
      await expect(vault.issueSecretId(APPROLE, 'short', { hide, metadata: {}, ttl: 61 })).rejects.toThrow(
        "ttl cannot be longer than the role's secret_id_ttl"
      )
      expect(await vault.secretIds(APPROLE, 'short')).toEqual([])
    })

    it('that is destroyed is absent; destroying it again, or one that never was, is fine', async () => {
      const vault = await role('destroyed')
      const { accessor } = await vault.issueSecretId(APPROLE, 'destroyed', { hide, metadata: {} })
      for (const one of [accessor, accessor, 'never-was']) await vault.destroySecretId(APPROLE, 'destroyed', one)
      expect(await vault.secretId(APPROLE, 'destroyed', accessor)).toEqual({ state: 'absent' })
      expect(await vault.secretIds(APPROLE, 'destroyed')).toEqual([])
    })

    it('of another role is absent, and cannot be destroyed', async () => {
      const vault = await role('mine')
      await role('theirs')
      const { accessor } = await vault.issueSecretId(APPROLE, 'theirs', { hide, metadata: {} })
      expect(await vault.secretId(APPROLE, 'mine', accessor)).toEqual({ state: 'absent' })
      await expect(vault.destroySecretId(APPROLE, 'mine', accessor)).rejects.toThrow('invalid secret id accessor')
      expect(await vault.secretId(APPROLE, 'theirs', accessor)).toMatchObject({ state: 'present' })
    })

    it('of a role that is not there is absent, and cannot be issued', async () => {
      const { vault } = server()
      expect(await vault.secretIds(APPROLE, 'nobody')).toEqual([])
      expect(await vault.secretId(APPROLE, 'nobody', 'accessor')).toEqual({ state: 'absent' })
      await vault.destroySecretId(APPROLE, 'nobody', 'accessor')
      await expect(vault.issueSecretId(APPROLE, 'nobody', { hide, metadata: {} })).rejects.toMatchObject({ status: 404 })
    })

    it('is neither listed, seen, issued nor destroyed by a token that may not', async () => {
      const issued = await (await role('closed')).issueSecretId(APPROLE, 'closed', { hide, metadata: {} })
      const { powerless } = server()
      await expect(powerless(vault => vault.secretIds(APPROLE, 'closed'))).rejects.toThrow('permission denied')
      expect(await powerless(vault => vault.secretId(APPROLE, 'closed', issued.accessor))).toMatchObject({
        state: 'not-visible'
      })
      for (const change of [
        (vault: Vault) => vault.issueSecretId(APPROLE, 'closed', { hide, metadata: {} }),
        (vault: Vault) => vault.destroySecretId(APPROLE, 'closed', issued.accessor)
      ])
        await expect(powerless<unknown>(change)).rejects.toMatchObject({ status: 403 })
      expect(await server().vault.secretIds(APPROLE, 'closed')).toEqual([issued.accessor])
    })
  })
}
