import { anIssuer, type Claims, githubClaims } from '../build/jwt.ts'
import { type Handler, localServer } from './server.ts'

/** An issuer on this machine, whose discovery document and keys Vault finds at `url`. `otherwise`: what else it answers. */
export async function localIssuer(otherwise: Handler = () => ({ status: 404 })) {
  let key = anIssuer()
  const server = await localServer((call, response) => {
    if (call.path === '/.well-known/openid-configuration')
      return { status: 200, body: { issuer, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256'] } }
    if (call.path === '/keys') return { status: 200, body: { keys: [key.jwk] } }
    return otherwise(call, response)
  })
  const issuer = server.url
  return {
    url: issuer,
    stop: server.stop,
    sign: (claims: Claims): string => key.sign({ iss: issuer, ...claims }),
    /** Signs with a new key from here on, and publishes only that. */
    rotate: () => {
      key = anIssuer()
    }
  }
}

/**
 * GitHub's OIDC provider on this machine, which Vault finds at `issuer`; a job that has `env` gets a token with the claims that were
 * set last.
 */
export async function githubOidc() {
  let claims: Claims = {}
  const server = await localIssuer(({ path }) => {
    const { searchParams } = new URL(path, 'http://localhost')
    return { status: 200, body: { value: sign({ aud: searchParams.get('audience') ?? 'https://github.com/example' }) } }
  })
  const issuer = server.url
  const sign = (difference: Claims = {}): string => server.sign(githubClaims({ iss: issuer, ...claims, ...difference }))
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
