import { ApiError } from './errors.mjs'

/**
 * What a token may do. Without a Workspace it is an Organization token, with a Deployment a Deployment token.
 *
 * @typedef {{ organization: string, workspace?: string, deployment?: string }} Access
 */

/** @param {unknown} part */
const encode = part => Buffer.from(JSON.stringify(part)).toString('base64url')

/**
 * A token of the shape that the platform issues. Nobody checks its signature, neither the CLI nor this API.
 *
 * @param {Access & { id: string, expired?: boolean }} access
 */
export function makeToken({ id, organization, workspace, deployment, expired = false }) {
  const permissions = [`organizationId:${organization}`]
  if (workspace) permissions.push(`workspaceId:${workspace}`)
  if (deployment) permissions.push(`deploymentId:${deployment}`)
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: 'astro-api', iat: now - 7200, exp: expired ? now - 3600 : now + 86400, apiTokenId: id, permissions }
  return `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.${Buffer.from('not-signed').toString('base64url')}`
}

/**
 * Reads the token of a request; refuses what is missing, malformed, expired or from another Organization.
 *
 * @param {string | undefined} header the Authorization header
 * @param {string} organization
 * @returns {Access}
 */
export function accessFrom(header, organization) {
  const claims = claimsOf(header)
  const { permissions, exp } = claims ?? {}
  if (!Array.isArray(permissions)) throw new ApiError(401, 'Invalid authorization token')
  if (typeof exp === 'number' && exp * 1000 <= Date.now()) throw new ApiError(401, 'Authorization token has expired')
  /** @param {string} kind */
  const granted = kind => permissions.find(entry => String(entry).startsWith(`${kind}:`))?.slice(kind.length + 1)
  if (granted('organizationId') !== organization) throw new ApiError(401, 'Unknown authorization token')
  const workspace = granted('workspaceId')
  const deployment = granted('deploymentId')
  return { organization, ...(workspace && { workspace }), ...(deployment && { deployment }) }
}

/**
 * The id that a token goes by, valid or not.
 *
 * @param {string | undefined} header the Authorization header
 * @returns {string | undefined}
 */
export const tokenIdOf = header => claimsOf(header)?.apiTokenId

/** @param {string | undefined} header */
function claimsOf(header) {
  const parts = header?.match(/^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/)
  if (!parts) return undefined
  try {
    const [head, claims] = parts.slice(1, 3).map(part => JSON.parse(Buffer.from(part, 'base64url').toString()))
    return head.alg ? claims : undefined
  } catch {
    return undefined
  }
}
