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
 * The requests in the text of a file audit device, in order. It has two lines for each; a last one that is still being written
 * is left out.
 *
 * @param {string} log
 * @returns {AuditEntry[]}
 */
export function auditedRequests(log) {
  return (
    log
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
