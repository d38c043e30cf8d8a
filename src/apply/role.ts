import { identityKind } from '../identity/identities.ts'
import type { Step } from '../plan/step.ts'
import { whoMayUse } from '../records/readers.ts'
import { type Grants, grantsFor, includes, parsePolicy, union } from '../vault/policy.ts'
import type { RoleFields } from '../vault/port.ts'
import type { VaultContext } from './ports.ts'
import { writeShared } from './shared-login.ts'
import { StalePlan } from './stale-plan.ts'

type RoleStep = Extract<Step, { kind: 'role' }>

/**
 * Vault has no check-and-set for roles either. If another run has let somebody in by a policy that the role has just lost, the role
 * gets that policy back, and the plan is made again.
 */
export async function replaceRole({ access, fields, was, login }: RoleStep, context: VaultContext): Promise<'done'> {
  const { vault } = context
  const write = (fields: RoleFields) => vault.writeRole(access.authMount, access.role, fields)
  const { refusesMore } = identityKind(access)
  if (fields !== undefined) {
    const look = () => vault.role(access.authMount, access.role)
    const shared = refusesMore && {
      thing: { kind: 'role', access } as const,
      subject: `role ${access.role}`,
      refusesMore,
      look,
      write
    }
    await (shared === undefined ? write(fields) : writeShared(shared, fields, context))
    const [kept, lost] = [policiesIn(fields), policiesIn(was).filter(name => !policiesIn(fields).includes(name))]
    if (lost.length > 0 && (await isNeeded(lost, kept, access, context))) {
      await write({ ...fields, token_policies: [...kept, ...lost] })
      throw new StalePlan(`another Deployment began to use role ${access.role} during this run`, {
        hint: 'The role has the policies that it had before. Run again.'
      })
    }
  }
  if (login !== undefined) await identityKind(access).setLogin(vault, access, login)
  return 'done'
}

/** Whether somebody logs in with the role and reads by the `lost` policies alone. */
async function isNeeded(
  lost: readonly string[],
  kept: readonly string[],
  access: RoleStep['access'],
  { vault, readers }: Pick<VaultContext, 'vault' | 'readers'>
): Promise<boolean> {
  const grantsOf = async (names: readonly string[]): Promise<Grants> => {
    const texts = await Promise.all(names.map(name => vault.policy(name)))
    return texts
      .flatMap(text => (text.state === 'present' ? (parsePolicy(text.value)?.grants ?? []) : []))
      .reduce(union, new Map())
  }
  const [before, now] = [await grantsOf(lost), await grantsOf(kept)]
  const { uses } = whoMayUse({ kind: 'role', access }, await readers(lost))
  return [...grantsFor(uses)].some(grant => includes(before, new Map([grant])) && !includes(now, new Map([grant])))
}

const policiesIn = ({ token_policies: policies }: RoleFields): readonly string[] => [policies ?? []].flat().map(String)
