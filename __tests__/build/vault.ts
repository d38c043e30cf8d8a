import { createSecretKey } from 'node:crypto'
import { Secret } from '../../src/base/secret.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import type { ObservedVault } from '../../src/observe/observed.ts'
import type { DesiredVault } from '../../src/plan/vault/desired.ts'
import type { Claims } from '../../src/records/claims.ts'
import { secretFingerprint } from '../../src/records/key.ts'
import type { Ledger } from '../../src/records/ledger.ts'
import { NOBODY } from '../../src/records/readers.ts'
import type { ClaimedRole, LedgerEntry } from '../../src/records/shard.ts'
import type { Wanted } from '../../src/values/kv.ts'
import { grantsFor, policyText } from '../../src/vault/policy.ts'
import type { RoleFields, Visible } from '../../src/vault/port.ts'
import { aManifest, wantedOf } from './manifest.ts'

export const ABSENT = { state: 'absent' } as const
export const UNSEEN = { state: 'not-visible', because: 'Vault answered 403 to GET it: permission denied' } as const
export const present = <T>(value: T): Visible<T> => ({ state: 'present', value })

/** What a run with this manifest wants of Vault. */
export const desiredVault = (manifest: Manifest = aManifest(), difference: Partial<DesiredVault> = {}): DesiredVault => ({
  manifest,
  scope: scopeOf(manifest),
  wanted: wantedOf(manifest),
  adopt: false,
  drawn: new Map(),
  prune: { mode: 'off', limit: 0.2 },
  ...difference
})

export const NO_CLAIMS: Ledger = { entries: new Map(), roles: new Map(), policies: new Set() }
export const UNCLAIMED: Claims = { by: new Map(), doubtful: [] }
/** The same, but for a ledger that is damaged. */
export const DOUBTFUL: Claims = {
  by: new Map(),
  doubtful: [{ manifest: 'billing', why: 'is damaged', hint: 'Run that manifest once: it rebuilds its ledger.' }]
}

export const KEY = createSecretKey(Buffer.alloc(32, 7))

/** What a manifest with the defaults asks of its role, but for what is different. */
export const asClaimed = (difference: ClaimedRole = {}): ClaimedRole => ({
  ...Object.fromEntries(Object.entries(roleFields()).map(([name, value]) => [name, String(value)])),
  ...difference
})

/** The ledger after a run that wrote these secrets, each once. */
export const ledgerOf = (wanted: readonly Wanted[], difference: Readonly<Record<string, LedgerEntry>> = {}): Ledger => ({
  entries: new Map([
    ...wanted.flatMap(({ path, data }) =>
      data === undefined ? [] : [[path, { version: 1, fingerprint: secretFingerprint(KEY, 'airflow', path, data) }] as const]
    ),
    ...Object.entries(difference)
  ]),
  roles: new Map([['approle/astro_role', asClaimed()]]),
  policies: new Set(['astro_policy'])
})

/** What a server says of a role of which nobody has set anything. */
export const UNTOUCHED: RoleFields = {
  bind_secret_id: true,
  local_secret_ids: false,
  secret_id_num_uses: 0,
  secret_id_ttl: 0,
  token_bound_cidrs: [],
  token_explicit_max_ttl: 0,
  token_max_ttl: 0,
  token_no_default_policy: false,
  token_num_uses: 0,
  token_period: 0,
  token_policies: [],
  token_ttl: 0,
  token_type: 'default'
}

/** The role as the defaults of a manifest ask for it. */
export const roleFields = (difference: Partial<RoleFields> = {}): RoleFields => ({
  token_policies: ['astro_policy'],
  token_ttl: 3600,
  token_max_ttl: 3600,
  token_num_uses: 0,
  secret_id_ttl: 0,
  secret_id_num_uses: 0,
  ...difference
})

/** The policy that this action writes for the small manifest. */
export const OUR_POLICY = policyText('analytics', grantsFor([scopeOf(aManifest())]))

/** Vault as a finished run with the small manifest leaves it. */
export const observedVault = (difference: Partial<ObservedVault> = {}): ObservedVault => ({
  authMethod: present('approle'),
  authConfig: ABSENT,
  mount: present({ type: 'kv', version: '2' }),
  policy: present(OUR_POLICY),
  role: present(roleFields()),
  login: present({ role_id: 'role-id-1' }),
  ledger: ledgerOf(wantedOf(aManifest())),
  key: KEY,
  claims: UNCLAIMED,
  authors: new Map(),
  blind: false,
  orphans: new Map(),
  secrets: new Map(
    wantedOf(aManifest()).map(({ path, data }) => [path, { state: 'present', data: data ?? new Secret({}), version: 1 }])
  ),
  readers: NOBODY,
  roleClaims: new Map(),
  held: new Map(),
  ...difference
})

/** A server that nobody has used yet. */
export const emptyVault = (): ObservedVault => ({
  authMethod: ABSENT,
  authConfig: ABSENT,
  mount: ABSENT,
  policy: ABSENT,
  role: ABSENT,
  login: ABSENT,
  ledger: NO_CLAIMS,
  key: undefined,
  claims: UNCLAIMED,
  authors: new Map(),
  blind: false,
  orphans: new Map(),
  secrets: new Map(wantedOf(aManifest()).map(({ path }) => [path, { state: 'absent', version: 0 }])),
  readers: NOBODY,
  roleClaims: new Map(),
  held: new Map()
})
