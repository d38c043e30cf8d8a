import { describe, expect, it } from '@jest/globals'
import { entriesFor, sourcesOf } from '../../../src/manifest/entries.ts'
import { scopeOf } from '../../../src/manifest/scope.ts'
import type { RunOptions } from '../../../src/plan/permissions/permission.ts'
import { hcl, leastPolicy, rulesOf } from '../../../src/plan/permissions/permission-text.ts'
import { permissionsFor } from '../../../src/plan/permissions/permissions.ts'
import { parsePolicy } from '../../../src/vault/policy.ts'
import { aManifest } from '../../build/manifest.ts'

const DEPLOY: RunOptions = { mode: 'deploy', deployment: true, check: 'full', prune: 'off', undo: false }
const SYNC: RunOptions = { ...DEPLOY, mode: 'sync', deployment: false }

function permissions(options: RunOptions, difference: object = {}, isolate?: string) {
  const manifest = aManifest(difference)
  const scope = scopeOf(manifest, isolate)
  const entries = entriesFor(manifest, scope)
  return permissionsFor({ manifest, scope, entries, places: sourcesOf(scope, entries) }, options)
}

/** What is needed, and what is not, as `path [capabilities]`. */
function needs(options: RunOptions, difference: object = {}, optional = false): string[] {
  const these = permissions(options, difference).filter(({ when }) => (when === 'optional') === optional)
  return rulesOf(these).map(({ path, capabilities }) => `${path} [${capabilities.join(', ')}]`)
}

const SECRETS = ['connections', 'variables']
const paths = (options: RunOptions, difference: object = {}) => needs(options, difference).map(line => line.replace(/ .*/, ''))

describe('what the pipeline itself needs', () => {
  it('is also to read each secret that a value is taken from', () => {
    const vault = { mount: 'shared', path: 'team/db', key: 'password' }
    expect(needs(DEPLOY, { variables: { x: { vault }, y: { vault: { path: 'own/db', key: 'k' } } } })).toEqual(
      expect.arrayContaining(['shared/data/team/db [read]', 'airflow/data/own/db [read]'])
    )
  })

  it('is this, to do everything', () => {
    expect(needs(DEPLOY)).toEqual([
      'airflow/data/_astro-vault-action/* [create, read, update]',
      'airflow/data/variables/* [create, read, update]',
      'airflow/data/connections/* [create, read, update]',
      'sys/mounts/airflow [read, update]',
      'sys/auth/approle [read, sudo, update]',
      'sys/policies/acl/astro_policy [read, update]',
      'auth/approle/role/astro_role [create, read, update]',
      'auth/approle/role/astro_role/role-id [read]',
      'auth/approle/role/astro_role/custom-secret-id [update]',
      'auth/approle/role/astro_role/secret-id/lookup [update]',
      'auth/approle/role/astro_role/secret-id-accessor/lookup [update]',
      'auth/approle/role/astro_role/secret-id [list]',
      'auth/approle/role/astro_role/secret-id-accessor/destroy [update]'
    ])
  })

  it('has nothing of what is left to others', () => {
    expect(paths(DEPLOY, { manage: [] }).filter(path => !/^airflow\/data|role\/astro_role\//.test(path))).toEqual([])
  })

  it.each([
    ['mount', 'sys/mounts/airflow'],
    ['auth-method', 'sys/auth/approle'],
    ['policy', 'sys/policies/acl/astro_policy'],
    ['role', 'auth/approle/role/astro_role']
  ])('has one path less where %s is left to others', (what, path) => {
    const manage = ['auth-method', 'mount', 'policy', 'role'].filter(one => one !== what)
    expect(paths(DEPLOY)).toEqual(expect.arrayContaining([path]))
    expect(paths(DEPLOY, { manage })).toEqual(paths(DEPLOY).filter(one => one !== path))
  })

  it('changes nothing for a plan: what it updates are look-ups, which Vault takes by POST', () => {
    const updates = needs({ ...DEPLOY, mode: 'plan' }).filter(line => /create|update/.test(line))
    expect(updates).toEqual(['auth/approle/role/astro_role/secret-id-accessor/lookup [update]'])
    expect(needs({ ...SYNC, mode: 'plan' }).filter(line => /create|update|role-id/.test(line))).toEqual([])
  })

  it('names only folders that the manifest has secrets for', () => {
    expect(paths(SYNC, { connections: {} }).filter(path => path.includes('connections'))).toEqual([])
  })

  it('reads both folders where secrets may be left to prune, and writes only to those of the manifest', () => {
    const lines = needs({ ...SYNC, prune: 'apply' }, { connections: {} }).filter(line => line.includes('connections'))
    expect(lines).toEqual(['airflow/data/connections/* [read]', 'airflow/delete/connections/* [update]'])
    expect(paths({ ...SYNC, prune: 'plan' }).filter(path => path.includes('/delete/'))).toEqual([])
  })

  it('lists the records of others where another role-id could lock them out, else only if one likes', () => {
    const line = 'airflow/metadata/_astro-vault-action/* [list]'
    const ownId = { approle: { 'role-id': 'own' } }
    expect(needs(SYNC, ownId)).toContain(line)
    expect(needs(SYNC)).not.toContain(line)
    expect(needs(SYNC, {}, true)).toContain(line)
    expect(needs(SYNC, { ...ownId, manage: [] }, true)).toContain(line)
  })

  it('is all that undo needs: neither policy nor role nor a new secret', () => {
    expect(needs({ ...SYNC, undo: true }).sort()).toEqual([
      'airflow/data/_astro-vault-action/* [read, update]',
      ...SECRETS.map(folder => `airflow/data/${folder}/* [read, update]`),
      ...SECRETS.map(folder => `airflow/delete/${folder}/* [update]`),
      'airflow/metadata/_astro-vault-action/* [list]',
      ...SECRETS.map(folder => `airflow/undelete/${folder}/* [update]`)
    ])
    expect(needs({ ...SYNC, undo: true }, {}, true)).toEqual([])
  })

  it.each([
    ['full', 'airflow/metadata/variables/* [list, read]'],
    ['ledger', 'airflow/detailed-metadata/variables/* [list]']
  ] as const)('saves requests with check: %s by a list that no run depends on', (check, line) => {
    expect(needs({ ...SYNC, check }, {}, true)).toContain(line)
    expect(needs({ ...SYNC, check })).not.toContain(line)
  })

  it.each(['full', 'ledger'] as const)('can name who changed a secret by hand, which no run depends on (check: %s)', check => {
    const asked = permissions({ ...SYNC, check }).filter(
      ({ path, capabilities }) => path.includes('metadata/') && capabilities.includes('read')
    )
    expect(asked.map(({ path, when }) => `${path} ${when}`).sort()).toEqual(
      SECRETS.map(folder => `airflow/metadata/${folder}/* optional`)
    )
  })

  it('has the names of an isolated Deployment', () => {
    const found = permissions(DEPLOY, { deployments: { dev: { 'deployment-name': 'dev', isolate: true } } }, 'dev')
    expect(found.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'airflow/data/dev/variables/*',
        'sys/policies/acl/astro_policy-dev',
        'auth/approle/role/astro_role-dev'
      ])
    )
  })
})

describe('the text of a policy', () => {
  it('has a comment with each path, and what is optional as a comment', () => {
    const text = leastPolicy(permissions({ ...SYNC, mode: 'plan' }, { manage: [], connections: {} }))
    expect(text).toBe(`# to read the records of this action
path "airflow/data/_astro-vault-action/*" { capabilities = ["read"] }
# to compare secrets
path "airflow/data/variables/*" { capabilities = ["read"] }
# optional, to see who still reads what and can still log in, and what other manifests claim
# path "airflow/metadata/_astro-vault-action/*" { capabilities = ["list"] }
# optional, to find out which secrets are new without reading each, name who changed a secret by hand (Vault 1.21 or newer)
# path "airflow/metadata/variables/*" { capabilities = ["list", "read"] }
# optional, to see whether Deployments can still log in
# path "auth/approle/role/astro_role/secret-id-accessor/lookup" { capabilities = ["update"] }
`)
  })

  it('says what its lines say', () => {
    const lines = rulesOf(permissions(DEPLOY))
    const grants = parsePolicy(hcl(lines))?.grants
    expect([...(grants ?? [])]).toEqual(lines.map(({ path, capabilities }) => [path, new Set(capabilities)]))
  })
})
