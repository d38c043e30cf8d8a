import { gunzipSync } from 'node:zlib'

const block = 512

/**
 * The names of the files, folders and links in a tar.gz, in its order. Throws when it is not one.
 *
 * @param {Buffer} archive
 * @returns {string[]}
 */
export function entriesOf(archive) {
  const tar = gunzipSync(archive)
  const names = []
  let longName = ''
  for (let at = 0; at + block <= tar.length; ) {
    const header = tar.subarray(at, at + block)
    if (header.every(byte => byte === 0)) break
    if (text(header, 257, 5) !== 'ustar') throw new Error('not a tar archive')
    const size = Number.parseInt(text(header, 124, 12), 8) || 0
    const data = tar.subarray(at + block, at + block + size)
    const type = text(header, 156, 1)
    // Go's writer puts names that are long or not ASCII into a record of their own before the entry: 'x' (pax) or 'L' (GNU).
    if (type === 'x') longName = paxPath(data) || longName
    else if (type === 'L') longName = text(data, 0, size)
    else if (type !== 'g') {
      names.push(longName || [text(header, 345, 155), text(header, 0, 100)].filter(Boolean).join('/'))
      longName = ''
    }
    at += block + Math.ceil(size / block) * block
  }
  return names
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} length
 */
function text(bytes, start, length) {
  return bytes.toString('utf8', start, start + length).split('\0')[0] ?? ''
}

/** @param {Buffer} records lines of the form "LENGTH KEY=VALUE" */
function paxPath(records) {
  return records.toString('utf8').match(/^\d+ path=(.*)$/m)?.[1] ?? ''
}
