import { isDeepStrictEqual } from 'node:util'
import { asAirflowReads, type Connection } from '../airflow/connection.ts'
import { connIdProblem, variableKeyProblem } from '../airflow/names.ts'
import type { Finding } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import { suggestion } from '../base/suggestion.ts'
import { readForeign } from './detect.ts'
import type { Entry, Found, Remark } from './findings.ts'

/** A file to take connections and variables from. */
export interface Import {
  /** As it is shown. */
  readonly file: string
  /** From names as they are in the file (of `.env`: in lower case) to those that they get. */
  readonly rename: ReadonlyMap<string, string>
}

/** Gives the text of a file, or throws as `readFileSync` does. */
export type ReadFile = (file: string) => string

export interface Brought<T> extends Entry<T> {
  readonly file: string
}

/** What several files hold together. */
export interface Imported {
  readonly variables: ReadonlyMap<string, Brought<string>>
  readonly connections: ReadonlyMap<string, Brought<Connection>>
  readonly problems: readonly Finding[]
  readonly warnings: readonly Finding[]
}

/** Reads all files. The same name may come twice with an equal value. */
export function readImports(imports: readonly Import[], readFile: ReadFile): Imported {
  const problems: Finding[] = []
  const warnings: Finding[] = []
  const variables = new Map<string, Brought<string>>()
  const connections = new Map<string, Brought<Connection>>()
  for (const { file, rename } of imports) {
    const text = textOf(file, readFile)
    if (typeof text !== 'string') {
      problems.push(text)
      continue
    }
    const found = readForeign(text, file)
    problems.push(...found.problems.map(remark => at(file, 'error', remark)), ...unused(file, rename, found))
    warnings.push(...found.warnings.map(remark => at(file, 'warning', remark)))
    const merge = <T>(kind: Kind<T>, from: ReadonlyMap<string, Entry<T>>, into: Map<string, Brought<T>>) => {
      for (const [old, entry] of from) {
        const name = rename.get(old) ?? old
        const problem = problemOf(kind, name, entry.value, into.get(name))
        if (problem !== undefined)
          problems.push({
            severity: 'error',
            subject: `${kind.word} ${name}`,
            place: { file, line: entry.line },
            message: problem
          })
        else if (!into.has(name)) into.set(name, { ...entry, file })
      }
    }
    merge(VARIABLE, found.variables, variables)
    merge(CONNECTION, found.connections, connections)
  }
  return { variables, connections, problems, warnings }
}

const at = (file: string, severity: Finding['severity'], { line, message }: Remark): Finding => ({
  severity,
  place: { file, line },
  message
})

interface Kind<T> {
  readonly word: string
  readonly nameProblem: (name: string) => string | undefined
  readonly same: (a: T, b: T) => boolean
}

const VARIABLE: Kind<string> = { word: 'variable', nameProblem: variableKeyProblem, same: (a, b) => a === b }
const CONNECTION: Kind<Connection> = { word: 'connection', nameProblem: connIdProblem, same: sameConnection }

/** Whether Airflow would read both as the same; the extra by its content. */
export function sameConnection(a: Connection, b: Connection): boolean {
  const [one, other] = [a, b].map(connection => {
    const { extra, ...fields } = asAirflowReads(connection)
    return { ...fields, extra: extra === undefined ? undefined : JSON.parse(extra) }
  })
  return isDeepStrictEqual(one, other)
}

function problemOf<T>(kind: Kind<T>, name: string, value: Secret<T>, earlier: Brought<T> | undefined): string | undefined {
  const problem = kind.nameProblem(name)
  if (problem !== undefined) return `${problem}, with \`rename:\``
  if (earlier === undefined || kind.same(earlier.value.reveal(), value.reveal())) return undefined
  return `is also in ${earlier.file}:${earlier.line}, with another value; remove one of them, or give it another name with \`rename:\``
}

function unused(file: string, rename: ReadonlyMap<string, string>, { variables, connections, problems }: Found): Finding[] {
  // What has a problem was not taken, but may well be what is renamed.
  if (problems.length > 0) return []
  const names = [...variables.keys(), ...connections.keys()]
  return [...rename.keys()]
    .filter(name => !names.includes(name))
    .map(name => ({
      severity: 'error',
      place: { file },
      message: `has no ${name}, which \`rename:\` names${suggestion(name, names.slice(0, 20))}`
    }))
}

function textOf(file: string, readFile: ReadFile): string | Finding {
  try {
    return readFile(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return {
      severity: 'error',
      message: `the import ${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`
    }
  }
}
