/** A refusal by the platform: answered with this status and the platform's JSON error body. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

let requests = 0

/**
 * The body of a failed request, as the platform words it.
 *
 * @param {number} statusCode
 * @param {string} message
 */
export function errorBody(statusCode, message) {
  requests += 1
  return { message, requestId: `req${String(requests).padStart(6, '0')}`, statusCode }
}
