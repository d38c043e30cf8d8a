import * as z from 'zod/mini'
import { duration, given, maybe, otherwise } from '../base/schema.ts'
import { vaultName, vaultPath } from '../vault/names.ts'

/** The section `approle:` of a manifest. Durations in seconds. */
export interface AppRole {
  readonly kind: 'approle'
  readonly name: string
  readonly policy: string
  readonly mount: string
  /** Absent: Vault generates one. */
  readonly roleId?: string
  readonly tokenTtl: number
  readonly tokenMaxTtl: number
  /** Each secret-id works from the addresses of its Deployment alone. */
  readonly secretIdBoundCidrs?: 'deployment'
  readonly secretId: { readonly ttl: number; readonly rotateAfter: number; readonly destroyAfter: number }
}

/** What the file may say. */
export const section = z
  .prefault(
    z.strictObject({
      name: otherwise(vaultName, 'astro_role', 'Role that Airflow logs in with.'),
      policy: otherwise(vaultName, 'astro_policy', 'Policy of that role.'),
      mount: otherwise(vaultPath, 'approle', 'Mount of the AppRole auth method.'),
      'role-id': maybe(given.check(z.maxLength(256)), 'Role-id of the role. Default: the one that Vault generates.'),
      'token-ttl': duration('1h', 'Lifetime of the token that Airflow logs in for.'),
      'token-max-ttl': duration('0', 'Longest lifetime of that token, renewals included. 0 means `token-ttl`.'),
      'token-num-uses': otherwise(
        z.literal(0, { error: 'must be 0: Airflow uses one login for many reads' }),
        0,
        'Uses of that token. Must be 0, for no limit: Airflow reads many secrets with one login.'
      ),
      'secret-id-bound-cidrs': maybe(
        z.literal('deployment', { error: 'must be `deployment`, or be removed' }),
        '`deployment`: each secret-id works only from the external IP addresses that Astro shows for its Deployment. Default: from anywhere.'
      ),
      'secret-id': z
        .prefault(
          z.strictObject({
            ttl: duration(
              '0',
              'Lifetime of a secret-id. 0 means it never expires; otherwise it must exceed `rotate-after` plus `destroy-after`.'
            ),
            'num-uses': otherwise(
              z.literal(0, { error: 'must be 0: every Airflow process logs in on its own' }),
              0,
              'Logins per secret-id. Must be 0, for no limit: every Airflow process logs in on its own.'
            ),
            'rotate-after': duration('30d', 'Age at which a `deploy` run replaces the secret-id.'),
            'destroy-after': duration('25h', 'How long a replaced secret-id keeps working.')
          }),
          {}
        )
        .check(z.describe('Credential that each Deployment holds.'))
    }),
    {}
  )
  .check(z.describe('AppRole that Airflow logs in with.'))

type Raw = z.output<typeof section>

/** `path` is from the top of the section; `given`: the other keys that it judges by. */
export interface SectionMistake {
  readonly path: readonly string[]
  readonly message: string
  readonly given: readonly (readonly string[])[]
}

/** The rules that need more than one key. */
export function sectionMistakes(raw: Raw): SectionMistake[] {
  const { ttl, 'rotate-after': rotate, 'destroy-after': destroy } = raw['secret-id']
  const diesEarly = ttl !== 0 && ttl <= rotate + destroy
  const isShort = raw['token-max-ttl'] !== 0 && raw['token-max-ttl'] < raw['token-ttl']
  const early = 'must be 0 or longer than rotate-after plus destroy-after, or the secret-id expires before it is replaced'
  return [
    ...(diesEarly
      ? [{ path: ['secret-id', 'ttl'], message: early, given: ['rotate-after', 'destroy-after'].map(key => ['secret-id', key]) }]
      : []),
    ...(isShort ? [{ path: ['token-max-ttl'], message: 'must not be shorter than token-ttl', given: [['token-ttl']] }] : [])
  ]
}

export function appRoleFrom(raw: Raw): AppRole {
  return {
    kind: 'approle',
    name: raw.name,
    policy: raw.policy,
    mount: raw.mount,
    tokenTtl: raw['token-ttl'],
    tokenMaxTtl: raw['token-max-ttl'] || raw['token-ttl'],
    secretId: {
      ttl: raw['secret-id'].ttl,
      rotateAfter: raw['secret-id']['rotate-after'],
      destroyAfter: raw['secret-id']['destroy-after']
    },
    ...(raw['role-id'] === undefined ? {} : { roleId: raw['role-id'] }),
    ...(raw['secret-id-bound-cidrs'] && { secretIdBoundCidrs: raw['secret-id-bound-cidrs'] })
  }
}
