/** A user, with every field that GitHub's description requires. */

/** Who the token belongs to. */
export const BOT = 'github-actions[bot]'

const api = 'https://api.github.com'
export const repository = `${api}/repos/example/pipelines`
export const time = '2026-11-20T12:00:00Z'

export function userBody(/** @type {string} */ login) {
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
