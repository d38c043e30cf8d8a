import type { Deployment, DeployType } from '../astro/port.ts'
import type { Vault } from '../vault/port.ts'
import { listRecords, readRecord } from './record.ts'

/** What somebody reads with: one secret-id of one role, and where its secrets lie. */
export interface Credential {
  readonly accessor: string
  readonly authMount: string
  readonly role: string
  readonly mount: string
  readonly variablesPath: string
  readonly connectionsPath: string
}

/** `kwargs`: fingerprint of all kwargs but the secret-id. */
export interface Held extends Credential {
  readonly kwargs: string
}

/** A credential that a newer one has replaced; workers may go on with it until `destroy-after` is over. */
export interface Retired extends Credential {
  readonly since: string
}

/** Said before the first change to a Deployment. While it has not expired it is the lock; afterwards it tells what to clean up. */
export interface Intent {
  readonly run: string
  readonly attempt: number
  /** Drawn at random: two jobs of one run would else write equal records, and each take the other's for its own write. */
  readonly holder: string
  readonly expires: string
  /** Where secret-ids may have been issued since the record was last settled. */
  readonly targets: readonly Omit<Credential, 'accessor'>[]
  /** `updated_at` of the Deployment's variables before the first change. */
  readonly before?: Readonly<Record<string, string>>
  /** A secret-id that may or may not have reached the Deployment. */
  readonly issued?: Held
  /** The run that said this ended without settling it. */
  readonly unsettled?: true
}

/** What we know of one Deployment: `consumers/<id>`. */
export interface Consumer {
  readonly manifest: string
  readonly deployment: { readonly id: string; readonly name: string }
  readonly holds?: Held
  /** `updated_at` of every variable after our last write. */
  readonly variables: Readonly<Record<string, string>>
  readonly deploy?: {
    readonly type: DeployType
    readonly tree: string
    readonly imageTag?: string
    readonly dagTarballVersion?: string
    /** The image is known to carry Airflow's hashicorp provider. */
    readonly provider: boolean
  }
  readonly retired: readonly Retired[]
  readonly intent?: Intent
}

const CONSUMERS = 'consumers'

export const recordName = (deploymentId: string): string => `${CONSUMERS}/${deploymentId}`

/** Every consumer recorded on this mount; undefined where the records may not be listed. */
export async function readConsumers(vault: Vault, mount: string): Promise<readonly Consumer[] | undefined> {
  const names = await listRecords(vault, mount, CONSUMERS)
  if (names === undefined) return undefined
  const records = await Promise.all([...names].map(name => readRecord<Consumer>(vault, mount, `${CONSUMERS}/${name}`)))
  return records.flatMap(({ value }) => (value === undefined ? [] : [value]))
}

/** Every place that this consumer, or a worker with its old environment, may still read from. */
export function readsFrom({ holds, retired, intent }: Consumer): readonly Omit<Credential, 'accessor'>[] {
  const issued = intent?.issued === undefined ? [] : [intent.issued]
  return [...(holds === undefined ? [] : [holds]), ...retired, ...(intent?.targets ?? []), ...issued]
}

export function updatedAt({ variables }: Deployment): Record<string, string> {
  return Object.fromEntries([...variables].map(([key, variable]) => [key, variable.updatedAt]))
}
