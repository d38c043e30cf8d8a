import { randomUUID } from 'node:crypto'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { type Client, dataIn, type Envelope, textIn } from './client.ts'
import { VaultError } from './errors.ts'
import { fieldsOf } from './fields.ts'
import { look } from './look.ts'
import { apiPath } from './paths.ts'
import type { SecretIdFacts, Vault } from './port.ts'

type AppRole = Pick<
  Vault,
  'role' | 'roleId' | 'writeRole' | 'deleteRole' | 'writeRoleId' | 'issueSecretId' | 'secretIds' | 'secretId' | 'destroySecretId'
>

/** The AppRole auth method. */
export function appRolePort(client: Client): AppRole {
  const at = (mount: string, role: string, ...rest: string[]) => apiPath('auth', mount, 'role', role, ...rest)
  return {
    role: (mount, name) => look(async () => fieldsOf(dataIn(await client.get(at(mount, name)), at(mount, name)))),

    roleId: (mount, name) =>
      look(async () => textIn((await client.get(at(mount, name, 'role-id'))).data, 'role_id', at(mount, name))),

    async writeRole(mount, name, fields) {
      await client.post(at(mount, name), fields)
    },

    async deleteRole(mount, name) {
      try {
        await client.delete(at(mount, name))
      } catch (error) {
        // The auth method is gone, and its roles with it.
        if (!(error instanceof VaultError && error.status === 404)) throw error
      }
    },

    async writeRoleId(mount, name, roleId) {
      await client.post(at(mount, name, 'role-id'), { role_id: roleId })
    },

    async issueSecretId(mount, role, { metadata, ttl, boundCidrs, hide }) {
      // Choosing the id here makes this safe to repeat: a second attempt learns that the first one succeeded.
      const secretId = new Secret<string>(randomUUID())
      hide(secretId)
      const body = {
        secret_id: secretId.reveal(),
        metadata: JSON.stringify(metadata),
        ...(ttl === undefined ? {} : { ttl: `${ttl}s` }),
        // The first limits logins and nothing else, the second the use of the tokens that they give.
        ...(boundCidrs === undefined ? {} : { cidr_list: boundCidrs, token_bound_cidrs: boundCidrs })
      }
      const path = at(mount, role, 'custom-secret-id')
      try {
        const { data } = await client.post(path, body)
        return { secretId, accessor: textIn(data, 'secret_id_accessor', path) }
      } catch (error) {
        if (!(error instanceof VaultError && error.says('already registered'))) throw error
        const lookup = at(mount, role, 'secret-id', 'lookup')
        const { data } = await client.post(lookup, { secret_id: secretId.reveal() })
        return { secretId, accessor: textIn(data, 'secret_id_accessor', lookup) }
      }
    },

    async secretIds(mount, role) {
      const listed = await look(
        async () => (await client.get(`${at(mount, role, 'secret-id')}?list=true`)).data?.['keys'],
        isGone
      )
      if (listed.state === 'not-visible') {
        throw new UserError(listed.because, {
          hint: `Allow list on ${at(mount, role, 'secret-id')}, so that the run can find secret-ids that an interrupted run left.`
        })
      }
      return listed.state === 'present' ? (listed.value as string[]) : []
    },

    async secretId(mount, role, accessor) {
      const path = at(mount, role, 'secret-id-accessor', 'lookup')
      const seen = await look(async () => (await client.post(path, { secret_id_accessor: accessor })).data, isGone)
      if (seen.state !== 'present') return seen
      // The accessor of another role has an empty answer.
      return seen.value ? { state: 'present', value: factsOf(seen.value) } : { state: 'absent' }
    },

    async destroySecretId(mount, role, accessor) {
      try {
        await client.post(at(mount, role, 'secret-id-accessor', 'destroy'), { secret_id_accessor: accessor })
      } catch (error) {
        if (!(error instanceof VaultError && isGone(error))) throw error
      }
    }
  }
}

/** Whether the accessor or its role is gone: AppRole answers 400, 404 or 500 then. */
const isGone = (error: VaultError) =>
  error.status === 404 || error.says('failed to find accessor entry') || error.says('does not exist')

function factsOf(data: NonNullable<Envelope['data']>): SecretIdFacts {
  const expires = new Date(String(data['expiration_time']))
  const boundCidrs = (data['cidr_list'] ?? []) as string[]
  return {
    created: new Date(String(data['creation_time'])),
    metadata: (data['metadata'] ?? {}) as Record<string, string>,
    // Go's zero time, year 1, means never.
    ...(expires.getUTCFullYear() > 1 ? { expires } : {}),
    ...(boundCidrs.length > 0 ? { boundCidrs } : {})
  }
}
