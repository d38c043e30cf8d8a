import { identityKind } from '../../identity/identities.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { planVaultOutages } from '../outages.ts'
import { conflict, join, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'
import { planAuthConfig } from './auth-config.ts'
import { planClaim, planLedger } from './claim.ts'
import type { DesiredVault } from './desired.ts'
import { createIfManaged, notVisible } from './managed.ts'
import { planOrphansOutside } from './orphans-outside.ts'
import { planPolicy } from './policy.ts'
import { planPrune } from './prune.ts'
import { planRole } from './role.ts'
import { planSecrets } from './secrets.ts'

/** From nothing to readable secrets: auth method, mount, policy, role, variables and connections. Pure. */
export function planVault(desired: DesiredVault, observed: ObservedVault): Plan<VaultStep> {
  const secrets = join([planSecrets(desired, observed), planPrune(desired, observed)])
  const access = join([planPolicy(desired, observed), planRole(desired, observed)])
  return join([
    planAuthMethod(desired, observed),
    planAuthConfig(desired, observed),
    planMount(desired, observed),
    planClaim(desired, observed, secrets.steps),
    planGenerated(desired),
    access,
    secrets,
    planVaultOutages([...access.steps, ...secrets.steps], desired.wanted.length, observed),
    planOrphansOutside(desired, observed),
    planLedger(desired, observed, secrets.steps)
  ])
}

/** Before any secret that has one of them in it. */
function planGenerated({ scope, drawn }: DesiredVault): Plan<VaultStep> {
  if (drawn.size === 0) return planOf({})
  const reason = `${drawn.size === 1 ? 'it is' : 'they are'} new, or \`rotate\` changed`
  return planOf({ steps: [{ kind: 'generate', manifest: scope.manifest, drawn, reason }] })
}

type Place = Pick<DesiredVault, 'manifest' | 'scope'>

export function planAuthMethod({ manifest, scope }: Place, { authMethod }: Pick<ObservedVault, 'authMethod'>): Plan<VaultStep> {
  const subject = `auth method ${scope.authMount}/`
  const { authType, section } = identityKind(scope)
  if (authMethod.state === 'not-visible') return notVisible(manifest, 'auth-method', subject, authMethod)
  if (authMethod.state === 'absent') {
    return createIfManaged(manifest, 'auth-method', subject, {
      kind: 'auth-method',
      path: scope.authMount,
      type: authType,
      reason: 'it is not enabled there yet'
    })
  }
  if (authMethod.value === authType) return planOf({})
  return told(conflict(subject, `is of type ${authMethod.value}, not ${authType}`, `Set ${section}.mount to another path.`))
}

export function planMount({ manifest, scope }: Place, { mount }: Pick<ObservedVault, 'mount'>): Plan<VaultStep> {
  const subject = `mount ${scope.mount}/`
  if (mount.state === 'not-visible') return notVisible(manifest, 'mount', subject, mount)
  if (mount.state === 'absent')
    return createIfManaged(manifest, 'mount', subject, {
      kind: 'mount',
      path: scope.mount,
      reason: 'it is not enabled there yet'
    })
  const { type, version } = mount.value
  if (type === 'kv' && version === '2') return planOf({})
  return told(
    type === 'kv' || type === 'generic'
      ? conflict(
          subject,
          'is KV version 1, which keeps no versions',
          `Upgrade it with \`vault kv enable-versioning ${scope.mount}/\`, or set \`vault.mount\` to another mount.`
        )
      : conflict(subject, `is of type ${type}, not kv`, 'Set `vault.mount` to another mount.')
  )
}
