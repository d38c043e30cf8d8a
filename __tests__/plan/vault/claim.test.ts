import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { changesIn } from '../../../src/plan/vault/claim.ts'
import { aManifest, wantedOf } from '../../build/manifest.ts'
import { conflictsIn, notesIn, theStep } from '../../build/plan.ts'
import { ledgerOf, NO_CLAIMS, observedVault } from '../../build/vault.ts'
import { adopt, plan } from '../../build/vault-plan.ts'

const changed = () => ({
  secrets: new Map([
    ...observedVault().secrets,
    ['variables/greeting', { state: 'present', data: new Secret({ value: 'old' }), version: 1 } as const]
  ])
})
const theirs = new Map([['variables/greeting', 'billing']])

describe('a claim', () => {
  it('takes the word of the ledger back for what will change, and says how it was', () => {
    const { entries, added, changing } = theStep(plan(changed()), 'claim')
    expect([...entries]).toEqual([['variables/greeting', { version: 1, fingerprint: '' }]])
    expect([...added]).toEqual([])
    expect([...changesIn(changing, path => `mark of ${path}`)]).toEqual([
      { path: 'variables/greeting', kind: 'write', from: 1, existed: true, wrote: 'mark of variables/greeting' }
    ])
  })

  it('of a path of another manifest ends the run, naming that manifest', () => {
    expect(conflictsIn(plan({ ledger: NO_CLAIMS, claims: theirs }))).toEqual([
      'airflow/variables/greeting belongs to manifest billing\nRemove it from this manifest; or remove it from billing and prune it there; or set `on-conflict: adopt` to take it over.'
    ])
  })

  it('of a path of another manifest takes it over on demand', () => {
    const made = adopt({ ledger: NO_CLAIMS, claims: theirs })
    expect(conflictsIn(made)).toEqual([])
    expect([...theStep(made, 'claim').takenFrom]).toEqual([...theirs])
  })

  it('that a killed run may not have finished is made again', () => {
    const ledger = ledgerOf(wantedOf(aManifest()), { 'variables/greeting': { version: 0, fingerprint: '' } })
    expect(conflictsIn(plan({ ledger, claims: theirs }))).toHaveLength(1)
  })

  it('is made without the others where their records may not be listed, and says so', () => {
    expect(notesIn(plan({ ledger: NO_CLAIMS, claims: undefined }))[0]).toMatch(
      /^records of other manifests cannot be listed with this token, so it is unknown/
    )
  })
})

describe('the ledger', () => {
  it('is written last, after what is found right and was not noted', () => {
    const stale = ledgerOf(wantedOf(aManifest()), { 'variables/greeting': { version: 1, fingerprint: 'other' } })
    const { known } = theStep(plan({ ledger: stale }), 'ledger')
    expect([...known.keys()]).toEqual(['variables/greeting'])
  })

  it('is left alone when it is right', () => {
    expect(plan({}).steps).toEqual([])
  })
})
