import type { ObservedVault } from '../../src/observe/observed.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planVault } from '../../src/plan/vault/vault.ts'
import { aManifest } from './manifest.ts'
import { desiredVault, observedVault } from './vault.ts'

/** The plan for a server that a finished run has left, but for what is different. */
export const plan = (difference: Partial<ObservedVault>, manifest = aManifest()): Plan =>
  planVault(desiredVault(manifest), observedVault(difference))

/** The same with on-conflict: adopt. */
export const adopt = (difference: Partial<ObservedVault>, manifest = aManifest()): Plan =>
  planVault(desiredVault(manifest, { adopt: true }), observedVault(difference))

/** A manifest that leaves `what` to others. */
export const without = (what: string) =>
  aManifest({ manage: ['auth-method', 'mount', 'policy', 'role'].filter(managed => managed !== what) })
