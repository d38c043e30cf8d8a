import { counted } from '../../base/counted.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { orphansOutside } from '../../observe/owned.ts'
import { note, type Plan, planOf, told } from '../plan.ts'
import type { DesiredVault } from './desired.ts'

/** Reports orphans in folders that the manifest no longer names, while they exist. */
export function planOrphansOutside({ manifest, scope }: DesiredVault, { ledger, orphans }: ObservedVault): Plan<never> {
  const left = orphansOutside(manifest, scope, ledger).filter(path => orphans.get(path)?.state !== 'absent')
  if (left.length === 0) return planOf({})
  const [first] = left
  return told(
    note(
      `${counted(left.length, 'secret')} of this action`,
      `${left.length === 1 ? 'is' : 'are'} in folders that the manifest no longer names, such as ${scope.mount}/${first}; prune leaves these alone`,
      'Delete by hand what nobody needs any more.'
    )
  )
}
