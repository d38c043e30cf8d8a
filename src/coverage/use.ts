import type { Kind } from '../airflow/definition.ts'

/** One place where a DAG asks Airflow for a variable or connection. */
export interface Use {
  readonly kind: Kind
  /** Null if the name is known only at run time. */
  readonly name: string | null
  /** Counted from 1. */
  readonly line: number
  /**
   * `optional`: the DAG gives a default. `set`: the DAG creates it, in Airflow's database. `possible`: what is called may mean
   * something other than a connection of Airflow's.
   */
  readonly need: 'required' | 'optional' | 'set' | 'possible'
}

/** A string that Airflow may render as a template; `\0` stands for each placeholder of an f-string. */
export interface Literal {
  readonly text: string
  readonly line: number
  readonly endLine: number
}

/** What one Python source says. */
export interface PythonUses {
  readonly uses: readonly Use[]
  readonly templates: readonly Literal[]
  /** The first line, from 1, that may ask for something and cannot be parsed. */
  readonly broken?: number
}

/** `use` as it counts: nothing without a name, and without its name if nothing can be called that (it may be a whole URI). */
export function countable(use: Use): Use[] {
  if (use.name === '') return []
  const isName = use.name !== null && use.name.length <= 250 && !/[\p{C}{}]|:\/\//u.test(use.name)
  return [isName ? use : { ...use, name: null }]
}

/** A text without any of these words asks for nothing; many modules and most lines have none. */
export const mayAsk = (text: string): boolean =>
  /Variable|Connection|conn_id|kafka_config_id|hook|ObjectStoragePath|FileTransferOperator|[[(]\s{0,99}["'](?:var|conn)["']|\{[{%]/i.test(
    text
  )
