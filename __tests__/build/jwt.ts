import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')

export type Claims = Readonly<Record<string, unknown>>

/** Somebody whose tokens can be checked with `publicKey` (PEM), or with the same as a `jwk`. */
export function anIssuer() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' },
    sign: (claims: Claims): string => signed(claims, privateKey)
  }
}

function signed(claims: Claims, key: KeyObject): string {
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}

/** As GitHub says it of a job on the main branch, for five minutes from now. */
export function githubClaims(difference: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: 'https://token.actions.githubusercontent.com',
    sub: 'repo:example/pipelines:ref:refs/heads/main',
    aud: 'https://github.com/example',
    repository: 'example/pipelines',
    ref: 'refs/heads/main',
    event_name: 'push',
    iat: now,
    nbf: now - 5,
    exp: now + 300,
    ...difference
  }
}

/** As a cluster says it of the service account `runner` in its namespace `arc`. */
export function serviceAccountClaims(name = 'runner', namespace = 'arc'): Claims {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: 'https://kubernetes.default.svc',
    sub: `system:serviceaccount:${namespace}:${name}`,
    aud: ['https://kubernetes.default.svc'],
    'kubernetes.io': { namespace, serviceaccount: { name, uid: 'uid-1' } },
    iat: now,
    exp: now + 300
  }
}
