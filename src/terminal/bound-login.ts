import type { BoundLogin } from '../vault/bootstrap/pipeline.ts'
import type { Method } from '../vault/login/login.ts'
import { BadUsage } from './command-line.ts'
import type { Call } from './workstation.ts'

const GITHUB = 'https://token.actions.githubusercontent.com'

type Typed = Pick<Call, 'source' | 'own'>

/** Whom the login is for, as it was typed. Throws `BadUsage`. */
export function boundLogin(method: Method, typed: Typed): BoundLogin {
  const { source, own } = typed
  for (const [name, methods] of Object.entries(FOR))
    if (own.has(name) && !methods.includes(method)) throw new BadUsage([`--${name} is not for vault-auth-method ${method}`])
  switch (method) {
    case 'token':
    case 'approle':
      return { method }
    case 'jwt':
      return jwt(typed)
    case 'kubernetes': {
      const [, namespace = '', serviceAccount = ''] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(last(typed, 'service-account')) ?? []
      if (namespace === '') throw new BadUsage(['kubernetes needs --service-account NAMESPACE/NAME'])
      return { method, namespace, serviceAccount }
    }
    case 'userpass':
    case 'ldap':
    case 'github': {
      const user = source.get('vault-username')
      if (/^[\w@-][\w.@-]*$/.test(user)) return { method, user }
      throw new BadUsage([`${method} needs --vault-username, of letters, digits, _, -, . and @`])
    }
    case 'cert': {
      const certificate = source.get('vault-client-certificate')
      if (/^[^\p{C}]+$/u.test(certificate)) return { method, certificate }
      throw new BadUsage(['cert needs --vault-client-certificate, the path of a PEM file'])
    }
  }
}

/** Which methods an option is for. */
const FOR: Readonly<Record<string, readonly Method[]>> = {
  repository: ['jwt'],
  branch: ['jwt'],
  environment: ['jwt'],
  'pull-requests': ['jwt'],
  issuer: ['jwt'],
  'service-account': ['kubernetes']
}

/**
 * By claims of their own, not by `sub`: an organization can give that another form.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
function jwt(typed: Typed): BoundLogin {
  const { source, own } = typed
  const repository = last(typed, 'repository')
  if (!/^[\w-]+\/[\w.-]+$/.test(repository)) throw new BadUsage(['jwt needs --repository OWNER/NAME'])
  const branches = (own.get('branch') ?? []).map(name => name.replace(/^refs\/heads\//, ''))
  const environments = own.get('environment') ?? []
  const isForPullRequests = own.has('pull-requests')
  if (!branches.every(name => /^[^\s\p{C}~^:?*[\\]+$/u.test(name))) throw new BadUsage(['--branch is not the name of a branch'])
  if (!environments.every(name => /^[^\p{C}]{1,255}$/u.test(name)))
    throw new BadUsage(['--environment is not the name of an environment'])
  if (branches.length === 0 && environments.length === 0 && !isForPullRequests)
    throw new BadUsage([
      'jwt needs --branch, --environment or --pull-requests: without one, each workflow on each branch could log in'
    ])
  if (branches.length > 0 && isForPullRequests)
    throw new BadUsage(['--pull-requests cannot be combined with --branch: such a job runs on refs/pull/…/merge'])
  const issuer = last(typed, 'issuer') || GITHUB
  const audience = source.get('vault-jwt-audience') || (issuer === GITHUB ? ownerOf(repository) : '')
  if (audience === '') throw new BadUsage(['jwt needs --vault-jwt-audience where --issuer is another one'])
  if (![issuer, audience].every(text => /^[\x21-\x7e]+$/.test(text)))
    throw new BadUsage(['--issuer and --vault-jwt-audience take printable ASCII without spaces'])
  return {
    method: 'jwt',
    issuer,
    audience,
    claims: {
      repository: [repository],
      ...(branches.length > 0 && { ref: branches.map(name => `refs/heads/${name}`) }),
      ...(environments.length > 0 && { environment: environments }),
      ...(isForPullRequests && { event_name: ['pull_request'] })
    }
  }
}

/** The audience that GitHub gives to a token when none is asked for. */
const ownerOf = (repository: string): string => `https://github.com/${repository.split('/')[0]}`

const last = ({ own }: Typed, name: string): string => own.get(name)?.at(-1)?.trim() ?? ''
