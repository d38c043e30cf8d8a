import { UserError } from '../base/errors.ts'
import { Unreachable } from '../http/errors.ts'
import type { Scope } from '../manifest/scope.ts'
import { roleClaimedByOthers } from '../records/claims.ts'
import { readKey } from '../records/key.ts'
import { type Readers, roleOf } from '../records/readers.ts'
import { VaultError } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import type { ObservedVault } from './observed.ts'

/**
 * What other manifests ask of the role: those on the mount of the scope (`served`: there is one already), and wherever consumers
 * that use it are recorded.
 */
export async function observeRoleClaims(
  vault: Vault,
  scope: Scope,
  { uses }: Readers,
  served: boolean
): Promise<ObservedVault['roleClaims']> {
  const { manifest } = scope
  const mounts = new Set([...(served ? [scope.mount] : []), ...uses.map(({ mount }) => mount)])
  const read = async (mount: string) =>
    await roleClaimedByOthers(vault, { mount, manifest, key: await readKey(vault, mount) }, roleOf(scope))
  const found = await Promise.all([...mounts].map(mount => read(mount).catch(unlessUnreadable)))
  return found.includes(undefined) ? undefined : new Map(found.flatMap(claims => [...(claims ?? [])]))
}

/** A record that this token may not read, or that is damaged, is unknown. What Vault itself refuses ends the run. */
function unlessUnreadable(error: unknown): undefined {
  if (error instanceof VaultError || error instanceof Unreachable || !(error instanceof UserError)) throw error
}
