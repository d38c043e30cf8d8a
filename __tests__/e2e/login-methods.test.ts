import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startVault, type VaultServer } from '../../tools/servers/vault-server.mjs'
import { anIssuer, githubClaims, serviceAccountClaims } from '../build/jwt.ts'
import { differs, onOpenBao, onVault } from '../differences.ts'
import { aFolder } from '../fakes/folder.ts'
import { ldapDirectory } from '../fakes/ldap.ts'
import { type LocalServer, localServer } from '../fakes/server.ts'
import { anAuthority } from './authority.ts'
import { enter, refusal, secret } from './entering.ts'
import { ask, type Json } from './vault-over-http.ts'

/** Every login on a real server, and what is said when it fails. */

let vault: VaultServer
const stops: (() => Promise<void>)[] = []
beforeAll(async () => {
  vault = await startVault()
})
afterAll(async () => {
  for (const stop of [...stops, vault.stop]) await stop()
})

const enable = (type: string, mount = type) => ask(vault, `sys/auth/${mount}`, { type })
const policiesOf = async (token: string): Promise<string[]> =>
  (await ask(vault, 'auth/token/lookup-self', undefined, token))?.['data'].policies

const PLACE = 'in this namespace (`vault-auth-mount` and `vault-login-namespace`).'

describe('token', () => {
  it('asks nobody', async () => {
    expect(await enter({ method: 'token', token: secret('given') }, { url: vault.url })).toEqual({ token: 'given', hidden: [] })
  })
})

describe('approle', () => {
  let roleId: string
  let otherRoleId: string
  const issue = async (role = 'ci', body = {}): Promise<Json> => (await ask(vault, `auth/ci/role/${role}/secret-id`, body)) ?? {}
  const wrap = async (path: string, ttl = '60s'): Promise<string> => {
    const answer = await fetch(`${vault.url}/v1/${path}`, {
      method: 'POST',
      headers: { 'X-Vault-Token': vault.rootToken, 'X-Vault-Wrap-TTL': ttl }
    })
    return ((await answer.json()) as Json)['wrap_info'].token
  }
  const approle = (secretId: string, mount = 'ci') => ({ method: 'approle', mount, roleId, secretId: secret(secretId) }) as const
  const wrapped = (token: string, mount = 'ci') => ({ method: 'approle', mount, roleId, wrapped: secret(token) }) as const

  beforeAll(async () => {
    await enable('approle', 'ci')
    await ask(vault, 'auth/ci/role/ci', { token_policies: ['pipeline'] })
    await ask(vault, 'auth/ci/role/bound', { secret_id_bound_cidrs: ['10.1.2.3/32'] })
    roleId = (await ask(vault, 'auth/ci/role/ci/role-id'))?.['data'].role_id
    otherRoleId = (await ask(vault, 'auth/ci/role/bound/role-id'))?.['data'].role_id
  })

  it('logs in at its own mount', async () => {
    const { token } = await enter(approle((await issue())['data'].secret_id), { url: vault.url })
    expect(await policiesOf(token)).toEqual(['default', 'pipeline'])
  })

  it('refused names mount, namespace and what may be wrong', async () => {
    expect(await refusal(approle('wrong-secret-id'), { url: vault.url })).toEqual([
      'login with approle at auth/ci (no namespace) failed: Vault answered 400 to POST auth/ci/login: invalid role or secret ID',
      'The role-id or the secret-id is wrong, expired or used up, or belongs to another mount. ' +
        `A login whose answer was lost uses up a one-time secret-id too. Check that approle is enabled at auth/ci ${PLACE}`
    ])
  })

  it('from another address than the role allows', async () => {
    const { secret_id } = (await issue('bound'))['data']
    const login = { ...approle(secret_id), roleId: otherRoleId }
    const [message, hint] = await refusal(login, { url: vault.url })
    expect(message).toContain('source address "127.0.0.1" unauthorized')
    expect(hint).toBe('The role or the secret-id is bound to addresses that this runner does not have.')
  })

  it('at a mount that is not there', async () => {
    expect(await refusal(approle('wrong-secret-id', 'elsewhere'), { url: vault.url })).toEqual([
      'login with approle at auth/elsewhere (no namespace) failed: Vault answered 403 to POST auth/elsewhere/login: permission denied',
      `Check that approle is enabled at auth/elsewhere ${PLACE} The role may also be bound to other addresses, or locked for a while.`
    ])
  })

  onOpenBao('namespaces')('in a namespace that is not there', async () => {
    expect(await refusal(approle('wrong-secret-id'), { url: vault.url, loginNamespace: 'nowhere' })).toEqual([
      'login with approle at auth/ci (namespace nowhere) failed: Vault answered 404 to POST auth/ci/login: namespace not found',
      'There is no such namespace: check `vault-login-namespace` and `vault-namespace`.'
    ])
  })

  onVault('namespaces')('in a namespace that Vault would ignore', async () => {
    expect(await refusal(approle('secret-id'), { url: vault.url, namespace: 'team' })).toEqual([
      expect.stringMatching(
        /^vault-namespace is team, but Vault 1\.\S+ at http:\S+ has no namespaces: it is not Enterprise, and ignores them$/
      ),
      'Remove `vault-namespace`, or set `vault-url` to the server that has this namespace.'
    ])
  })

  it.each(['secret-id', 'custom-secret-id'])('unwraps a secret-id of role/…/%s, and masks it', async kind => {
    const path = `auth/ci/role/ci/${kind}`
    const token = kind === 'secret-id' ? await wrap(path) : await wrapCustom(path)
    const entered = await enter(wrapped(token), { url: vault.url })
    expect(await policiesOf(entered.token)).toEqual(['default', 'pipeline'])
    expect(entered.hidden).toHaveLength(1)
  })

  const wrapCustom = async (path: string): Promise<string> => {
    const answer = await fetch(`${vault.url}/v1/${path}`, {
      method: 'POST',
      headers: { 'X-Vault-Token': vault.rootToken, 'X-Vault-Wrap-TTL': '60s' },
      body: JSON.stringify({ secret_id: 'a-secret-id-of-our-own' })
    })
    return ((await answer.json()) as Json)['wrap_info'].token
  }

  it('takes a wrapping token that is used up for an intercepted one', async () => {
    const token = await wrap('auth/ci/role/ci/secret-id')
    await enter(wrapped(token), { url: vault.url })
    expect(await refusal(wrapped(token), { url: vault.url })).toEqual([
      'vault-wrapped-secret-id was already unwrapped, has expired, or was not made on this server: Vault answered 400 to POST sys/wrapping/lookup: wrapping token is not valid or does not exist',
      'If it has not expired and no earlier run used it, somebody has intercepted it: destroy the secret-id, find out who, and wrap a new one.'
    ])
  })

  it.each([
    ['of another mount', 'auth/ci/role/ci/secret-id', 'approle'],
    ['of something else', 'sys/wrapping/wrap', 'ci'],
    ['of a mount whose name only looks alike', 'auth/ci/role/ci/secret-id', 'c.']
  ])('unwraps nothing %s', async (_, path, mount) => {
    const token = await wrap(path)
    expect(await refusal(wrapped(token, mount), { url: vault.url })).toEqual([
      `vault-wrapped-secret-id comes from ${path}, not from auth/${mount}/role/…/secret-id`,
      'Nothing was unwrapped. Check `vault-auth-mount`; if it is right, somebody has replaced the token.'
    ])
    expect(await ask(vault, 'sys/wrapping/unwrap', {}, token)).toBeDefined()
  })
})

describe('jwt', () => {
  const issuer = anIssuer()
  const stranger = anIssuer()
  const jwt = (token: string, role = 'ci') => ({ method: 'jwt', mount: 'jwt', role, jwt: secret(token) }) as const
  const now = Math.floor(Date.now() / 1000)

  beforeAll(async () => {
    await enable('jwt')
    await enable('jwt', 'bare')
    const { iss, sub } = githubClaims()
    await ask(vault, 'auth/jwt/config', { jwt_validation_pubkeys: [issuer.publicKey], bound_issuer: iss })
    const role = { role_type: 'jwt', user_claim: 'sub', bound_subject: sub, token_policies: ['pipeline'] }
    await ask(vault, 'auth/jwt/role/ci', {
      ...role,
      bound_audiences: ['https://github.com/example'],
      bound_claims: { repository: 'example/pipelines' }
    })
    await ask(vault, 'auth/jwt/role/unbound', role)
    await ask(vault, 'auth/jwt/role/far', {
      ...role,
      bound_audiences: ['https://github.com/example'],
      token_bound_cidrs: ['10.1.2.3']
    })
  })

  it('logs in with a given token', async () => {
    const { token } = await enter(jwt(issuer.sign(githubClaims())), { url: vault.url })
    expect(await policiesOf(token)).toEqual(['default', 'pipeline'])
  })

  it("logs in with GitHub's token for the audience that is asked for", async () => {
    const login = { method: 'jwt', mount: 'jwt', role: 'ci', audience: 'https://github.com/example' } as const
    const { token } = await enter(login, { url: vault.url }, aud => issuer.sign(githubClaims({ aud })))
    expect(await policiesOf(token)).toEqual(['default', 'pipeline'])
  })

  it('refused tells issuer, subject and audience of the token, and never the token', async () => {
    expect(await refusal(jwt(issuer.sign(githubClaims({ aud: 'vault' }))), { url: vault.url })).toEqual([
      'login with jwt at auth/jwt (no namespace) failed: Vault answered 400 to POST auth/jwt/login: ' +
        'error validating token: invalid audience (aud) claim: audience claim does not match any expected audience; ' +
        'the token has iss=https://token.actions.githubusercontent.com, sub=repo:example/pipelines:ref:refs/heads/main, aud=vault',
      "The role's bound_audiences do not include the token's aud: set `vault-jwt-audience` to one of them, or bind this one."
    ])
  })

  it.each<[string, () => string, string, RegExp]>([
    ['a role that binds no audience', () => issuer.sign(githubClaims()), 'unbound', /^The role binds no audience/],
    ['another issuer', () => issuer.sign(githubClaims({ iss: 'https://other' })), 'ci', /^The mount trusts another issuer/],
    ['another branch', () => issuer.sign(githubClaims({ sub: 'repo:example/pipelines:pull_request' })), 'ci', /bound_subject/],
    ['another repository', () => issuer.sign(githubClaims({ repository: 'fork/pipelines' })), 'ci', /bound_claims/],
    ['a claim that is not there', () => issuer.sign(githubClaims({ repository: undefined })), 'ci', /bound_claims/],
    [
      'an expired token',
      () => issuer.sign(githubClaims({ iat: now - 900, nbf: now - 900, exp: now - 600 })),
      'ci',
      /has expired/
    ],
    ['a token of tomorrow', () => issuer.sign(githubClaims({ nbf: now + 86_400 })), 'ci', /compare the clocks/],
    ['a key that nobody knows', () => stranger.sign(githubClaims()), 'ci', /lacks the key/],
    ['an unknown role', () => issuer.sign(githubClaims()), 'nobody', /^There is no such role at this mount: check `vault-role`/],
    ['no role', () => issuer.sign(githubClaims()), '', /^Set `vault-role`/],
    ['another address', () => issuer.sign(githubClaims()), 'far', /The role may also be bound to other addresses/]
  ])('with %s says so', async (_, token, role, hint) => {
    const [message, said] = await refusal(jwt(token(), role), { url: vault.url })
    expect(message).toMatch(/the token has iss=https:\/\/\S+, sub=repo:\S+, aud=https:\/\/github.com\/example$/)
    expect(said).toMatch(hint)
  })

  it.each(['a.b.c', 'no-token-at-all'])('with a token that is no JWT says so: %s', async token => {
    const [message, hint] = await refusal(jwt(token), { url: vault.url })
    expect(message).toMatch(/; the token has no claims, because it is not a JWT$/)
    expect(hint).toBe('Copy `vault-jwt` again: it is not a JWT.')
  })

  it('at a mount that nobody has configured', async () => {
    const login = { ...jwt(issuer.sign(githubClaims())), mount: 'bare' }
    expect((await refusal(login, { url: vault.url }))[1]).toMatch(/^Configure the mount/)
  })

  it('at a mount of AppRole', async () => {
    const login = { ...jwt(issuer.sign(githubClaims())), mount: 'ci' }
    expect((await refusal(login, { url: vault.url }))[1]).toMatch(
      /^(AppRole|Another method) is mounted there\. Check that jwt is enabled at auth\/ci/
    )
  })
})

describe('userpass', () => {
  const user = (password: string, username = 'deployer') =>
    ({ method: 'userpass', mount: 'userpass', username, password: secret(password) }) as const
  beforeAll(async () => {
    await enable('userpass')
    for (const name of ['deployer', 'tom.o-neill'])
      await ask(vault, `auth/userpass/users/${name}`, { password: 'correct-horse', token_policies: ['pipeline'] })
  })

  it.each(['deployer', 'tom.o-neill'])('logs in as %s', async name => {
    const { token } = await enter(user('correct-horse', name), { url: vault.url })
    expect(await policiesOf(token)).toEqual(['default', 'pipeline'])
  })

  it('with a name that the method does not take', async () => {
    expect((await refusal(user('correct-horse', 'tom@example.com'), { url: vault.url }))[1]).toMatch(
      /^Check `vault-username`: it has/
    )
  })

  it('with a wrong password, and locked after several of them', async () => {
    const [message, hint] = await refusal(user('wrong-horse'), { url: vault.url })
    expect(message).toBe(
      'login with userpass at auth/userpass (no namespace) failed: Vault answered 400 to POST auth/userpass/login/deployer: invalid username or password'
    )
    expect(hint).toMatch(/^Check `vault-username` and `vault-password`\./)
    for (let attempt = 2; attempt <= 5; attempt++) await refusal(user('wrong-horse'), { url: vault.url })
    const [locked, why] = await refusal(user('correct-horse'), { url: vault.url })
    expect(locked).toMatch(/403 to POST auth\/userpass\/login\/deployer: permission denied$/)
    expect(why).toMatch(/^After several wrong passwords Vault locks the user for some minutes\./)
  })
})

describe('ldap', () => {
  const user = (password: string) => ({ method: 'ldap', mount: 'ldap', username: 'bob', password: secret(password) }) as const
  const configure = (url: string) =>
    ask(vault, 'auth/ldap/config', { url, userdn: 'ou=people,dc=example,dc=com', userattr: 'uid', token_policies: ['pipeline'] })
  beforeAll(async () => {
    await enable('ldap')
    const directory = await ldapDirectory({ dn: 'uid=bob,ou=people,dc=example,dc=com', password: 'correct-horse' })
    stops.push(directory.stop)
    await configure(directory.url)
  })

  it('logs in with the password that the directory knows', async () => {
    const { token } = await enter(user('correct-horse'), { url: vault.url })
    expect(await policiesOf(token)).toEqual(['default', 'pipeline'])
  })

  it('with a wrong password', async () => {
    expect(await refusal(user('wrong-horse'), { url: vault.url })).toEqual([
      `login with ldap at auth/ldap (no namespace) failed: Vault answered 400 to POST auth/ldap/login/bob: ${differs('refusals', {
        openbao: 'ldap operation failed: failed to bind as user',
        vault: 'invalid credentials'
      })}`,
      'Check `vault-username` and `vault-password`: the directory refused them.'
    ])
  })

  it('without its directory', async () => {
    await configure('ldap://127.0.0.1:1')
    const [message, hint] = await refusal(user('correct-horse'), { url: vault.url })
    expect(message).toContain('error connecting to host')
    expect(hint).toMatch(/^Vault cannot reach its directory/)
  })
})

describe('kubernetes', () => {
  const cluster = anIssuer()
  let api: LocalServer
  const folder = aFolder()
  let accepted = true
  const login = (token: string, role = 'ci') => {
    const tokenFile = folder.write('token', `${token}\n`)
    return { method: 'kubernetes', mount: 'kubernetes', role, tokenFile } as const
  }

  beforeAll(async () => {
    // Plays the TokenReview of a cluster.
    api = await localServer(() => {
      const user = { username: 'system:serviceaccount:arc:runner', uid: 'uid-1', groups: ['system:serviceaccounts'] }
      const status = { authenticated: accepted, audiences: ['https://kubernetes.default.svc'], user }
      return {
        status: 201,
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', metadata: {}, spec: {}, status }
      }
    })
    stops.push(api.stop)
    const { ca } = await anAuthority(vault, 'cluster')
    await enable('kubernetes')
    await ask(vault, 'auth/kubernetes/config', {
      kubernetes_host: api.url,
      kubernetes_ca_cert: ca,
      disable_local_ca_jwt: true,
      token_reviewer_jwt: cluster.sign({ sub: 'reviewer' })
    })
    await ask(vault, 'auth/kubernetes/role/ci', {
      bound_service_account_names: ['runner'],
      bound_service_account_namespaces: ['arc'],
      token_policies: ['pipeline']
    })
  })

  it("logs in with the service account's token from its file, and masks it", async () => {
    const sent = cluster.sign(serviceAccountClaims())
    const { token, hidden } = await enter(await login(sent), { url: vault.url })
    expect(await policiesOf(token)).toEqual(['default', 'pipeline'])
    expect(hidden).toEqual([sent])
  })

  it('as another service account', async () => {
    expect(await refusal(await login(cluster.sign(serviceAccountClaims('builder'))), { url: vault.url })).toEqual([
      'login with kubernetes at auth/kubernetes (no namespace) failed: Vault answered 403 to POST auth/kubernetes/login: service account name not authorized; ' +
        'the token has iss=https://kubernetes.default.svc, sub=system:serviceaccount:arc:builder, aud=https://kubernetes.default.svc',
      "The role is bound to another service account than the token's, or to another namespace of the cluster."
    ])
  })

  it('in another namespace of the cluster', async () => {
    const [message, hint] = await refusal(await login(cluster.sign(serviceAccountClaims('runner', 'dev'))), { url: vault.url })
    expect(message).toContain('namespace not authorized')
    expect(hint).toMatch(/^The role is bound to another service account than the token's, or to another namespace/)
  })

  it('with a role that is not there', async () => {
    const [, hint] = await refusal(await login(cluster.sign(serviceAccountClaims()), 'nobody'), { url: vault.url })
    expect(hint).toMatch(/^There is no such role at this mount: check `vault-role`/)
  })

  it('with a token that the cluster does not accept', async () => {
    accepted = false
    const [message, hint] = await refusal(await login(cluster.sign(serviceAccountClaims())), { url: vault.url })
    accepted = true
    expect(message).toMatch(/403 to POST auth\/kubernetes\/login: permission denied; the token has/)
    expect(hint).toMatch(/^The cluster did not accept the token, or Vault could not ask it/)
  })

  it('outside of a cluster', async () => {
    const outside = { method: 'kubernetes', mount: 'kubernetes', role: 'ci', tokenFile: join(folder.dir, 'nothing') } as const
    expect(await refusal(outside, { url: vault.url })).toEqual([
      `the service account's token cannot be read from ${join(folder.dir, 'nothing')}: there is no such file`,
      'Method kubernetes needs a runner inside a cluster. Set `vault-kubernetes-token-path` to the file where the token is mounted.'
    ])
  })
})

describe('a second factor', () => {
  it.each(['approle', 'userpass'])('that Vault asks of %s is named as that', async method => {
    const mount = `mfa-${method}`
    await enable(method, mount)
    const totp = { method_name: mount, issuer: 'test', period: '30s', key_size: 20, algorithm: 'SHA256', digits: 6 }
    const { data } = (await ask(vault, 'identity/mfa/method/totp', totp)) ?? {}
    const accessor = (await ask(vault, `sys/auth/${mount}`))?.['data'].accessor
    const enforcement = { mfa_method_ids: [data.method_id], auth_method_accessors: [accessor] }
    await ask(vault, `identity/mfa/login-enforcement/${mount}`, enforcement)
    if (method === 'userpass') await ask(vault, `auth/${mount}/users/ci`, { password: 'right' })
    else await ask(vault, `auth/${mount}/role/ci`, {})
    const login =
      method === 'userpass'
        ? ({ method, mount, username: 'ci', password: secret('right') } as const)
        : ({
            method: 'approle',
            mount,
            roleId: (await ask(vault, `auth/${mount}/role/ci/role-id`))?.['data'].role_id,
            secretId: secret((await ask(vault, `auth/${mount}/role/ci/secret-id`, {}))?.['data'].secret_id)
          } as const)
    expect(await refusal(login, { url: vault.url })).toEqual([
      `login with ${method} at auth/${mount} (no namespace) needs a second factor: Vault enforces login MFA there`,
      `Exempt auth/${mount} or this identity from the login enforcement (\`vault list identity/mfa/login-enforcement\`).`
    ])
  })
})

/** OpenBao does not have this method: what HashiCorp Vault is asked, and what it answers, is played by a server of ours. */
describe('github', () => {
  let played: LocalServer
  const github = { method: 'github', mount: 'github', token: secret('ghp_correcthorse') } as const
  beforeAll(async () => {
    played = await localServer()
    stops.push(played.stop)
  })

  it('sends the token, and nothing else', async () => {
    played.handle = () => ({ status: 200, body: { auth: { client_token: 'hvs.fresh' } } })
    expect((await enter(github, { url: played.url })).token).toBe('hvs.fresh')
    expect(played.calls.at(-1)).toMatchObject({ method: 'POST', path: 'auth/github/login', body: { token: 'ghp_correcthorse' } })
  })

  it.each([
    ['user is not part of required org', /is not a member of the organization/],
    ['GET https://api.github.com/user: 401 Bad credentials []', /^GitHub does not know `vault-github-token`/],
    ['configuration has not been set', /^Configure the mount/]
  ])('refused: %s', async (text, hint) => {
    played.handle = () => ({ status: 400, body: { errors: [text] } })
    const [message, said] = await refusal(github, { url: played.url })
    expect(message).toBe(
      `login with github at auth/github (no namespace) failed: Vault answered 400 to POST auth/github/login: ${text}`
    )
    expect(said).toMatch(hint)
  })

  it('is asked for at a server that does not have it', async () => {
    const [message, hint] = await refusal(github, { url: vault.url })
    expect(message).toMatch(/403 to POST auth\/github\/login: permission denied$/)
    expect(hint).toMatch(/^Check that github is enabled at auth\/github in this namespace/)
  })
})
