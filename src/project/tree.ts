import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Part } from '../astro/deploy-types.ts'
import { asLeftByCli, DOCKERIGNORE } from './dockerignore.ts'
import { behind } from './links.ts'
import { PROJECT_PARTS } from './parts.ts'

/**
 * SHA-256 (hex) over path, executable bit and content of all files of one part of a project, untracked ones included: `dags/`
 * whole, or the build context after `.dockerignore` for the image. Equal hashes: nothing to ship. What a link leads to counts as
 * well, wherever that is: docker reads a Dockerfile through a link, and what need not have been shipped does no harm.
 */
export async function treeHash(projectDir: string, part: Part): Promise<string> {
  const hash = createHash('sha256').update(`${part}\0`)
  const add = async (name: string, path: string, read = (raw: Buffer) => raw) => {
    const { kind, content } = await contentOf(path)
    const counted = read(content)
    hash.update(`${name}\0${kind}\0${counted.length}\0`).update(counted)
    return kind
  }
  const files = (await walk(projectDir)).filter(PROJECT_PARTS[part].consistsOf(projectDir)).sort()
  const root = await realpath(projectDir)
  const known = new Set(files)
  for (const file of files) {
    const path = join(projectDir, file)
    const read = file === DOCKERIGNORE ? (raw: Buffer) => Buffer.from(asLeftByCli(raw.toString())) : undefined
    if ((await add(file, path, read)) !== 'link') continue
    for (const { name, target } of await behind(path))
      if (!known.has(relative(root, target).replaceAll(sep, '/'))) await add(`${file}\0${name}`, target, read)
  }
  return hash.digest('hex')
}

async function contentOf(path: string): Promise<{ kind: 'file' | 'executable' | 'link' | 'other'; content: Buffer }> {
  const facts = await lstat(path)
  if (facts.isSymbolicLink()) return { kind: 'link', content: Buffer.from(await readlink(path)) }
  // Of a pipe or a socket nothing but the name is shipped, and reading it might never end.
  if (!facts.isFile()) return { kind: 'other', content: Buffer.of() }
  return { kind: facts.mode & 0o111 ? 'executable' : 'file', content: await readFile(path) }
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
