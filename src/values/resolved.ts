import type { Content, Named } from '../airflow/definition.ts'
import { type Finding, type Place, placeText } from '../base/finding.ts'
import type { Format, Manifest } from '../manifest/manifest.ts'

/**
 * A variable or connection that a Deployment should have, with or without its value. It does not know where that will be stored.
 */
export type Resolved = Origin & ((Content & HowKept) | WithoutValue)

export interface Origin extends Named {
  /** Its path in the manifest, or its line in an import. */
  readonly at: readonly string[] | Place
}

interface HowKept {
  /** How to store a connection in Vault, if the manifest says so. */
  readonly format?: Format
}

interface WithoutValue {
  /**
   * Says which sources this run was not given. Absent if it was given all and Airflow cannot use the value: the problems say why.
   */
  readonly unresolved?: Finding
}

/**
 * Turns a variable or connection into the form of one sink, `made`. A problem says why it cannot be stored there, a warning why
 * it should not; both continue from the name. Pure.
 */
export type Sink<T> = (one: Resolved) => { readonly made: T; readonly problem?: string; readonly warning?: string }

/** What the user calls it: `variables.greeting`. */
export const labelOf = ({ kind, name, at }: Origin): string => ('file' in at ? `${kind}s.${name}` : at.join('.'))

/** The findings about variables and connections, each at its place. A message continues from the label. */
export class Diagnostics {
  readonly problems: Finding[] = []
  readonly warnings: Finding[] = []
  readonly #manifest: Manifest

  constructor(manifest: Manifest) {
    this.#manifest = manifest
  }

  /** Where the user finds it: `airflow-secrets.yaml:4:3`. */
  placeOf({ at }: Origin): string {
    const place = 'file' in at ? at : this.#manifest.findingAt(at, '').place
    return place === undefined ? '' : placeText(place)
  }

  /** A sentence about a field gets the place of the field. */
  problem(one: Origin, message: string): void {
    const { at } = one
    if ('file' in at) {
      this.problems.push({ severity: 'error', subject: labelOf(one), place: at, message })
      return
    }
    const [, field, rest] = /^(conn_\w+|host|login|password|schema|port|extra|description) (.*)$/s.exec(message) ?? []
    this.problems.push(
      field === undefined ? this.#manifest.findingAt(at, message) : this.#manifest.findingAt([...at, field], rest ?? '')
    )
  }

  warning(one: Origin, message: string): void {
    const place = 'file' in one.at ? { place: one.at } : {}
    this.warnings.push({ severity: 'warning', subject: labelOf(one), ...place, message })
  }
}
