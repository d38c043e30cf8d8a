import { UserError } from '../../base/errors.ts'
import { CHECKSUMS } from './checksums.ts'

/** Which CLI the workflow wants. All are optional. */
export interface CliChoice {
  /** Such as `1.41.0`; absent: what is on PATH, or else the newest that the project has tested. */
  readonly version?: string | undefined
  /** SHA-256 of the archive, in lower case. */
  readonly checksum?: string | undefined
  /** Where releases are instead of GitHub, in the same folders: `<mirror>/v1.41.0/astro_1.41.0_linux_amd64.tar.gz`. */
  readonly mirror?: string | undefined
}

/** One archive of a release, and what proves it. */
export interface Release {
  readonly version: string
  readonly archive: string
  readonly url: string
  /** Absent where only the release's own list can tell. */
  readonly checksum?: string
  readonly list: { readonly name: string; readonly url: string }
}

const GITHUB = 'https://github.com/astronomer/astro-cli/releases/download'
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** Throws a `UserError` for a machine that there is no archive for. */
export function releaseOf(
  version: string,
  { checksum, mirror = GITHUB }: CliChoice,
  { platform, arch }: { readonly platform: string; readonly arch: string }
): Release {
  const architecture = ARCHITECTURES[arch]
  if (platform !== 'linux' || architecture === undefined)
    throw new UserError(`the astro CLI cannot be installed on ${platform} ${arch}, only on linux x64 and linux arm64`, {
      hint: 'Use another runner, or install the Astro CLI in an earlier step.'
    })
  const target = `linux_${architecture}`
  const archive = `astro_${version}_${target}.tar.gz`
  const list = `astro_${version}_checksums.txt`
  const known = checksum ?? CHECKSUMS[version]?.[target]
  const urlOf = (file: string) => `${mirror}/v${version}/${file}`
  return {
    version,
    archive,
    url: urlOf(archive),
    list: { name: list, url: urlOf(list) },
    ...(known === undefined ? {} : { checksum: known })
  }
}

/** The checksum of a file in a list with lines `<64 hex digits>  <file>`; undefined if it is not there, or twice with a difference. */
export function checksumIn(list: string, file: string): string | undefined {
  const found = list.split('\n').flatMap(line => {
    const [, checksum = '', name] = /^([0-9a-f]{64}) [ *](\S+)$/i.exec(line.trimEnd()) ?? []
    return name === file ? [checksum.toLowerCase()] : []
  })
  return new Set(found).size === 1 ? found[0] : undefined
}
