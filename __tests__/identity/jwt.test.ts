import { describe, expect, it } from '@jest/globals'
import { Mistakes } from '../../src/base/errors.ts'
import { identityKind } from '../../src/identity/identities.ts'
import type { Place } from '../../src/identity/identity.ts'
import { localManifest } from '../../src/manifest/local.ts'
import { previewManifest } from '../../src/manifest/preview.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { conflictsOf } from '../../src/plan/plan.ts'
import { planAuthConfig } from '../../src/plan/vault/auth-config.ts'
import { claimedRole, planRole } from '../../src/plan/vault/role.ts'
import type { Use } from '../../src/records/consumer.ts'
import type { ClaimedRole } from '../../src/records/shard.ts'
import type { RoleFields, Visible } from '../../src/vault/port.ts'
import { anIssuer } from '../build/jwt.ts'
import { aManifest } from '../build/manifest.ts'
import { desiredVault, observedVault } from '../build/vault.ts'

const ISSUER = 'https://oidc.example.com/id/1'
const JWT = { audience: 'vault', 'token-path': '/token', issuer: ISSUER, namespaces: ['one'] }
const withJwt = (difference: object = {}, rest: object = {}) =>
  aManifest({ runtime: { jwt: { ...JWT, ...difference } }, ...rest })

const mistakesIn = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof Mistakes) return error.findings.map(({ subject, message }) => `${subject} ${message}`).join('\n')
    throw error
  }
  return ''
}

describe('the section runtime.jwt', () => {
  it.each([
    [{ namespaces: ['*'] }, 'runtime.jwt.namespaces.0 must not contain `*`: it would let every pod of the cluster log in'],
    [{ namespaces: ['airflow-*'] }, 'must not contain `*`'],
    [{ 'service-accounts': ['worker*'] }, 'runtime.jwt.service-accounts.0 must not contain `*`'],
    [{ namespaces: ['Upper'] }, 'is not a name in Kubernetes'],
    [{ namespaces: [] }, 'runtime.jwt.namespaces must not be empty'],
    [{ issuer: 'http://oidc.example.com' }, 'runtime.jwt.issuer must be a URL that begins with https://'],
    [{ issuer: 'https://user@oidc.example.com' }, 'must be a URL that begins with https://'],
    [{ keys: ['-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n'] }, 'must be a public key in PEM'],
    [{ 'token-path': 'token' }, 'must be the absolute path of a file'],
    [{ 'token-ttl': '0s' }, 'runtime.jwt.token-ttl must be longer than 0 and at most 24h'],
    [{ 'token-ttl': '25h' }, 'must be longer than 0 and at most 24h']
  ])('with %j is refused', (difference, message) => {
    expect(mistakesIn(() => withJwt(difference))).toContain(message)
  })

  it('cannot be combined with an AppRole', () => {
    const both = { approle: { 'token-ttl': '2h' } }
    expect(mistakesIn(() => withJwt({}, both))).toContain('runtime cannot be combined with `approle`')
    expect(mistakesIn(() => withJwt({ keys: [anIssuer().publicKey] }))).toBe('')
  })

  it('is not that of workstations and previews, which log in with an AppRole', () => {
    const manifest = withJwt({ name: 'pods', policy: 'pods_policy' })
    for (const one of [localManifest(manifest, 'http://vault:8200'), previewManifest(manifest, { ttl: 86_400 })])
      expect(scopeOf(one)).toMatchObject({ kind: 'approle', authMount: 'approle', role: 'pods', policy: 'pods_policy' })
  })
})

describe('what the manifest leaves to Astro', () => {
  const complete = (difference: object, places: readonly Place[]) => {
    const { identity } = withJwt({ issuer: undefined, namespaces: undefined, ...difference })
    return identityKind(identity).fromPlatform?.(identity)?.(places)
  }
  const prod = { name: 'prod', issuer: ISSUER, namespace: 'one' }

  it('is what it shows for all Deployments of the run', () => {
    expect(complete({}, [{ ...prod, namespace: 'two' }, prod])).toMatchObject({ issuer: ISSUER, namespaces: ['one', 'two'] })
    expect(complete({ namespaces: ['mine'] }, [prod])).toMatchObject({ issuer: ISSUER, namespaces: ['mine'] })
  })

  it('is nothing if both are written down', () => {
    expect(complete(JWT, [])).toBeUndefined()
  })

  it.each([
    [[], 'runtime.jwt.issuer and runtime.jwt.namespaces must be in the manifest'],
    [[{ name: 'prod' }], 'runtime.jwt.issuer is missing, and Astro shows none for Deployment prod'],
    [[{ name: 'prod', isElsewhere: true }], 'runs its tasks on agents'],
    [[{ ...prod, namespace: '*' }], 'Astro shows * as the namespace of Deployment prod'],
    [[{ ...prod, issuer: 'http://evil.example.com' }], 'Astro shows http://evil.example.com as the issuer'],
    [[{ ...prod, issuer: 'http://127.0.0.1:8000' }], 'Astro shows http://127.0.0.1:8000 as the issuer'],
    [[{ ...prod, issuer: 'https://0x7f.1' }], 'Astro shows https://0x7f.1 as the issuer'],
    [[{ ...prod, issuer: 'https://[::1]/id' }], 'which Vault must not be told to trust'],
    [[{ ...prod, issuer: 'https://a.localhost' }], 'which Vault must not be told to trust'],
    [[{ ...prod, issuer: 'https://169.254.169.254' }], 'which Vault must not be told to trust'],
    [[{ ...prod, issuer: 'not a URL' }], 'which Vault must not be told to trust'],
    [[prod, { ...prod, name: 'dev', issuer: 'https://other.example.com' }], 'have tokens of different issuers']
  ])('is refused of %j', (places, message) => {
    expect(() => complete({}, places)).toThrow(message)
  })
})

const kind = identityKind({ kind: 'jwt' })

describe('auth_type', () => {
  it.each([true, false])('is one that the provider has (knows jwt: %s)', knowsJwt => {
    const manifest = withJwt()
    const kwargs = kind.kwargs(manifest.identity, scopeOf(manifest), {}, knowsJwt)
    expect(kwargs).toEqual(
      knowsJwt
        ? { auth_type: 'jwt', auth_mount_point: 'astro-jwt', jwt_role: 'astro_role', jwt_token_path: '/token' }
        : {
            auth_type: 'kubernetes',
            auth_mount_point: 'astro-jwt',
            kubernetes_role: 'astro_role',
            kubernetes_jwt_path: '/token'
          }
    )
  })
})

const fieldsOf = (difference: object) => kind.roleFields(withJwt(difference).identity, 'astro_policy')

describe('a change of the role', () => {
  const MANY = { namespaces: ['one', 'two'], 'service-accounts': ['worker'] }
  it.each<[object, object, boolean]>([
    [{}, { namespaces: ['one', 'two'] }, false],
    [{ namespaces: ['one', 'two'] }, {}, true],
    [{}, { namespaces: ['two'] }, true],
    [{}, { 'service-accounts': ['worker'] }, true],
    [MANY, { ...MANY, 'service-accounts': ['worker', 'triggerer'] }, false],
    [MANY, { namespaces: MANY.namespaces }, false],
    [{}, { audience: 'other' }, true],
    [{}, { 'token-ttl': '1h' }, false]
  ])('from %j to %j accepts less: %s', (before, after, less) => {
    expect(kind.refusesMore?.(fieldsOf(before), fieldsOf(after))).toBe(less)
  })

  const manifest = withJwt({ namespaces: ['two'] })
  const scope = scopeOf(manifest)
  const who = { kind: 'deployment', id: 'd1', name: 'prod' } as const
  const use = { ...scope, who, manifest: 'analytics', as: 'held', id: '' } as const
  const TO_TWO = claimedRole({ manifest, scope })
  /** `asked`: what the ledger says that this manifest asks of the role. */
  const plan = (role: Visible<RoleFields>, asked: ClaimedRole | undefined, uses: readonly Use[] = [use]) =>
    planRole(desiredVault(manifest, { adopt: true }), {
      ...observedVault({
        authMethod: { state: 'present', value: 'jwt' },
        role,
        readers: { uses, unknown: [], policies: new Map() }
      }),
      ledger: { ...observedVault().ledger, roles: new Map(asked && [['astro-jwt/astro_role', asked]]) }
    })
  const toOne = { state: 'present', value: fieldsOf({}) } as const

  it.each<[string, ClaimedRole | undefined]>([
    ['', { bound_claims: 'other' }],
    [', also if the role was changed by hand, or that was all that an earlier run could do', TO_TWO]
  ])('that would lock out somebody who logs in with it is refused, with the way out%s', (_, asked) => {
    const [conflict] = conflictsOf(plan(toOne, asked))
    expect(conflict).toMatchObject({
      message: expect.stringMatching(
        /would accept less \(bound_claims is .* = one, not .* = two\), which may lock out Deployment prod$/
      ),
      hint: expect.stringMatching(/^Use a new role \(runtime.jwt.name\).* If one of these .* delete its record/)
    })
    expect(plan(toOne, asked, []).steps).toMatchObject([{ kind: 'role' }])
  })

  it.each<[string, ClaimedRole | undefined]>([
    ['for others', { ...TO_TWO, bound_claims: '/kubernetes.io/namespace = one' }],
    ['for whom, nobody knows', undefined]
  ])('that was deleted, and was %s, waits for whoever logs in with it', (_, asked) => {
    expect(conflictsOf(plan({ state: 'absent' }, asked))).toMatchObject([
      { message: expect.stringContaining('would not be as it was recorded, which may lock out Deployment prod') }
    ])
    expect(plan({ state: 'absent' }, asked, []).steps).toMatchObject([{ kind: 'role', isNew: true }])
  })

  it('that was deleted makes it again as it was', () => {
    expect(plan({ state: 'absent' }, TO_TWO).steps).toMatchObject([{ kind: 'role', isNew: true, found: { gone: true } }])
  })

  it('lets nobody in where nobody has said whom', () => {
    expect(fieldsOf({ namespaces: undefined, 'service-accounts': ['worker'] })).toMatchObject({
      bound_claims: { '/kubernetes.io/namespace': [], '/kubernetes.io/serviceaccount/name': ['worker'] }
    })
  })
})

describe('the settings of the auth method', () => {
  const there = (difference: object) => kind.methodFields?.(withJwt(difference).identity) ?? {}
  const plan = (difference: object, value: RoleFields | undefined, adopt = false) => {
    const manifest = withJwt(difference)
    return planAuthConfig(
      { manifest, scope: scopeOf(manifest), adopt },
      {
        authMethod: { state: 'present', value: 'jwt' },
        authConfig: value === undefined ? { state: 'absent' } : { state: 'present', value }
      }
    )
  }
  const [one, two] = [anIssuer().publicKey, anIssuer().publicKey]

  it('are written once, and left alone then', () => {
    expect(plan({}, undefined).steps).toMatchObject([{ kind: 'auth-config', path: 'astro-jwt', was: {} }])
    expect(plan({}, { ...there({}), jwks_url: '' })).toMatchObject({ steps: [], findings: [] })
  })

  it('get another key beside the first only if that is said: whoever has it can log in to every role', () => {
    const [conflict] = conflictsOf(plan({ keys: [one, two] }, there({ keys: [one] })))
    expect(conflict).toMatchObject({ hint: expect.stringContaining('`on-conflict: adopt` lets in whom the manifest adds') })
    expect(plan({ keys: [one, two] }, there({ keys: [one] }), true).steps).toHaveLength(1)
  })

  const mine = there({})
  it.each<[string, object, RoleFields]>([
    ['another issuer', {}, there({ issuer: 'https://other.example.com' })],
    ['other keys', { keys: [two] }, there({ keys: [one] })],
    ['one key more', { keys: [two] }, there({ keys: [one, two] })],
    ['keys of its own', {}, there({ keys: [one] })],
    ['keys at another address', {}, { ...mine, oidc_discovery_url: '', jwks_url: 'https://oidc.example.com/keys' }]
  ])('with %s are never taken from those who log in by them', (_, difference, value) => {
    for (const adopt of [false, true]) {
      const { steps, findings } = plan(difference, value, adopt)
      expect(steps).toEqual([])
      expect(findings).toMatchObject([
        { severity: 'error', hint: expect.stringMatching(/^Set runtime.jwt.mount to another path/) }
      ])
    }
  })
})
