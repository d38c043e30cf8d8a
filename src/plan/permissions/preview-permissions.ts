import { PREVIEWS, type Preview } from '../../manifest/preview.ts'
import { OWN_FOLDER } from '../../vault/paths.ts'
import { below, of, on } from '../../vault/permission.ts'
import type { PermissionSubject, StepPermission } from './permission.ts'

/** What it takes to delete what a preview has in Vault. */
export function removalPermissions({ scope, preview }: PermissionSubject): readonly StepPermission[] {
  if (preview === undefined) return []
  const { mount, authMount, role, policy } = scope
  const folder = below(`${mount}/delete/${preview.name}`, 'any', [['update'], 'delete the secrets of a preview', of('delete')])
  return [
    ...on(`auth/${authMount}/role/${role}`, [['delete'], 'delete the role of a preview', of('revoke')]),
    ...on(`sys/policies/acl/${policy}`, [['delete'], 'delete the policy of a preview', of('revoke')]),
    ...below(`${mount}/metadata/${OWN_FOLDER}`, 'consumers/any', [['delete'], 'delete the records of a preview', of('forget')]),
    ...(preview.isolated ? folder : [])
  ]
}

/** The same for every preview: a rule of a policy ends with the part that all their names begin with. */
export const forEvery = ({ name }: Preview, permissions: readonly StepPermission[]): readonly StepPermission[] =>
  permissions.map(permission => {
    const at = permission.path.indexOf(name)
    return at < 0 ? permission : { ...permission, path: `${permission.path.slice(0, at)}${PREVIEWS}*` }
  })
