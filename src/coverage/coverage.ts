import { join, relative, resolve, sep } from 'node:path'
import type { Kind } from '../airflow/definition.ts'
import { type Coverage, compareCoverage, type UseInFile } from './compare.ts'
import { isFolder, readSources, type SourceFile } from './files.ts'
import { usesInLiteral, usesInTemplate } from './template.ts'
import { countable, type PythonUses, type Use } from './use.ts'

/** Where DAGs and what they import lie in an Astro project. */
const FOLDERS = ['dags', 'include', 'plugins']

export interface CoverageOptions {
  readonly projectDir: string
  /** The names that the manifest defines. */
  readonly defined: Readonly<Record<Kind, readonly string[]>>
  /** For GITHUB_WORKSPACE: the paths shown are from there. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Which variables and connections the DAGs of a project ask for that the manifest lacks, and the other way round. Without a
 * folder `dags` there is nothing to say. Never throws: what goes wrong is a note, and so is a file on which more than
 * `patienceMs` would be spent.
 */
export async function coverageOf(options: CoverageOptions, patienceMs?: number): Promise<Coverage> {
  try {
    return await look(options, patienceMs)
  } catch (error) {
    const { message } = error as Error
    return {
      missing: [],
      notes: [{ severity: 'note', subject: 'DAGs', message: `were not compared with the manifest: ${message}` }]
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
  const message = `were not all looked at: ${unread} skipped as too large, too many or unreadable`
  return unread === 0 ? coverage : { ...coverage, notes: [...coverage.notes, { severity: 'note', subject: 'DAGs', message }] }

  function shown(path: string): string {
    return relative(environment['GITHUB_WORKSPACE'] || '.', resolve(projectDir, path)).replaceAll(sep, '/')
  }
}

/** What has none of these words needs no parser; many modules have not. */
const mayAsk = ({ text }: SourceFile) =>
  /Variable|Connection|conn_id|hook|ObjectStoragePath|\[["'](?:var|conn)["']\]|\{[{%]/i.test(text)

const isPython = ({ path }: SourceFile) => path.endsWith('.py')

/** What each file asks for; undefined for one that could not be read. */
async function usesIn(
  files: readonly SourceFile[],
  patienceMs?: number
): Promise<ReadonlyMap<SourceFile, readonly Use[] | undefined>> {
  // A chunk of its own in the bundle, for those who have something to read with it.
  const { readPython } = files.some(isPython) ? await import('./python.ts') : {}
  return new Map(
    files.map(file => [file, isPython(file) ? usesOf(readPython?.(file.text, patienceMs)) : usesInTemplate(file.text)])
  )
}

const usesOf = (found: PythonUses | undefined) =>
  found && [...found.uses.flatMap(countable), ...found.templates.flatMap(usesInLiteral)].sort((a, b) => a.line - b.line)

/** Defined names that stand somewhere by themselves: a list that a loop goes through, the argument of a function of one's own. */
function mentionsIn(files: readonly SourceFile[], defined: CoverageOptions['defined']): ReadonlySet<string> {
  const names = new Set([...defined.variable, ...defined.connection])
  const words = files.flatMap(file => {
    const code = file.text.replaceAll(/^\s*#.*$/gm, '')
    const all = isPython(file) ? code.matchAll(/(?<=(["']))[\w./-]+(?=\1)/g) : code.matchAll(/[\w./-]+/g)
    return [...all].map(([word]) => word).filter(word => names.has(word))
  })
  return new Set(words)
}
