import { ApiError, errorBody } from './errors.mjs'

/** @typedef {{ status: number, headers: Record<string, string>, body: string }} Answer */

/**
 * An answer of the API's.
 *
 * @param {number} status
 * @param {unknown} body
 * @returns {Answer}
 */
export function json(status, body) {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/**
 * What the client hears of a refusal; anything but an ApiError is a mistake of ours or of the test's hook.
 *
 * @param {unknown} error
 */
export function asAnswer(error) {
  const status = error instanceof ApiError ? error.status : 500
  return json(status, errorBody(status, error instanceof Error ? error.message : String(error)))
}

/**
 * What a fault puts in the place of the answer.
 *
 * @param {import('./faults.mjs').FaultAction} action
 * @returns {Answer | 'cut' | 'hang'}
 */
export function faultAnswer(action) {
  if (action === 'cut' || action === 'hang') return action
  if (action === 'empty-object') return json(200, {})
  if (action === 'html') return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Please log in</html>' }
  const { status, body = errorBody(status, `Fault ${status}`), headers } = action
  if (typeof body === 'string') return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
  const answer = json(status, body)
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

/**
 * The JSON of a request, undefined when it is none or does not call itself so.
 *
 * @param {Buffer} bytes
 * @param {string | undefined} type
 * @returns {unknown}
 */
export function parsed(bytes, type) {
  if (!type?.includes('json')) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
