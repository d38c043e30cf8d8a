import { type Connection, connectionProblems } from '../airflow/connection.ts'
import { ByName, type Definition } from '../airflow/definition.ts'
import { parseUri } from '../airflow/uri.ts'
import { variableValueProblem } from '../airflow/variable.ts'
import type { Finding, Place } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'

/** A variable or connection at a line of an import. */
export type ImportedDefinition = Definition & { readonly at: Place }

/** What one or several files define, and what is wrong in them. Findings name things and never quote a value. */
export interface Imported {
  /** One for each kind and name, variables first. Nothing that has a problem is among them. */
  readonly definitions: readonly ImportedDefinition[]
  /** What cannot be used, or what Airflow or the astro CLI would silently leave out. */
  readonly problems: readonly Finding[]
  /** What can be used, but is probably a mistake. */
  readonly warnings: readonly Finding[]
}

/** Collects what one file defines, and refuses what Airflow could not use. Lines count from 1; 0 is no line of it. */
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

  /** A connection from a URI, by Airflow's rules, even if the program that the file belongs to has others. */
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
    else this.problem(line, `${one.kind} ${one.name} is already defined on line ${first.at.line}; remove one of them`)
  }

  #at = (line: number): Place => ({ file: this.#file, ...(line > 0 && { line }) })
}
