import { join, relative, resolve, sep } from 'node:path'
import { findByPython } from './by-python.ts'
import { findByTokens } from './by-tokens.ts'
import { type Coverage, compare, type Place } from './compare.ts'
import { isFolder, readSources, type SourceFile } from './files.ts'
import { usesInLiteral, usesInTemplate } from './template.ts'
import { counted, type Found, type Kind, type Use } from './use.ts'

/** Where DAGs and what they import lie in an Astro project. */
const FOLDERS = ['dags', 'include', 'plugins']

export interface CoverageOptions {
  readonly projectDir: string
  /** The names that the manifest defines. */
  readonly defined: Readonly<Record<Kind, readonly string[]>>
  /** For PATH, and for GITHUB_WORKSPACE: the paths shown are from there. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/**
 * Which variables and connections the DAGs of a project ask for that the manifest lacks, and the other way round. Without a
 * folder `dags` there is nothing to say. Never throws, unless `signal` ends it: what goes wrong is a note.
 */
export async function coverageOf(options: CoverageOptions): Promise<Coverage> {
  try {
    return await look(options)
  } catch (error) {
    options.signal.throwIfAborted()
    const { message } = error as Error
    return {
      missing: [],
      notes: [{ severity: 'note', subject: 'DAGs', message: `were not compared with the manifest: ${message}` }]
    }
  }
}

async function look({ projectDir, defined, environment, signal }: CoverageOptions): Promise<Coverage> {
  if (!isFolder(join(projectDir, 'dags'))) return { missing: [], notes: [] }
  const { files, skipped } = readSources(projectDir, FOLDERS)
  const found = await find(files.filter(mayAsk), environment, signal)
  const places = files.flatMap(file => (found.get(file) ?? []).map((use): Place => ({ ...use, file: shown(file.path) })))
  const coverage = compare(places, defined, mentionsIn(files, defined))
  const message = `were not all looked at: ${skipped} skipped as too large, too many or unreadable`
  return skipped === 0 ? coverage : { ...coverage, notes: [...coverage.notes, { severity: 'note', subject: 'DAGs', message }] }

  function shown(path: string): string {
    return relative(environment['GITHUB_WORKSPACE'] || '.', resolve(projectDir, path)).replaceAll(sep, '/')
  }
}

/** What has none of these words needs no parser; many modules have not. */
const mayAsk = ({ text }: SourceFile) => /Variable|Connection|conn_id|hook|\{[{%]/i.test(text)

const isPython = ({ path }: SourceFile) => path.endsWith('.py')

async function find(
  files: readonly SourceFile[],
  environment: CoverageOptions['environment'],
  signal: AbortSignal
): Promise<ReadonlyMap<SourceFile, readonly Use[]>> {
  const modules = files.filter(isPython)
  const byPython = await askPython(modules, environment, signal)
  const found = modules.map((file, index) => [file, usesOf(byPython[index] ?? findByTokens(file.text))] as const)
  const templates = files.filter(file => !isPython(file)).map(file => [file, usesInTemplate(file.text)] as const)
  return new Map<SourceFile, readonly Use[]>([...found, ...templates])
}

/** What Python's own parser finds, as far as there is one and it takes the sources. */
async function askPython(
  files: readonly SourceFile[],
  environment: CoverageOptions['environment'],
  signal: AbortSignal
): Promise<readonly (Found | undefined)[]> {
  if (files.length === 0) return []
  try {
    const sources = files.map(({ text }) => text)
    return await findByPython(sources, environment, signal)
  } catch {
    signal.throwIfAborted()
    return []
  }
}

const usesOf = ({ uses, templates }: Found): Use[] =>
  [...uses.flatMap(counted), ...templates.flatMap(usesInLiteral)].sort((a, b) => a.line - b.line)

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
