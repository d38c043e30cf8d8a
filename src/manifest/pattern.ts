import type { Kind, Named } from '../airflow/definition.ts'
import { variableOf } from '../airflow/names.ts'

/** An import from the environment: every variable of the step whose name begins so. */
export interface Pattern {
  readonly kind: Kind
  /** As written: `AIRFLOW_CONN_*`, `AIRFLOW_VAR_DBT_*`. */
  readonly text: string
  /** In the manifest. */
  readonly at: readonly string[]
}

export const PATTERN = /^AIRFLOW_(CONN|VAR)_[A-Z0-9_]*\*$/
export const NO_PATTERN =
  'must be AIRFLOW_CONN_* or AIRFLOW_VAR_*, perhaps with more of the name before the *, in capitals; list other variables one by one'

export const patternFrom = (text: string, at: readonly string[]): Pattern => ({
  kind: text.startsWith('AIRFLOW_VAR_') ? 'variable' : 'connection',
  text,
  at
})

/** Whether a pattern takes this variable of the environment. */
export const takes = ({ text }: Pattern, variable: string): boolean => variable.startsWith(text.slice(0, -1))

/** The pattern that may have brought, or may bring, what has this name. All that one brings is in lower case. */
export const patternOf = (patterns: readonly Pattern[], one: Named): Pattern | undefined =>
  one.name === one.name.toLowerCase() ? patterns.find(pattern => takes(pattern, variableOf(one))) : undefined
