import { describe, expect, it } from '@jest/globals'
import { changesIn } from '../../../src/apply/changes.ts'
import { explained } from '../../../src/base/finding.ts'
import { Secret } from '../../../src/base/secret.ts'
import { aManifest, wantedOf } from '../../build/manifest.ts'
import { conflictsIn, kinds, NOTHING, notesIn, theStep } from '../../build/plan.ts'
import {
  ABSENT,
  DOUBTFUL,
  emptyVault,
  ledgerOf,
  NO_CLAIMS,
  OUR_POLICY,
  observedVault,
  present,
  UNSEEN
} from '../../build/vault.ts'
import { adopt, plan } from '../../build/vault-plan.ts'

const changed = () => ({
  secrets: new Map([
    ...observedVault().secrets,
    ['variables/greeting', { state: 'present', data: new Secret({ value: 'old' }), version: 1 } as const]
  ])
})
const theirs = { by: new Map([['variables/greeting', 'billing']]), doubtful: [] }

describe('a claim', () => {
  it('takes the word of the ledger back for what will change, and says how it was', () => {
    const { entries, added, changing } = theStep(plan(changed()), 'claim')
    expect([...entries]).toEqual([['variables/greeting', { version: 1, fingerprint: '' }]])
    expect([...added]).toEqual([])
    expect([...changesIn(changing, path => `mark of ${path}`)]).toEqual([
      { path: 'variables/greeting', kind: 'write', from: 1, existed: true, wrote: 'mark of variables/greeting' }
    ])
  })

  it('counts what is new once, and as changing only the rest', () => {
    const reasonOf = (difference: Parameters<typeof plan>[0]) => theStep(plan(difference), 'claim').reason
    expect(reasonOf(emptyVault())).toBe('2 new secrets, 1 new role, policy astro_policy')
    expect(reasonOf(changed())).toBe('1 secret to change')
    const half = ledgerOf(wantedOf(aManifest()), { 'connections/web': { version: 0, fingerprint: '' } })
    expect(reasonOf({ ...changed(), ledger: half })).toBe('1 new secret, 1 secret to change')
  })

  it('of a path of another manifest ends the run, naming that manifest', () => {
    expect(conflictsIn(plan({ ledger: NO_CLAIMS, claims: theirs }))).toEqual([
      'airflow/variables/greeting belongs to manifest billing\nRemove it from this manifest; or remove it from billing and prune it there; or set `on-conflict: adopt` to take it over.'
    ])
  })

  it('of a path of another manifest takes it over on demand', () => {
    const made = adopt({ ledger: NO_CLAIMS, claims: theirs })
    expect(conflictsIn(made)).toEqual([])
    expect([...theStep(made, 'claim').takenFrom]).toEqual([...theirs.by])
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

describe('a claim beside the damaged ledger of another manifest', () => {
  const claims = DOUBTFUL

  it('is made, and warns that the other may claim the same', () => {
    const made = plan({ ledger: NO_CLAIMS, claims })
    expect(kinds(made)).toContain('claim')
    expect(made.findings.map(explained)).toEqual([
      'the ledger of manifest billing is damaged, so it is unknown whether it claims the same paths\nRun that manifest once: it rebuilds its ledger.'
    ])
    expect(made.findings.map(({ severity }) => severity)).toEqual(['warning'])
  })

  it('of nothing new says nothing', () => {
    expect(plan({ claims })).toEqual(NOTHING)
  })
})

describe('a policy', () => {
  const claimed = (difference: Parameters<typeof plan>[0], make = plan) => {
    const { steps } = make({ ledger: { ...ledgerOf(wantedOf(aManifest())), policies: new Set() }, ...difference })
    return steps.flatMap(step => (step.kind === 'claim' ? [...step.policies] : []))
  }
  const theirs = OUR_POLICY.replace('manifest analytics', 'manifest billing')

  it('is claimed where it is made, bears our mark, or is taken over', () => {
    expect(claimed({ policy: ABSENT })).toEqual(['astro_policy'])
    expect(claimed({})).toEqual(['astro_policy'])
    expect(claimed({ policy: present(theirs) }, adopt)).toEqual(['astro_policy'])
  })

  it('is not claimed where it is of somebody else and only equal, or cannot be seen', () => {
    expect(claimed({ policy: present(theirs) })).toEqual([])
    expect(claimed({ policy: present(OUR_POLICY.replace(/^#.*\n/, '')) })).toEqual([])
    expect(claimed({ policy: UNSEEN })).toEqual([])
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
