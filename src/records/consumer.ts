import type { Part } from '../astro/deploy-types.ts'
import type { Deployment } from '../astro/port.ts'
import type { Access } from '../identity/identity.ts'
import type { Vault } from '../vault/port.ts'
import { listRecords, readRecord } from './record.ts'

/** What a consumer reads with. */
export interface Credential extends Access {
  /** What Vault knows it by; empty for a runtime identity that has no credential. */
  readonly id: string
}

/** `kwargs`: fingerprint of all kwargs but the credential. */
export interface Held extends Credential {
  readonly kwargs: string
}

/** A credential that a newer one has replaced; workers may go on with it until `destroy-after` is over. */
export interface Retired extends Credential {
  readonly since: string
}

/** Said before the first change to a consumer. While it has not expired it is the lock; afterwards it tells what to clean up. */
export interface Intent {
  readonly run: string
  readonly attempt: number
  /** Drawn at random: two jobs of one run would else write equal records, and each take the other's for its own write. */
  readonly holder: string
  readonly expires: string
  /** Where credentials may have been issued since the record was last settled. */
  readonly targets: readonly Access[]
  /** `updated_at` of the Deployment's variables before the first change. */
  readonly before?: Readonly<Record<string, string>>
  /** A credential that may or may not have reached the Deployment. */
  readonly issued?: Held
  /** The run that said this ended without settling it. */
  readonly unsettled?: true
}

/** Who reads from Vault: a Deployment of Astro. */
export interface Who {
  readonly kind: 'deployment'
  readonly id: string
  readonly name: string
}

/** What was shipped of one part: hash of its files, and the version that it has in Astro. */
export interface ShippedPart {
  readonly tree: string
  readonly version?: string
  /** Of an image: it is known to carry Airflow's hashicorp provider. */
  readonly provider?: boolean
}

/** What we know of one consumer: `consumers/<id>`. */
export interface Consumer {
  readonly manifest: string
  readonly consumer: Who
  readonly holds?: Held
  /** `updated_at` of every variable after our last write. */
  readonly variables: Readonly<Record<string, string>>
  readonly shipped: Readonly<Partial<Record<Part, ShippedPart>>>
  readonly retired: readonly Retired[]
  readonly intent?: Intent
}

const CONSUMERS = 'consumers'

export const recordName = (id: string): string => `${CONSUMERS}/${id}`

/** Every consumer recorded on this mount; undefined where the records may not be listed. */
export async function readConsumers(vault: Vault, mount: string): Promise<readonly Consumer[] | undefined> {
  const names = await listRecords(vault, mount, CONSUMERS)
  if (names === undefined) return undefined
  const records = await Promise.all([...names].map(name => readRecord<Consumer>(vault, mount, `${CONSUMERS}/${name}`)))
  return records.flatMap(({ value }) => (value === undefined ? [] : [value]))
}

/** Every place that this consumer, or a worker with its old environment, may still read from. */
export function readsFrom({ holds, retired, intent }: Consumer): readonly Access[] {
  const issued = intent?.issued === undefined ? [] : [intent.issued]
  return [...(holds === undefined ? [] : [holds]), ...retired, ...(intent?.targets ?? []), ...issued]
}

export function updatedAt({ variables }: Deployment): Record<string, string> {
  return Object.fromEntries([...variables].map(([key, variable]) => [key, variable.updatedAt]))
}
