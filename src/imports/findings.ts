import { type Connection, connectionProblems } from '../airflow/connection.ts'
import { parseUri } from '../airflow/uri.ts'
import { variableValueProblem } from '../airflow/variable.ts'
import { Secret } from '../base/secret.ts'

/** A sentence about one line of a file (from 1). It names things and never quotes a value. */
export interface Remark {
  readonly line: number
  readonly message: string
}

export interface Entry<T> {
  readonly value: Secret<T>
  readonly line: number
}

/** What one file holds, in its own order, and what is wrong with it. What has a problem is not among the entries. */
export interface Found {
  readonly variables: ReadonlyMap<string, Entry<string>>
  readonly connections: ReadonlyMap<string, Entry<Connection>>
  /** What cannot be used, or what Airflow or the astro CLI would leave out without a word. */
  readonly problems: readonly Remark[]
  /** What can be used, but is probably not meant so. */
  readonly warnings: readonly Remark[]
}

/** Takes what a format reads, and refuses what Airflow could not use. */
export class Findings implements Found {
  readonly variables = new Map<string, Entry<string>>()
  readonly connections = new Map<string, Entry<Connection>>()
  readonly problems: Remark[] = []
  readonly warnings: Remark[] = []

  problem(line: number, message: string): void {
    this.problems.push({ line, message })
  }

  warn(line: number, message: string): void {
    this.warnings.push({ line, message })
  }

  variable(key: string, line: number, text: string): void {
    const problem = variableValueProblem(text)
    if (problem !== undefined) this.problem(line, `variable ${key} ${problem}`)
    else this.#keep(this.variables, 'variable', key, { value: new Secret(text), line })
  }

  connection(id: string, line: number, connection: Connection): void {
    const problems = connectionProblems(connection)
    for (const problem of problems) this.problem(line, `connection ${id}: ${problem}`)
    if (problems.length === 0) this.#keep(this.connections, 'connection', id, { value: new Secret(connection), line })
  }

  /** A connection by Airflow's rules for a URI, whoever else reads the file by others. */
  uri(id: string, line: number, text: string): void {
    const parsed = parseUri(text)
    if (parsed.ok) {
      for (const warning of parsed.warnings) this.warn(line, `connection ${id}: its URI ${warning}`)
      this.connection(id, line, parsed.value)
    } else this.problem(line, `connection ${id}: its URI ${parsed.problem}`)
  }

  #keep<T>(into: Map<string, Entry<T>>, kind: string, name: string, entry: Entry<T>): void {
    const first = into.get(name)
    if (first === undefined) into.set(name, entry)
    else this.problem(entry.line, `${kind} ${name} stands here again, after line ${first.line}; remove one of them`)
  }
}
