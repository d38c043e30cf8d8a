import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Part } from '../astro/deploy-types.ts'
import { asLeftByCli, DOCKERIGNORE } from './dockerignore.ts'
import { PROJECT_PARTS } from './parts.ts'

/**
 * SHA-256 (hex) over path, executable bit and content of all files of one part of a project, untracked ones included: `dags/`
 * whole, or the build context after `.dockerignore` for the image. Equal hashes: nothing to ship.
 */
export async function treeHash(projectDir: string, part: Part): Promise<string> {
  const hash = createHash('sha256').update(`${part}\0`)
  const files = (await walk(projectDir)).filter(PROJECT_PARTS[part].consistsOf(projectDir)).sort()
  for (const file of files) {
    const path = join(projectDir, file)
    const facts = await lstat(path)
    const raw = facts.isSymbolicLink() ? Buffer.from(await readlink(path)) : await readFile(path)
    const content = file === DOCKERIGNORE ? Buffer.from(asLeftByCli(raw.toString())) : raw
    const kind = facts.isSymbolicLink() ? 'link' : facts.mode & 0o111 ? 'executable' : 'file'
    hash.update(`${file}\0${kind}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Paths below `root` with `/` between segments; `.git` and the CLI's own leftovers are no part of a project. */
async function walk(root: string, folder = ''): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  const below = entries
    .filter(entry => !LEFT_OUT.has(folder + entry.name))
    .map(async (entry: Dirent) => {
      const path = `${folder}${entry.name}`
      return entry.isDirectory() ? await walk(root, `${path}/`) : [path]
    })
  return (await Promise.all(below)).flat()
}

const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'bundle.tar', 'bundle.tar.gz'])
