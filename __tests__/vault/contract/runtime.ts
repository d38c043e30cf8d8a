import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { grantsFor, policyText } from '../../../src/vault/policy.ts'
import type { Runtime } from '../../../src/vault/port.ts'
import { APPROLE, KV, type Server } from './contract.ts'

const REFUSED = /^Airflow's login with approle at auth\/approle \(no namespace\) failed: .*: invalid role or secret ID$/

export function runtimes(server: () => Server): void {
  /** A role that may read two folders of its own, and a secret-id of it. */
  async function airflow(name: string, fields = {}) {
    const { vault } = server()
    const grants = grantsFor([{ mount: KV, variablesPath: `${name}/variables`, connectionsPath: `${name}/connections` }])
    await vault.writePolicy(name, policyText('manual', grants))
    await vault.writeRole(APPROLE, name, { token_policies: [name], ...fields })
    const roleId = await vault.roleId(APPROLE, name)
    if (roleId.state !== 'present') throw new Error('no role-id')
    const { secretId, accessor } = await vault.issueSecretId(APPROLE, name, { hide: () => {}, metadata: {} })
    const logIn = (given = secretId, mount = APPROLE, id = roleId.value): Promise<Runtime> => vault.runtime(mount, id, given)
    return { vault, logIn, roleId: roleId.value, secretId, accessor }
  }

  describe('the runtime identity', () => {
    it('may read what its policy names, and nothing else', async () => {
      const { logIn } = await airflow('reader')
      const runtime = await logIn()
      const may = ['variables/a', 'variables/deep/down', 'connections/a'].map(path => `${KV}/data/reader/${path}`)
      const mayNot = [`${KV}/data/reader/variables`, `${KV}/data/reader/other/a`, `${KV}/metadata/reader/variables/a`, 'sys/auth']
      const granted = await runtime.capabilities([...may, ...mayNot])
      expect(may.map(path => granted.get(path))).toEqual(may.map(() => ['read']))
      expect(mayNot.map(path => granted.get(path))).toEqual(mayNot.map(() => ['deny']))
      await runtime.leave()
    })

    it('reads what is there, and knows what is absent from what it may not see', async () => {
      const { vault, logIn } = await airflow('sees')
      for (const path of ['sees/variables/a', 'sees/variables/gone', 'sees/other/a'])
        await vault.write(KV, path, new Secret({ value: path }), 0)
      await vault.deleteVersions(KV, 'sees/variables/gone', [1])
      const runtime = await logIn()
      const found = await runtime.read(KV, 'sees/variables/a')
      expect(found.state === 'present' && found.data.reveal()).toEqual({ value: 'sees/variables/a' })
      expect(await runtime.read(KV, 'sees/variables/gone')).toMatchObject({ state: 'absent', version: 1 })
      expect(await runtime.read(KV, 'sees/variables/never')).toEqual({ state: 'absent', version: 0 })
      expect(await runtime.read(KV, 'sees/other/a')).toMatchObject({ state: 'not-visible' })
      await runtime.leave()
    })

    it('is let in by a secret-id that is bound to its address, and by no other bound one', async () => {
      const { vault, logIn } = await airflow('bound')
      const issue = (boundCidrs: readonly string[]) =>
        vault.issueSecretId(APPROLE, 'bound', { hide: () => {}, metadata: {}, boundCidrs })
      const [here, elsewhere] = [await issue(['192.0.2.1/32', '127.0.0.1/32']), await issue(['192.0.2.1/32'])]
      const runtime = await logIn(here.secretId)
      expect((await runtime.capabilities([`${KV}/data/bound/variables/a`])).size).toBe(1)
      await runtime.leave()
      await expect(logIn(elsewhere.secretId)).rejects.toThrow(
        'source address "127.0.0.1" unauthorized through CIDR restrictions on the secret ID'
      )
    })

    it('follows a policy that is changed while it is logged in', async () => {
      const { vault, logIn } = await airflow('follows')
      const runtime = await logIn()
      await vault.writePolicy('follows', policyText('manual', new Map([[`${KV}/data/elsewhere`, new Set(['read'])]])))
      expect(await runtime.capabilities([`${KV}/data/follows/variables/a`, `${KV}/data/elsewhere`])).toEqual(
        new Map([
          [`${KV}/data/follows/variables/a`, ['deny']],
          [`${KV}/data/elsewhere`, ['read']]
        ])
      )
      await runtime.leave()
    })

    it('has nothing left after it has left, which it may do twice', async () => {
      const { vault, logIn } = await airflow('leaves')
      await vault.write(KV, 'leaves/variables/a', new Secret({ value: 'x' }), 0)
      const runtime = await logIn()
      await runtime.leave()
      expect(await runtime.read(KV, 'leaves/variables/a')).toMatchObject({ state: 'not-visible' })
      await expect(runtime.capabilities([`${KV}/data/leaves/variables/a`])).rejects.toMatchObject({ status: 403 })
      await runtime.leave()
      await (await logIn()).leave()
    })
  })

  describe('a login', () => {
    it('needs a role-id and a secret-id of the same role, at the mount of both', async () => {
      const { logIn } = await airflow('one')
      const other = await airflow('other')
      await server().vault.enableAuth('empty', 'approle')
      await expect(logIn(new Secret('made-up'))).rejects.toThrow(REFUSED)
      await expect(logIn(other.secretId)).rejects.toThrow(REFUSED)
      await expect(logIn(undefined, APPROLE, 'made-up')).rejects.toThrow(REFUSED)
      await expect(logIn(undefined, 'empty')).rejects.toThrow(/^Airflow's login .* auth\/empty .*: invalid role or secret ID$/)
      await expect(logIn(undefined, 'nowhere')).rejects.toThrow(/^Airflow's login .* auth\/nowhere .*: permission denied$/)
      await (await logIn()).leave()
    })

    it('is refused once the secret-id is destroyed', async () => {
      const { vault, logIn, accessor } = await airflow('ended')
      await vault.destroySecretId(APPROLE, 'ended', accessor)
      await expect(logIn()).rejects.toThrow(REFUSED)
    })

    it('takes one of the uses of a secret-id, which is gone after the last one', async () => {
      const { vault, logIn, accessor } = await airflow('used', { secret_id_num_uses: 2 })
      await (await logIn()).leave()
      expect(await vault.secretIds(APPROLE, 'used')).toEqual([accessor])
      await (await logIn()).leave()
      expect(await vault.secretIds(APPROLE, 'used')).toEqual([])
      await expect(logIn()).rejects.toThrow(REFUSED)
    })
  })
}
