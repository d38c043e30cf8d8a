/** A comment, with every field that GitHub's description requires. */

/**
 * @typedef {object} Stored
 * @property {number} id
 * @property {string} body
 * @property {string} author login
 */

const api = 'https://api.github.com'

/** @param {Stored} comment */
export function commentBody({ id, body, author }) {
  const time = '2026-11-20T12:00:00Z'
  const url = `${api}/repos/example/pipelines/issues/comments/${id}`
  return {
    id,
    node_id: `IC_${id}`,
    url,
    html_url: `https://github.com/example/pipelines/pull/7#issuecomment-${id}`,
    issue_url: `${api}/repos/example/pipelines/issues/7`,
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: null,
    created_at: time,
    updated_at: time,
    body,
    user: userBody(author)
  }
}

function userBody(/** @type {string} */ login) {
  const url = `${api}/users/${encodeURIComponent(login)}`
  const links = ['followers', 'subscriptions', 'organizations', 'repos', 'received_events']
  const others = ['following', 'gists', 'starred', 'events']
  return {
    login,
    id: 41898282,
    node_id: 'MDM6Qm90NDE4OTgyODI=',
    avatar_url: 'https://avatars.githubusercontent.com/in/15368?v=4',
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    ...Object.fromEntries([...links, ...others].map(name => [`${name}_url`, `${url}/${name}`])),
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false
  }
}
