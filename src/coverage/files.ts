import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { readBytes, reasonFor, Unreadable } from '../base/files.ts'
import { mayHoldDags } from './archive.ts'

/** What may ask for something and was not read. */
export interface Unread {
  /** From the project, with `/` between segments. */
  readonly path: string
  /** From 1, where only a part was not understood. */
  readonly line?: number
  /** `it is larger than 1 MiB` */
  readonly why: string
}

export interface Sources {
  /** From the project, with `/` between segments. */
  readonly paths: readonly string[]
  readonly unread: readonly Unread[]
}

/** The most that is read. Anything beyond is not a DAG, but data that somebody keeps next to the DAGs. */
export const LIMITS = { fileBytes: 1024 * 1024, files: 20_000, bytes: 50 * 1024 * 1024 }

const READ = /\.(?:py|sql|hql|sh|bash|json|ya?ml|html|j2|jinja2?|txt)$/i
/** For Airflow 3, in any case. */
const PYTHON = /\.py$/i
const PACKED = /\.zip$/i
/** Airflow looks through all folders of these, hidden ones too. */
const LOADED: ReadonlySet<string> = new Set(['dags', 'plugins'])
/** Elsewhere never what DAGs import: environments, caches, repositories. */
const PASSED_OVER = /^(?:\..*|__pycache__|node_modules|site-packages)$/

export const isPython = (path: string): boolean => PYTHON.test(path)

/**
 * The Python sources and the likely templates in these folders of a project, sorted by path. Links are followed inside the
 * project; each file is listed once, under its real path. Ignore files have no effect, because DAGs can import files that Airflow
 * does not load as DAGs.
 */
export function sourcesIn(projectDir: string, folders: readonly string[], limits = LIMITS): Sources {
  const root = realpathSync(projectDir)
  const seen = new Set<string>()
  const paths: string[] = []
  const unread: Unread[] = []
  let bytes = 0
  let top = ''

  const shown = (path: string) => relative(root, path).replaceAll(sep, '/')
  const refuse = (path: string, why: string) => unread.push({ path: shown(path), why })
  const take = (real: string, size: number) => {
    bytes += size
    if (size > limits.fileBytes) refuse(real, `it is larger than ${limits.fileBytes / LIMITS.fileBytes} MiB`)
    else if (paths.length >= limits.files || bytes > limits.bytes) refuse(real, 'the project has too many files')
    else paths.push(shown(real))
  }
  const isPacked = (real: string) => PACKED.test(real) || (top === 'dags' && mayHoldDags(real))
  const visit = (path: string) => {
    const real = realpathSync(path)
    const facts = statSync(real)
    const isInside = real.startsWith(root + sep)
    if (isPython(path) && !isPython(real) && isInside && facts.isFile())
      refuse(path, 'it is a link to a file that is not called .py')
    if (seen.has(real)) return
    seen.add(real)
    const isText = READ.test(path) || READ.test(real)
    const packed = facts.isFile() && !isText && isPacked(real)
    const mayAsk = facts.isDirectory() || isText || packed
    if (!isInside) {
      if (mayAsk) refuse(path, 'it is a link to something outside the project')
    } else if (facts.isDirectory()) visitAll(real)
    else if (packed) refuse(real, 'DAGs in archives are not read')
    else if (!mayAsk) return
    else if (facts.isFile()) take(real, facts.size)
    else refuse(real, 'it is a pipe, a socket or a device')
  }
  const attempt = (path: string, act: (path: string) => void) => {
    try {
      act(path)
    } catch (error) {
      const reason = reasonFor(path, error)
      if (!(reason instanceof Unreadable)) throw error
      refuse(path, reason.why)
    }
  }
  const visitAll = (folder: string) =>
    attempt(folder, () => {
      for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
        if (entry.isFile() || LOADED.has(top) || !PASSED_OVER.test(entry.name)) attempt(join(folder, entry.name), visit)
    })
  for (const folder of folders) {
    top = folder
    if (isThere(join(root, folder))) attempt(join(root, folder), visit)
  }
  return { paths, unread }
}

/** Whether anything has that name, even a link to nothing. */
export const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Line ends are `\n`; bytes that are not UTF-8 become U+FFFD; a byte order mark is removed. Throws `Unreadable`. */
export function textAt(path: string): string {
  const text = new TextDecoder().decode(readBytes(path, LIMITS.fileBytes))
  if (text.includes('\0')) throw new Unreadable(path, 'it is not UTF-8 text')
  return text.replaceAll(/\r\n?/g, '\n')
}
