/** A comment, with every field that GitHub's description requires. */
import { repository, time, userBody } from './user.mjs'

/**
 * @typedef {object} Stored
 * @property {number} id
 * @property {string} body
 * @property {string} author login
 */

/** @param {Stored} comment */
export function commentBody({ id, body, author }) {
  const url = `${repository}/issues/comments/${id}`
  return {
    id,
    node_id: `IC_${id}`,
    url,
    html_url: `https://github.com/example/pipelines/pull/7#issuecomment-${id}`,
    issue_url: `${repository}/issues/7`,
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: null,
    created_at: time,
    updated_at: time,
    body,
    user: userBody(author)
  }
}
