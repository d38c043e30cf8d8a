import { join, relative, resolve, sep } from 'node:path'
import type { Kind } from '../airflow/definition.ts'
import { type Coverage, compareCoverage, type UseInFile } from './compare.ts'
import { isFolder, readSources, type SourceFile } from './files.ts'
import { usesInLiteral, usesInTemplate } from './template.ts'
import { countable, type PythonUses, type Use } from './use.ts'

/** Where an Astro project keeps its DAGs and what they import. */
const FOLDERS = ['dags', 'include', 'plugins']

export interface CoverageOptions {
  readonly projectDir: string
  /** The names that the manifest defines. */
  readonly defined: Readonly<Record<Kind, readonly string[]>>
  /** For GITHUB_WORKSPACE, to which the paths shown are relative. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Which variables and connections the DAGs of a project ask for and the manifest lacks, and the reverse. Without a folder `dags`,
 * the result is empty. Never throws: a failure is a note, and so is a file that would take more than `patienceMs`.
 */
export async function coverageOf(options: CoverageOptions, patienceMs?: number): Promise<Coverage> {
  try {
    return await look(options, patienceMs)
  } catch (error) {
    const { message } = error as Error
    return {
      missing: [],
      notes: [{ severity: 'note', subject: 'DAGs', message: `could not be compared with the manifest: ${message}` }]
    }
  }
}

async function look({ projectDir, defined, environment }: CoverageOptions, patienceMs?: number): Promise<Coverage> {
  if (!isFolder(join(projectDir, 'dags'))) return { missing: [], notes: [] }
  const { files, skipped } = readSources(projectDir, FOLDERS)
  const uses = await usesIn(files.filter(mayAsk), patienceMs)
  const places = files.flatMap(file => (uses.get(file) ?? []).map((use): UseInFile => ({ ...use, file: shown(file.path) })))
  const coverage = compareCoverage(places, defined, mentionsIn(files, defined))
  const unread = skipped + [...uses.values()].filter(found => found === undefined).length
  const message = `were not all checked; files skipped as too large, too many or unreadable: ${unread}`
  return unread === 0 ? coverage : { ...coverage, notes: [...coverage.notes, { severity: 'note', subject: 'DAGs', message }] }

  function shown(path: string): string {
    return relative(environment['GITHUB_WORKSPACE'] || '.', resolve(projectDir, path)).replaceAll(sep, '/')
  }
}

/** A file without any of these words needs no parser, and many have none. */
const mayAsk = ({ text }: SourceFile) =>
  /Variable|Connection|conn_id|hook|ObjectStoragePath|\[["'](?:var|conn)["']\]|\{[{%]/i.test(text)

const isPython = ({ path }: SourceFile) => path.endsWith('.py')

/** What each file asks for; undefined for one that could not be read. */
async function usesIn(
  files: readonly SourceFile[],
  patienceMs?: number
): Promise<ReadonlyMap<SourceFile, readonly Use[] | undefined>> {
  // A separate chunk of the bundle, loaded only if there is Python to read.
  const { readPython } = files.some(isPython) ? await import('./python.ts') : {}
  return new Map(
    files.map(file => [file, isPython(file) ? usesOf(readPython?.(file.text, patienceMs)) : usesInTemplate(file.text)])
  )
}

const usesOf = (found: PythonUses | undefined) =>
  found && [...found.uses.flatMap(countable), ...found.templates.flatMap(usesInLiteral)].sort((a, b) => a.line - b.line)

/**
 * Defined names that occur somewhere as a whole string: in a list to loop over, or as an argument of the project's own functions.
 */
function mentionsIn(files: readonly SourceFile[], defined: CoverageOptions['defined']): ReadonlySet<string> {
  const names = new Set([...defined.variable, ...defined.connection])
  const words = files.flatMap(file => {
    const code = file.text.replaceAll(/^\s*#.*$/gm, '')
    const all = isPython(file) ? code.matchAll(/(?<=(["']))[\w./-]+(?=\1)/g) : code.matchAll(/[\w./-]+/g)
    return [...all].map(([word]) => word).filter(word => names.has(word))
  })
  return new Set(words)
}
