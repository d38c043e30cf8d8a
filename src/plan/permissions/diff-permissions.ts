import { dataPath, OWN_FOLDER } from '../../vault/paths.ts'
import { below } from '../../vault/permission.ts'
import type { PermissionSubject, StepPermission } from './permission.ts'

/** What a plan needs besides for a scope that it is compared with (`compare-with`). No run fails without it: it says so. */
export function diffPermissions({ scope, entries }: Pick<PermissionSubject, 'scope' | 'entries'>): StepPermission[] {
  const { mount, variablesPath, connectionsPath } = scope
  const folders = [
    ['variable', variablesPath],
    ['connection', connectionsPath]
  ] as const
  return [
    ...below(dataPath(mount, OWN_FOLDER), 'key', [['read'], 'read the records of this action', 'looking']),
    ...folders.flatMap(([kind, folder]) => {
      const first = entries.find(entry => entry.kind === kind)?.name
      return first === undefined ? [] : below(dataPath(mount, folder), first, [['read'], 'compare with them', 'looking'])
    })
  ]
}
