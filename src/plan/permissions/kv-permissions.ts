import type { Kind } from '../../airflow/definition.ts'
import { identityKind } from '../../identity/identities.ts'
import { dataPath, OWN_FOLDER } from '../../vault/paths.ts'
import { below, of, on, type Purpose } from '../../vault/permission.ts'
import type { Step } from '../step.ts'
import type { PermissionSubject, RunOptions, StepPermission } from './permission.ts'

/** What the two folders of secrets and our own one need. */
export function kvPermissions(subject: PermissionSubject, options: RunOptions): StepPermission[] {
  const { variablesPath, connectionsPath } = subject.scope
  return [
    ...records(subject, options),
    ...secrets('variable', variablesPath, subject, options),
    ...secrets('connection', connectionsPath, subject, options),
    ...sources(subject)
  ]
}

function records(
  { manifest: { manage, identity }, scope: { mount } }: PermissionSubject,
  { prune }: RunOptions
): StepPermission[] {
  const { ownLogin, refusesMore } = identityKind(identity)
  const replaces = manage.has('role') && ownLogin(identity) !== undefined
  const narrows = manage.has('role') && refusesMore !== undefined
  const listing = [
    ...(replaces ? ['see which Deployments a new role-id would lock out'] : []),
    ...(narrows ? ['see which Deployments a change of the role would lock out'] : []),
    ...(prune === 'off' ? [] : ['see which Deployments still read what the manifest no longer names'])
  ].map((why): Purpose<Step> => [['list'], why, 'looking'])
  return [
    ...below(
      dataPath(mount, OWN_FOLDER),
      'key',
      [['read'], 'read the records of this action', 'looking'],
      [['create', 'update'], 'write them', writesRecords]
    ),
    ...below(`${mount}/metadata/${OWN_FOLDER}`, 'consumers/', ...(listing.length > 0 ? listing : [LISTS]))
  ]
}

const LISTS: Purpose<Step> = [
  ['list'],
  'see who still reads what and can still log in, and what other manifests claim',
  'optional'
]

/** Changes of secrets come with a claim, and those of a Deployment under its lock. */
const writesRecords = (step: Step) => !of('auth-method', 'auth-config', 'mount', 'policy', 'role', 'secret', 'verify')(step)

function secrets(
  kind: Kind,
  folder: string,
  { scope: { mount }, entries }: PermissionSubject,
  { check, prune }: RunOptions
): StepPermission[] {
  const first = entries.find(entry => entry.kind === kind)?.name
  const sample = first ?? 'any'
  const writes = (isNew: boolean) => (step: Step) =>
    step.kind === 'secret' && step.path.startsWith(`${folder}/`) && (step.expected === 0) === isNew
  const data = dataPath(mount, folder)
  const reading = below(data, sample, [['read'], 'compare secrets', 'looking'])
  const writing = below(data, sample, [['create'], 'create them', writes(true)], [['update'], 'update them', writes(false)])
  const listing =
    check === 'full'
      ? below(`${mount}/metadata/${folder}`, '', [['list'], 'find out which secrets are new without reading each', 'optional'])
      : below(`${mount}/detailed-metadata/${folder}`, '', [
          ['list'],
          'see from their versions which secrets were changed by hand (OpenBao only)',
          'optional'
        ])
  const authors = below(`${mount}/metadata/${folder}`, sample, [
    ['read'],
    'name who changed a secret by hand (Vault 1.21 or newer)',
    'optional'
  ])
  const pruning = below(`${mount}/delete/${folder}`, sample, [
    ['update'],
    'delete what the manifest no longer names',
    of('delete')
  ])
  return [
    // What is to be pruned may be all that there is in a folder.
    ...(first !== undefined || prune !== 'off' ? reading : []),
    ...(first !== undefined ? [...writing, ...listing, ...authors] : []),
    ...(prune === 'apply' ? pruning : [])
  ]
}

/** Values that the manifest takes from other secrets. */
const sources = ({ scope, places }: PermissionSubject): StepPermission[] =>
  places.flatMap(({ source }) =>
    source.from === 'vault'
      ? on(dataPath(source.mount ?? scope.mount, source.path), [
          ['read'],
          'read a value that the manifest takes from this path',
          'looking'
        ])
      : []
  )

/** What undoing an earlier run needs: it creates nothing. */
export function undoPermissions({ scope }: PermissionSubject): StepPermission[] {
  const { mount } = scope
  return [
    ...below(
      dataPath(mount, OWN_FOLDER),
      'key',
      [['read'], 'read the records of this action', 'looking'],
      [['update'], 'write them', writesRecords]
    ),
    ...below(`${mount}/metadata/${OWN_FOLDER}`, 'consumers/', [
      ['list'],
      'see who still reads what, and what others claim',
      'looking'
    ]),
    ...[scope.variablesPath, scope.connectionsPath].flatMap(folder => [
      ...below(
        dataPath(mount, folder),
        'any',
        [['read'], 'compare secrets', 'looking'],
        [['update'], 'restore earlier values', of('secret')]
      ),
      ...below(`${mount}/delete/${folder}`, 'any', [['update'], 'delete what the run created', of('delete')]),
      ...below(`${mount}/undelete/${folder}`, 'any', [['update'], 'restore what the run deleted', of('undelete')])
    ])
  ]
}
