import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** One text file of the project. `path` is relative to the project, with `/` between segments. Line ends are `\n`. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

export interface Sources {
  readonly files: readonly SourceFile[]
  /** How many could not be read, or were too large or too many. */
  readonly skipped: number
}

/** The most that is read. Anything beyond is not a DAG, but data that somebody keeps next to the DAGs. */
export const LIMITS = { fileBytes: 1024 * 1024, files: 20_000, bytes: 50 * 1024 * 1024 }

const READ = /\.(?:py|sql|hql|sh|bash|json|ya?ml|html|j2|jinja2?|txt)$/i
/** Never DAGs: environments, caches, repositories. */
const PASSED_OVER = /^(?:\..*|__pycache__|node_modules|site-packages)$/

/**
 * The Python sources and the likely templates in these folders of a project, sorted by path. Links are followed inside the
 * project; each file is read once, under its real path. Ignore files have no effect, because DAGs can import files that Airflow
 * does not load as DAGs.
 */
export function readSources(projectDir: string, folders: readonly string[], limits = LIMITS): Sources {
  const root = realpathSync(projectDir)
  const seen = new Set<string>()
  const files: SourceFile[] = []
  let skipped = 0
  let bytes = 0

  const read = (real: string, size: number) => {
    bytes += size
    if (size > limits.fileBytes || files.length >= limits.files || bytes > limits.bytes) skipped++
    else files.push({ path: relative(root, real).replaceAll(sep, '/'), text: textOf(readFileSync(real)) })
  }
  const visit = (path: string) => {
    const real = realpathSync(path)
    if (seen.has(real) || !real.startsWith(root + sep)) return
    seen.add(real)
    const facts = statSync(real)
    if (facts.isDirectory()) visitAll(real)
    else if (facts.isFile() && READ.test(real)) read(real, facts.size)
  }
  const visitAll = (folder: string) => {
    for (const name of readdirSync(folder).sort()) {
      if (PASSED_OVER.test(name)) continue
      try {
        visit(join(folder, name))
      } catch {
        skipped++
      }
    }
  }
  for (const folder of folders) if (isFolder(join(root, folder))) visit(join(root, folder))
  return { files, skipped }
}

export const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Bytes that are not UTF-8 become U+FFFD; a byte order mark is removed. */
const textOf = (bytes: Buffer) => new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, '\n')
