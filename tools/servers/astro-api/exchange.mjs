import { asAnswer, faultAnswer, json, parsed } from './answers.mjs'
import { ApiError } from './errors.mjs'
import { route } from './routes.mjs'
import { accessFrom, tokenIdOf } from './tokens.mjs'
import { put } from './uploads.mjs'

/**
 * One request. `status` is what was answered; undefined while it is under way, or if the client left before it was sent whole.
 * An accepted update carries what it did to the variables, an accepted finalize the whole deploy.
 *
 * @typedef {{
 *   method: string, path: string, query: string, body: unknown, token: string | undefined, at: string,
 *   status: number | 'cut' | 'hang' | undefined,
 *   update?: { deployment: string } & import('./variables.mjs').Difference,
 *   deploy?: import('./deploys.mjs').Deploy
 * }} RecordEntry
 * @typedef {(moment: { phase: 'before' | 'after', method: string, path: string, query: string }) => unknown} RequestHook
 * @typedef {{
 *   platform: import('./platform.mjs').Platform,
 *   faults: import('./faults.mjs').Faults,
 *   record: RecordEntry[],
 *   hooks: RequestHook[],
 *   url: string
 * }} State
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 */

/**
 * From a request to its answer: recorded, hooks and faults before the work, the work, hooks and faults after it.
 *
 * @param {IncomingMessage} request
 * @param {State} state
 * @returns {Promise<import('./answers.mjs').Answer | 'cut' | 'hang'>}
 */
export async function answer(request, state) {
  const { pathname: path, search: query, searchParams } = new URL(request.url ?? '/', 'http://astro.invalid')
  const moment = { method: request.method ?? 'GET', path, query }
  const token = tokenIdOf(request.headers.authorization)
  /** @type {RecordEntry} */
  const entry = { ...moment, body: undefined, token, at: state.platform.clock(), status: undefined }
  state.record.push(entry)
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  entry.body = parsed(bytes, request.headers['content-type'])

  for (const hook of state.hooks) await hook({ ...moment, phase: 'before' })
  const fault = state.faults.take('before', moment)
  let result = fault && faultAnswer(fault)
  if (!result) {
    const done = await work(request, { entry, bytes, query: searchParams }, state).catch(asAnswer)
    for (const hook of state.hooks) await hook({ ...moment, phase: 'after' })
    const late = state.faults.take('after', moment)
    result = late ? faultAnswer(late) : done
  }
  entry.status = typeof result === 'string' ? result : result.status
  return result
}

/** The CLI says by it what runs it. */
const CLI = 'x-astro-client-identifier'

/**
 * @param {IncomingMessage} request
 * @param {{ entry: RecordEntry, bytes: Buffer, query: URLSearchParams }} received
 * @param {State} state
 */
async function work({ headers }, { entry, bytes, query }, { platform, url }) {
  const { method, path, body } = entry
  const [, deployId] = path.match(/^\/upload\/([^/]+)$/) ?? []
  if (method === 'PUT' && deployId) {
    const upload = platform.deploys.find(({ id }) => id === deployId)?.upload
    return put(upload, { query, headers, bytes, at: platform.clock() })
  }
  const access = accessFrom(headers.authorization, platform.organization.id)
  if (bytes.length > 0 && body === undefined) throw new ApiError(400, 'The request body must be JSON, and say so')
  const [, rest = ''] = path.match(/^\/(?:platform\/v1beta1|v1alpha1|v1)(\/.*)$/) ?? []
  return json(200, await route(method, rest, { platform, access, url, query, body, isCli: CLI in headers, entry }))
}
