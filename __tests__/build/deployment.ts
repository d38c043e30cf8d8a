import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import type { Deployment, DeploymentVariable } from '../../src/astro/port.ts'
import { Secret } from '../../src/base/secret.ts'
import type { CredentialFacts } from '../../src/identity/identity.ts'
import type { ObservedDeployment } from '../../src/observe/observed.ts'
import type { DesiredDeployment } from '../../src/plan/deployment/deployment.ts'
import type { Project } from '../../src/project/project.ts'
import { type ConsumerRecord, type Credential, type Held, type Lock, usesOf } from '../../src/records/consumer.ts'
import { NOBODY, type Readers } from '../../src/records/readers.ts'
import { aManifest } from './manifest.ts'
import { desiredVault, OUR_POLICY, present } from './vault.ts'

export const NOW = new Date('2026-11-20T12:00:00.000Z')
export const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000)
/** When the Deployment of `aRecord` got what it holds. */
export const THEN = hoursAgo(48).toISOString()
export const LATER = hoursAgo(1).toISOString()

export const aVariable = (difference: { value?: string; secret?: boolean; updatedAt?: string } = {}): DeploymentVariable => {
  const { value, secret = value === undefined, updatedAt = THEN } = difference
  return { secret, updatedAt, ...(value === undefined ? {} : { value: new Secret(value) }) }
}

export const kwargsVariable = (updatedAt = THEN) => [BACKEND_KWARGS, aVariable({ updatedAt })] as const
export const backendVariable = (updatedAt = THEN) => [BACKEND, aVariable({ value: BACKEND_CLASS, updatedAt })] as const
export const otherVariable = (updatedAt = THEN) => ['OTHER', aVariable({ value: '1', updatedAt })] as const

/** A healthy Deployment that reads from Vault and has one variable of its own. */
export const aDeployment = (difference: Partial<Deployment> = {}): Deployment => ({
  id: 'clx1',
  name: 'prod',
  workspaceId: 'ws1',
  status: 'HEALTHY',
  airflowVersion: '3.1.0',
  dagDeploys: true,
  variables: new Map([kwargsVariable(), backendVariable(), otherVariable()]),
  shipped: { image: 'tag-1', dags: 'dags-1' },
  addresses: { cidrs: ['192.0.2.1/32'] },
  ...difference
})

/** A Deployment that has never heard of Vault. */
export const aFreshDeployment = (difference: Partial<Deployment> = {}): Deployment =>
  aDeployment({ variables: new Map([otherVariable()]), ...difference })

export const aCredential = (id: string, difference: Partial<Credential> = {}): Credential => ({
  id,
  kind: 'approle',
  authMount: 'approle',
  role: 'astro_role',
  mount: 'airflow',
  variablesPath: 'variables',
  connectionsPath: 'connections',
  ...difference
})

export const aHeld = (id: string, difference: Partial<Held> = {}): Held => ({
  ...aCredential(id),
  kwargs: 'kwargs-1',
  ...difference
})

/** What an earlier run has said and not taken back. */
export const aLock = (difference: Partial<Lock> = {}): Lock => ({
  run: '100',
  attempt: 1,
  holder: 'h1',
  expires: hoursAgo(1).toISOString(),
  targets: [],
  unsettled: true,
  ...difference
})

/** The record of the Deployment: it holds `accessor-1` and the project `tree-1`. */
export const aRecord = (difference: Partial<ConsumerRecord> = {}): ConsumerRecord => ({
  manifest: 'analytics',
  consumer: { kind: 'deployment', id: 'clx1', name: 'prod' },
  holds: aHeld('accessor-1'),
  variables: { AIRFLOW__SECRETS__BACKEND_KWARGS: THEN, AIRFLOW__SECRETS__BACKEND: THEN, OTHER: THEN },
  shipped: { image: { tree: 'tree-1', version: 'tag-1', provider: true }, dags: { tree: 'dags-tree-1', version: 'dags-1' } },
  retired: [],
  ...difference
})

/** Who may be reading, by these records. Roles other than astro_role cannot be seen, unless `policies` has theirs. */
export const readersIn = (
  records: readonly ConsumerRecord[],
  { unknown = [], policies = {} }: { unknown?: Readers['unknown']; policies?: Readonly<Record<string, readonly string[]>> } = {}
): Readers => ({
  uses: records.flatMap(usesOf),
  unknown,
  policies: new Map(Object.entries({ 'approle/astro_role': ['astro_policy'], ...policies }))
})

/** Records that this token may not list. */
export const UNLISTED = [{ mount: 'airflow' }]

/** Another Deployment, to spread over a record. */
export const elsewhere = (name = 'dev', id = 'clx2'): Pick<ConsumerRecord, 'consumer'> => ({
  consumer: { kind: 'deployment', id, name }
})

export const aProject = (difference: Partial<Project> = {}): Project => ({
  dir: '.',
  description: 'Fix the DAG',
  trees: { image: 'tree-1', dags: 'dags-tree-1' },
  provider: true,
  obstacles: [],
  ...difference
})

/** A secret-id that Vault knows; two days old. */
export const aSecretId = (
  difference: Partial<CredentialFacts> = {}
): readonly [string, ReturnType<typeof present<CredentialFacts>>] => [
  'accessor-1',
  present({ created: hoursAgo(48), deployment: 'clx1', ...difference })
]

/** The Deployment, its record and what Vault knows of it, all as a finished run leaves them. */
export const observedDeployment = (difference: Partial<ObservedDeployment> = {}): ObservedDeployment => ({
  deployment: aDeployment(),
  record: aRecord(),
  credentials: new Map(['accessor-0', 'accessor-1', 'accessor-2'].map(id => [id, aSecretId()[1]])),
  strays: [],
  kwargs: 'kwargs-1',
  policy: present(OUR_POLICY),
  readers: NOBODY,
  project: aProject(),
  now: NOW,
  ...difference
})

/** A Deployment that this action has never touched. */
export const firstSeen = (difference: Partial<ObservedDeployment> = {}): ObservedDeployment =>
  observedDeployment({ deployment: aFreshDeployment(), record: undefined, credentials: new Map(), ...difference })

/** What a deploy run with the small manifest wants; it ships only what has changed. */
export const desiredDeployment = (difference: Partial<DesiredDeployment> = {}): DesiredDeployment => ({
  ...desiredVault(difference.manifest ?? aManifest()),
  proof: { written: [], sampled: false },
  rotateNow: false,
  deployType: 'image-and-dags',
  skipUnchanged: true,
  force: false,
  providerInstalled: false,
  waitForHealth: true,
  isAwaited: false,
  wake: false,
  runSeconds: 1800,
  ...difference
})
