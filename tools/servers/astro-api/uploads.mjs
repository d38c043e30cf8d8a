import { entriesOf } from './archive.mjs'

/**
 * Where the DAGs or the bundle of one deploy are uploaded to: a block blob of Azure's, as far as uploads need it.
 *
 * @typedef {{ signature: string, blocks: Map<string, Buffer>, versionId?: string, entries?: string[] }} Upload
 */

/**
 * @param {string} signature
 * @returns {Upload}
 */
export const anUpload = signature => ({ signature, blocks: new Map() })

/**
 * PUT on the upload's URL: a block, the list that makes a blob of the blocks, or the whole blob in one request.
 *
 * @param {Upload | undefined} upload
 * @param {{ query: URLSearchParams, headers: import('node:http').IncomingHttpHeaders, bytes: Buffer, at: string }} request
 */
export function put(upload, { query, headers, bytes, at }) {
  if (!upload || query.get('sig') !== upload.signature) return refused(403, 'AuthenticationFailed')
  const comp = query.get('comp')
  if (comp === 'block') {
    upload.blocks.set(query.get('blockid') ?? '', bytes)
    return created()
  }
  if (comp === 'blocklist') {
    const ids = [...bytes.toString('utf8').matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(match => match[1] ?? '')
    const blocks = ids.flatMap(id => upload.blocks.get(id) ?? [])
    return blocks.length === ids.length ? commit(upload, Buffer.concat(blocks), at) : refused(400, 'InvalidBlockList')
  }
  if (comp !== null) return refused(400, 'InvalidQueryParameterValue')
  return headers['x-ms-blob-type'] === 'BlockBlob' ? commit(upload, bytes, at) : refused(400, 'MissingRequiredHeader')
}

/**
 * @param {Upload} upload
 * @param {Buffer} blob
 * @param {string} at
 */
function commit(upload, blob, at) {
  // The store takes any bytes; an archive that cannot be unpacked is the finalize request's to refuse.
  delete upload.entries
  try {
    upload.entries = entriesOf(blob)
  } catch {}
  upload.versionId = at.replace('Z', '0000Z')
  return created({ 'x-ms-version-id': upload.versionId, etag: `"0x${blob.length.toString(16)}"` })
}

/** @param {Record<string, string>} [headers] */
const created = headers => ({ status: 201, headers: { 'x-ms-version': '2020-10-02', ...headers }, body: '' })

/**
 * @param {number} status
 * @param {string} code
 */
function refused(status, code) {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body }
}
