import { createHash } from 'node:crypto'
import { type Dirent, existsSync, readFileSync } from 'node:fs'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import dockerignoreModule from '@balena/dockerignore'
import type { Part } from '../astro/deploy-types.ts'
import { asLeftByCli, DOCKERIGNORE } from './dockerignore.ts'

/** The package's types speak of a default export; what it exports is the function itself. */
const dockerignore = dockerignoreModule as unknown as typeof dockerignoreModule.default

/**
 * SHA-256 (hex) over path, executable bit and content of all files of one part of a project, untracked ones included: `dags/`
 * whole, or the build context after `.dockerignore` for the image. Equal hashes: nothing to ship.
 */
export async function treeHash(projectDir: string, part: Part): Promise<string> {
  const hash = createHash('sha256').update(`${part}\0`)
  const files = (await walk(projectDir)).filter(FILES[part](projectDir)).sort()
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

const isDag = (file: string): boolean => file.startsWith('dags/')

/** Which files of a project each part consists of. */
const FILES: Readonly<Record<Part, (projectDir: string) => (file: string) => boolean>> = {
  dags: () => isDag,
  image(projectDir) {
    const ignoreFile = join(projectDir, '.dockerignore')
    const ignored = dockerignore().add(existsSync(ignoreFile) ? readFileSync(ignoreFile, 'utf8') : '')
    // DAGs travel beside the image, whatever .dockerignore says.
    return file => !isDag(file) && !ignored.ignores(file)
  }
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
