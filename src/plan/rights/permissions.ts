import type { Step } from '../step.ts'
import { kvPermissions, undoPermissions } from './kv-permissions.ts'
import { type Errand, of, on, type Permission, type Subject } from './permission.ts'

/**
 * All that the pipeline's own identity needs for such runs, from the first one on an empty server to those that find nothing
 * to do, and no more. What `manage` leaves to others is not among it. Pure.
 */
export function permissionsFor(subject: Subject, errand: Errand): readonly Permission[] {
  if (errand.undo) return forMode(undoPermissions(subject), errand)
  const { manage } = subject.manifest
  return forMode(
    [
      ...kvPermissions(subject, errand),
      ...(manage.has('mount') ? mount(subject, errand) : []),
      ...(manage.has('auth-method') ? authMethod(subject) : []),
      ...(manage.has('policy') ? policy(subject) : []),
      ...(manage.has('role') ? role(subject) : []),
      ...secretIds(subject, errand)
    ],
    errand
  )
}

const forMode = (permissions: Permission[], { mode }: Errand): Permission[] =>
  mode === 'plan' ? permissions.filter(({ when }) => typeof when !== 'function') : permissions

const mount = ({ scope }: Subject, { mode }: Errand): Permission[] => [
  ...on(
    `sys/mounts/${scope.mount}`,
    [['read'], 'see that the mount is not there yet', 'absent mount'],
    [['update'], 'make it', of('mount')]
  ),
  ...(mode === 'plan' ? [] : on(`${scope.mount}/config`, [['read'], 'wait until a new mount serves', 'optional']))
]

const authMethod = ({ scope }: Subject): Permission[] =>
  on(
    `sys/auth/${scope.authMount}`,
    [['read', 'sudo'], 'see whether AppRole is enabled there', 'looking'],
    [['update'], 'enable it', of('auth-method')]
  )

const policy = ({ scope }: Subject): Permission[] =>
  on(
    `sys/policies/acl/${scope.policy}`,
    [['read'], "compare the policy of Airflow's role", 'looking'],
    [['update'], 'write it', of('policy', 'tighten')]
  )

function role({ manifest, scope }: Subject): Permission[] {
  const path = rolePath(scope)
  const writes = (isNew: boolean) => (step: Step) =>
    step.kind === 'role' && step.fields !== undefined && (step.isNew ?? false) === isNew
  const own = on(
    `${path}/role-id`,
    [['read'], 'compare its role-id', 'looking'],
    [['update'], 'set it', step => step.kind === 'role' && step.roleId !== undefined]
  )
  return [
    ...on(
      path,
      [['read'], "compare Airflow's role", 'looking'],
      [['create'], 'create it', writes(true)],
      [['update'], 'update it', writes(false)]
    ),
    ...(manifest.approle.roleId === undefined ? [] : own)
  ]
}

/** The credential of a Deployment, and the one of a minute that tries the role out. */
function secretIds({ scope, entries }: Subject, { mode, deployment }: Errand): Permission[] {
  const path = rolePath(scope)
  const issues = mode === 'deploy' || (mode === 'sync' && entries.length > 0)
  const known = on(`${path}/role-id`, [['read'], 'know the role-id that Airflow logs in with', 'looking'])
  const issuing = [
    ...on(`${path}/custom-secret-id`, [['update'], 'issue secret-ids', of('secret-id', 'verify')]),
    ...on(`${path}/secret-id/lookup`, [['update'], 'find a secret-id again when the answer was lost', 'mishap'])
  ]
  const looking = [
    ...on(`${path}/secret-id-accessor/lookup`, [['update'], 'see how old a secret-id is', 'looking']),
    ...on(`${path}/secret-id`, [['list'], 'find secret-ids that a killed run has left', 'mishap'])
  ]
  const destroying = on(
    `${path}/secret-id-accessor/destroy`,
    mode === 'deploy'
      ? [['update'], 'destroy replaced secret-ids', of('retire')]
      : [['update'], 'destroy the secret-id of the proof before its minute is over', 'optional']
  )
  return [
    ...(deployment || issues ? known : []),
    ...(issues ? issuing : []),
    ...(deployment ? looking : []),
    ...(issues ? destroying : [])
  ]
}

const rolePath = ({ authMount, role }: Subject['scope']): string => `auth/${authMount}/role/${role}`
