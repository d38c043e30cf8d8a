import { Secret } from '../base/secret.ts'
import { VaultError } from '../vault/errors.ts'
import type { Runtime, SecretIdRequest, Vault, Visible } from '../vault/port.ts'
import type { AppRole } from './approle-section.ts'
import {
  type Access,
  type CredentialKind,
  type Entered,
  type EnterOptions,
  type Issued,
  type LoginFacts,
  required
} from './identity.ts'

/** Secret-ids. The metadata of each names the Deployment that it was issued for. */
export const secretIds: CredentialKind<AppRole> = {
  noun: 'secret-id',
  rotateAfter: ({ secretId }) => secretId.rotateAfter,
  async facts(vault, { authMount, role }, id) {
    const found = await vault.secretId(authMount, role, id)
    if (found.state !== 'present') return found
    const { metadata, ...facts } = found.value
    const deployment = metadata['deployment']
    return { state: 'present', value: { ...facts, ...(deployment === undefined ? {} : { deployment }) } }
  },

  async issuedFor(vault, { authMount, role }, deployment, known) {
    const found: string[] = []
    for (const accessor of await vault.secretIds(authMount, role)) {
      if (known.has(accessor)) continue
      const facts = await vault.secretId(authMount, role, accessor)
      if (facts.state === 'present' && facts.value.metadata['deployment'] === deployment) found.push(accessor)
    }
    return found
  },

  isBound: ({ secretIdBoundCidrs }) => secretIdBoundCidrs === 'deployment',
  issue,
  destroy: (vault, { authMount, role }, id) => vault.destroySecretId(authMount, role, id)
}

async function issue(vault: Vault, { authMount, role }: Access, request: SecretIdRequest): Promise<Issued> {
  const { secretId, accessor } = await vault.issueSecretId(authMount, role, request)
  const kwargs = secretId.map(secret_id => ({ secret_id }))
  return { id: accessor, kwargs, ...(request.boundCidrs && { isBound: true }) }
}

export const loginPath = ({ authMount, role }: Access): string => `auth/${authMount}/role/${role}/role-id`

export async function login(vault: Vault, { authMount, role }: Access): Promise<Visible<LoginFacts>> {
  const found = await vault.roleId(authMount, role)
  return found.state === 'present' ? { state: 'present', value: { role_id: found.value } } : found
}

/**
 * Logs in with the secret-id that was just issued, or with a temporary one that `forget` destroys after the login. One that is bound
 * to addresses would be refused here. The temporary one differs from it in nothing else.
 */
export async function enter(vault: Vault, access: Access, { issued, facts: known, mask, note }: EnterOptions): Promise<Entered> {
  if (issued !== undefined && !issued.credential.isBound)
    return { runtime: await logIn(vault, access, issued.facts, issued.credential), forget: async () => {} }
  const issuing = issue(vault, access, { metadata: { purpose: 'verify' }, ttl: 60, hide: mask })
  const forget = async () => {
    const { id } = await issuing
    await secretIds.destroy(vault, access, id).catch(error => {
      if (!(error instanceof VaultError && error.status === 403)) throw error
      note(`could not be destroyed, and expires within a minute: ${error.message}`)
    })
  }
  try {
    const asked = async () => required(await login(vault, access), loginPath(access))
    const [facts, made] = await Promise.all([known ?? asked(), issuing])
    return { runtime: await logIn(vault, access, facts, made), forget }
  } catch (error) {
    // Even if this fails, the secret-id expires by itself; the first error is the one to report.
    await forget().catch(() => {})
    throw error
  }
}

function logIn(vault: Vault, { authMount }: Access, { role_id = '' }: LoginFacts, { kwargs }: Issued): Promise<Runtime> {
  return vault.runtime(authMount, role_id, new Secret(kwargs.reveal()['secret_id'] ?? ''))
}
