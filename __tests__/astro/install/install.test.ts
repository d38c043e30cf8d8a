import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { whyNot } from '../../../src/astro/install/download.ts'
import type { CliChoice } from '../../../src/astro/install/release.ts'
import { cliProgram, refuseOld } from '../../../src/astro/program.ts'
import { explain } from '../../../src/base/errors.ts'
import { explained, type Finding } from '../../../src/base/finding.ts'
import { packed, startReleases } from '../../../tools/servers/releases.mjs'
import { aFolder } from '../../fakes/folder.ts'
import { aProxy } from '../../fakes/proxy.ts'

/** The real @actions/tool-cache, against a release on this machine. */

const VERSION = '1.47.0'
const program = (version: string) => `#!/bin/sh\necho "Astro CLI Version: ${version}"\n`

/** An archive with these files, all of them programs. */
function archiveOf(files: Readonly<Record<string, string>>, ...members: string[]): Buffer {
  const { dir } = aFolder(files)
  for (const name of Object.keys(files)) chmodSync(join(dir, name), 0o755)
  return packed(dir, ...(members.length > 0 ? members : Object.keys(files)))
}
const GOOD = archiveOf({ astro: program(VERSION), LICENSE: 'x', 'README.md': 'x' })

// It would wait for 10 to 20 s between two attempts.
Object.assign(globalThis, { TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS: 0, TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS: 0 })

type Releases = Awaited<ReturnType<typeof startReleases>>
const started: Releases[] = []
const serve = async (archive = GOOD): Promise<Releases> => {
  const releases = await startReleases({ version: VERSION, archive })
  started.push(releases)
  return releases
}
const { RUNNER_TOOL_CACHE: before } = process.env
let cache: string
beforeEach(() => {
  cache = aFolder().dir
  process.env['RUNNER_TOOL_CACHE'] = cache
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
})
afterAll(() => {
  if (before === undefined) delete process.env['RUNNER_TOOL_CACHE']
  else process.env['RUNNER_TOOL_CACHE'] = before
})

/** One run: the program that it uses or why there is none, and what it says. `onPath`: an `astro` there that is this text. */
async function choose(choice: CliChoice, { onPath = '', path = '', signal = new AbortController().signal } = {}) {
  const { dir, write } = aFolder()
  if (onPath !== '') chmodSync(write('bin/astro', onPath), 0o755)
  const findings: Finding[] = []
  const hidden: string[] = []
  const locate = cliProgram(choice, {
    folder: dir,
    signal,
    hide: secret => hidden.push(secret.reveal()),
    found: finding => findings.push(finding),
    waiting: () => {}
  })
  const environment = { PATH: `${join(dir, 'bin')}:${path}:/usr/bin:/bin` }
  const result = await locate(environment).then(
    program => ({ program: program.replace(dir, '') }),
    (error: unknown) => ({ error: explain(error) })
  )
  return { ...result, said: findings.map(explained), hidden, dir }
}

const inCache = () =>
  readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter(name => /\.gz$|complete$/.test(name)).length
const NOTHING = 0
const KEPT = 2

describe('the CLI on PATH', () => {
  it.each([
    ['is taken', '1.41.0', {}],
    ['is taken if it is newer', '1.99.3', {}],
    ['is taken if it is the version that is asked for', '1.45.0', { version: '1.45.0' }]
  ])('%s', async (_, version, choice) => {
    expect(await choose(choice, { onPath: program(version) })).toMatchObject({ program: 'astro', said: [] })
  })

  it('is not started to be found', async () => {
    expect(await choose({}, { onPath: '#!/bin/sh\nexit 3' })).toMatchObject({ program: 'astro', said: [] })
  })

  it.each([
    ['a folder of that name', (dir: string) => mkdirSync(join(dir, 'bin/astro'), { recursive: true })],
    ['a file that nobody may start', (dir: string) => writeFileSync(join(dir, 'astro'), '', { mode: 0o644 })]
  ])('is none where there is %s', async (_, make) => {
    const { dir } = aFolder()
    make(dir)
    const { url } = await serve()
    const { error } = (await choose({ mirror: `${url}/nothing` }, { path: `${dir}:${dir}/bin` })) as { error: string }
    expect(error).toMatch(/does not exist \(404\)/)
  })

  it.each([
    ['another version', program('1.41.0')],
    ['a prerelease of it', program(`${VERSION}-rc.1`)],
    ['nothing that runs', 'no program']
  ])('is left alone where it is %s than what is asked for', async (_, onPath) => {
    const { url, checksum } = await serve()
    const { program } = (await choose({ version: VERSION, checksum, mirror: url }, { onPath })) as { program: string }
    expect(program).toBe('/cli/bin/astro')
  })

  it('is asked for its version once in a run', async () => {
    const { dir, write } = aFolder()
    chmodSync(write('bin/astro', `#!/bin/sh\necho x >>${dir}/asked\necho "Astro CLI Version: 1.41.0"\n`), 0o755)
    const locate = cliProgram(
      { version: '1.41.0' },
      { folder: dir, signal: new AbortController().signal, hide: () => {}, found: () => {}, waiting: () => {} }
    )
    const environment = { PATH: `${join(dir, 'bin')}:/usr/bin:/bin` }
    await Promise.all([locate(environment), locate(environment)])
    await locate(environment)
    expect(readFileSync(join(dir, 'asked'), 'utf8')).toBe('x\n')
  })
})

describe('a release that is installed', () => {
  it('is checked, unpacked for the run alone, and kept in the tool cache', async () => {
    const { url, checksum, name, asked } = await serve()
    const first = await choose({ version: VERSION, checksum, mirror: url })
    expect(first).toMatchObject({
      program: '/cli/bin/astro',
      said: [`the astro CLI ${VERSION} was installed for this run, from ${url}`]
    })
    expect(asked.map(({ path }) => path)).toEqual([`/v${VERSION}/${name}`])
    expect(inCache()).toBe(KEPT)

    const second = await choose({ version: VERSION, checksum, mirror: url })
    expect(second).toMatchObject({
      program: '/cli/bin/astro',
      said: [`the astro CLI ${VERSION} was installed for this run, from the tool cache of this runner`]
    })
    expect(asked).toHaveLength(1)
  })

  it('brings no token along, and nothing else of this job', async () => {
    process.env['GITHUB_TOKEN'] = 'ghs_secret'
    try {
      const { url, checksum, asked } = await serve()
      await choose({ version: VERSION, checksum, mirror: url })
      expect(asked.map(({ headers }) => Object.keys(headers).sort())).toEqual([['connection', 'host', 'user-agent']])
    } finally {
      delete process.env['GITHUB_TOKEN']
    }
  })

  it('is downloaded through the proxy of the runner, whose password is masked', async () => {
    const { url, checksum, name } = await serve()
    const proxy = await aProxy({ login: 'runner:p@ss' })
    process.env['http_proxy'] = proxy.url.href
    try {
      const mirror = url.replace('127.0.0.1', 'mirror.example.com')
      expect(await choose({ version: VERSION, checksum, mirror })).toMatchObject({
        program: '/cli/bin/astro',
        hidden: ['p%40ss', 'p@ss']
      })
      const { port } = new URL(url)
      expect(proxy.asked.join()).toMatch(new RegExp(`(CONNECT mirror\\.example\\.com:${port}|GET ${mirror}/v${VERSION}/${name})`))
    } finally {
      delete process.env['http_proxy']
      await proxy.stop()
    }
  })

  it('is not downloaded past a proxy that is none', async () => {
    process.env['http_proxy'] = 'socks5://proxy.example.com'
    try {
      expect(await choose({ version: VERSION, mirror: 'http://mirror.example.com' })).toMatchObject({
        error: expect.stringMatching(
          /^the proxy for http:\/\/mirror\.example\.com\S+ is not a valid http:\/\/ or https:\/\/ URL\n/
        )
      })
    } finally {
      delete process.env['http_proxy']
    }
  })

  it('that nobody has a checksum for is compared with its own list, and a warning says what that is worth', async () => {
    const { url, list, name, asked } = await serve()
    const { said, program } = (await choose({ version: VERSION, mirror: url })) as { said: string[]; program: string }
    expect(program).toBe('/cli/bin/astro')
    expect(said[0]).toBe(
      `the astro CLI ${VERSION} is checked only against ${list} of the same release: whoever can change the archive there can change that, too\n` +
        `This action knows no checksum of that version: set \`astro-checksum\` to the SHA-256 of ${name} from a source that you trust.`
    )
    expect(asked.map(({ path }) => path)).toEqual([`/v${VERSION}/${list}`, `/v${VERSION}/${name}`])
  })

  it('needs no tool cache', async () => {
    delete process.env['RUNNER_TOOL_CACHE']
    const { url, checksum } = await serve()
    expect(await choose({ version: VERSION, checksum, mirror: url })).toMatchObject({ program: '/cli/bin/astro' })
  })

  it('goes on where the tool cache cannot be written, and says so', async () => {
    const { url, checksum } = await serve()
    rmSync(cache, { recursive: true })
    writeFileSync(cache, '')
    const { said, program } = (await choose({ version: VERSION, checksum, mirror: url })) as { said: string[]; program: string }
    expect(program).toBe('/cli/bin/astro')
    expect(said[0]).toMatch(/^the astro CLI 1\.47\.0 was not kept in the tool cache of this runner: .*\nEach run downloads it/)
  })
})

describe('the tool cache', () => {
  const entry = () => join(cache, 'astro-cli-archive', VERSION, process.arch)

  it.each([
    ['half of an archive, because a job was killed', GOOD.subarray(0, 100), false],
    ['half of one that is marked as complete, because another job is copying it', GOOD.subarray(0, 100), true],
    ['an archive that somebody has changed', archiveOf({ astro: program(VERSION), evil: 'x' }), true]
  ])('with %s is not trusted: the release is downloaded again', async (_, content, isComplete) => {
    const { url, checksum, name, asked } = await serve()
    mkdirSync(entry(), { recursive: true })
    writeFileSync(join(entry(), name), content)
    if (isComplete) writeFileSync(`${entry()}.complete`, '')
    expect(await choose({ version: VERSION, checksum, mirror: url })).toMatchObject({ program: '/cli/bin/astro' })
    expect(asked).toHaveLength(1)

    expect(await choose({ version: VERSION, checksum, mirror: url })).toMatchObject({ program: '/cli/bin/astro' })
    expect(asked).toHaveLength(1)
  })

  it('is filled by several jobs at once, and each has a program that works', async () => {
    const { url, checksum } = await serve()
    const all = await Promise.all([1, 2, 3, 4].map(() => choose({ version: VERSION, checksum, mirror: url })))
    for (const one of all) {
      expect(one).toMatchObject({ program: '/cli/bin/astro', said: [expect.stringContaining('was installed for this run')] })
      expect(existsSync(join(one.dir, 'cli', 'bin', 'astro'))).toBe(true)
    }
    expect(inCache()).toBe(KEPT)
  })
})

describe('nothing is installed, and a sentence says why', () => {
  const refusal = async (
    misbehave: (path: string, response: ServerResponse) => boolean,
    archive?: Buffer,
    choice: CliChoice = {}
  ) => {
    const releases = await serve(archive)
    releases.misbehave = misbehave
    const { url, checksum, name } = releases
    const result = await choose({ version: VERSION, checksum, mirror: url, ...choice })
    expect('program' in result).toBe(false)
    expect(inCache()).toBe(NOTHING)
    const said = ('error' in result ? result.error : '').replaceAll(`${url}/v${VERSION}/${name}`, 'URL').replaceAll(url, 'MIRROR')
    return { said, asked: releases.asked.length }
  }
  const status = (code: number) => (_: string, response: ServerResponse) => {
    response.writeHead(code, { 'content-type': 'text/html' }).end('<h1>No</h1>')
    return true
  }

  it.each([
    [404, 1, /^URL does not exist \(404\)\nCheck `astro-version`: only releases/],
    [429, 3, /^URL cannot be downloaded now: too many requests \(429\)\nRun again later/],
    [500, 3, /^URL was not downloaded: the answer has status 500\nRun again later/],
    [503, 3, /^URL was not downloaded: the answer has status 503\nRun again later/],
    [403, 1, /^URL was not downloaded: the answer has status 403\nCheck that this runner can reach it/]
  ])('where the answer is %s, after so many attempts: %s', async (code, attempts, sentence) => {
    const { said, asked } = await refusal(status(code))
    expect(said).toMatch(sentence)
    expect(asked).toBe(attempts)
  })

  it('where no space is left on the disk', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    expect(explain(whyNot('URL', full))).toBe(
      'URL was not downloaded: no space is left on the disk of this runner\nFree some 150 MB in the temporary folder of the runner.'
    )
  })

  it('where nothing listens', async () => {
    const releases = await serve()
    await releases.stop()
    const { url, checksum } = releases
    expect(await choose({ version: VERSION, checksum, mirror: url })).toMatchObject({
      error: expect.stringMatching(/was not downloaded: .*ECONNREFUSED.*\nCheck that this runner can reach it/)
    })
  })

  it.each([
    ['says its length', { 'content-length': GOOD.length }],
    ['does not, but sends it in chunks', {}]
  ])('where each download is cut, by a server that %s', async (_, headers) => {
    const { said, asked } = await refusal((_, response) => {
      response.writeHead(200, headers)
      response.write(GOOD.subarray(0, 100), () => response.destroy())
      return true
    })
    expect(said).toMatch(/^URL was not downloaded: /)
    // The library's last attempt may find the file that it is still removing, and then asks nobody.
    expect([2, 3]).toContain(asked)
  })

  it('where a download is cut once, it is repeated', async () => {
    const releases = await serve()
    const { url, checksum } = releases
    let cuts = 0
    releases.misbehave = (_, response) => {
      if (cuts++ > 0) return false
      response.writeHead(200, { 'content-length': GOOD.length })
      response.write(GOOD.subarray(0, 100), () => response.destroy())
      return true
    }
    expect(await choose({ version: VERSION, checksum, mirror: url })).toMatchObject({ program: '/cli/bin/astro' })
    expect(releases.asked).toHaveLength(2)
  })

  it('where the connection just ends, so that nobody can tell', async () => {
    const { said } = await refusal((_, response) => {
      response.socket?.end(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), GOOD.subarray(0, 100)]))
      return true
    })
    expect(said).toMatch(/has the wrong checksum: SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}; it was not installed\n/)
  })

  it.each([
    ['that is given', { checksum: 'ab'.repeat(32) }],
    ['that the action knows', { version: '1.45.0', checksum: undefined }]
  ])('where the archive has not the checksum %s', async (_, choice) => {
    const releases = await serve()
    const { url, name } = releases
    releases.files.set(`/v1.45.0/${name.replace(VERSION, '1.45.0')}`, GOOD)
    const result = await choose({ version: VERSION, mirror: url, ...choice })
    expect(result).toMatchObject({ error: expect.stringMatching(/ has the wrong checksum: .*\nThe download was cut or changed/) })
    expect(inCache()).toBe(NOTHING)
  })

  it('where the list of the release does not have the archive', async () => {
    const releases = await serve()
    releases.files.set(`/v${VERSION}/${releases.list}`, `${'ab'.repeat(32)}  other.tar.gz\n`)
    expect(await choose({ version: VERSION, mirror: releases.url })).toMatchObject({
      error: `${releases.url}/v${VERSION}/${releases.list} names no checksum of ${releases.name}; nothing was installed`
    })
  })

  const link = aFolder({ 'real/x': '' }).dir
  symlinkSync('/bin/true', join(link, 'astro'))
  const nested = aFolder({ 'inner/astro': program(VERSION), evil: 'x' }).dir
  it.each<[string, Buffer, RegExp]>([
    ['is none', Buffer.from('<html>Log in</html>'), /cannot be unpacked; tar said: /],
    ['is damaged', GOOD.subarray(0, GOOD.length - 20), /cannot be unpacked; tar said: /],
    ['has no astro', archiveOf({ 'README.md': 'x', 'bin/astro': 'x' }), /does not contain the program astro$/],
    ['has a link of that name', packed(link, 'astro'), /does not contain the program astro, but a link of that name$/],
    ['has a folder of that name', archiveOf({ 'astro/x': '' }, 'astro'), /does not contain the program astro$/],
    [
      'leads out of its folder',
      packed(join(nested, 'inner'), 'astro', '../evil'),
      /is not unpacked: \.\.\/evil in it leads out of its folder$/
    ],
    [
      'has an absolute path',
      packed(nested, 'inner/astro', `${nested}/evil`),
      /is not unpacked: \/.*\/evil in it leads out of its folder$/
    ],
    ['holds another version', archiveOf({ astro: program('1.40.0') }), /contains the astro CLI 1\.40\.0, not 1\.47\.0$/],
    [
      'holds a program that does not run',
      archiveOf({ astro: '#!/bin/sh\necho broken >&2\nexit 1' }),
      /does not run here; it said: broken$/
    ],
    ['holds one for another machine', archiveOf({ astro: '\x7fELF' }), /does not run here; it said: /]
  ])('where the archive %s, although its checksum is right', async (_, archive, sentence) => {
    const { said } = await refusal(() => false, archive)
    expect(said).toMatch(sentence)
  })

  it('where the run ends during the download', async () => {
    const ending = new AbortController()
    const releases = await serve()
    releases.misbehave = () => {
      ending.abort(new Error('the run was cancelled'))
      return true
    }
    const { url, checksum } = releases
    expect(await choose({ version: VERSION, checksum, mirror: url }, { signal: ending.signal })).toMatchObject({
      error: `the run was cancelled while installing the astro CLI ${VERSION}`
    })
  })

  it('where the program never says its version', async () => {
    const archive = archiveOf({ astro: '#!/bin/sh\nexec sleep 3' })
    const { url, checksum } = await serve(archive)
    const signal = AbortSignal.timeout(1_000)
    expect(await choose({ version: VERSION, checksum, mirror: url }, { signal })).toMatchObject({
      error: expect.stringContaining(`while installing the astro CLI ${VERSION}`)
    })
  })
})

describe('the CLI that failed', () => {
  const ask = async (text: string) => {
    const { dir, write } = aFolder()
    chmodSync(write('astro', text), 0o755)
    const { signal } = new AbortController()
    return await refuseOld(join(dir, 'astro'), { folder: dir, signal }, { PATH: '/usr/bin:/bin' }).then(
      () => 'nothing',
      (error: unknown) => explain(error)
    )
  }

  it('is named as the reason if it is too old', async () => {
    expect(await ask(program('1.40.1'))).toMatch(
      /^the astro CLI on PATH failed; it is 1\.40\.1, and this action needs 1\.41\.0 or newer\nInstall version/
    )
  })

  it.each([
    ['new enough', program('1.41.0')],
    ['of no version', '#!/bin/sh\necho hello'],
    ['unable to tell', '#!/bin/sh\nexit 3']
  ])('is not blamed if it is %s', async (_, text) => {
    expect(await ask(text)).toBe('nothing')
  })

  it('is not blamed if it cannot even be started: what failed before says more', async () => {
    const { dir, write } = aFolder()
    chmodSync(write('astro', program('1.40.1')), 0o644)
    const { signal } = new AbortController()
    await refuseOld(join(dir, 'astro'), { folder: dir, signal }, { PATH: '/usr/bin:/bin' })
  })
})
