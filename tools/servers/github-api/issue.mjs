/** An issue, with every field that GitHub's description requires. */
import { repository, time, userBody } from './user.mjs'

/**
 * @typedef {object} Stored
 * @property {number} number
 * @property {string} title
 * @property {string} body
 * @property {string} state `open` or `closed`
 * @property {string} author login
 * @property {boolean} [isPullRequest] GitHub lists pull requests among the issues
 */

/** @param {Stored} issue */
export function issueBody({ number, title, body, state, author, isPullRequest = false }) {
  const url = `${repository}/issues/${number}`
  const html = `https://github.com/example/pipelines/issues/${number}`
  const pull = { url, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` }
  return {
    id: number,
    node_id: `I_${number}`,
    url,
    repository_url: repository,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    number,
    title,
    user: userBody(author),
    labels: [],
    state,
    locked: false,
    assignee: null,
    milestone: null,
    comments: 0,
    created_at: time,
    updated_at: time,
    closed_at: state === 'closed' ? time : null,
    author_association: 'CONTRIBUTOR',
    body,
    ...(isPullRequest && { pull_request: pull })
  }
}
