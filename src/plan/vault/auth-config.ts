import { identityKind } from '../../identity/identities.ts'
import { differingFields, textOf, unsaid } from '../../identity/role-fields.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { createIfManaged, notVisible } from './managed.ts'

/** The settings of an auth method that is enabled, or is about to be: whom it believes. */
export function planAuthConfig(
  { manifest, scope, adopt }: Pick<DesiredVault, 'manifest' | 'scope' | 'adopt'>,
  { authMethod, authConfig }: Pick<ObservedVault, 'authMethod' | 'authConfig'>
): Plan<VaultStep> {
  const { authType, methodFields, refusesMore, section } = identityKind(scope)
  const manages = manifest.manage.has('auth-method')
  const isAnother = authMethod.state === 'present' && authMethod.value !== authType
  const isMissing = authMethod.state === 'absent' && !manages
  // Then there is nothing to configure, and that is said.
  if (methodFields === undefined || isAnother || isMissing) return planOf({})
  const wanted = methodFields(manifest.identity)
  const subject = `the settings of auth method ${scope.authMount}/`
  const step = { kind: 'auth-config', path: scope.authMount, was: {}, fields: wanted } as const
  if (authConfig.state === 'not-visible') return notVisible(manifest, 'auth-method', subject, authConfig)
  if (authConfig.state === 'absent')
    return createIfManaged(manifest, 'auth-method', subject, { ...step, reason: 'it has no settings yet' })
  const there = authConfig.value
  const names = differingFields(there, wanted)
  if (names.length === 0) return planOf({})
  const differences = names.map(name => `${name} is ${shown(there[name])}, not ${shown(wanted[name])}`).join('; ')
  if (!manages) return told(note(subject, `are managed by others and differ: ${differences}`))
  const another = `Set ${section}.mount to another path: each Deployment moves to it when it is deployed.`
  // Who logs in by them is recorded nowhere: it may be a pipeline, or this very run.
  if (refusesMore?.(there, wanted)) return told(conflict(subject, `differ: ${differences}`, another))
  // Whoever is believed here can log in to every role of this method.
  if (!adopt)
    return told(conflict(subject, `differ: ${differences}`, `${another} \`on-conflict: adopt\` lets in whom the manifest adds.`))
  const was = Object.fromEntries(names.map(name => [name, there[name] ?? unsaid(wanted[name])]))
  return planOf({ steps: [{ ...step, was, reason: differences }] })
}

/** Keys are long, and many lines. */
const shown = (field: Parameters<typeof textOf>[0]): string =>
  Array.isArray(field) ? `${field.length} of them` : textOf(field) || 'empty'
