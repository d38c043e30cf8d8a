import { randomUUID } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A link to the root of the machine leads to more than anybody would wait for. */
const MOST = 10_000

interface Behind {
  /** Below what the link leads to; empty for that itself. The same on every machine. */
  readonly name: string
  readonly target: string
}

/**
 * The files that a link leads to; links below them are not followed, and no `.git` is read. None where it leads nowhere, or to
 * what may not be read, which nobody can ship either. What is too much to compare has another name each time.
 */
export async function behind(link: string): Promise<readonly Behind[]> {
  const found: Behind[] = []
  try {
    const target = await realpath(link)
    if (!(await stat(target)).isDirectory()) return isReadable(target) ? [{ name: '', target }] : []
    for (const folders = ['']; folders.length > 0; ) {
      const folder = folders.pop() ?? ''
      const entries = await readdir(join(target, folder), { withFileTypes: true }).catch(() => [])
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        if (entry.name === '.git') continue
        const name = `${folder}${entry.name}`
        if (entry.isDirectory()) folders.push(`${name}/`)
        else if (isReadable(join(target, name)) || entry.isSymbolicLink()) found.push({ name, target: join(target, name) })
      }
      if (found.length + folders.length > MOST) return [{ name: randomUUID(), target }]
    }
    return found
  } catch {
    return []
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}
