import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { cacheFile, find } from '@actions/tool-cache'
import { UserError } from '../../base/errors.ts'
import { partsOf, readUtf8, SMALL } from '../../base/files.ts'
import type { Finding } from '../../base/finding.ts'
import type { Secret } from '../../base/secret.ts'
import { download } from './download.ts'
import { type CliChoice, checksumIn, type Release, releaseOf } from './release.ts'
import { prove, unpack } from './unpack.ts'

export interface Workshop {
  /** Of this run alone; the program is unpacked in it. */
  readonly folder: string
  /** Of the programs that are started. */
  readonly environment: Readonly<Record<string, string>>
  /** Is called with what must not be shown. */
  readonly hide: (secret: Secret) => void
  readonly found: (finding: Finding) => void
  readonly waiting: (message: string) => void
}

/** No other action puts anything there, so nobody takes it for a program. */
const TOOL = 'astro-cli-archive'

/**
 * Installs one release of the CLI for this run, and returns the path of its program. The tool cache keeps the archive, not the
 * program: whatever is there, half of it, or of whomever, has to pass the same check as a download. Throws a `UserError`.
 */
export async function install(version: string, choice: CliChoice, work: Workshop): Promise<string> {
  const { found, folder, environment } = work
  const release = releaseOf(version, choice, { platform: platform(), arch: arch() })
  const file = join(folder, release.archive)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const checksum = release.checksum ?? (await publishedChecksum(release, work))
  const isCached = await fromCache(release, file, checksum)
  if (!isCached) await downloadChecked(release, file, checksum, work)

  const program = await unpack(file, release.archive, join(folder, 'bin'), environment)
  await prove(program, release.archive, version, environment)
  if (!isCached) await keep(release, file, found)
  const source = isCached ? 'the tool cache of this runner' : new URL(release.url).origin
  found({ severity: 'note', subject: 'the astro CLI', message: `${version} was installed for this run, from ${source}` })
  return program
}

async function downloadChecked({ url, archive }: Release, file: string, checksum: string, work: Workshop): Promise<void> {
  work.waiting(`Downloading ${url}`)
  await download(url, file, work.hide)
  const is = await digestOf(file)
  if (is !== checksum)
    throw new UserError(`${archive} has the wrong checksum: SHA-256 is ${is}, expected ${checksum}; it was not installed`, {
      hint: 'The download was cut or changed on the way, or is not what was released. Run again. If you build this archive yourself, set `astro-checksum`.'
    })
}

/** What the release says of itself, where nobody else has said anything. */
async function publishedChecksum({ version, archive, list }: Release, { folder, found, hide }: Workshop): Promise<string> {
  const file = join(folder, list.name)
  await download(list.url, file, hide)
  const checksum = checksumIn(readUtf8(file, SMALL), archive)
  if (checksum === undefined) throw new UserError(`${list.url} names no checksum of ${archive}; nothing was installed`)
  found({
    severity: 'warning',
    subject: 'the astro CLI',
    message: `${version} is checked only against ${list.name} of the same release: whoever can change the archive there can change that, too`,
    hint: `This action knows no checksum of that version: set \`astro-checksum\` to the SHA-256 of ${archive} from a source that you trust.`
  })
  return checksum
}

/** A copy first: another job may replace what is in the cache at any time. */
async function fromCache({ version, archive }: Release, file: string, checksum: string): Promise<boolean> {
  try {
    const cached = hasCache() ? find(TOOL, version) : ''
    if (cached === '') return false
    copyFileSync(join(cached, archive), file)
    if ((await digestOf(file)) === checksum) return true
  } catch {
    // It is not whole, or has just gone: that is as good as none.
  }
  rmSync(file, { force: true })
  return false
}

/** The run has its own copy, so it goes on without a cache. */
async function keep({ version, archive }: Release, file: string, found: Workshop['found']): Promise<void> {
  if (!hasCache()) return
  try {
    await cacheFile(file, archive, TOOL, version)
  } catch (error) {
    // Another job has just put it there, or is about to: it has taken away the folder that this one was writing to.
    if (find(TOOL, version) !== '' || (error as NodeJS.ErrnoException).code === 'ENOENT') return
    const message = `${version} was not kept in the tool cache of this runner: ${(error as Error).message}`
    found({
      severity: 'warning',
      subject: 'the astro CLI',
      message,
      hint: 'Each run downloads it until that folder is writable.'
    })
  }
}

const hasCache = (): boolean => Boolean(process.env['RUNNER_TOOL_CACHE'])

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of partsOf(file)) hash.update(part)
  return hash.digest('hex')
}
