import { join, relative, resolve, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kind, Named } from '../airflow/definition.ts'
import { readDockerfile } from '../airflow/dockerfile.ts'
import { readIfThere, reasonFor, Unreadable } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { TooSlow, within } from '../base/within.ts'
import { type Coverage, compareCoverage, type UseInFile } from './compare.ts'
import { isPython, isThere, sourcesIn, textAt, type Unread } from './files.ts'
import { mentionsIn } from './mentions.ts'
import { usesInLiteral, usesInTemplate } from './template.ts'
import { countable, mayAsk, type Use } from './use.ts'
import { usesInFrontMatter, usesInYaml } from './yaml.ts'

/** Where an Astro project keeps its DAGs and what they import; what links share belongs to the first. */
const FOLDERS = ['dags', 'plugins', 'include']

/** A megabyte of Python takes less than a second; text that is not Python takes a hundred times as long. */
const LIMIT_MS = 10_000

export interface CoverageOptions {
  readonly projectDir: string
  /** The names that the manifest defines. */
  readonly defined: Readonly<Record<Kind, readonly string[]>>
  /** The pattern that may define a name, where it is not known what it brings. */
  readonly mayDefine?: (one: Named) => string | undefined
  /** The folder to which the paths shown are relative. */
  readonly workspace: string
  /** Checked between two files. */
  readonly signal: AbortSignal
}

/**
 * Which variables and connections the DAGs of a project ask for and the manifest lacks, the reverse, and which files were not read,
 * because that is impossible or would take more than `limitMs`. Without a folder `dags`, the result is empty. Throws only if `signal`
 * aborts.
 */
export async function coverageOf(options: CoverageOptions, limitMs = LIMIT_MS): Promise<Coverage> {
  const { projectDir, defined, mayDefine = () => undefined, workspace, signal } = options
  const places: UseInFile[] = []
  const mentions = new Set<string>()
  const names = new Set([...defined.variable, ...defined.connection])
  const unread: Unread[] = []
  try {
    if (!isThere(join(projectDir, 'dags'))) return { absent: [], missing: [], unread: [], notes: [] }
    const sources = sourcesIn(projectDir, FOLDERS)
    unread.push(...sources.unread)
    for (const path of sources.paths) {
      await nextTurn()
      signal.throwIfAborted()
      const found = await look(path, join(projectDir, path), names, limitMs)
      if ('why' in found) unread.push({ path, ...found })
      else {
        for (const use of found.uses) places.push({ ...use, file: shown(path) })
        for (const word of found.mentions) mentions.add(word)
        if (found.broken !== undefined) unread.push({ path, line: found.broken, why: notIn(path) })
      }
    }
  } catch (error) {
    const reason = reasonFor(projectDir, error)
    if (!(reason instanceof Unreadable)) throw error
    unread.push({ path: 'dags', why: reason.why })
  }
  const compared = compareCoverage({
    places,
    defined,
    mentions,
    isAllRead: unread.length === 0,
    environment: imageOf(projectDir),
    mayDefine
  })
  return { ...compared, unread: unread.map(findingOf) }

  function shown(path: string): string {
    return relative(workspace, resolve(projectDir, path)).replaceAll(sep, '/')
  }

  function findingOf({ path, line, why }: Unread): Finding {
    const place = { file: shown(path), ...(line === undefined ? {} : { line }) }
    return { severity: 'warning', place, message: `was not compared with the manifest: ${why}` }
  }
}

/** What the image sets for every task. A Dockerfile that cannot be read is no matter of DAGs. */
function imageOf(projectDir: string): ReadonlySet<string> {
  try {
    return new Set(readDockerfile(readIfThere(join(projectDir, 'Dockerfile')) ?? '')?.environment)
  } catch (error) {
    if (error instanceof Unreadable) return new Set()
    throw error
  }
}

interface Seen {
  readonly uses: readonly Use[]
  readonly mentions: readonly string[]
  readonly broken?: number | undefined
}

const notIn = (path: string) => `this action cannot parse this line as ${isPython(path) ? 'Python' : 'YAML'}`

async function look(
  path: string,
  file: string,
  names: ReadonlySet<string>,
  limitMs: number
): Promise<Seen | Pick<Unread, 'why'>> {
  try {
    const text = textAt(file)
    const read = isPython(path) ? await pythonReader(text) : /\.(?:ya?ml|json)$/i.test(path) ? readYaml : readTemplate
    return within(limitMs, () => ({ ...read(text), mentions: mentionsIn(path, text, names) }))
  } catch (error) {
    return { why: whyNot(error) }
  }
}

type Read = (text: string) => Pick<Seen, 'uses' | 'broken'>

const templateReader =
  (around: typeof usesInYaml): Read =>
  text => {
    const { uses, broken } = around(text)
    return { uses: [...uses.flatMap(countable), ...usesInTemplate(text)].sort((a, b) => a.line - b.line), broken }
  }

const readYaml = templateReader(usesInYaml)
const readTemplate = templateReader(usesInFrontMatter)

/** The reader is a separate chunk of the bundle, loaded only if there is Python to read. */
async function pythonReader(text: string): Promise<Read> {
  if (!mayAsk(text)) return () => ({ uses: [] })
  const { readPython } = await import('./python.ts')
  return source => {
    const { uses, templates, broken } = readPython(source)
    return { uses: [...uses.flatMap(countable), ...templates.flatMap(usesInLiteral)].sort((a, b) => a.line - b.line), broken }
  }
}

/** The parser's own error messages mean nothing to users. */
function whyNot(error: unknown): string {
  if (error instanceof Unreadable) return error.why
  return error instanceof TooSlow ? error.message : 'it cannot be parsed'
}
