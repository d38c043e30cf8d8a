import { ByName, sameValue } from '../airflow/definition.ts'
import { connIdProblem, variableKeyProblem } from '../airflow/names.ts'
import { Unreadable } from '../base/files.ts'
import { type Finding, placeText } from '../base/finding.ts'
import { suggestion } from '../base/suggestion.ts'
import { TooSlow, within } from '../base/within.ts'
import type { Imported, ImportedDefinition } from './collector.ts'
import { readForeign } from './detect.ts'

/** A file to import connections and variables from. */
export interface Import {
  /** As shown in messages. */
  readonly file: string
  /** From names in the file (in `.env`: in lower case) to names in Airflow. */
  readonly rename: ReadonlyMap<string, string>
}

/** Returns the text of a file, or throws `Unreadable`. */
export type ReadFile = (file: string) => string

/** 200,000 entries take a few seconds. */
const LIMIT_MS = 30_000

/** Reads all files. The same name may occur twice with equal values. A file that takes more than `limitMs` is a problem. */
export function readImports(imports: readonly Import[], readFile: ReadFile, limitMs = LIMIT_MS): Imported {
  const problems: Finding[] = []
  const warnings: Finding[] = []
  const definitions = new ByName<ImportedDefinition>()
  const contradicted = new ByName<ImportedDefinition>()
  for (const { file, rename } of imports) {
    const found = foundIn(file, readFile, limitMs)
    if ('severity' in found) {
      problems.push(found)
      continue
    }
    problems.push(...found.problems, ...unused(file, rename, found))
    warnings.push(...found.warnings)
    for (const definition of found.definitions) {
      const name = rename.get(definition.name)
      const one = name === undefined ? definition : { ...definition, name }
      const earlier = definitions.get(one)
      const message = problemOf(one, earlier)
      // One for each name: more would show which of many guesses is right.
      if (contradicted.get(one) !== undefined) continue
      if (message !== undefined && earlier !== undefined) contradicted.add(one)
      if (message !== undefined) problems.push({ severity: 'error', subject: `${one.kind} ${one.name}`, place: one.at, message })
      else if (earlier === undefined) definitions.add(one)
    }
  }
  return { definitions: [...definitions], problems, warnings }
}

/** Without those that no manifest could name; each is a problem, to be solved `where`. */
export function withProperNames({ definitions, problems, warnings }: Imported, where: string): Imported {
  const wrong = definitions.flatMap((one): Finding[] => {
    const problem = nameProblem(one)
    if (problem === undefined) return []
    return [{ severity: 'error', subject: `${one.kind} ${one.name}`, place: one.at, message: `${problem}, ${where}` }]
  })
  return { definitions: definitions.filter(one => nameProblem(one) === undefined), problems: [...problems, ...wrong], warnings }
}

const nameProblem = ({ kind, name }: ImportedDefinition): string | undefined =>
  kind === 'variable' ? variableKeyProblem(name) : connIdProblem(name)

function problemOf(one: ImportedDefinition, earlier: ImportedDefinition | undefined): string | undefined {
  const problem = nameProblem(one)
  if (problem !== undefined) return `${problem}, in the file or with \`rename:\``
  if (earlier === undefined || sameValue(one, earlier)) return undefined
  return `is also in ${placeText(earlier.at)}, with a different value; remove one of them, or rename one with \`rename:\``
}

function unused(file: string, rename: ReadonlyMap<string, string>, { definitions, problems }: Imported): Finding[] {
  // An entry with a problem was not taken, but may be the one that is renamed.
  if (problems.length > 0) return []
  const names = definitions.map(({ name }) => name)
  return [...rename.keys()]
    .filter(name => !names.includes(name))
    .map(name => ({
      severity: 'error',
      place: { file },
      message: `has no ${name}, but \`rename:\` names it${suggestion(name, names.slice(0, 20))}`
    }))
}

function foundIn(file: string, readFile: ReadFile, limitMs: number): Imported | Finding {
  try {
    const text = readFile(file)
    return within(limitMs, () => readForeign(text, file))
  } catch (error) {
    if (error instanceof Unreadable) return { severity: 'error', message: `the import ${error.message}` }
    if (!(error instanceof TooSlow)) throw error
    return { severity: 'error', message: `the import ${file} cannot be read: ${error.message}`, hint: 'Split the file.' }
  }
}
