import { asAppRole } from '../identity/identities.ts'
import type { Manifest } from './manifest.ts'
import { MANAGED } from './schema.ts'

/** What the folders, the role and the policy of a workstation are called by, as those of an isolated Deployment are by its key. */
export const LOCAL = 'local'

/** Of the name of a manifest. */
const LONGEST = 63

/**
 * The manifest as it applies to a workstation. It has a name of its own, and with it a ledger: nothing of it is ever mixed up with what
 * the Deployments read. What the file says of production's Vault and role does not count: its address as Airflow sees it, the
 * role-id, addresses that a secret-id is bound to, and who manages what. A replaced secret-id goes with the next run.
 */
export function localManifest(manifest: Manifest, airflowUrl: string): Manifest {
  const { airflowUrl: _u, airflowCa, ...vault } = manifest.vault
  const { roleId: _r, secretIdBoundCidrs: _b, ...identity } = asAppRole(manifest.identity)
  const { rotateAfter } = identity.secretId
  return {
    ...manifest,
    name: `${manifest.name.slice(0, LONGEST - LOCAL.length - 1)}-${LOCAL}`,
    vault: { ...vault, airflowUrl, ...(airflowCa !== undefined && airflowUrl.startsWith('https:') ? { airflowCa } : {}) },
    identity: { ...identity, secretId: { ttl: 0, rotateAfter, destroyAfter: 0 } },
    manage: new Set(MANAGED),
    astro: { ...manifest.astro, providerInstalled: true, wake: false },
    coverage: 'off',
    deployments: new Map()
  }
}
