import { identityKind } from '../../identity/identities.ts'
import { of, on } from '../../vault/permission.ts'
import type { Step } from '../step.ts'
import { kvPermissions, undoPermissions } from './kv-permissions.ts'
import type { PermissionSubject, RunOptions, StepPermission } from './permission.ts'
import { forEvery, removalPermissions } from './preview-permissions.ts'

/**
 * All that the pipeline's own login needs for such runs, from the first one on an empty server to those that find nothing
 * to do, and no more. What `manage` leaves to others is not included. Pure.
 */
export function permissionsFor(subject: PermissionSubject, options: RunOptions): readonly StepPermission[] {
  const { preview } = subject
  if (preview !== undefined) {
    // What it reads and does not own, its runs neither write nor read.
    const own = preview.isolated ? subject : { ...subject, entries: [] }
    const all = [...permissionsOf(own, options), ...removalPermissions(subject)]
    return forEvery(preview, forMode(all, options))
  }
  return permissionsOf(subject, options)
}

function permissionsOf(subject: PermissionSubject, options: RunOptions): readonly StepPermission[] {
  if (options.undo) return forMode(undoPermissions(subject), options)
  const { manage } = subject.manifest
  return forMode(
    [
      ...kvPermissions(subject, options),
      ...(manage.has('mount') ? mount(subject, options) : []),
      ...(manage.has('auth-method') ? authMethod(subject) : []),
      ...(manage.has('policy') ? policy(subject) : []),
      ...(manage.has('role') ? role(subject) : []),
      ...logins(subject, options)
    ],
    options
  )
}

const forMode = (permissions: StepPermission[], { mode }: RunOptions): StepPermission[] =>
  mode === 'plan' ? permissions.filter(({ when }) => typeof when !== 'function') : permissions

const mount = ({ scope }: PermissionSubject, { mode }: RunOptions): StepPermission[] => [
  ...on(
    `sys/mounts/${scope.mount}`,
    [['read'], 'see that the mount does not exist yet', 'absent mount'],
    [['update'], 'enable it', of('mount')]
  ),
  ...(mode === 'plan' ? [] : on(`${scope.mount}/config`, [['read'], 'wait until a new mount is ready', 'optional']))
]

const authMethod = ({ scope }: PermissionSubject): StepPermission[] =>
  on(
    `sys/auth/${scope.authMount}`,
    [['read', 'sudo'], 'see which auth method is enabled', 'looking'],
    [['update'], 'enable it', of('auth-method')]
  )

const policy = ({ scope }: PermissionSubject): StepPermission[] =>
  on(
    `sys/policies/acl/${scope.policy}`,
    [['read'], "compare the policy of Airflow's role", 'looking'],
    [['update'], 'write it', of('policy', 'narrow')]
  )

function role({ scope }: PermissionSubject): StepPermission[] {
  const writes = (isNew: boolean) => (step: Step) =>
    step.kind === 'role' && step.fields !== undefined && (step.isNew ?? false) === isNew
  return on<Step>(
    rolePath(scope),
    [['read'], "compare Airflow's role", 'looking'],
    [['create'], 'create it', writes(true)],
    [['update'], 'update it', writes(false)]
  )
}

/** What Airflow logs in with. */
function logins({ manifest, scope, entries }: PermissionSubject, { mode, deployment }: RunOptions): readonly StepPermission[] {
  const proof = mode === 'deploy' || (mode === 'sync' && entries.length > 0)
  return identityKind(scope).permissions(manifest.identity, scope, {
    mode,
    consumer: deployment,
    proof,
    role: manifest.manage.has('role'),
    method: manifest.manage.has('auth-method')
  })
}

const rolePath = ({ authMount, role }: PermissionSubject['scope']): string => `auth/${authMount}/role/${role}`
