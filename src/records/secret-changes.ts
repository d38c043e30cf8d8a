import { SECRET_PATH, unzipped, zipped } from './gzip-lines.ts'

/** A change to one secret, and what was there before. */
export interface SecretChange {
  readonly path: string
  readonly kind: 'write' | 'delete' | 'undelete'
  /** The version before the change. `write` creates the next one; the others affect this one. 0: there never was one. */
  readonly from: number
  /** Whether there was a value to go back to. */
  readonly existed: boolean
  /** That value was not ours before the run. */
  readonly adopted?: true
  /** Beginning of the fingerprint of what a `write` writes, because the version after `from` may be somebody else's. */
  readonly wrote?: string
}

/** Characters of `wrote`. Nobody who changes a secret by hand looks for a collision. */
const LENGTH = 8

/** The changes of each path, in their order. */
export function changesByPath(changes: readonly SecretChange[]): ReadonlyMap<string, readonly SecretChange[]> {
  const byPath = new Map<string, SecretChange[]>()
  for (const change of changes) {
    const others = byPath.get(change.path)
    if (others === undefined) byPath.set(change.path, [change])
    else others.push(change)
  }
  return byPath
}

/**
 * The changes of one path, the latest first, up to where somebody else changed it between two attempts of the run: anything older
 * is no longer the run's to reverse.
 */
export function unbroken(changes: readonly SecretChange[]): SecretChange[] {
  const end = changes.findIndex((newer, index) => {
    const older = changes[index + 1]
    return (
      older !== undefined && newer.from !== older.from && newer.from !== (older.kind === 'write' ? older.from + 1 : older.from)
    )
  })
  return changes.slice(0, end === -1 ? undefined : end + 1)
}

/** One line for each change. */
export const packed = (changes: Iterable<SecretChange>) => zipped(Array.from(changes, lineOf))

const lineOf = ({ path, kind, from, existed, adopted, wrote = '' }: SecretChange) =>
  [path, kind, from, adopted ? 2 : existed ? 1 : 0, wrote.slice(0, LENGTH)].join('\t')

const LINE = new RegExp(`^(${SECRET_PATH})\\t(write|delete|undelete)\\t(0|[1-9]\\d{0,9})\\t([012])\\t([\\w-]{0,${LENGTH}})$`)
/** Bytes. Several times what a page of changes has. */
const LARGEST_TEXT = 32 * 1024 * 1024

/** The changes in such a text; undefined if it is not what `packed` writes. */
export function unpacked(text: string): SecretChange[] | undefined {
  try {
    return unzipped(text, LINE, LARGEST_TEXT).map(changeIn)
  } catch {
    return undefined
  }
}

const changeIn = ([, path = '', kind, from, flag, wrote]: RegExpExecArray): SecretChange => ({
  path,
  kind: kind as SecretChange['kind'],
  from: Number(from),
  existed: flag !== '0',
  ...(flag === '2' ? { adopted: true } : {}),
  ...(wrote ? { wrote } : {})
})
