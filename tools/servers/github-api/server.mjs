/**
 * The part of GitHub's API that this action uses, on the loopback interface: checks every request against GitHub's own
 * description, refuses as GitHub refuses, and keeps a record. As on GitHub Enterprise Server, it may be below `/api/v3`.
 */
import { createServer } from 'node:http'
import { listen } from '../listen.mjs'
import { invalid, openRepository } from './answers.mjs'
import { checkAnswer, readRequest } from './contract.mjs'
import { BOT } from './user.mjs'

const VIEWER = 'query { viewer { login } }'
const FROM_BRANCH =
  /^query \([^)]*\) \{\s+repository\(owner: \$owner, name: \$repo\) \{\s+pullRequests\(headRefName: \$branch, states: OPEN, first: 100/

/**
 * @typedef {object} Refusal
 * @property {string} [operation] begins with this: `POST`; absent: any request
 * @property {number} [times] default: always
 * @property {number} [status] absent with `hang`
 * @property {string} [message]
 * @property {string} [html] a page instead of JSON, as of a proxy
 * @property {Record<string, string>} [headers]
 * @property {unknown} [body] JSON, instead of a message
 * @property {string} [cut] so much of an answer, and then the end of the connection
 * @property {boolean} [hang] no answer at all
 * @property {boolean} [late] it is carried out before it is refused
 *
 * @typedef {{ operation: string, problems: string[], status: number, body?: string, sent: any }} Asked
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
  notFound: { status: 404, message: 'Not Found' },
  gone: { status: 410, message: 'Issues are disabled for this repo' },
  unprocessable: { status: 422, message: 'Validation Failed' },
  /** How GraphQL refuses. */
  noQuery: {
    operation: 'viewer',
    status: 200,
    body: { data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] }
  },
  half: { status: 200, html: '[{"id": 1, "bo', headers: { 'content-type': 'application/json; charset=utf-8' } },
  cut: { status: 200, cut: '[{"id": 1, "bo' },
  page: { status: 502, html: '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>' },
  unavailable: { status: 503, message: 'No server is currently available to service your request.' }
}

/**
 * @param {{ enterprise?: boolean, token?: string }} [options]
 */
export async function startGitHubApi({ enterprise = false, token = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a' } = {}) {
  const base = enterprise ? '/api/v3' : ''
  const graphql = enterprise ? '/api/graphql' : '/graphql'
  const { pullRequests, comments, issues, deployments, nextId, answer } = openRepository()
  /** @type {Refusal[]} */
  const refusals = []
  /** @type {Asked[]} */
  const record = []

  function queried(/** @type {string} */ name, /** @type {{ branch?: string }} */ { branch } = {}) {
    if (name === 'viewer') return { viewer: { login: BOT } }
    const nodes = pullRequests.filter(one => one.branch === branch)
    return {
      repository: {
        pullRequests: {
          nodes: nodes.map(({ number, commit, repository }) => ({
            number,
            headRefOid: commit,
            headRepository: repository === null ? null : { nameWithOwner: repository }
          }))
        }
      }
    }
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
    const isQuery = url.pathname === graphql && request.method === 'POST'
    if (!isQuery && !url.pathname.startsWith(base)) return send(404, { message: 'Not Found' })
    const here = url.origin + url.pathname
    url.pathname = url.pathname.slice(isQuery ? 0 : base.length)
    const { name, parameters, problems } = isQuery
      ? { name: queryOf(sent), parameters: sent?.variables, problems: queryOf(sent) === '' ? ['another query'] : [] }
      : readRequest(request.method ?? '', url, sent)
    const asked = { operation: name, problems, status: 0, sent, ...(sent?.body === undefined ? {} : { body: sent.body }) }
    record.push(asked)
    api.onAsked(name)
    if (request.headers.authorization !== `token ${token}`) {
      asked.status = 401
      return send(401, { message: 'Bad credentials', status: '401' })
    }
    const refusal = refusalOf(name)
    if (refusal?.late) answer(name, parameters, sent)
    if (refusal?.hang) return
    if (refusal?.status !== undefined) {
      asked.status = refusal.status
      if (refusal.html !== undefined)
        return void response.writeHead(refusal.status, { 'content-type': 'text/html', ...refusal.headers }).end(refusal.html)
      if (refusal.cut !== undefined) {
        response.writeHead(refusal.status, { 'content-type': 'application/json', 'content-length': '9999' })
        return void response.write(refusal.cut, () => response.destroy())
      }
      const words = { message: refusal.message, status: String(refusal.status) }
      return send(refusal.status, refusal.body ?? words, refusal.headers)
    }
    if (problems.length > 0) {
      asked.status = 422
      return send(422, invalid('Request', problems.join('; ')).body)
    }
    const { status, body, headers } = isQuery
      ? { status: 200, body: { data: queried(name, parameters) }, headers: {} }
      : answer(name, parameters, sent, here)
    if (!isQuery && status < 300) checkAnswer(name, status, body)
    asked.status = status
    send(status, body, headers)
  })
  const port = await listen(server)
  const api = {
    /** GITHUB_API_URL of a job. */
    url: `http://127.0.0.1:${port}${base}`,
    /** What somebody does meanwhile. @type {(operation: string) => void} */
    onAsked() {},
    token,
    comments,
    issues,
    deployments,
    pullRequests,
    refusals,
    record,
    /** Adds a comment, as somebody who uses the site. */
    say(/** @type {string} */ body, author = 'octocat') {
      comments.push({ id: nextId(), body, author })
    },
    /** Opens an issue, or a pull request, as somebody who uses the site. */
    open(/** @type {string} */ title, body = '', { author = 'octocat', isPullRequest = false } = {}) {
      issues.push({ number: nextId(), title, body, state: 'open', author, isPullRequest })
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
  return api
}

const queryOf = (/** @type {{ query?: string } | undefined} */ sent) =>
  sent?.query === VIEWER ? 'viewer' : FROM_BRANCH.test(sent?.query ?? '') ? 'pull requests' : ''
