import { describe, expect, it } from '@jest/globals'
import { explained } from '../../../src/base/finding.ts'
import { Secret } from '../../../src/base/secret.ts'
import type { ObservedVault } from '../../../src/observe/observed.ts'
import { planVault } from '../../../src/plan/vault/vault.ts'
import { secretFingerprint } from '../../../src/records/key.ts'
import type { KvRead } from '../../../src/vault/port.ts'
import { aCredential, aHeld, aLock, aRecord, elsewhere, readersIn, THEN, UNLISTED } from '../../build/deployment.ts'
import { aManifest, wantedOf } from '../../build/manifest.ts'
import { conflictsIn, kinds, NOTHING, notesIn } from '../../build/plan.ts'
import { desiredVault, KEY, ledgerOf, observedVault, UNSEEN } from '../../build/vault.ts'

const there = (version = 1, value = 'x'): KvRead => ({ state: 'present', data: new Secret({ value }), version })
const ours = (path: string) => ({
  version: 1,
  fingerprint: secretFingerprint(KEY, 'airflow', path, new Secret({ value: 'x' }))
})
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
  const ledger = ledgerOf(wantedOf(aManifest()), Object.fromEntries(orphans.map(([path]) => [path, ours(path)])))
  const observed = observedVault({ ledger, orphans: new Map(orphans), ...difference })
  return planVault(desiredVault(manifest, { prune: { mode, limit } }), observed)
}

const one = [['variables/old_0', there()]] as const

describe('a secret that is no longer in the manifest', () => {
  it('is counted and left alone without prune', () => {
    const made = pruned('off', one)
    expect(made.steps).toEqual([])
    expect(notesIn(made)[0]).toBe(
      '1 secret of this action is no longer in the manifest; `prune: plan` lists them, `prune: apply` deletes them'
    )
  })

  it('is named by prune: plan', () => {
    const made = pruned('plan', one)
    expect(made.steps).toEqual([])
    expect(notesIn(made)).toEqual(['airflow/variables/old_0 is no longer in the manifest; `prune: apply` would delete it'])
  })

  it('is deleted by prune: apply, by the version that the ledger names', () => {
    const { steps } = pruned('apply', one)
    expect(kinds({ steps })).toEqual(['claim', 'delete', 'ledger'])
    expect(steps[1]).toMatchObject({ path: 'variables/old_0', version: 1 })
  })

  it('stays where a pattern may have brought it, however little this run was given', () => {
    const manifest = aManifest({ imports: [{ env: 'AIRFLOW_VAR_OLD_*' }] })
    const both = [...one, ['variables/other', there()], ['variables/Old_1', there()]] as const
    const made = pruned('apply', both, { manifest })
    expect(made.steps.flatMap(step => (step.kind === 'delete' ? [step.path] : []))).toEqual([
      'variables/other',
      'variables/Old_1'
    ])
    expect(notesIn(made)).toEqual([
      'airflow/variables/old_0 is no longer in the manifest, but AIRFLOW_VAR_OLD_* may have brought it, so it is not deleted\nIf it should go, delete it in Vault by hand.'
    ])
    expect(notesIn(pruned('off', one, { manifest }))).toEqual([])
  })

  it.each<[string, KvRead, string]>([
    [
      'changed by somebody else',
      there(2),
      'is no longer in the manifest, but somebody else has changed it since, so it is not deleted'
    ],
    [
      'made anew by somebody else, and has the same number',
      there(1, 'theirs'),
      'is no longer in the manifest, but somebody else has changed it since, so it is not deleted'
    ],
    ['not to be read', UNSEEN, 'is no longer in the manifest, but cannot be read, so it is not deleted']
  ])('is left alone where it is %s', (_, read, text) => {
    const made = pruned('apply', [['variables/old_0', read]])
    expect([kinds(made), notesIn(made)]).toEqual([[], [`airflow/variables/old_0 ${text}`]])
  })

  it('that an undo has brought back is deleted again', () => {
    const ledger = ledgerOf(wantedOf(aManifest()), { 'variables/old_0': { version: 1, fingerprint: '' } })
    expect(kinds(pruned('apply', one, { ledger }))).toEqual(['claim', 'delete', 'ledger'])
  })

  it('is forgotten when somebody has deleted it', () => {
    const { steps } = pruned('apply', [['variables/old_0', { state: 'absent', version: 1 }]])
    expect(steps).toMatchObject([{ kind: 'ledger', gone: new Set(['variables/old_0']) }])
  })

  it('is left alone after a doubtful look at the ledger, by what is still legible too', () => {
    const ledger = { ...ledgerOf(wantedOf(aManifest()), { 'variables/old_0': ours('variables/old_0') }), doubt: 'it is damaged' }
    const made = pruned('apply', one, { ledger })
    expect(kinds(made)).not.toContain('delete')
    expect(notesIn(made)).toContain('secrets that are no longer in the manifest are left alone: it is damaged')
  })

  it('of another scope of the same manifest is not even looked at', () => {
    const ledger = ledgerOf(wantedOf(aManifest()), { 'dev/variables/greeting': ours('dev/variables/greeting') })
    const manifest = aManifest({ deployments: { dev: { 'deployment-name': 'dev', isolate: true } } })
    for (const mode of ['off', 'plan', 'apply'] as const) expect(pruned(mode, [], { ledger, manifest })).toEqual(NOTHING)
  })
})

/** A manifest of `kept` variables, and `orphans` that it has dropped. */
function dropping(
  kept: number,
  orphans: readonly (readonly [string, KvRead])[],
  { mode = 'apply', limit = 0.2 }: { mode?: 'plan' | 'apply'; limit?: number } = {}
) {
  const variables = Object.fromEntries(Array.from({ length: kept }, (_, index) => [`v${index}`, 'x']))
  const manifest = aManifest({ variables, connections: {} })
  const entries = Object.fromEntries(orphans.map(([path]) => [path, ours(path)]))
  const secrets = new Map(
    wantedOf(manifest).map(({ path, data }) => [path, { state: 'present', data: data ?? new Secret({}), version: 1 } as const])
  )
  return pruned(mode, orphans, { manifest, limit, ledger: ledgerOf(wantedOf(manifest), entries), secrets })
}
const all = (count: number) => names(count).map(path => [path, there()] as const)
const deletions = ({ steps }: ReturnType<typeof dropping>) => kinds({ steps }).filter(kind => kind === 'delete').length

describe('prune: apply', () => {
  it.each<[number, number, number, boolean]>([
    [3, 4, 0, true],
    [4, 5, 0, false],
    [4, 6, 20, false],
    [3, 15, 20, true],
    [4, 19, 20, false],
    [4, 20, 20, true],
    [5, 24, 20, false],
    [5, 25, 20, true],
    [5, 20, 25, true],
    // Where a product of fractions falls short of the whole number.
    [29, 100, 29, true],
    [30, 100, 29, false],
    [57, 100, 57, true],
    [20, 21, 100, true]
  ])('deletes %d of %d secrets with prune-limit: %d, or ends the run: %p', (count, of, percent, allowed) => {
    const planned = dropping(of - count, all(count), { limit: percent / 100 })
    expect(deletions(planned)).toBe(count)
    expect(conflictsIn(planned).length).toBe(allowed ? 0 : 1)
    if (!allowed)
      expect(conflictsIn(planned)[0]).toMatch(
        new RegExp(`^prune would delete ${count} of ${of} secrets, more than the \\d+ that`)
      )
  })

  it('counts neither what somebody has deleted already nor what it leaves alone', () => {
    const gone = names(16).map(path => [path, { state: 'absent', version: 1 }] as const)
    const changed = names(19)
      .slice(16)
      .map(path => [path, there(2)] as const)
    const planned = dropping(1, [...gone, ...changed])
    expect([conflictsIn(planned), deletions(planned)]).toEqual([[], 0])
    const four = names(20)
      .slice(16)
      .map(path => [path, there()] as const)
    expect(conflictsIn(dropping(1, [...gone, ...four]))).toEqual([
      expect.stringMatching(/^prune would delete 4 of 5 secrets, more than the 3 that/)
    ])
  })

  it('ends the run when the manifest has no secrets at all', () => {
    expect(conflictsIn(dropping(0, all(2)))).toEqual([
      'the manifest has no variables and no connections, so prune would delete all 2 secrets\nIf that is intended, set `prune: off` and delete them by hand.'
    ])
  })
})

describe('prune: plan', () => {
  it.each([
    ['too many', 1, /^`prune: apply` would fail: prune would delete 4 of 5 secrets/],
    ['all', 0, /^`prune: apply` would fail: the manifest has no variables/]
  ])('says that prune: apply would refuse to delete %s', (_, kept, text) => {
    const made = dropping(kept, all(4), { mode: 'plan' })
    expect([notesIn(made).length, conflictsIn(made)]).toEqual([5, []])
    expect(notesIn(made)[0]).toMatch(text)
  })
})

describe('a secret that somebody may still read where it lies', () => {
  const path = 'variables/team/a'
  const isDelete = (kind: string) => kind === 'delete'
  const reads = (folders: object, difference: object = {}) =>
    readersIn([aRecord({ ...elsewhere(), holds: aHeld('a', folders), ...difference })])
  const kept = `airflow/${path} is no longer in the manifest, but Deployment dev may still read it there, so it is not deleted`

  it.each([
    ['that has not moved from a folder inside', reads({ variablesPath: 'variables/team' })],
    ['of another manifest that reads it as connections', reads({ connectionsPath: 'variables/team' }, { manifest: 'billing' })],
    [
      'whose workers still have the old environment',
      reads({}, { retired: [{ ...aHeld('b', { variablesPath: 'variables/team' }), since: THEN }] })
    ],
    [
      'that a run was moving there',
      reads({}, { lock: aLock({ targets: [aCredential('', { variablesPath: 'variables/team' })] }) })
    ],
    ['that a run may have moved there', reads({}, { lock: aLock({ issued: aHeld('c', { variablesPath: 'variables/team' }) }) })],
    ['that has folders of its own there', reads({ variablesPath: 'variables/team', role: 'astro_role-dev' })]
  ])('is kept for a Deployment %s', (_, readers) => {
    const made = pruned('apply', [[path, there()]], { readers })
    expect([kinds(made).filter(isDelete), notesIn(made), conflictsIn(made)]).toEqual([[], [kept], []])
    expect(notesIn(pruned('plan', [[path, there()]], { readers }))).toEqual([kept])
  })

  it('is kept in the folder of variables for who still reads connections there', () => {
    const made = pruned('apply', one, { readers: reads({ variablesPath: 'connections', connectionsPath: 'variables' }) })
    expect(kinds(made).filter(isDelete)).toEqual([])
  })

  it.each([
    ['who reads where the manifest says follows it', reads({})],
    ['who reads another folder does not read it', reads({ variablesPath: 'variables/tea' })],
    ['a record on another mount is not about it', reads({ variablesPath: 'variables/team', mount: 'airflow-old' })]
  ])('is deleted otherwise: %s', (_, readers) => {
    expect(kinds(pruned('apply', [[path, there()]], { readers }))).toContain('delete')
  })

  it('does not count among what prune-limit allows', () => {
    const orphans = [path, 'variables/b', 'variables/c', 'variables/d'].map(path => [path, there()] as const)
    const made = pruned('apply', orphans, { readers: reads({ variablesPath: 'variables/team' }) })
    expect([conflictsIn(made), kinds(made).filter(isDelete).length]).toEqual([[], 3])
  })

  it('is kept while the record of another Deployment cannot be read, with a warning that names it', () => {
    const finding = { severity: 'warning', message: 'consumers/clx2 is damaged' } as const
    const unknown = [{ mount: 'airflow', finding }]
    const made = pruned('apply', one, { readers: readersIn([], { unknown }) })
    expect([made.steps, made.findings.map(explained)]).toEqual([
      [],
      [
        'secrets that are no longer in the manifest are left alone, because some records of other Deployments cannot be read',
        'consumers/clx2 is damaged'
      ]
    ])
    const elsewhere = readersIn([], { unknown: [{ mount: 'airflow-old', finding }] })
    expect(kinds(pruned('apply', one, { readers: elsewhere }))).toContain('delete')
  })

  it('ends the run where the records may not even be listed', () => {
    const readers = readersIn([], { unknown: UNLISTED })
    expect(conflictsIn(pruned('apply', one, { readers }))).toEqual([
      'secrets that are no longer in the manifest cannot be deleted: this token cannot list the records of other Deployments, so nobody can tell who still reads them\nAllow the token to list them, or set `prune: off`.'
    ])
    expect(conflictsIn(pruned('plan', one, { readers }))).toEqual([])
  })
})
