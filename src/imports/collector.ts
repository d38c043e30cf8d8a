import { type Connection, connectionProblems } from '../airflow/connection.ts'
import { ByName, type Definition } from '../airflow/definition.ts'
import { parseUri } from '../airflow/uri.ts'
import { variableValueProblem } from '../airflow/variable.ts'
import type { Finding, Place } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'

/** A variable or connection at a line of an import. */
export type ImportedDefinition = Definition & { readonly at: Place }

/** What one file holds, or several do, and what is wrong there. Findings name things and never quote a value. */
export interface Imported {
  /** Each name of a kind once; variables first. What has a problem is not among them. */
  readonly definitions: readonly ImportedDefinition[]
  /** What cannot be used, or what Airflow or the astro CLI would leave out without a word. */
  readonly problems: readonly Finding[]
  /** What can be used, but is probably not meant so. */
  readonly warnings: readonly Finding[]
}

/** Takes what a format reads of one file, and refuses what Airflow could not use. Lines count from 1. */
export class ImportCollector implements Imported {
  readonly problems: Finding[] = []
  readonly warnings: Finding[] = []
  readonly #taken = new ByName<ImportedDefinition>()
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  get definitions(): readonly ImportedDefinition[] {
    return [...this.#taken]
  }

  problem(line: number, message: string): void {
    this.problems.push({ severity: 'error', place: this.#at(line), message })
  }

  warn(line: number, message: string): void {
    this.warnings.push({ severity: 'warning', place: this.#at(line), message })
  }

  variable(name: string, line: number, text: string): void {
    const problem = variableValueProblem(text)
    if (problem !== undefined) this.problem(line, `variable ${name} ${problem}`)
    else this.#take({ kind: 'variable', name, at: this.#at(line), text: new Secret(text) }, line)
  }

  connection(name: string, line: number, connection: Connection): void {
    const problems = connectionProblems(connection)
    for (const problem of problems) this.problem(line, `connection ${name}: ${problem}`)
    if (problems.length === 0)
      this.#take({ kind: 'connection', name, at: this.#at(line), connection: new Secret(connection) }, line)
  }

  /** A connection by Airflow's rules for a URI, whoever else reads the file by others. */
  uri(id: string, line: number, text: string): void {
    const parsed = parseUri(text)
    if (parsed.ok) {
      for (const warning of parsed.warnings) this.warn(line, `connection ${id}: its URI ${warning}`)
      this.connection(id, line, parsed.value)
    } else this.problem(line, `connection ${id}: its URI ${parsed.problem}`)
  }

  #take(one: ImportedDefinition, line: number): void {
    const first = this.#taken.get(one)
    if (first === undefined) this.#taken.add(one)
    else this.problem(line, `${one.kind} ${one.name} stands here again, after line ${first.at.line}; remove one of them`)
  }

  #at = (line: number): Place => ({ file: this.#file, line })
}
