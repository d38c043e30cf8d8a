import * as z from 'zod/mini'
import { duration, given, maybe, otherwise } from '../base/schema.ts'
import { vaultName, vaultPath } from '../vault/names.ts'
import type { SectionMistake } from './approle-section.ts'

/** The section `runtime.jwt:` of a manifest. Durations in seconds. */
export interface Jwt {
  readonly kind: 'jwt'
  readonly name: string
  readonly policy: string
  readonly mount: string
  /** Absent: that of the Deployment's cluster. */
  readonly issuer?: string
  /** In PEM; empty: those that the issuer publishes. */
  readonly keys: readonly string[]
  /** Absent: that of the Deployment. */
  readonly namespaces?: readonly string[]
  /** Empty: every one of these namespaces. */
  readonly serviceAccounts: readonly string[]
  readonly audience: string
  readonly tokenPath: string
  readonly tokenTtl: number
  readonly destroyAfter: number
}

/** Whom a cluster can name: a pattern would let others of the cluster in, and clusters are shared. */
export const clusterName = z.string().check(
  z.maxLength(253, { abort: true }),
  z.regex(/^(?!.*\*)/, {
    error: 'must not contain `*`: it would let every pod of the cluster log in; list each one',
    abort: true
  }),
  z.regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, {
    error: 'is not a name in Kubernetes; use lower-case letters, digits, `-` and `.`'
  })
)

/** Where anybody can find whose tokens these are, and nobody can forge that on the way. */
export const issuerUrl = z
  .string()
  .check(
    z.maxLength(512, { abort: true }),
    z.refine(isIssuer, { error: 'must be a URL that begins with https://, without query, fragment or password' })
  )

/** Vault asks the issuer for its keys. What is on Vault's own host, or at an address that others may have, only the manifest may name. */
export function isPublic(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' && /\.[a-z][a-z0-9-]*$/.test(hostname) && !hostname.endsWith('.localhost')
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text) || /[\s\\]/.test(text)) return false
  const { protocol, hostname, search, hash, username, password } = new URL(text)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
  return isSafe && search + hash + username + password === ''
}

const publicKey = z.string().check(
  z.regex(/^\s*-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/, {
    error: 'must be a public key in PEM, which begins with -----BEGIN PUBLIC KEY-----'
  })
)

const path = z
  .string()
  .check(z.maxLength(512, { abort: true }), z.regex(/^\/[A-Za-z0-9_./-]+$/, { error: 'must be the absolute path of a file' }))

/** What the file may say. */
export const jwtSection = z
  .strictObject({
    audience: given
      .check(z.maxLength(256))
      .check(z.describe('Audience that the tokens of the pods have (`aud`). The role accepts no other.')),
    'token-path': path.check(z.describe('File in each pod that holds its token. Airflow reads it again at each login.')),
    issuer: maybe(
      issuerUrl,
      'Issuer of these tokens (`iss`), from whose discovery document Vault reads its keys. Default: the one that Astro shows for the Deployment.'
    ),
    keys: otherwise(
      z.array(publicKey),
      [],
      'Public keys of the issuer in PEM, for an issuer that Vault cannot reach. Default: those that it publishes.'
    ),
    namespaces: maybe(
      z.array(clusterName).check(z.minLength(1)),
      'Namespaces whose pods may log in. Default: the one that Astro shows for the Deployment.'
    ),
    'service-accounts': otherwise(
      z.array(clusterName),
      [],
      'Service accounts of these namespaces whose pods may log in. Default: all of them.'
    ),
    name: otherwise(vaultName, 'astro_role', 'Role that Airflow logs in with.'),
    policy: otherwise(vaultName, 'astro_policy', 'Policy of that role.'),
    mount: otherwise(vaultPath, 'astro-jwt', 'Mount of the JWT auth method. It trusts one issuer.'),
    'token-ttl': duration('15m', 'Lifetime of the batch token that Airflow logs in for.'),
    'destroy-after': duration('25h', 'How long a login that this one replaces, such as a secret-id, keeps working.')
  })
  .check(
    z.describe('Experimental: Airflow logs in with the token that Kubernetes gives its pods, so no secret is stored in Astro.')
  )

export const runtimeSection = z
  .optional(z.strictObject({ jwt: jwtSection }))
  .check(z.describe('How Airflow logs in, if not with an AppRole. Cannot be combined with `approle`.'))

/** A batch token cannot be revoked, so it ends soon. */
const LONGEST = 86_400

/** The rules that a schema cannot express. */
export function jwtMistakes(raw: z.output<typeof jwtSection>): SectionMistake[] {
  const { 'token-ttl': ttl } = raw
  const message = 'must be longer than 0 and at most 24h: nobody can revoke these tokens'
  return ttl > 0 && ttl <= LONGEST ? [] : [{ path: ['token-ttl'], message, given: [] }]
}

export const jwtFrom = (raw: z.output<typeof jwtSection>): Jwt => ({
  kind: 'jwt',
  name: raw.name,
  policy: raw.policy,
  mount: raw.mount,
  keys: raw.keys.map(key => key.trim()),
  serviceAccounts: raw['service-accounts'],
  audience: raw.audience,
  tokenPath: raw['token-path'],
  tokenTtl: raw['token-ttl'],
  destroyAfter: raw['destroy-after'],
  ...(raw.issuer === undefined ? {} : { issuer: raw.issuer }),
  ...(raw.namespaces === undefined ? {} : { namespaces: raw.namespaces })
})
