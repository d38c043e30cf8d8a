import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { CHECKSUMS } from '../../../src/astro/install/checksums.ts'
import { checksumIn, releaseOf } from '../../../src/astro/install/release.ts'
import { isNewEnough, OLDEST, releaseIn, TESTED, versionIn } from '../../../src/astro/version.ts'

const LINUX = { platform: 'linux', arch: 'x64' }
const SUM = 'ab'.repeat(32)

describe('a version of the astro CLI', () => {
  it.each([
    ['1.41.0', '1.41.0'],
    ['v1.45.2', '1.45.2'],
    ['1.41', undefined],
    ['^1.41.0', undefined],
    ['1.x', undefined],
    ['latest', undefined],
    ['1.46.0-rc.1', undefined],
    ['1.43.0-nightly.20260715', undefined],
    ['1.41.0 ', undefined],
    ['1.41.0/../../x', undefined]
  ])('as somebody types it: %s', (text, release) => {
    expect(releaseIn(text)).toBe(release)
  })

  it.each([
    ['Astro CLI Version: 1.41.0\n', '1.41.0'],
    ['A newer version is available\nAstro CLI Version: v1.45.0', '1.45.0'],
    ['Astro CLI Version: 1.46.0-nightly.20260818\n', '1.46.0-nightly.20260818'],
    ['Astro CLI Version: \n', undefined],
    ['usage: astro', undefined]
  ])('as it is printed: %j', (printed, version) => {
    expect(versionIn(printed)).toBe(version)
  })

  it.each([
    [OLDEST, true],
    ['1.41.1', true],
    ['1.100.0', true],
    ['2.0.0', true],
    ['1.46.0-nightly.20260818', true],
    ['1.40.1', false],
    ['1.9.0', false],
    ['0.42.0', false],
    ['devel', false]
  ])('is new enough or not: %s', (version, enough) => {
    expect(isNewEnough(version)).toBe(enough)
  })

  it('that is installed where nobody names one is the one that the tests run', () => {
    expect(readFileSync('tools/real-parts.mjs', 'utf8')).toContain(`version: '${TESTED}',\n    title: 'Astro CLI'`)
    expect(Object.keys(CHECKSUMS)).toContain(TESTED)
  })
})

describe('the table of checksums', () => {
  it.each(Object.entries(CHECKSUMS))('has both platforms of %s, each a SHA-256 of its own', (version, sums) => {
    expect(releaseIn(version)).toBe(version)
    expect(isNewEnough(version)).toBe(true)
    expect(Object.keys(sums)).toEqual(['linux_amd64', 'linux_arm64'])
    for (const sum of Object.values(sums)) expect(sum).toMatch(/^[0-9a-f]{64}$/)
  })

  it('has no checksum twice', () => {
    const all = Object.values(CHECKSUMS).flatMap(sums => Object.values(sums))
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('a release', () => {
  it('is at GitHub, with the checksum that the action knows', () => {
    expect(releaseOf('1.41.0', {}, LINUX)).toEqual({
      version: '1.41.0',
      archive: 'astro_1.41.0_linux_amd64.tar.gz',
      url: 'https://github.com/astronomer/astro-cli/releases/download/v1.41.0/astro_1.41.0_linux_amd64.tar.gz',
      checksum: CHECKSUMS['1.41.0']?.['linux_amd64'],
      list: {
        name: 'astro_1.41.0_checksums.txt',
        url: 'https://github.com/astronomer/astro-cli/releases/download/v1.41.0/astro_1.41.0_checksums.txt'
      }
    })
  })

  it('is in the same folders of a mirror', () => {
    const { url, list } = releaseOf('1.50.0', { mirror: 'https://mirror.example.com/astro' }, { ...LINUX, arch: 'arm64' })
    expect([url, list.url]).toEqual([
      'https://mirror.example.com/astro/v1.50.0/astro_1.50.0_linux_arm64.tar.gz',
      'https://mirror.example.com/astro/v1.50.0/astro_1.50.0_checksums.txt'
    ])
  })

  it.each([
    ['known, and given: what is given counts', '1.41.0', SUM, SUM],
    ['not known, but given', '1.50.0', SUM, SUM],
    ['neither: nothing but the list of the release can tell', '1.50.0', undefined, undefined]
  ])('has a checksum that is %s', (_, version, checksum, expected) => {
    expect(releaseOf(version, { checksum }, LINUX).checksum).toBe(expected)
  })

  it.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'ia32'],
    ['linux', 'riscv64']
  ])('is not for %s %s', (platform, arch) => {
    expect(() => releaseOf('1.41.0', {}, { platform, arch })).toThrow(
      `the astro CLI cannot be installed on ${platform} ${arch}, only on linux x64 and linux arm64`
    )
  })
})

describe('the list of a release', () => {
  it.each([
    ['as goreleaser writes it', `${SUM}  a.tar.gz\n${'cd'.repeat(32)}  b.tar.gz\n`, SUM],
    ['in upper case, with line ends of Windows', `${SUM.toUpperCase()} *a.tar.gz\r\n`, SUM],
    ['without that file', `${SUM}  b.tar.gz\n`, undefined],
    ['with a file whose name only ends so', `${SUM}  x/a.tar.gz\n`, undefined],
    ['with two checksums for it', `${SUM}  a.tar.gz\n${'cd'.repeat(32)}  a.tar.gz\n`, undefined],
    ['with half a checksum', `${SUM.slice(2)}  a.tar.gz\n`, undefined],
    ['that is a page', '<html>a.tar.gz</html>', undefined]
  ])('%s', (_, list, checksum) => {
    expect(checksumIn(list, 'a.tar.gz')).toBe(checksum)
  })
})
