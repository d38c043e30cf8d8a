import { looksSecret } from '../imports/secrecy.ts'

/** What Airflow itself reads as a connection, a variable or its secrets backend. */
const OF_AIRFLOW = /^AIRFLOW(_CONN_|_VAR_|__SECRETS__)/

/** Without it, the DAGs of a preview begin paused: they do no work of their own beside the base's. */
const STARTS_DAGS = 'AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION'

interface Variable {
  readonly secret: boolean
  readonly value?: { reveal(): string }
}

/** Which environment variables of a Deployment a preview of it may have: those that are known to hold no credential. */
export function copiedVariables(variables: ReadonlyMap<string, Variable>): {
  readonly copied: string[]
  readonly left: string[]
} {
  const isPlain = ([name, { secret, value }]: readonly [string, Variable]) =>
    !secret && value !== undefined && !OF_AIRFLOW.test(name) && name !== STARTS_DAGS && !looksSecret(name, value.reveal())
  const names = (entries: readonly (readonly [string, Variable])[]) => entries.map(([name]) => name)
  const all = [...variables]
  return {
    copied: names(all.filter(isPlain)),
    // Each preview gets its own of these.
    left: names(all.filter(one => !isPlain(one))).filter(name => !name.startsWith('AIRFLOW__SECRETS__BACKEND'))
  }
}
