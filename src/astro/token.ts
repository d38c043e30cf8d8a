import { Mistakes } from '../base/errors.ts'

/** What an Astro API token says of itself. Its signature is the platform's business. */
export interface TokenClaims {
  readonly workspace?: string
  readonly organization?: string
}

/**
 * Checks a token as far as the CLI would stumble over it: three parts, JSON, `permissions`, not expired. The CLI takes
 * several of these for "current workspace context not set", or crashes. Throws `Mistakes` that never quote the token.
 */
export function readToken(token: string, now: Date): TokenClaims {
  const claims = claimsOf(token)
  if (claims === undefined) {
    throw wrong(
      'is not an Astro API token (three parts, with dots between them)',
      'Copy it again from Astro, without quotes and without "Bearer" in front.'
    )
  }
  const expires = typeof claims['exp'] === 'number' ? new Date(claims['exp'] * 1000) : undefined
  if (expires !== undefined && expires <= now) {
    throw wrong(`expired on ${expires.toISOString()}`, 'Create a new token in Astro and store it in the GitHub secret.')
  }
  const permissions = Array.isArray(claims['permissions']) ? claims['permissions'].map(String) : []
  if (permissions.length === 0 || permissions.some(permission => !permission.includes(':'))) {
    throw wrong('carries no permissions', 'Use a Deployment, Workspace or Organization API token of Astro.')
  }
  const idIn = (prefix: string) => permissions.find(permission => permission.startsWith(prefix))?.slice(prefix.length)
  const workspace = idIn('workspaceId:')
  const organization = idIn('organizationId:')
  return { ...(workspace === undefined ? {} : { workspace }), ...(organization === undefined ? {} : { organization }) }
}

const wrong = (message: string, hint: string) =>
  new Mistakes([{ severity: 'error', subject: 'input astro-api-token', message, hint }])

function claimsOf(token: string): Record<string, unknown> | undefined {
  // Node decodes past every character that is none of base64url's, such as a quote; the CLI does not.
  const [, head = '', claims = ''] = /^([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(token) ?? []
  try {
    JSON.parse(Buffer.from(head, 'base64url').toString())
    return JSON.parse(Buffer.from(claims, 'base64url').toString())
  } catch {
    return undefined
  }
}
