import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import type { ObservedUndo } from '../../../src/observe/observed.ts'
import { planUndo } from '../../../src/plan/vault/undo.ts'
import { secretFingerprint } from '../../../src/records/key.ts'
import { NOBODY } from '../../../src/records/readers.ts'
import type { SecretChange } from '../../../src/records/secret-changes.ts'
import type { KvRead } from '../../../src/vault/port.ts'
import { aHeld, aRecord, elsewhere, readersIn, UNLISTED } from '../../build/deployment.ts'
import { aScope } from '../../build/manifest.ts'
import { conflictsIn, kinds, NOTHING, theStep } from '../../build/plan.ts'
import { DOUBTFUL, NO_CLAIMS, UNCLAIMED, UNSEEN } from '../../build/vault.ts'

const PATH = 'variables/greeting'
const holds = (value: string, version: number): KvRead => ({ state: 'present', data: new Secret({ value }), version })
const gone = (version: number): KvRead => ({ state: 'absent', version })
const wrote = (from: number, existed = from > 0): SecretChange => ({ path: PATH, kind: 'write', from, existed })
const KEY = createSecretKey(Buffer.alloc(32))
const marked = (from: number, value: string): SecretChange => ({
  ...wrote(from),
  wrote: secretFingerprint(KEY, 'airflow', PATH, new Secret({ value })).slice(0, 8)
})
const deleted = (from: number): SecretChange => ({ path: PATH, kind: 'delete', from, existed: true })

const undo = (changes: readonly SecretChange[], now: KvRead, before?: KvRead, difference: Partial<ObservedUndo> = {}) => {
  const observed: ObservedUndo = {
    ledger: NO_CLAIMS,
    key: undefined,
    changes,
    now: new Map([[PATH, now]]),
    before: new Map(before === undefined ? [] : [[PATH, before]]),
    left: new Map(),
    claims: UNCLAIMED,
    readers: NOBODY,
    ...difference
  }
  return planUndo(aScope(), '4711', observed)
}

describe('undoing a run', () => {
  it.each<[string, SecretChange[], KvRead, KvRead | undefined, object[]]>([
    [
      'what it changed gets its old value back',
      [wrote(1)],
      holds('new', 2),
      holds('old', 1),
      [{ kind: 'secret', expected: 2, reason: 'run 4711 changed it' }]
    ],
    [
      'what it created is deleted',
      [wrote(0)],
      holds('new', 1),
      undefined,
      [{ kind: 'delete', version: 1, reason: 'run 4711 created it' }]
    ],
    [
      'what it deleted comes back',
      [deleted(3)],
      gone(3),
      undefined,
      [{ kind: 'undelete', version: 3, reason: 'run 4711 deleted it' }]
    ],
    [
      'what it wrote on top of a deletion is deleted again',
      [wrote(2, false)],
      holds('new', 3),
      undefined,
      [{ kind: 'delete', version: 3 }]
    ],
    [
      'what two attempts changed goes back to before the first',
      [wrote(2), wrote(1)],
      holds('newest', 3),
      holds('old', 1),
      [{ kind: 'secret', expected: 3 }]
    ],
    [
      'what a second attempt was killed before goes back to before the first',
      [wrote(2), wrote(1)],
      holds('new', 2),
      holds('old', 1),
      [{ kind: 'secret', expected: 2 }]
    ],
    ['what is undone already stays', [wrote(1)], holds('old', 3), holds('old', 1), []],
    ['what it created and somebody has deleted stays deleted', [wrote(0)], gone(1), undefined, []],
    ['what it was killed before is left alone', [wrote(1)], holds('old', 1), holds('old', 1), []]
  ])('%s', (_, changes, now, before, expected) => {
    const made = undo(changes, now, before)
    expect(conflictsIn(made)).toEqual([])
    expect(made.steps.filter(({ kind }) => kind !== 'claim' && kind !== 'ledger')).toMatchObject(expected)
  })

  it('notes first what it is about to change, so that it can be undone as well, and last what is there then', () => {
    const { steps } = undo([wrote(1)], holds('new', 2), holds('old', 1))
    expect(kinds({ steps })).toEqual(['claim', 'secret', 'ledger'])
    expect(steps[0]).toMatchObject({ changing: [{ path: PATH, kind: 'secret', expected: 2, overwrites: true }] })
  })

  it.each<[string, SecretChange[], KvRead, KvRead | undefined, RegExp]>([
    [
      'somebody has changed since',
      [wrote(1)],
      holds('newer', 5),
      holds('old', 1),
      /was changed again after run 4711 \(it has version 5; that run left version 2\); undoing would lose that change$/
    ],
    [
      'has lost its old version',
      [wrote(1)],
      holds('new', 2),
      gone(1),
      /^airflow\/variables\/greeting cannot be restored: Vault no longer keeps version 1$/
    ],
    ['may not be read', [wrote(1)], UNSEEN, holds('old', 1), /cannot be read with this token, so it cannot be undone$/]
  ])('ends red for a secret that %s', (_, changes, now, before, message) => {
    expect(conflictsIn(undo(changes, now, before))).toEqual([expect.stringMatching(message)])
  })

  it.each<[string, SecretChange, KvRead | undefined, object]>([
    ['changed gets its old value', wrote(1), holds('old', 1), { kind: 'secret', expected: 4 }],
    ['created is deleted', wrote(0), undefined, { kind: 'delete', version: 4 }]
  ])('what it %s also after a later run was undone', (_, change, before, step) => {
    const made = undo([change], holds('new', 4), before, { left: new Map([[PATH, holds('new', 2)]]) })
    expect(conflictsIn(made)).toEqual([])
    expect(made.steps[1]).toMatchObject(step)
  })

  it('does not take another value for the one that the run left', () => {
    const left = new Map([[PATH, holds('new', 2)]])
    expect(conflictsIn(undo([wrote(1)], holds('newer', 4), holds('old', 1), { left }))).toHaveLength(1)
  })

  it.each<[string, KvRead, string]>([
    ['it itself has left', holds('new', 2), 'new'],
    ['a later version of it', holds('new', 4), 'new']
  ])('takes back %s by its fingerprint', (_, now, value) => {
    const left = new Map([[PATH, holds(value, 2)]])
    expect(conflictsIn(undo([marked(1, value)], now, holds('old', 1), { left, key: KEY }))).toEqual([])
  })

  it.each([
    ['lies there', 2],
    ['lies there again', 4]
  ])('does not take for its own what somebody wrote just before it would have, where that %s', (_, version) => {
    const left = new Map([[PATH, holds('theirs', 2)]])
    const made = undo([marked(1, 'new')], holds('theirs', version), holds('old', 1), { left, key: KEY })
    expect(made.steps).toEqual([])
    expect(conflictsIn(made)).toEqual([
      'airflow/variables/greeting was changed by somebody else just before run 4711 (version 2); undoing would lose that change'
    ])
  })

  it('ends red for a secret that belongs to another manifest by now', () => {
    const made = undo([wrote(1)], holds('new', 2), holds('old', 1), {
      claims: { by: new Map([[PATH, 'billing']]), doubtful: [] }
    })
    expect(conflictsIn(made)).toEqual([
      'airflow/variables/greeting now belongs to manifest billing, so run 4711 cannot be undone there'
    ])
  })

  it('leaves a secret of another manifest alone where there is nothing to take back', () => {
    const claims = { by: new Map([[PATH, 'billing']]), doubtful: [] }
    expect(undo([wrote(1)], holds('old', 3), holds('old', 1), { claims })).toEqual(NOTHING)
  })

  it('takes the word of the ledger back only for what will change', () => {
    const other = 'variables/other'
    const { entries } = theStep(
      undo([wrote(1), { ...wrote(1), path: other }], holds('new', 2), holds('old', 1), {
        now: new Map([
          [PATH, holds('new', 2)],
          [other, holds('old', 3)]
        ]),
        before: new Map([PATH, other].map(path => [path, holds('old', 1)]))
      }),
      'claim'
    )
    expect([...entries.keys()]).toEqual([PATH])
  })

  it('claims again what the ledger has lost, if nobody else has', () => {
    const owned = {
      entries: new Map([[PATH, { version: 2, fingerprint: 'x' }]]),
      roles: new Map(),
      policies: new Set<string>()
    }
    const added = (ledger: ObservedUndo['ledger']) => [
      ...theStep(undo([wrote(1)], holds('new', 2), holds('old', 1), { ledger }), 'claim').added
    ]
    expect([added(NO_CLAIMS), added(owned)]).toEqual([[PATH], []])
  })

  const created: SecretChange = { ...wrote(0), existed: false }
  const reads = (folders: object) => readersIn([aRecord({ ...elsewhere(), holds: aHeld('a', folders) })])

  it.each([
    [
      'a folder inside the one of the manifest',
      { variablesPath: 'variables', connectionsPath: 'variables/greeting' },
      'greeting/x'
    ],
    ['the folder that the manifest has for connections now', { variablesPath: 'connections' }, undefined]
  ])('does not delete what a Deployment reads in %s', (_, folders, below) => {
    const path = below === undefined ? 'connections/web' : `variables/${below}`
    const made = undo([{ ...created, path }], holds('new', 1), undefined, {
      now: new Map([[path, holds('new', 1)]]),
      readers: reads(folders)
    })
    expect(conflictsIn(made)).toEqual([`airflow/${path} may still be read by Deployment dev, so run 4711 cannot be undone there`])
  })

  it('deletes what only those read who follow the manifest', () => {
    const made = undo([created], holds('new', 1), undefined, { readers: reads({}) })
    expect([kinds(made), conflictsIn(made)]).toEqual([['claim', 'delete', 'ledger'], []])
  })

  it('deletes nothing where nobody can tell who reads it, and restores values all the same', () => {
    const readers = readersIn([], { unknown: UNLISTED })
    expect(conflictsIn(undo([created], holds('new', 1), undefined, { readers }))).toEqual([
      'airflow/variables/greeting may still be read by any Deployment that uses it (this token cannot list their records), so run 4711 cannot be undone there'
    ])
    expect(conflictsIn(undo([wrote(1)], holds('new', 2), holds('old', 1), { readers }))).toEqual([])
  })

  it('ends red for what the damaged ledger of another manifest may have taken over, and not for what is ours', () => {
    const claims = DOUBTFUL
    expect(conflictsIn(undo([wrote(1)], holds('new', 2), holds('old', 1), { claims }))).toEqual([
      'airflow/variables/greeting may belong to manifest billing by now, whose ledger is damaged, so run 4711 cannot be undone there\nRun that manifest once: it rebuilds its ledger.'
    ])
    const ledger = { ...NO_CLAIMS, entries: new Map([[PATH, { version: 2, fingerprint: 'x' }]]) }
    expect(conflictsIn(undo([wrote(1)], holds('new', 2), holds('old', 1), { claims, ledger }))).toEqual([])
  })

  it('that nobody knows of ends red', () => {
    expect(conflictsIn(undo([], gone(0)))[0]).toMatch(/^manifest analytics has no record of a change that run 4711 made/)
  })
})
