import { describe, expect, it } from '@jest/globals'
import type { ObservedVault } from '../../src/plan/observed.ts'
import { planVault } from '../../src/plan/vault.ts'
import { Secret } from '../../src/secret.ts'
import type { KvRead } from '../../src/vault/port.ts'
import { aManifest, wantedOf } from '../build/manifest.ts'
import { kinds } from '../build/plan.ts'
import { ledgerOf, NO_CLAIMS, observedVault, UNSEEN, vaultIntentions } from '../build/vault.ts'

const ours = { version: 1, fingerprint: 'old' }
const there = (version = 1): KvRead => ({ state: 'present', data: new Secret({ value: 'x' }), version })
const names = (count: number) => Array.from({ length: count }, (_, index) => `variables/old_${index}`)

/** A finished run has left `orphans`, which the manifest does not name any more. */
function pruned(
  mode: 'off' | 'plan' | 'apply',
  orphans: readonly (readonly [string, KvRead])[],
  {
    manifest = aManifest(),
    limit = 0.2,
    ...difference
  }: Partial<ObservedVault> & { manifest?: ReturnType<typeof aManifest>; limit?: number } = {}
) {
  const ledger = ledgerOf(wantedOf(aManifest()), Object.fromEntries(orphans.map(([path]) => [path, ours])))
  const observed = observedVault({ ledger, orphans: new Map(orphans), ...difference })
  return planVault(vaultIntentions(manifest, { prune: { mode, limit } }), observed)
}

const one = [['variables/old_0', there()]] as const

describe('a secret that is no longer in the manifest', () => {
  it('is counted and left alone without prune', () => {
    const { steps, notes } = pruned('off', one)
    expect(steps).toEqual([])
    expect(notes[0]?.text).toBe('1 secret of this action; prune: plan names them, prune: apply deletes them')
  })

  it('is named by prune: plan', () => {
    const { steps, notes } = pruned('plan', one)
    expect(steps).toEqual([])
    expect(notes).toEqual([
      { subject: 'airflow/variables/old_0', text: 'is no longer in the manifest; prune: apply would delete it' }
    ])
  })

  it('is deleted by prune: apply, by the version that the ledger names', () => {
    const { steps } = pruned('apply', one)
    expect(kinds({ steps })).toEqual(['claim', 'delete', 'ledger'])
    expect(steps[1]).toMatchObject({ path: 'variables/old_0', version: 1 })
  })

  it.each<[string, KvRead, string]>([
    [
      'changed by somebody else',
      there(2),
      'is no longer in the manifest, but somebody else changed it since, so it is not deleted'
    ],
    ['not to be read', UNSEEN, 'is no longer in the manifest, but may not be read, so it is not deleted']
  ])('is left alone where it is %s', (_, read, text) => {
    const { steps, notes } = pruned('apply', [['variables/old_0', read]])
    expect([kinds({ steps }), notes]).toEqual([[], [{ subject: 'airflow/variables/old_0', text }]])
  })

  it('is forgotten when somebody has deleted it', () => {
    const { steps } = pruned('apply', [['variables/old_0', { state: 'absent', version: 1 }]])
    expect(steps).toMatchObject([{ kind: 'ledger', gone: new Set(['variables/old_0']) }])
  })

  it('is left alone after a doubtful look at the ledger', () => {
    expect(pruned('apply', [], { ledger: { ...NO_CLAIMS, doubt: 'it is damaged' } }).steps.map(({ kind }) => kind)).not.toContain(
      'delete'
    )
  })

  it('of another scope of the same manifest is not even looked at', () => {
    const ledger = ledgerOf(wantedOf(aManifest()), { 'dev/variables/greeting': ours })
    expect(pruned('apply', [], { ledger }).steps).toEqual([])
  })
})

describe('prune: apply', () => {
  it.each<[string, { count: number; of: number; limit: number }, boolean]>([
    ['three secrets, however few there are', { count: 3, of: 5, limit: 0 }, true],
    ['four of six', { count: 4, of: 6, limit: 0.2 }, false],
    ['a fifth of twenty', { count: 4, of: 20, limit: 0.2 }, true],
    ['a quarter of twenty', { count: 5, of: 20, limit: 0.2 }, false],
    ['a quarter of twenty, when that is allowed', { count: 5, of: 20, limit: 0.25 }, true]
  ])('deletes %s, or ends the run', (_, { count, of: total, limit }, allowed) => {
    const variables = Object.fromEntries(Array.from({ length: total - count - 1 }, (_, index) => [`v${index}`, 'x']))
    const manifest = aManifest({ variables })
    const ledger = ledgerOf(wantedOf(manifest), Object.fromEntries(names(count).map(path => [path, ours])))
    const secrets = new Map(
      wantedOf(manifest).map(({ path, data }) => [path, { state: 'present', data: data as Secret<object>, version: 1 } as const])
    )
    const { steps, conflicts } = pruned(
      'apply',
      names(count).map(path => [path, there()] as const),
      { manifest, limit, ledger, secrets: secrets as ObservedVault['secrets'] }
    )
    expect([kinds({ steps }).filter(kind => kind === 'delete').length, conflicts.length]).toEqual([count, allowed ? 0 : 1])
    if (!allowed) expect(conflicts[0]).toMatch(/^prune would delete \d of \d+ secrets, more than the \d that prune-limit/)
  })

  it('ends the run when the manifest has no secrets at all', () => {
    const empty = aManifest({ variables: {}, connections: {} })
    const { conflicts } = pruned('apply', one, { manifest: empty, secrets: new Map() })
    expect(conflicts).toEqual([
      'the manifest has no variables and no connections, and prune would delete all 3 secrets; set prune: off if that is meant, and delete them by hand'
    ])
  })
})
