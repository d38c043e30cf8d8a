import { describe, expect, it } from '@jest/globals'
import { scopeOf } from '../../../src/manifest/scope.ts'
import { planOrphansOutside } from '../../../src/plan/vault/orphans-outside.ts'
import type { LedgerEntry } from '../../../src/records/shard.ts'
import { aManifest, wantedOf } from '../../build/manifest.ts'
import { NOTHING, notesIn } from '../../build/plan.ts'
import { desiredVault, ledgerOf, observedVault } from '../../build/vault.ts'

const DEPLOYMENTS = {
  deployments: { dev: { 'deployment-name': 'dev', isolate: true }, prod: { 'deployment-name': 'prod' } }
}
const OLD: LedgerEntry = { version: 2, fingerprint: 'x' }

/** What is said of these entries of the ledger, by the job of the Deployment `isolate`. */
function said(entries: Readonly<Record<string, LedgerEntry>>, manifest = aManifest(DEPLOYMENTS), isolate?: string) {
  const desired = { ...desiredVault(manifest), scope: scopeOf(manifest, isolate) }
  return planOrphansOutside(desired, observedVault({ ledger: ledgerOf(wantedOf(aManifest()), entries) }))
}

describe('what is ours in a folder that the manifest no longer names', () => {
  it('is told, since prune never goes there', () => {
    expect(notesIn(said({ 'vars/a': OLD, 'vars/b': OLD }))).toEqual([
      '2 secrets of this action are in folders that the manifest no longer names, such as airflow/vars/a; prune leaves these alone\nDelete by hand what nobody needs any more.'
    ])
  })

  it('is not what was claimed and never written', () => {
    expect(said({ 'vars/a': { version: 0, fingerprint: '' } })).toEqual(NOTHING)
  })

  it.each([undefined, 'dev'])('is not what belongs to another Deployment of the manifest: seen by %s', isolate => {
    expect(said({ 'dev/variables/a': OLD, 'variables/old': OLD }, undefined, isolate)).toEqual(NOTHING)
  })

  it('is told until somebody has deleted it', () => {
    const ledger = ledgerOf(wantedOf(aManifest()), { 'vars/a': OLD })
    const orphans = new Map([['vars/a', { state: 'absent', version: 2 } as const]])
    expect(planOrphansOutside(desiredVault(aManifest()), observedVault({ ledger, orphans }))).toEqual(NOTHING)
  })

  it('is what an isolated Deployment had that was taken out', () => {
    expect(notesIn(said({ 'dev/variables/a': OLD }, aManifest()))).toHaveLength(1)
  })

  it('is what a Deployment had that is not isolated any more', () => {
    expect(notesIn(said({ 'prod/connections/a': OLD }))).toHaveLength(1)
  })
})
