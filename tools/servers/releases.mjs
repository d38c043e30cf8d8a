import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { listen } from './listen.mjs'

/** The platform of this machine, as archives of the astro CLI are named. */
const TARGET = `linux_${process.arch === 'arm64' ? 'arm64' : 'amd64'}`

/** Packs files of a folder, as they are named, into a gzipped tar. */
export const packed = (/** @type {string} */ folder, /** @type {string[]} */ ...members) =>
  // The fastest compression: the real CLI has 80 MB.
  execFileSync('tar', ['-cPf', '-', '-I', 'gzip -1', '-C', folder, ...members], { maxBuffer: 256 * 1024 * 1024 })

export const sha256 = (/** @type {Buffer} */ bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * One release of the astro CLI on loopback, in the folders of GitHub: the archive for this machine, and the list with its checksum.
 *
 * @param {object} release
 * @param {string} [release.version]
 * @param {Buffer} release.archive
 */
export async function startReleases({ version = '1.41.0', archive }) {
  const name = `astro_${version}_${TARGET}.tar.gz`
  const list = `astro_${version}_checksums.txt`
  /** @type {{ path: string, headers: import('node:http').IncomingHttpHeaders }[]} */
  const asked = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, headers: request.headers })
    if (releases.misbehave(path, response)) return
    const body = releases.files.get(path)
    if (body === undefined) response.writeHead(404).end('Not Found')
    else response.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body)
  })
  const port = await listen(server)
  const releases = {
    url: `http://127.0.0.1:${port}`,
    version,
    name,
    list,
    checksum: sha256(archive),
    asked,
    /** What is served, by path. */
    files: new Map(
      /** @type {[string, string | Buffer][]} */ ([
        [`/v${version}/${name}`, archive],
        [`/v${version}/${list}`, `${sha256(archive)}  ${name}\n`]
      ])
    ),
    /**
     * Answers instead, and returns true then.
     *
     * @type {(path: string, response: import('node:http').ServerResponse) => boolean}
     */
    misbehave: () => false,
    stop: () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
  }
  return releases
}
