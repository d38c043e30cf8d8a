import { Mistakes } from '../base/errors.ts'

/** What an Astro API token says about itself. Only the platform checks its signature. */
export interface TokenClaims {
  readonly workspace?: string
  readonly organization: string
}

/**
 * Checks what the CLI would trip over: three parts, JSON, `permissions`, not expired. For several of these the CLI reports
 * "current workspace context not set", or crashes. Throws `Mistakes` that never quote the token.
 */
export function readToken(token: string, now: Date): TokenClaims {
  const claims = claimsOf(token)
  if (claims === undefined) {
    throw wrong(
      'is not an Astro API token (three parts separated by dots)',
      'Copy it from Astro again, without quotes and without a leading "Bearer".'
    )
  }
  const expires = typeof claims['exp'] === 'number' ? new Date(claims['exp'] * 1000) : undefined
  if (expires !== undefined && expires <= now) {
    throw wrong(`expired on ${expires.toISOString()}`, 'Create a new token in Astro and store it in the GitHub secret.')
  }
  const permissions = Array.isArray(claims['permissions']) ? claims['permissions'].map(String) : []
  if (permissions.length === 0 || permissions.some(permission => !permission.includes(':'))) {
    throw wrong('has no permissions', 'Use an API token of the Deployment, its Workspace or its Organization.')
  }
  const idIn = (prefix: string) => permissions.find(permission => permission.startsWith(prefix))?.slice(prefix.length)
  const workspace = idIn('workspaceId:')
  const organization = idIn('organizationId:')
  if (organization === undefined) {
    throw wrong('names no Organization', 'Use an API token of the Deployment, its Workspace or its Organization.')
  }
  return { organization, ...(workspace === undefined ? {} : { workspace }) }
}

const wrong = (message: string, hint: string) =>
  new Mistakes([{ severity: 'error', subject: 'input astro-api-token', message, hint }])

function claimsOf(token: string): Record<string, unknown> | undefined {
  // Node skips characters outside base64url, such as a quote; the CLI does not.
  const [, head = '', claims = ''] = /^([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(token) ?? []
  try {
    JSON.parse(Buffer.from(head, 'base64url').toString())
    return JSON.parse(Buffer.from(claims, 'base64url').toString())
  } catch {
    return undefined
  }
}
