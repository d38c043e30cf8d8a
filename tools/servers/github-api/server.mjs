/**
 * The part of GitHub's API that this action uses, on the loopback interface: checks every request against GitHub's own
 * description, refuses as GitHub refuses, and keeps a record. As on GitHub Enterprise Server, it may be below `/api/v3`.
 */
import { createServer } from 'node:http'
import { listen } from '../listen.mjs'
import { commentBody } from './comment.mjs'
import { checkAnswer, readRequest } from './contract.mjs'

/** GitHub counts characters. */
const LONGEST_BODY = 65_536
const BOT = 'github-actions[bot]'
const VIEWER = 'query { viewer { login } }'

/**
 * @typedef {object} Refusal
 * @property {string} [operation] begins with this: `POST`; absent: any request
 * @property {number} [times] default: always
 * @property {number} [status] absent with `hang`
 * @property {string} [message]
 * @property {Record<string, string>} [headers]
 * @property {boolean} [hang] no answer at all
 * @property {boolean} [late] it is carried out before it is refused
 *
 * @typedef {{ operation: string, problems: string[], status: number, body?: string }} Asked
 */

/** How GitHub refuses. */
export const REFUSALS = {
  readOnly: { status: 403, message: 'Resource not accessible by integration' },
  secondaryLimit: {
    status: 403,
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    headers: { 'retry-after': '60' }
  },
  badCredentials: { status: 401, message: 'Bad credentials' },
  unavailable: { status: 503, message: 'No server is currently available to service your request.' }
}

/**
 * @param {{ enterprise?: boolean, token?: string }} [options]
 */
export async function startGitHubApi({ enterprise = false, token = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a' } = {}) {
  const base = enterprise ? '/api/v3' : ''
  const graphql = enterprise ? '/api/graphql' : '/graphql'
  /** @type {import('./comment.mjs').Stored[]} */
  const comments = []
  /** @type {Refusal[]} */
  const refusals = []
  /** @type {Asked[]} */
  const record = []
  let nextId = 1

  /** @returns {{ status: number, body: unknown, headers?: Record<string, string> }} */
  function answer(/** @type {string} */ name, /** @type {Record<string, string>} */ given, /** @type {any} */ sent, url = '') {
    const tooLong = [...(sent?.body ?? '')].length > LONGEST_BODY
    if (tooLong) return { status: 422, body: invalid(`body is too long (maximum is ${LONGEST_BODY} characters)`) }
    if (name.startsWith('GET')) {
      const [size, page] = [Math.min(Number(given['per_page'] ?? 30), 100), Number(given['page'] ?? 1)]
      const shown = comments.slice((page - 1) * size, page * size)
      const next = comments.length > page * size ? { link: `<${url}?per_page=${size}&page=${page + 1}>; rel="next"` } : undefined
      return { status: 200, body: shown.map(commentBody), ...(next && { headers: next }) }
    }
    if (name.startsWith('POST')) {
      const made = { id: nextId++, body: sent.body, author: BOT }
      comments.push(made)
      return { status: 201, body: commentBody(made) }
    }
    const found = comments.find(({ id }) => id === Number(given['comment_id']))
    if (found === undefined) return { status: 404, body: { message: 'Not Found', status: '404' } }
    found.body = sent.body
    return { status: 200, body: commentBody(found) }
  }

  /** The refusal that is due now. */
  function refusalOf(/** @type {string} */ operation) {
    const due = refusals.find(one => operation.startsWith(one.operation ?? '') && (one.times ?? 1) > 0)
    if (due?.times !== undefined) due.times -= 1
    return due
  }

  const server = createServer(async (request, response) => {
    const send = (/** @type {number} */ status, /** @type {unknown} */ body, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))
    }
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    const sent = text === '' ? undefined : JSON.parse(text)
    const url = new URL(request.url ?? '', `http://${request.headers.host}`)
    const isViewer = url.pathname === graphql && request.method === 'POST'
    if (!isViewer && !url.pathname.startsWith(base)) return send(404, { message: 'Not Found' })
    const here = url.origin + url.pathname
    url.pathname = url.pathname.slice(isViewer ? 0 : base.length)
    const { name, parameters, problems } = isViewer
      ? { name: 'viewer', parameters: {}, problems: sent?.query === VIEWER ? [] : ['another query'] }
      : readRequest(request.method ?? '', url, sent)
    const asked = { operation: name, problems, status: 0, ...(sent?.body === undefined ? {} : { body: sent.body }) }
    record.push(asked)
    if (request.headers.authorization !== `token ${token}`) {
      asked.status = 401
      return send(401, { message: 'Bad credentials', status: '401' })
    }
    const refusal = refusalOf(name)
    if (refusal?.hang) return
    if (refusal?.late) answer(name, parameters, sent)
    if (refusal?.status !== undefined) {
      asked.status = refusal.status
      return send(refusal.status, { message: refusal.message, status: String(refusal.status) }, refusal.headers)
    }
    if (problems.length > 0) {
      asked.status = 422
      return send(422, invalid(problems.join('; ')))
    }
    const { status, body, headers } = isViewer
      ? { status: 200, body: { data: { viewer: { login: BOT } } }, headers: {} }
      : answer(name, parameters, sent, here)
    if (!isViewer && status < 300) checkAnswer(name, status, body)
    asked.status = status
    send(status, body, headers)
  })
  const port = await listen(server)
  return {
    /** GITHUB_API_URL of a job. */
    url: `http://127.0.0.1:${port}${base}`,
    token,
    comments,
    refusals,
    record,
    /** Adds a comment, as somebody who uses the site. */
    say(/** @type {string} */ body, author = 'octocat') {
      comments.push({ id: nextId++, body, author })
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}

const invalid = (/** @type {string} */ message) => ({
  message: 'Validation Failed',
  errors: [{ resource: 'IssueComment', code: 'custom', field: 'body', message }],
  documentation_url: 'https://docs.github.com/rest/issues/comments',
  status: '422'
})
