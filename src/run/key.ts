import type { KeyObject } from 'node:crypto'
import type { VaultContext } from '../apply/ports.ts'
import { makeKey } from '../records/key.ts'

/** The key that was seen; if there was none, one that is made when it is needed. */
export function keyOnce(
  seen: KeyObject | undefined,
  { vault, mount }: Pick<VaultContext, 'vault' | 'mount'>
): VaultContext['key'] {
  let key = seen && Promise.resolve(seen)
  return () => (key ??= makeKey(vault, mount))
}
