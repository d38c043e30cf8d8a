import * as z from 'zod/mini'
import { PARTS, type Part } from '../astro/deploy-types.ts'
import type { Deployment, Shipped } from '../astro/port.ts'
import { type Access, IDENTITIES, type LoginFacts } from '../identity/identity.ts'
import { manifestName, secretFolder, vaultName, vaultPath } from '../vault/names.ts'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord } from './damaged.ts'
import { count, id, idOrNone, line, mark, tableOf, time } from './fields.ts'
import { type RecordKind, readRecord, type Stored } from './record.ts'

const facts = tableOf<string>(
  (name, value) => /^[a-z_]{1,64}$/.test(name) && line.safeParse(value).success,
  'names of kwargs to texts of one line'
)

/** Which role a consumer logs in with, and where it reads. Any of this may become part of a policy or path. */
const access = z.object({
  kind: z.enum(IDENTITIES),
  authMount: vaultPath,
  role: vaultName,
  /** The one that the record is on. */
  mount: vaultPath,
  variablesPath: secretFolder,
  connectionsPath: secretFolder
})

/** `id` is what Vault knows it by; empty for a runtime identity that has no credential. */
const credential = z.extend(access, { id: idOrNone })
/** `kwargs`: fingerprint of all kwargs but the credential. `login`: those of them that only Vault knows, such as the role-id. */
const held = z.extend(credential, { kwargs: mark, login: z.exactOptional(facts) })
/** `stray`: the consumer was never seen to have it, but a run that was stopped may still hand it out. */
const retired = z.extend(credential, { since: time, stray: z.exactOptional(z.literal(true)) })

/** A name that Kubernetes allows for an environment variable, and a time as Astro's API writes it; empty if it gives none. */
const VARIABLE = /^[-._A-Za-z][-._A-Za-z0-9]{0,255}$/
const UPDATED_AT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?$/
const times = tableOf<string>(
  (name, at) => VARIABLE.test(name) && typeof at === 'string' && UPDATED_AT.test(at),
  'names of environment variables to times, such as 2026-11-20T12:00:00Z'
)

const part = z.object({
  tree: mark,
  /** As the platform calls it: compared, and nothing else. */
  version: z.exactOptional(line),
  /** Of an image: it is known to carry Airflow's hashicorp provider. */
  provider: z.exactOptional(z.boolean())
})
const parts = z.partialRecord(z.enum(PARTS), part, { error: 'must be a mapping' })

const lock = z.object({
  run: id,
  attempt: count(1, 1_000_000),
  /** Random. Otherwise two jobs of one run would write equal records, and each would mistake the other's write for its own. */
  holder: id,
  expires: time,
  /** Where credentials may have been issued since the record was last settled. */
  targets: z.readonly(z.array(access)),
  /** `updated_at` of the Deployment's variables before the first change. */
  before: z.exactOptional(times),
  /** A credential that may or may not have reached the Deployment. */
  issued: z.exactOptional(held),
  /** A deploy that may or may not have arrived: what tells it from others in Astro's list, and what it ships. */
  shipping: z.exactOptional(z.object({ mark: id, parts })),
  /** The run that wrote this ended without settling it. */
  unsettled: z.exactOptional(z.literal(true))
})

const who = z.object({ kind: z.literal('deployment'), id, name: line })

const shape = z.object({
  manifest: manifestName,
  consumer: who,
  holds: z.exactOptional(held),
  /** `updated_at` of every variable after our last write. */
  variables: times,
  shipped: parts,
  retired: z.readonly(z.array(retired)),
  lock: z.exactOptional(lock)
})

/** What a consumer logs in with. */
export type Credential = Readonly<z.output<typeof credential>>

/** What tells it from others: its id, or the role of one that has none. */
export const nameOf = ({ id, authMount, role }: Credential): string => id || [authMount, role].join('/')

/** Whether both are one. Those without an id are told apart by all the rest. */
export const sameCredential = (one: Credential, other: Credential): boolean =>
  one.id === '' ? other.id === '' && accessKeys.every(key => one[key] === other[key]) : one.id === other.id

const accessKeys = Object.keys(access.shape) as (keyof z.output<typeof access>)[]

export type Held = Readonly<z.output<typeof held>>

/** A credential that a newer one has replaced; workers may use it until `destroy-after` has passed. */
export type Retired = Readonly<z.output<typeof retired>>

/** Who may change the consumer until it expires, written before the first change. Afterwards it tells what to clean up. */
export type Lock = Readonly<z.output<typeof lock>>

/** One login that a consumer may be using, and where it reads with it. */
export interface Use extends Access {
  readonly who: ConsumerRecord['consumer']
  /** The manifest that the consumer belongs to. */
  readonly manifest: string
  /** `held` by the consumer itself; `retired`: perhaps by its workers; `stray`: unknown; `target`, `issued`: a run gives it this, or was killed while it did. */
  readonly as: 'held' | 'retired' | 'stray' | 'target' | 'issued'
  /** Vault's id of the credential; empty if there is none, or none yet. */
  readonly id: string
  /** The part of the login that only Vault knows, as it was when it was handed out. */
  readonly login?: LoginFacts
}

/** What was shipped of one part: hash of its files, and the version that it has in Astro. */
export type ShippedPart = Readonly<z.output<typeof part>>

/** What we know about one consumer. */
export type ConsumerRecord = Readonly<z.output<typeof shape>>

/**
 * `consumers/<id>`: what one Deployment holds; also its lock.
 *
 *     {
 *       "schema": 1,
 *       "manifest": "analytics",
 *       "consumer": { "kind": "deployment", "id": "cl…", "name": "prod" },
 *       "holds": {
 *         "id": "…", "kind": "approle", "authMount": "approle", "role": "astro_role",
 *         "mount": "airflow", "variablesPath": "variables", "connectionsPath": "connections", "kwargs": "fingerprint",
 *         "login": { "role_id": "…" }
 *       },
 *       "variables": { "AIRFLOW__SECRETS__BACKEND_KWARGS": "time" },
 *       "shipped": { "image": { "tree": "sha256", "version": "…", "provider": true }, "dags": { … } },
 *       "retired": [{ "id": "…", "kind": "approle", …, "since": "time", "stray": true }],
 *       "lock": {
 *         "run": "GITHUB_RUN_ID", "attempt": 1, "holder": "UUID", "expires": "time",
 *         "targets": [{ "kind": "approle", … }], "before": { … }, "issued": { … },
 *         "shipping": { "mark": "…", "parts": { … } }, "unsettled": true
 *       }
 *     }
 */
export const CONSUMER: RecordKind<z.output<typeof shape>> = {
  schema: 1,
  shape,
  whenDeleted:
    'the action then no longer knows which secret-id the Deployment holds; deploy once with `on-conflict: adopt` to issue a new one, and destroy the old ones by hand'
}

export const CONSUMERS = 'consumers'

export const recordName = (id: string): string => `${CONSUMERS}/${id}`

/**
 * The record of one consumer. Throws `DamagedRecord` also for a copy of another one: the path of a record says whom it is about and on
 * which mount, so no record can grant access anywhere else.
 */
export async function readConsumer(vault: Pick<Vault, 'read'>, mount: string, id: string): Promise<Stored<ConsumerRecord>> {
  const name = recordName(id)
  const { value, version } = await readRecord(vault, mount, name, CONSUMER)
  const place = { mount, name, version }
  if (value !== undefined && value.consumer.id !== id)
    throw new DamagedRecord(place, 'consumer.id must equal the last segment of that path', CONSUMER.whenDeleted)
  if (value !== undefined && usesOf(value).some(use => use.mount !== mount))
    throw new DamagedRecord(place, 'every mount in it must be the one that the record is on', CONSUMER.whenDeleted, MOVED)
  return { value, version }
}

/** No version of such a record is worth restoring, because all of them name the other mount. */
const MOVED = 'If the mount was moved (`vault secrets move`), move it back: Deployments and policies still name the old one.'

/** Everything that a consumer, or a worker with its old environment, may be using. */
export function usesOf({ consumer: who, manifest, holds, retired, lock }: ConsumerRecord): readonly Use[] {
  const use = (as: Use['as'], access: Access & { readonly id?: string }): Use => ({ id: '', ...access, as, who, manifest })
  return [
    ...(holds === undefined ? [] : [use('held', holds)]),
    ...retired.map(one => use(one.stray ? 'stray' : 'retired', one)),
    ...(lock?.targets ?? []).map(one => use('target', one)),
    ...(lock?.issued === undefined ? [] : [use('issued', lock.issued)])
  ]
}

/** What is known to have been shipped once a deploy has arrived: each part with the version that this very deploy brought. */
export function withArrived(
  shipped: ConsumerRecord['shipped'],
  parts: ConsumerRecord['shipped'],
  versions: Shipped
): ConsumerRecord['shipped'] {
  const brought = Object.entries(parts).map(([part, what]) => {
    const version = versions[part as Part]
    return [part, { ...what, ...(version === undefined ? {} : { version }) }]
  })
  return { ...shipped, ...Object.fromEntries(brought) }
}

export function updatedAt({ variables }: Deployment): Record<string, string> {
  return Object.fromEntries([...variables].map(([key, variable]) => [key, variable.updatedAt]))
}
