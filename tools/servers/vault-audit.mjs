import { open } from 'node:fs/promises'

/**
 * @typedef {object} AuditEntry one request that the server took
 * @property {string} operation read, create, update, delete, list …
 * @property {string} path `airflow/data/variables/greeting`
 * @property {string} mountType kv, approle, system …; empty where the server does not say
 * @property {string} namespace its path; empty for the root namespace
 * @property {string} displayName how who asked had logged in: token, approle, …; empty before a login
 * @property {Record<string, unknown>} data what was sent, each string as a keyed hash
 * @property {string} error why it was refused; empty when it was not
 * @property {string} time RFC 3339
 */

/**
 * Gives the requests in the file of a file audit device, in order. It has two lines for each; a last one that is still being
 * written is left out. Each call reads what has been added since the last one: the file of a long test grows to many megabytes.
 *
 * @param {string} file
 * @returns {() => Promise<AuditEntry[]>} calls may overlap; each gives a list of its own
 */
export function auditReader(file) {
  /** @type {AuditEntry[]} */
  const entries = []
  let offset = 0
  const readOn = async () => {
    const added = await bytesFrom(file, offset)
    const whole = added.subarray(0, added.lastIndexOf('\n') + 1)
    offset += whole.length
    for (const entry of requestsIn(whole.toString())) entries.push(entry)
  }
  let last = Promise.resolve()
  return async () => {
    last = last.catch(() => {}).then(readOn)
    await last
    return [...entries]
  }
}

/**
 * @param {string} file
 * @param {number} offset
 */
async function bytesFrom(file, offset) {
  const opened = await open(file)
  try {
    const bytes = Buffer.alloc((await opened.stat()).size - offset)
    const { bytesRead } = await opened.read(bytes, 0, bytes.length, offset)
    return bytes.subarray(0, bytesRead)
  } finally {
    await opened.close()
  }
}

/**
 * @param {string} lines
 * @returns {AuditEntry[]}
 */
function requestsIn(lines) {
  return (
    lines
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line))
      // The device writes the second itself, to see whether it can.
      .filter(entry => entry.type === 'request' && entry.request.path !== 'sys/audit/test')
      .map(({ request, auth, error, time }) => ({
        operation: request.operation,
        path: request.path,
        mountType: request.mount_type ?? '',
        namespace: request.namespace?.path ?? '',
        displayName: auth?.display_name ?? '',
        data: request.data ?? {},
        error: error ?? '',
        time
      }))
  )
}
