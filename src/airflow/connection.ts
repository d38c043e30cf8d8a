import { isDeepStrictEqual } from 'node:util'
import { depthProblem, isObject } from './json.ts'
import { textProblem } from './text.ts'

/** An Airflow connection. An absent field is `None` in Airflow. There is no `description`, because a URI cannot hold one. */
export interface Connection {
  /** Airflow's name of the type, such as `postgres` or `google_cloud_platform`. */
  readonly connType: string
  readonly host?: string
  readonly login?: string
  readonly password?: string
  readonly schema?: string
  /** 0 to 65535. */
  readonly port?: number
  /** JSON text of an object, kept byte for byte. Empty text counts as absent. */
  readonly extra?: string
}

/** A mistake in one field, under Airflow's name for it. The sentence omits that name and never quotes a value. */
export interface FieldProblem {
  readonly field: 'conn_type' | 'host' | 'login' | 'password' | 'schema' | 'port' | 'extra'
  readonly problem: string
}

/**
 * Everything in a connection that Airflow would reject, or read back as something else; empty if there is nothing. Each sentence
 * starts with the name of its field.
 */
export function connectionProblems(connection: Connection): string[] {
  return fieldProblems(connection).map(({ field, problem }) => `${field} ${problem}`)
}

/** Like `connectionProblems`, with the name of the field apart from the sentence. */
export function fieldProblems({ connType, host, login, password, schema, port, extra }: Connection): FieldProblem[] {
  const found: [FieldProblem['field'], string | undefined][] = [
    ['conn_type', connTypeProblem(connType)],
    ['host', host && textProblem(host)],
    ['login', login && textProblem(login)],
    ['password', password && textProblem(password)],
    ['schema', schema && textProblem(schema)],
    ['port', portProblem(port)],
    ['extra', extra && extraProblem(extra)]
  ]
  return found.flatMap(([field, problem]) => (problem ? [{ field, problem }] : []))
}

/**
 * The connection as Airflow has it after `Connection.parse_from_uri` of its URI: type in lower case and `postgresql` called
 * `postgres`, an empty host, schema or extra absent, and a login of `''` if there is only a password.
 */
export function asAirflowReads({ connType, host, login, password, schema, port, extra }: Connection): Connection {
  const type = connType.toLowerCase()
  const user = login ?? (password === undefined ? undefined : '')
  return {
    connType: type === 'postgresql' ? 'postgres' : type,
    ...(host && { host }),
    ...(user !== undefined && { login: user }),
    ...(password !== undefined && { password }),
    ...(schema && { schema }),
    ...(port !== undefined && { port }),
    ...(extra && { extra })
  }
}

/** Whether Airflow would read both as the same connection; `extra` is compared by content. */
export function sameConnection(a: Connection, b: Connection): boolean {
  const [one, other] = [a, b].map(connection => {
    const { extra, ...fields } = asAirflowReads(connection)
    return { ...fields, extra: extra === undefined ? undefined : JSON.parse(extra) }
  })
  return isDeepStrictEqual(one, other)
}

function connTypeProblem(connType: string): string | undefined {
  if (connType === '') return 'is empty; write a connection type, such as postgres'
  if (connType.includes('+')) return 'names a driver, as a SQLAlchemy URL does; write the type alone, such as postgres'
  if (connType.includes('-'))
    return 'contains a hyphen, which Airflow reads as an underscore; use _ instead, as in google_cloud_platform'
  if (/^[A-Za-z][A-Za-z0-9._]*$/.test(connType)) return undefined
  return 'is not a connection type; start with a letter and use only ASCII letters, digits, _ and . (such as postgres)'
}

function portProblem(port: number | undefined): string | undefined {
  if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65535)) return undefined
  return 'is not a port; write a whole number from 0 to 65535'
}

// Airflow's Connection._validate_extra, stricter in one respect: Python also accepts NaN and Infinity as JSON.
function extraProblem(extra: string): string | undefined {
  const problem = textProblem(extra)
  if (problem) return problem
  try {
    return isObject(JSON.parse(extra)) ? depthProblem(extra) : 'is JSON, but not an object; write {"name": value, …}'
  } catch {
    return 'is not JSON; write an object, {"name": value, …}, with double quotes and no trailing comma'
  }
}
