import { isUtf8 } from 'node:buffer'
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { UserError } from './errors.ts'

/**
 * Every file that a repository or an earlier step brings is opened here. It may be a pipe that nobody writes to, a device that never
 * ends, or of any size: only regular files are read, up to a bound.
 */

/** For what people write by hand: requirements, a Dockerfile, patterns to ignore. */
export const SMALL = 1024 * 1024
/** A manifest of 20,000 secrets takes 2 MiB. */
const LARGE = 64 * SMALL

export class Unreadable extends UserError {
  /** `there is no such file`, `it is a folder`. The caller says what was to be read. */
  readonly why: string
  readonly isAbsent: boolean

  constructor(path: string, why: string, { isAbsent = false, cause }: { isAbsent?: boolean; cause?: unknown } = {}) {
    super(`${path} cannot be read: ${why}`, { cause })
    this.why = why
    this.isAbsent = isAbsent
  }
}

/** Throws `Unreadable`, also for a file of more than `limit` bytes. */
export function readBytes(path: string, limit = LARGE): Buffer {
  return withRegular(path, (file, size) => {
    if (size > limit) throw tooLarge(path, limit)
    const chunks: Buffer[] = []
    let bytes = 0
    // Files in /proc say that they are empty, and others grow.
    for (let chunk = nextOf(file, size); chunk.length > 0; chunk = nextOf(file, size)) {
      bytes += chunk.length
      if (bytes > limit) throw tooLarge(path, limit)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  })
}

/** The same as text. Throws for bytes that are not UTF-8: each would silently become U+FFFD, and reach Vault like that. */
export function readUtf8(path: string, limit = LARGE): string {
  const bytes = readBytes(path, limit)
  if (isUtf8(bytes)) return bytes.toString()
  const [before = ''] = bytes.toString().split('\ufffd', 1)
  const line = before.split('\n').length
  throw new Unreadable(
    path,
    `line ${line} has bytes that are not UTF-8; save the file as UTF-8 (Windows PowerShell redirects as UTF-16)`
  )
}

/** The text of a file, whatever its bytes; undefined if there is none. Throws `Unreadable`. */
export function readIfThere(path: string, limit = SMALL): string | undefined {
  try {
    return readBytes(path, limit).toString()
  } catch (error) {
    if (error instanceof Unreadable && error.isAbsent) return undefined
    throw error
  }
}

/** The end of a file of any size: at most `count` bytes. Throws `Unreadable`. */
export function lastBytes(path: string, count: number): Buffer {
  return withRegular(path, (file, size) => {
    const buffer = Buffer.alloc(Math.min(count, size))
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, size - buffer.length))
  })
}

/** The content of a file of any size, in parts. Throws `Unreadable`. */
export async function* partsOf(path: string): AsyncGenerator<Buffer> {
  const file = openRegular(path).file
  try {
    yield* createReadStream('', { fd: file })
  } catch (error) {
    throw reasonFor(path, error)
  }
}

function withRegular<T>(path: string, read: (file: number, size: number) => T): T {
  const { file, size } = openRegular(path)
  try {
    return read(file, size)
  } catch (error) {
    throw reasonFor(path, error)
  } finally {
    closeSync(file)
  }
}

function openRegular(path: string): { readonly file: number; readonly size: number } {
  const file = open(path)
  const facts = fstatSync(file)
  if (facts.isFile()) return { file, size: facts.size }
  closeSync(file)
  throw new Unreadable(path, facts.isDirectory() ? 'it is a folder' : NOT_REGULAR)
}

function open(path: string): number {
  try {
    // Without waiting for somebody to write into a pipe.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    throw reasonFor(path, error)
  }
}

function nextOf(file: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.min(Math.max(size, 4_096), SMALL))
  return buffer.subarray(0, readSync(file, buffer))
}

const NOT_REGULAR = 'it is a pipe, a socket or a device'

const tooLarge = (path: string, limit: number) => new Unreadable(path, `it is larger than ${limit / SMALL} MiB`)

/** A socket answers ENXIO to whoever opens it; EAGAIN comes from files of the kernel that wait for something to happen. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this step may not read it',
  EPERM: 'this step may not read it',
  ELOOP: 'it is a link that leads to itself',
  ENXIO: NOT_REGULAR,
  EAGAIN: NOT_REGULAR,
  EIO: 'the system reports an input/output error',
  ENAMETOOLONG: 'there is no such file'
}

/** A system error about this path as `Unreadable`; any other error unchanged. */
export function reasonFor(path: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException
  // An aborted signal has a code, too.
  if (code === undefined || syscall === undefined) return error
  const why = REASONS[code] ?? message
  return new Unreadable(path, why, { isAbsent: why === REASONS['ENOENT'], cause: error })
}
