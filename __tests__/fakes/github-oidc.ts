import { anIssuer, type Claims, githubClaims } from '../build/jwt.ts'
import { localServer } from './server.ts'

/**
 * GitHub's OIDC provider on this machine, which Vault finds at `issuer`; a job that has `env` gets a token with the claims that were
 * set last.
 */
export async function githubOidc() {
  const key = anIssuer()
  let claims: Claims = {}
  const server = await localServer(({ path }) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    if (pathname === '/.well-known/openid-configuration')
      return { status: 200, body: { issuer, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256'] } }
    if (pathname === '/keys') return { status: 200, body: { keys: [key.jwk] } }
    return { status: 200, body: { value: sign({ aud: searchParams.get('audience') ?? 'https://github.com/example' }) } }
  })
  const issuer = server.url
  const sign = (difference: Claims = {}): string => key.sign(githubClaims({ iss: issuer, ...claims, ...difference }))
  return {
    issuer,
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer}/token?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token' },
    /** Claims of the next jobs, beside those of a push to main of example/pipelines. */
    tell: (of: Claims) => {
      claims = of
    },
    sign,
    stop: server.stop
  }
}
