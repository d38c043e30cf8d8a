import type { Connection } from '../airflow/connection.ts'
import { suggestion } from '../base/suggestion.ts'
import type { ImportCollector } from './collector.ts'
import { jsonText } from './json-text.ts'
import { Mapping, Plain, type Tree } from './tree.ts'

/** What the formats call the fields of a connection. */
export interface FieldNames {
  readonly conn_type: string
  readonly host: string
  readonly login: string
  readonly password: string
  readonly schema: string
  readonly port: string
  readonly extra: string
  /** The whole connection as a URI, instead of all others. */
  readonly uri: string
}

/** In the files that Airflow itself writes, and in `AIRFLOW_CONN_…` as JSON. */
export const AIRFLOW_NAMES: FieldNames = {
  conn_type: 'conn_type',
  host: 'host',
  login: 'login',
  password: 'password',
  schema: 'schema',
  port: 'port',
  extra: 'extra',
  uri: 'uri'
}

/** Takes the connection in `fields`, from its URI if there is one, otherwise field by field. `others` are keys without effect. */
export function takeFields(
  collector: ImportCollector,
  id: string,
  at: number,
  fields: Mapping,
  names: FieldNames,
  others: readonly string[] = []
): void {
  const earlier = collector.problems.length
  const known = [...Object.values(names), ...others]
  const strangers = fields.pairs.filter(({ key }) => !known.includes(key))
  for (const { key, line } of strangers) {
    collector.problem(line, `connection ${id}: ${key} is not a field of a connection${suggestion(key, known)}`)
  }
  const given = new Given(collector, id, fields, at)
  const uri = given.text(names.uri)
  if (uri) {
    const beside = Object.values(names).filter(name => name !== names.uri && !isEmpty(fields.get(name)))
    if (beside.length > 0) {
      collector.problem(at, `connection ${id} has both ${names.uri} and ${beside.join(', ')}; remove one or the other`)
    } else collector.uri(id, at, uri)
    return
  }
  const connType = given.text(names.conn_type)
  if (!connType) {
    collector.problem(
      at,
      `connection ${id} has no ${names.conn_type}, and Airflow 3 cannot use a connection without it; add the type, such as postgres`
    )
  }
  const connection: Connection = {
    connType: connType ?? '',
    ...given.some('host', names.host),
    ...given.some('login', names.login),
    ...given.some('password', names.password),
    ...given.some('schema', names.schema),
    ...given.port(names.port),
    ...given.extra(names.extra)
  }
  if (collector.problems.length === earlier) collector.connection(id, at, connection)
}

export const isEmpty = (tree: Tree | undefined): boolean => tree === undefined || tree === null || tree === ''

/** The text of a scalar; a number, a boolean or a date as it is written. Undefined for null, a list or a mapping. */
export function textIn(tree: Tree | undefined): string | undefined {
  if (tree instanceof Plain) return tree.source
  return typeof tree === 'string' ? tree : undefined
}

/** The fields as text. Reports each that is not. */
class Given {
  readonly #collector: ImportCollector
  readonly #id: string
  readonly #fields: Mapping
  readonly #at: number

  constructor(collector: ImportCollector, id: string, fields: Mapping, at: number) {
    this.#collector = collector
    this.#id = id
    this.#fields = fields
    this.#at = at
  }

  some<Field extends string>(field: Field, name: string): { [key in Field]?: string } {
    const text = this.text(name)
    return text === undefined ? {} : ({ [field]: text } as { [key in Field]?: string })
  }

  text(name: string): string | undefined {
    const tree = this.#fields.get(name)
    const text = textIn(tree)
    if (text === undefined && !isEmpty(tree)) this.#problem(name, 'must be a string')
    if (tree instanceof Plain && !isPlainNumber(tree)) {
      this.#collector.warn(
        this.#lineOf(name),
        `connection ${this.#id}: ${name} is not a string in YAML without quotes, and is used as written; put it in quotes`
      )
    }
    return text
  }

  port(name: string): { readonly port?: number } {
    const tree = this.#fields.get(name)
    if (isEmpty(tree)) return {}
    const text = textIn(tree)
    // NaN is a mistake that the rules of a connection report.
    return { port: text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN }
  }

  extra(name: string): { readonly extra?: string } {
    const tree = this.#fields.get(name)
    if (isEmpty(tree)) return {}
    if (typeof tree === 'string') return { extra: tree }
    const extra = tree instanceof Mapping ? jsonText(tree) : undefined
    if (extra === undefined) {
      this.#problem(
        name,
        'is neither a mapping of JSON values nor a JSON object as text; write {"name": value, …}, with dates in quotes'
      )
      return {}
    }
    return { extra }
  }

  #problem(name: string, message: string): void {
    this.#collector.problem(this.#lineOf(name), `connection ${this.#id}: ${name} ${message}`)
  }

  #lineOf(name: string): number {
    return this.#fields.pair(name)?.line ?? this.#at
  }
}

/** One that every reader of YAML writes the same way. */
const isPlainNumber = ({ source }: Plain) => /^(0|[1-9]\d{0,14})$/.test(source)
