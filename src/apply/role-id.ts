import { UserError } from '../base/errors.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Vault } from '../vault/port.ts'

/** The role-id that Airflow logs in with; the role exists by the time that it is asked for. */
export async function roleIdOf(vault: Vault, { authMount, role }: Pick<Scope, 'authMount' | 'role'>): Promise<string> {
  const found = await vault.roleId(authMount, role)
  if (found.state === 'present') return found.value
  const why = found.state === 'absent' ? 'the role does not exist' : found.because
  throw new UserError(`the role-id of auth/${authMount}/role/${role} cannot be read: ${why}`, {
    hint: `The token of this run needs read on auth/${authMount}/role/${role}/role-id.`
  })
}
