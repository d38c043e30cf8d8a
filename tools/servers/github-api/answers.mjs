/** What the loopback GitHub API answers to each operation, and what it then has. */
import { commentBody } from './comment.mjs'
import { blank } from './contract.mjs'
import { deploymentBody, statusBody } from './deployment.mjs'
import { issueBody } from './issue.mjs'
import { BOT } from './user.mjs'

/** GitHub counts characters. */
const LONGEST_BODY = 65_536
const LONGEST_TITLE = 256
const LONGEST_DESCRIPTION = 140

/** @typedef {{ status: number, body: unknown, headers?: Record<string, string> }} Answer */
/** @typedef {(given: Record<string, string>, sent: any, url: string) => Answer} Operation */

/** What one repository has, and how GitHub answers about it. */
export function openRepository() {
  /** Open ones, by their heads. @type {{ number: number, branch: string, commit: string, repository: string | null }[]} */
  const pullRequests = []
  /** @type {import('./comment.mjs').Stored[]} */
  const comments = []
  /** @type {import('./issue.mjs').Stored[]} */
  const issues = []
  /** @type {import('./deployment.mjs').Stored[]} */
  const deployments = []
  let nextId = 1

  /** @type {Record<string, Operation>} */
  const operations = {
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': (given, _, url) => page(comments.map(commentBody), given, url),
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': (_, { body }) => {
      const made = { id: nextId++, body, author: BOT }
      comments.push(made)
      return { status: 201, body: commentBody(made) }
    },
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': (given, { body }) => {
      const found = comments.find(({ id }) => id === Number(given['comment_id']))
      if (found === undefined) return NOT_FOUND
      found.body = body
      return { status: 200, body: commentBody(found) }
    },
    'GET /repos/{owner}/{repo}/pulls/{pull_number}': given => {
      const found = pullRequests.find(({ number }) => number === Number(given['pull_number']))
      if (found === undefined) return NOT_FOUND
      const { number, branch, commit } = found
      const body = blank('pull-request')
      return { status: 200, body: { ...body, number, head: { ...body.head, ref: branch, sha: commit } } }
    },
    'GET /repos/{owner}/{repo}/issues': (given, _, url) => {
      const { state = 'open', creator, direction = 'desc' } = given
      const those = issues.filter(
        one => (state === 'all' || one.state === state) && (creator === undefined || one.author === creator)
      )
      return page((direction === 'asc' ? those : those.reverse()).map(issueBody), given, url)
    },
    'POST /repos/{owner}/{repo}/issues': (_, { title, body }) => {
      if ([...title].length > LONGEST_TITLE) return invalid('Issue', `title is too long (maximum is ${LONGEST_TITLE} characters)`)
      const made = { number: nextId++, title, body, state: 'open', author: BOT }
      issues.push(made)
      return { status: 201, body: issueBody(made) }
    },
    'PATCH /repos/{owner}/{repo}/issues/{issue_number}': (given, { body, state }) => {
      const found = issues.find(({ number }) => number === Number(given['issue_number']))
      if (found === undefined) return NOT_FOUND
      Object.assign(found, { body: body ?? found.body, state: state ?? found.state })
      return { status: 200, body: issueBody(found) }
    },
    'GET /repos/{owner}/{repo}/deployments': (given, _, url) => {
      const { ref, environment } = given
      const those = deployments.filter(
        one => (ref === undefined || one.ref === ref) && (environment === undefined || one.environment === environment)
      )
      return page(those.reverse().map(deploymentBody), given, url)
    },
    'POST /repos/{owner}/{repo}/deployments': (_, sent) => {
      if (sent.auto_merge !== false || !Array.isArray(sent.required_contexts))
        return conflict(`Conflict: Commit status checks failed for ${sent.ref}.`)
      const made = { id: nextId++, ...sent, statuses: [] }
      deployments.push(made)
      return { status: 201, body: deploymentBody(made) }
    },
    'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': (given, sent) => {
      const found = deployments.find(({ id }) => id === Number(given['deployment_id']))
      if (found === undefined) return NOT_FOUND
      if ([...(sent.description ?? '')].length > LONGEST_DESCRIPTION)
        return invalid('DeploymentStatus', `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`)
      const made = { id: nextId++, ...sent }
      found.statuses.push(made)
      return { status: 201, body: statusBody(found, made) }
    }
  }
  return {
    pullRequests,
    comments,
    issues,
    deployments,
    nextId: () => nextId++,
    /** @returns {Answer} */
    answer(/** @type {string} */ name, /** @type {Record<string, string>} */ given, /** @type {any} */ sent, url = '') {
      if ([...(sent?.body ?? '')].length > LONGEST_BODY)
        return invalid('Issue', `body is too long (maximum is ${LONGEST_BODY} characters)`)
      return operations[name]?.(given, sent, url) ?? NOT_FOUND
    }
  }
}

/** @type {Answer} */
const NOT_FOUND = { status: 404, body: { message: 'Not Found', status: '404' } }

/** @returns {Answer} */
const conflict = (/** @type {string} */ message) => ({ status: 409, body: { message, status: '409' } })

/** @returns {Answer} */
export const invalid = (/** @type {string} */ resource, /** @type {string} */ message) => ({
  status: 422,
  body: {
    message: 'Validation Failed',
    errors: [{ resource, code: 'custom', field: 'body', message }],
    documentation_url: 'https://docs.github.com/rest',
    status: '422'
  }
})

/**
 * @param {unknown[]} all
 * @param {Record<string, string>} given
 * @param {string} url
 * @returns {Answer}
 */
function page(all, given, url) {
  const [size, number] = [Math.min(Number(given['per_page'] ?? 30), 100), Number(given['page'] ?? 1)]
  const link = { link: `<${url}?per_page=${size}&page=${number + 1}>; rel="next"` }
  return {
    status: 200,
    body: all.slice((number - 1) * size, number * size),
    ...(all.length > number * size && { headers: link })
  }
}
