import { UserError } from '../base/errors.ts'
import { identityKind } from '../identity/identities.ts'
import { differingFields } from '../identity/role-fields.ts'
import type { Step } from '../plan/step.ts'
import { named, type Thing, whoMayUse } from '../records/readers.ts'
import type { RoleFields, Visible } from '../vault/port.ts'
import type { DeploymentContext, VaultContext } from './ports.ts'
import { StalePlan } from './stale-plan.ts'

/** What several Deployments log in by: a role, or the settings of its auth method. */
interface Shared {
  readonly thing: Extract<Thing, { kind: 'role' | 'auth-method' }>
  /** For a person. */
  readonly subject: string
  readonly refusesMore: (there: RoleFields, wanted: RoleFields) => boolean
  look(): Promise<Visible<RoleFields>>
  write(fields: RoleFields): Promise<void>
}

/**
 * Writes it without check-and-set, which Vault does not have for it. Whoever is about to log in by it is recorded first and looks at it
 * then (`requireAsWanted`), so whoever is not seen here sees what was written.
 */
export async function writeShared(
  { thing, subject, refusesMore, look, write }: Shared,
  fields: RoleFields,
  { readers }: Pick<VaultContext, 'readers'>
): Promise<void> {
  const users = async () => named(whoMayUse(thing, await readers()))
  const known = await users()
  const there = await look()
  await write(fields)
  const now = await users()
  if (there.state === 'present' && now.length > 0 && refusesMore(there.value, fields)) {
    await write(Object.fromEntries(Object.keys(fields).map(name => [name, there.value[name] ?? {}])))
    throw new StalePlan(`${now.join(', ')} began to log in by ${subject} during this run`, {
      hint: 'It accepts again what it accepted before. Run again.'
    })
  }
  const came = now.filter(one => !known.includes(one))
  if (came.length === 0) return
  throw new UserError(`${came.join(', ')} began to log in by ${subject} while this run wrote it, and may be refused now`, {
    hint: 'Run mode `deploy` for it: that run says what is in the way.'
  })
}

/** As for a policy: what the plan was made from is compared right before it is replaced. */
export async function configureMethod(
  { path, was, fields }: Extract<Step, { kind: 'auth-config' }>,
  { vault, readers }: Pick<VaultContext, 'vault' | 'readers'>
): Promise<'done'> {
  const expected = { ...fields, ...was }
  const subject = `auth method ${path}/`
  const look = async () => {
    const there = await vault.authConfig(path)
    if (there.state !== 'present' || differingFields(there.value, expected).length === 0) return there
    throw new StalePlan(`the settings of ${subject} were changed by somebody else during this run`, {
      hint: 'Nothing was overwritten. Run again to compare them with what the manifest wants.'
    })
  }
  const write = (fields: RoleFields) => vault.configureAuth(path, fields)
  const thing = { kind: 'auth-method', path } as const
  // What refuses more is never planned.
  await writeShared({ thing, subject, refusesMore: () => false, look, write }, fields, { readers })
  return 'done'
}

/**
 * Nothing proves a login without `enter`, so what it depends on is looked at again once everybody can see who is about to have it:
 * whoever changes that later has to ask. Throws if it is not as the manifest wants it.
 */
export async function requireAsWanted({
  vault,
  scope,
  manifest: { identity, manage }
}: Pick<DeploymentContext, 'vault' | 'scope' | 'manifest'>): Promise<void> {
  const { enter, roleFields, methodFields } = identityKind(scope)
  if (enter !== undefined) return
  // A role may have more policies.
  const { token_policies: _, ...role } = roleFields(identity, scope.policy)
  if (manage.has('role')) requireSame(`role ${scope.role}`, await vault.role(scope.authMount, scope.role), role)
  if (manage.has('auth-method') && methodFields !== undefined)
    requireSame(`auth method ${scope.authMount}/`, await vault.authConfig(scope.authMount), methodFields(identity))
}

function requireSame(subject: string, there: Visible<RoleFields>, wanted: RoleFields): void {
  const differing = there.state === 'present' ? differingFields(there.value, wanted) : Object.keys(wanted)
  if (differing.length === 0) return
  throw new UserError(`${subject} was changed by somebody else during this run (${differing.join(', ')})`, {
    hint: 'The Deployment did not get that login. Run again: the next run compares it with the manifest.'
  })
}
