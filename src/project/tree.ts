import { createHash, type Hash } from 'node:crypto'
import { type Dirent, lstatSync, readlinkSync } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Part } from '../astro/deploy-types.ts'
import { partsOf, readBytes, reasonFor } from '../base/files.ts'
import { asLeftByCli, DOCKERIGNORE } from './dockerignore.ts'
import { behind } from './links.ts'
import { filesOf } from './parts.ts'

/**
 * SHA-256 (hex) over path, executable bit and content of all files of one part of a project, untracked ones included: `dags/`
 * whole, or the build context after `.dockerignore` for the image. Equal hashes: nothing to ship. What a link leads to counts as
 * well, wherever that is: docker reads a Dockerfile through a link, and shipping once too often does no harm. Throws
 * `Unreadable`.
 */
export async function treeHash(projectDir: string, part: Part, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256').update(`${part}\0`)
  const { files, unreadable } = await walk(projectDir)
  const all = [...files, ...unreadable.keys()]
  const chosen = [...filesOf(part, projectDir, all)].sort()
  const root = await realpath(projectDir)
  const known = new Set(chosen)
  for (const file of chosen) {
    if (unreadable.has(file)) throw unreadable.get(file)
    const path = join(projectDir, file)
    const ofWhat = { hash, isDockerignore: file === DOCKERIGNORE, signal }
    if ((await named(path, add(file, path, ofWhat))) !== 'link') continue
    for (const { name, target } of await behind(path))
      if (!known.has(relative(root, target).replaceAll(sep, '/'))) await named(target, add(`${file}\0${name}`, target, ofWhat))
  }
  return hash.digest('hex')
}

/** A file may vanish between two looks at it. */
const named = <T>(path: string, done: Promise<T>): Promise<T> =>
  done.catch(error => {
    throw reasonFor(path, error)
  })

interface Counted {
  readonly hash: Hash
  readonly isDockerignore: boolean
  readonly signal: AbortSignal | undefined
}

type Kind = 'file' | 'executable' | 'link' | 'other'

async function add(name: string, path: string, { hash, isDockerignore, signal }: Counted): Promise<Kind> {
  const facts = lstatSync(path)
  const begin = (kind: Kind, length: number) => hash.update(`${name}\0${kind}\0${length}\0`)
  const whole = (kind: Kind, content: Buffer) => {
    begin(kind, content.length).update(content)
    return kind
  }
  if (facts.isSymbolicLink()) return whole('link', Buffer.from(readlinkSync(path)))
  // Of a pipe or a socket nothing but the name is shipped, and reading it might never end.
  if (!facts.isFile()) return whole('other', Buffer.of())
  const kind = facts.mode & 0o111 ? 'executable' : 'file'
  if (isDockerignore) return whole(kind, Buffer.from(asLeftByCli(readBytes(path).toString())))
  begin(kind, facts.size)
  for await (const content of partsOf(path)) {
    signal?.throwIfAborted()
    hash.update(content)
  }
  return kind
}

interface Found {
  readonly files: readonly string[]
  /** Each `.git`, of this checkout and of others in it. */
  readonly gits: readonly string[]
  /** Folders that this step may not list, and why. */
  readonly unreadable: ReadonlyMap<string, unknown>
}

/**
 * Paths below `root` with `/` between segments. The CLI's own leftovers are no part of a project, and no `.git`, also not that of a
 * second checkout in it: git writes times there, so that it is another one after each checkout of the same files.
 */
export async function walk(root: string): Promise<Found> {
  const files: string[] = []
  const gits: string[] = []
  const unreadable = new Map<string, unknown>()
  const visit = async (folder: string) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(error => {
      unreadable.set(folder, reasonFor(join(root, folder), error))
      return []
    })
    await Promise.all(
      entries.map(async (entry: Dirent) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.name === '.git') gits.push(path)
        if (entry.name === '.git' || LEFT_OUT.has(path)) return
        if (entry.isDirectory()) await visit(path)
        else files.push(path)
      })
    )
  }
  await visit('')
  return { files, gits, unreadable }
}

const LEFT_OUT: ReadonlySet<string> = new Set(['bundle.tar', 'bundle.tar.gz'])
