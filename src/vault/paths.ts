import { UserError } from '../base/errors.ts'

/**
 * An API path with every segment percent-encoded, so that `?`, `#`, `%`, blanks and non-ASCII names arrive as written.
 * Empty, `.` and `..` segments are refused: Vault would answer with a redirect, or the URL class would change the path.
 */
export function apiPath(...parts: string[]): string {
  const segments = parts.flatMap(part => part.split('/'))
  const bad = segments.find(segment => segment === '' || segment === '.' || segment === '..')
  if (bad !== undefined)
    throw new UserError(`${parts.join('/')} is not a path in Vault: one of its segments is ${bad === '' ? 'empty' : bad}`)
  return segments.map(encodeURIComponent).join('/')
}

/** Where KV v2 keeps the values of `path`: the `data/` that policies must name too. */
export const dataPath = (mount: string, path: string): string => `${mount}/data/${path}`

/** Everything we keep in Vault is below this folder of the mount, out of reach of the role that Airflow uses. */
export const OWN_FOLDER = '_astro-vault-action'
