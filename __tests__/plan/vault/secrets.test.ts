import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import type { ObservedVault, SeenSecret } from '../../../src/observe/observed.ts'
import { aManifest, wantedOf } from '../../build/manifest.ts'
import { conflictsIn, kinds, NOTHING, notesIn, theStep } from '../../build/plan.ts'
import { ledgerOf, NO_CLAIMS, observedVault, UNSEEN } from '../../build/vault.ts'
import { adopt, plan } from '../../build/vault-plan.ts'

const seeing = (greeting: SeenSecret): Pick<ObservedVault, 'secrets'> => ({
  secrets: new Map([...observedVault().secrets, ['variables/greeting', greeting]])
})
const holding = (value: string, version = 3) => seeing({ state: 'present', data: new Secret({ value }), version })
const noting = (entry: { version: number; fingerprint: string }) => ({
  ledger: ledgerOf(wantedOf(aManifest()), { 'variables/greeting': entry })
})

describe('a secret', () => {
  it('of ours with another value is written on top of the version that was seen', () => {
    const step = theStep(plan(holding('Goodbye')), 'secret')
    expect([step.path, step.expected, step.overwrites]).toEqual(['variables/greeting', 3, true])
  })

  it.each<[string, SeenSecret, { version: number; fingerprint: string } | undefined, string]>([
    ['the manifest changed', present('Goodbye', 3), { version: 3, fingerprint: 'old' }, 'its value has changed'],
    ['a killed run was about to change it', present('Goodbye', 3), { version: 2, fingerprint: '' }, 'its value has changed'],
    [
      'somebody changed it in Vault',
      present('Goodbye', 5),
      { version: 3, fingerprint: 'old' },
      'somebody else changed it (version 5, this action wrote version 3)'
    ],
    ['it is new', { state: 'absent', version: 0 }, undefined, 'it does not exist yet'],
    ['a killed run had claimed it', { state: 'absent', version: 0 }, { version: 0, fingerprint: '' }, 'it does not exist yet'],
    [
      'somebody deleted it',
      { state: 'absent', version: 3 },
      { version: 3, fingerprint: 'old' },
      'somebody deleted it (it had version 3)'
    ]
  ])('is written with the reason that the ledger knows: %s', (_, there, entry, reason) => {
    const ledger = entry === undefined ? { ledger: NO_CLAIMS } : noting(entry)
    expect(theStep(plan({ ...seeing(there), ...ledger }), 'secret').reason).toBe(reason)
  })

  it.each<[string, SeenSecret, string]>([
    ['changed', present('Goodbye', 5), 'ldap-alice changed it (version 5, this action wrote version 3)'],
    ['deleted', { state: 'absent', version: 3 }, 'ldap-alice deleted it (it had version 3)']
  ])('that was %s in Vault is written with the name of whoever did that, where Vault tells', (_, there, reason) => {
    const authors = new Map([['variables/greeting', 'ldap-alice']])
    const made = plan({ ...seeing(there), ...noting({ version: 3, fingerprint: 'old' }), authors })
    expect(theStep(made, 'secret').reason).toBe(reason)
  })

  it('of somebody else with another value ends the run and stays unread by the log', () => {
    expect(conflictsIn(plan({ ...holding('theirs'), ledger: NO_CLAIMS }))).toEqual([
      'variables.greeting differs: airflow/variables/greeting holds another value (version 3) that this action did not write\nSet `on-conflict: adopt` to overwrite it.'
    ])
  })

  it('with another value, where the ledger is in doubt, ends the run and says that', () => {
    const made = plan({ ...holding('theirs'), ledger: { ...NO_CLAIMS, doubt: 'the ledger is damaged' } })
    expect(conflictsIn(made)).toEqual([
      'variables.greeting differs: airflow/variables/greeting holds another value (version 3) that this action may or may not have written (the ledger is damaged)\nSet `on-conflict: adopt` to overwrite it.'
    ])
    expect(notesIn(made)).toEqual(['secrets were compared from scratch, and the ledger is rebuilt: the ledger is damaged'])
  })

  it('of somebody else is taken over on demand', () => {
    expect(theStep(adopt({ ...holding('theirs'), ledger: NO_CLAIMS }), 'secret').expected).toBe(3)
  })

  it('of somebody else with the same value is adopted silently', () => {
    expect(kinds(plan({ ...holding('Hello'), ledger: NO_CLAIMS }))).toEqual(['claim', 'ledger'])
  })

  it('that was deleted is written again on top of its last version', () => {
    const step = theStep(plan(seeing({ state: 'absent', version: 4 })), 'secret')
    expect([step.expected, step.overwrites]).toEqual([4, false])
  })

  it('that may not be read ends the run', () => {
    expect(conflictsIn(plan(seeing(UNSEEN)))).toEqual([`variables.greeting cannot be compared: ${UNSEEN.because}`])
  })

  it('whose source was not given is not compared', () => {
    const manifest = aManifest({ variables: { greeting: { env: 'TOKEN' } } })
    const made = plan({}, manifest)
    expect(notesIn(made)).toEqual([
      'variables.greeting was not compared: it needs TOKEN, which is absent or empty in the environment of this step'
    ])
    expect(made.steps).toEqual([])
  })

  it('that the ledger vouches for is left alone; where the server lists no versions, the summary says what that hides', () => {
    const trusted = seeing({ state: 'trusted', version: 1 })
    expect(plan(trusted)).toEqual(NOTHING)
    expect(notesIn(plan({ ...trusted, blind: true }))[0]).toMatch(
      /; changes made by hand go unseen \(`check: full` finds them\)$/
    )
  })
})

function present(value: string, version: number): SeenSecret {
  return { state: 'present', data: new Secret({ value }), version }
}
