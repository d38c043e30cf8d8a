import * as z from 'zod/mini'
import { PARTS } from '../astro/deploy-types.ts'
import type { Deployment } from '../astro/port.ts'
import { IDENTITIES } from '../identity/identity.ts'
import { manifestName, secretFolder, vaultName, vaultPath } from '../vault/names.ts'
import { byKind, count, digest, id, idOrNone, line, oneOf, tableOf, time } from './fields.ts'

/** The fields of the record of a consumer, which `consumer.ts` shows as a whole. */

/** What Vault says about a login, as far as a record can hold it. */
export const facts = tableOf<string>(
  (name, value) => /^[a-z_]{1,64}$/.test(name) && line.safeParse(value).success,
  'names of kwargs to texts of one line'
)

/** Which role a consumer logs in with, and where it reads. Any of this may become part of a policy or path. */
export const access = z.object({
  kind: oneOf(IDENTITIES),
  authMount: vaultPath,
  role: vaultName,
  /** The one that the record is on. */
  mount: vaultPath,
  variablesPath: secretFolder,
  connectionsPath: secretFolder
})

/** `id` is what Vault knows it by; empty for a runtime identity that has no credential. */
export const credential = z.extend(access, { id: idOrNone })
/** `kwargs`: fingerprint of all kwargs but the credential. `login`: those of them that only Vault knows, such as the role-id. */
export const held = z.extend(credential, { kwargs: digest, login: z.exactOptional(facts) })
/** `stray`: the consumer was never seen to have it, but a run that was stopped may still hand it out. */
export const retired = z.extend(credential, { since: time, stray: z.exactOptional(z.literal(true)) })

/** An environment variable's name as Kubernetes allows it, and a time as Astro writes it: only compared, empty if it gives none. */
const VARIABLE = /^[-._A-Za-z][-._A-Za-z0-9]{0,255}$/
const UPDATED_AT = /^(\d[-+:.\dA-Z ]{0,63})?$/
const isTimed = (name: string, at: unknown) => VARIABLE.test(name) && typeof at === 'string' && UPDATED_AT.test(at)
const times = tableOf<string>(isTimed, 'names of environment variables to times, such as 2026-11-20T12:00:00Z')

/** The times of a Deployment's variables, as far as a record can hold them: Astro may allow other names than Kubernetes. */
export const updatedAt = ({ variables }: Pick<Deployment, 'variables'>): Record<string, string> =>
  Object.fromEntries([...variables].map(([key, variable]) => [key, variable.updatedAt] as const).filter(one => isTimed(...one)))

export const part = z.object({
  tree: digest,
  /** As the platform calls it: compared, and nothing else. */
  version: z.exactOptional(line),
  /** Of an image: it is known to carry Airflow's hashicorp provider. */
  provider: z.exactOptional(z.boolean())
})
const parts = byKind(PARTS, part)

/** What `wake` has overridden, and until when. */
const woken = z.object({
  until: time,
  was: z.exactOptional(z.object({ hibernates: z.boolean(), until: z.exactOptional(time) }))
})

export const lock = z.object({
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
  /** A Deployment that was woken, and may still be awake. */
  woken: z.exactOptional(woken),
  /** The run that wrote this ended without settling it. */
  unsettled: z.exactOptional(z.literal(true))
})

/** A preview is recorded before its Deployment exists; its id is the name that the Deployment gets. */
const who = z.object({ kind: oneOf(['deployment', 'preview']), id, name: line })

/** What it takes to delete a preview, whatever has become of the manifest and of its base. */
export const preview = z.object({
  base: line,
  /** The input that chose the base, and its value: the name of the preview follows from both. */
  chosen: z.object({ input: oneOf(['deployment', 'deployment-id', 'deployment-name']), value: line }),
  /** A branch, or the number of a pull request. */
  of: line,
  until: time,
  /** Random, and in the description of its Deployment: nothing else tells that the Deployment is ours. */
  mark: id,
  /** In Astro, once it has all that it should have. */
  deployment: z.exactOptional(id),
  access,
  policy: vaultName
})

export const fields = z.object({
  manifest: manifestName,
  consumer: who,
  holds: z.exactOptional(held),
  /** `updated_at` of every variable after our last write. */
  variables: times,
  shipped: parts,
  retired: z.readonly(z.array(retired)),
  preview: z.exactOptional(preview),
  lock: z.exactOptional(lock)
})
