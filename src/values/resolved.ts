import type { Content, Named } from '../airflow/definition.ts'
import type { Finding, Place } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import type { Format, Manifest } from '../manifest/manifest.ts'

/** A variable or connection that a Deployment should have, with its value or without. It knows nothing of where that will lie. */
export type Resolved = Origin & ((Content & HowKept) | WithoutValue)

export interface Origin extends Named {
  /** Its path in the manifest, or its line in an import. */
  readonly at: readonly string[] | Place
}

interface HowKept {
  /** How a connection lies in Vault, where the manifest says so. */
  readonly format?: Format
}

interface WithoutValue {
  /** Its sources were not given to this run. Absent where they were, and Airflow could not use the value: the problems tell. */
  readonly unresolved?: Finding
}

export interface Resolution {
  /** Each name of a kind once; a contradiction stands beside what it contradicts, so that all that is wrong with it is told at once. */
  readonly resolved: readonly Resolved[]
  /** Values that Airflow could not use, and contradictions. */
  readonly problems: readonly Finding[]
  /** What Airflow can use, but is probably not meant so. */
  readonly warnings: readonly Finding[]
  /** Every source that was read, by name: what has to be masked. */
  readonly sources: ReadonlyMap<string, Secret>
}

/** Sources that are absent or empty, each at its place in the manifest. */
export const unresolvedIn = ({ resolved }: Resolution): Finding[] =>
  resolved.flatMap(one => ('unresolved' in one ? (one.unresolved ?? []) : []))

/** What the user calls it: `variables.greeting`. */
export const labelOf = ({ kind, name, at }: Origin): string => ('file' in at ? `${kind}s.${name}` : at.join('.'))

/** Where the user finds it. */
export const placeOf = ({ at }: Origin, manifest: Manifest): Place | undefined =>
  'file' in at ? at : manifest.findingAt(at, '').place

/** A sentence about a field stands where that is. */
export function problemOf(one: Origin, message: string, manifest: Manifest): Finding {
  const { at } = one
  if ('file' in at) return { severity: 'error', subject: labelOf(one), place: at, message }
  const [, field, rest] = /^(conn_\w+|host|login|password|schema|port|extra|description) (.*)$/s.exec(message) ?? []
  return field === undefined ? manifest.findingAt(at, message) : manifest.findingAt([...at, field], rest ?? '')
}

export const warningOf = (one: Origin, message: string): Finding => ({
  severity: 'warning',
  subject: labelOf(one),
  ...('file' in one.at ? { place: one.at } : {}),
  message
})
