import * as z from 'zod/mini'
import type { Part } from '../astro/deploy-types.ts'
import type { Deployment, Shipped } from '../astro/port.ts'
import type { Access, LoginFacts } from '../identity/identity.ts'
import type { Vault } from '../vault/port.ts'
import { type credential, fields, type held, type lock, type part, type preview, type retired } from './consumer-shape.ts'
import type { Damage } from './damaged.ts'
import { line } from './fields.ts'
import { type RecordKind, readRecord, type Stored } from './record.ts'

/** What a consumer logs in with. */
export type Credential = Readonly<z.output<typeof credential>>

/** What people call it: its id, or the role of one that has none. */
export const nameOf = ({ id, authMount, role }: Credential): string => id || [authMount, role].join('/')

/** Whether both are one. */
export const sameCredential = (one: Credential, other: Credential): boolean => keyOf(one) === keyOf(other)

/** What tells it from all others: its id; for one that has none, its role and where it reads. Mounts in Vault are never nested. */
export const keyOf = ({ id, kind, authMount, role, mount, variablesPath, connectionsPath }: Credential): string =>
  id || `${kind} ${authMount}/${role} ${mount}/${variablesPath} ${mount}/${connectionsPath}`

export type Held = Readonly<z.output<typeof held>>

/** A credential that a newer one has replaced; workers may use it until `destroy-after` has passed. */
export type Retired = Readonly<z.output<typeof retired>>

/** Who may change the consumer until it expires, written before the first change. Afterwards it tells what to clean up. */
export type Lock = Readonly<z.output<typeof lock>>

/** What belongs to one preview. */
export type PreviewRecord = Readonly<z.output<typeof preview>>

/** How the description of its Deployment ends, from its creation on. */
export const markedAs = (mark: string): string => ` (astro-vault-action ${mark})`

/** Whether that Deployment was made for this record. */
export const isMarked = ({ description = '' }: Pick<Deployment, 'description'>, { mark }: PreviewRecord): boolean =>
  description.endsWith(markedAs(mark))

const MARKED = / \(astro-vault-action [0-9a-f]{12}\)$/

/** How the description of one ends that was made as a preview, whoever has its record; undefined for any other. */
export const markOf = ({ description = '' }: Pick<Deployment, 'description'>): string | undefined =>
  MARKED.exec(description)?.[0].trim()

/** One login that a consumer may be using, and where it reads with it. */
export interface Use extends Access {
  readonly who: ConsumerRecord['consumer']
  /** The manifest that the consumer belongs to. */
  readonly manifest: string
  /**
   * `held` by the consumer itself; `retired`: perhaps by its workers; `stray`: unknown; `target`, `issued`: a run gives it this, or
   * was killed while it did.
   */
  readonly as: 'held' | 'retired' | 'stray' | 'target' | 'issued'
  /** Vault's id of the credential; empty if there is none, or none yet. */
  readonly id: string
  /** The part of the login that only Vault knows, as it was when it was handed out. */
  readonly login?: LoginFacts
  /** The run that is changing the consumer, or has left it unsettled. */
  readonly changedBy?: string
}

/** What was shipped of one part: hash of its files, and the version that it has in Astro. */
export type ShippedPart = Readonly<z.output<typeof part>>

/** What is used now is not over: nothing in `retired` may be destroyed while the same record says otherwise. */
const shape = fields.check(
  z.refine(
    ({ holds, retired, lock }) => {
      const over = new Set(retired.map(keyOf))
      return over.size === retired.length && [holds, lock?.issued].every(one => one === undefined || !over.has(keyOf(one)))
    },
    { error: 'must have no credential twice, and none that is held or was just issued', path: ['retired'] }
  )
)

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
 *       "preview": { "base": "prod", "chosen": { "input": "deployment-id", "value": "cl…" }, "of": "42", "until": "time", "mark": "…", "deployment": "cl…", "access": { … }, "policy": "…" },
 *       "lock": {
 *         "run": "GITHUB_RUN_ID", "attempt": 1, "holder": "UUID", "expires": "time",
 *         "targets": [{ "kind": "approle", … }], "before": { … }, "issued": { … },
 *         "shipping": { "mark": "…", "parts": { … } },
 *         "woken": { "until": "time", "was": { "hibernates": true, "until": "time" } }, "unsettled": true
 *       }
 *     }
 */
export const CONSUMER: RecordKind<z.output<typeof shape>> = {
  schema: 1,
  shape,
  misplaced,
  whenDeleted:
    'the action then no longer knows which secret-id the Deployment holds; deploy once with `on-conflict: adopt` to issue a new one, and destroy the old ones by hand'
}

export const CONSUMERS = 'consumers'

export const recordName = (id: string): string => `${CONSUMERS}/${id}`

/** The record of one consumer, read by `readRecord`. */
export const readConsumer = (
  vault: Pick<Vault, 'read' | 'readVersion'>,
  mount: string,
  id: string
): Promise<Stored<ConsumerRecord>> => readRecord(vault, mount, recordName(id), CONSUMER)

/** The path of a record says whom it is about and on which mount, so no record can grant access anywhere else. */
function misplaced(
  record: ConsumerRecord,
  { mount, name }: { readonly mount: string; readonly name: string }
): Damage | undefined {
  const { consumer, preview } = record
  if (recordName(consumer.id) !== name) return { wrong: 'consumer.id must equal the last segment of that path' }
  // Whoever can write records could name any role in one, for a later run to delete.
  if (preview !== undefined && !isOfPreview(preview, consumer.id))
    return { wrong: 'role and policy of a preview must end with its name' }
  if ([...usesOf(record), ...(preview === undefined ? [] : [preview.access])].every(use => use.mount === mount)) return undefined
  return {
    wrong: 'every mount in it must be the one that the record is on',
    cure: 'If the mount was moved (`vault secrets move`), move it back: Deployments and policies still name the old one.'
  }
}

const isOfPreview = ({ access, policy }: PreviewRecord, name: string): boolean =>
  [access.role, policy].every(own => own.endsWith(`-${name}`))

/** Everything that a consumer, or a worker with its old environment, may be using. */
export function usesOf({ consumer: who, manifest, holds, retired, lock }: ConsumerRecord): readonly Use[] {
  const use = (as: Use['as'], access: Access & { readonly id?: string }): Use => ({
    ...{ id: '', ...access, as, who, manifest },
    ...(lock === undefined ? {} : { changedBy: lock.run })
  })
  return [
    ...(holds === undefined ? [] : [use('held', holds)]),
    ...retired.map(one => use(one.stray ? 'stray' : 'retired', one)),
    ...(lock?.targets ?? []).map(one => use('target', one)),
    ...(lock?.issued === undefined ? [] : [use('issued', lock.issued)])
  ]
}

/**
 * What is known to have been shipped once a deploy has arrived: each part with the version that this very deploy brought, unless
 * no record can hold it.
 */
export function withArrived(
  shipped: ConsumerRecord['shipped'],
  parts: ConsumerRecord['shipped'],
  versions: Shipped
): ConsumerRecord['shipped'] {
  const brought = Object.entries(parts).map(([part, what]) => {
    const version = versions[part as Part]
    return [part, { ...what, ...(line.safeParse(version).success ? { version } : {}) }]
  })
  return { ...shipped, ...Object.fromEntries(brought) }
}
