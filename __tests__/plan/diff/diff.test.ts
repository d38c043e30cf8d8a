import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { entriesFor } from '../../../src/manifest/entries.ts'
import { scopeOf } from '../../../src/manifest/scope.ts'
import { diffNames, type NameDiff } from '../../../src/plan/diff/diff.ts'
import { sideOf, withContents } from '../../../src/plan/diff/side.ts'
import type { KvData, KvRead } from '../../../src/vault/port.ts'
import { aManifest, resolveForKv } from '../../build/manifest.ts'

type Own = Readonly<Record<string, unknown>>
interface Half {
  /** Below `deployments:`, beside `isolate`. */
  readonly own: Own
  /** By name: what is in Vault; absent if nobody has asked Vault. */
  readonly there?: Readonly<Record<string, KvRead>>
  /** By name: the version that the ledger knows. */
  readonly known?: Readonly<Record<string, number>>
}

function sideFrom(key: string, { own, there, known = {} }: Half) {
  const manifest = aManifest({
    variables: {},
    connections: {},
    deployments: { [key]: { 'deployment-name': key, isolate: true, ...own } }
  })
  const scope = scopeOf(manifest, key)
  const entries = entriesFor(manifest, scope)
  const side = sideOf(key, { scope, own: entries, entries, wanted: resolveForKv(manifest, scope, new Map()).wanted })
  if (there === undefined) return side
  const pathOf = (name: string) => side.secrets.get(name)?.path ?? ''
  const ledger = Object.entries(known).map(([name, version]) => [pathOf(name), { version, fingerprint: 'f' }] as const)
  return withContents(side, {
    there: new Map(Object.entries(there).map(([name, one]) => [pathOf(name), one])),
    ledger: new Map(ledger)
  })
}

const diffs = (dev: Half, prod: Half) => diffNames(sideFrom('dev', dev), sideFrom('prod', prod))
const only = (dev: Half, prod: Half): Omit<NameDiff, 'name'> | undefined => {
  const [{ name: _, ...one } = {} as NameDiff, ...more] = diffs(dev, prod)
  expect(more).toEqual([])
  return one
}

const present = (data: KvData, version = 1): KvRead => ({ state: 'present', data: new Secret(data), version })
const ABSENT: KvRead = { state: 'absent', version: 0 }
const FORBIDDEN: KvRead = { state: 'not-visible', because: 'Vault answered 403 to GET airflow/data/prod/variables/a' }
const variable = (value: unknown): Own => ({ variables: { a: value } })
const web = (fields: object): Own => ({ connections: { w: { conn_type: 'http', ...fields } } })
const NAMED = '$' + '{deployment}-db'
const SOURCE = { env: 'A' }
const [DEV_ODD, PROD_ODD] = ['dev', 'prod'].map(side => `${side}: somebody changed it in Vault (version 2)`)

describe('a name', () => {
  it('of one side alone is told, and comes first', () => {
    const found = diffs(
      { own: { variables: { same: 'x', here: SOURCE }, connections: { w: { conn_type: 'http', host: 'h' } } } },
      { own: { variables: { same: 'x', there: 'y' } } }
    )
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ['variables.here', 'only-in-first'],
      ['connections.w', 'only-in-first'],
      ['variables.there', 'only-in-second'],
      ['variables.same', 'equal']
    ])
  })

  it('of a variable is not one of a connection', () => {
    const found = diffs({ own: variable('x') }, { own: { connections: { a: { conn_type: 'http' } } } })
    expect(found.map(({ name }) => name)).toEqual(['variables.a', 'connections.a'])
  })
})

describe('without Vault', () => {
  it.each<[string, Own, Own, NameDiff['state'], NameDiff['keys']]>([
    ['constants are equal', variable('x'), variable('x'), 'equal', []],
    ['constants differ', variable('x'), variable('y'), 'different', [{ key: 'value', first: 'x', second: 'y' }]],
    [
      'constants differ by the name of the Deployment',
      variable(NAMED),
      variable(NAMED),
      'different',
      [{ key: 'value', first: 'dev-db', second: 'prod-db' }]
    ],
    [
      'constants with the name of a secret are not shown',
      web({ password: 'x', 'not-secret': true }),
      web({ password: 'y', 'not-secret': true }),
      'different',
      [{ key: 'password' }]
    ],
    [
      'constants that are longer than anybody reads differ',
      variable(`${'x'.repeat(200)}1`),
      variable(`${'x'.repeat(200)}2`),
      'different',
      [{ key: 'value' }]
    ],
    [
      'a number is not the text that it looks like',
      variable({ json: { n: 3 } }),
      variable({ json: { n: '3' } }),
      'different',
      [{ key: 'value.n' }]
    ],
    [
      'the same connection in other words is equal',
      web({ host: 'h' }),
      { connections: { w: { conn_uri: 'http://h' } } },
      'equal',
      []
    ],
    ['the same source is unknown: each job has its own', variable(SOURCE), variable(SOURCE), 'unknown', []],
    ['another source is unknown: it may have the same value', variable(SOURCE), variable({ env: 'B' }), 'unknown', []],
    [
      'a source beside equal constants is unknown',
      web({ host: 'h', password: SOURCE }),
      web({ host: 'h', password: SOURCE }),
      'unknown',
      []
    ],
    [
      'a constant that differs is enough to know',
      web({ host: 'h', password: SOURCE }),
      web({ host: 'i', password: SOURCE }),
      'different',
      [{ key: 'host', first: 'h', second: 'i' }]
    ],
    ['a constant beside a source is unknown', variable('x'), variable(SOURCE), 'unknown', []]
  ])('%s', (_, own, other, state, keys) => {
    const notes = state === 'unknown' ? ['it has a source, and Vault was not asked'] : []
    expect(only({ own }, { own: other })).toEqual({ state, keys, notes })
  })
})

describe('with Vault', () => {
  const compared = (own: Own, there: KvRead, other: Own, thereToo: KvRead) => {
    const [name = ''] = [...sideFrom('dev', { own }).secrets.keys()]
    return only({ own, there: { [name]: there } }, { own: other, there: { [name]: thereToo } })
  }

  it.each<[string, Own, KvRead, Own, KvRead, Omit<NameDiff, 'name'>]>([
    [
      'equal secrets are equal',
      variable(SOURCE),
      present({ value: 's' }),
      variable({ env: 'B' }),
      present({ value: 's' }, 7),
      {
        state: 'equal',
        keys: [],
        notes: []
      }
    ],
    [
      'other secrets differ',
      variable(SOURCE),
      present({ value: 's' }),
      variable(SOURCE),
      present({ value: 't' }),
      {
        state: 'different',
        keys: [{ key: 'value' }],
        notes: []
      }
    ],
    [
      'what Airflow does not read makes no difference',
      variable(SOURCE),
      present({ value: 's' }),
      variable(SOURCE),
      present({ value: 's', by: 'me' }),
      {
        state: 'equal',
        keys: [],
        notes: []
      }
    ],
    [
      'fields that differ are named',
      web({ host: 'h', password: SOURCE }),
      present({ conn_uri: 'http://:s@h' }),
      web({ host: 'h', password: SOURCE }),
      present({ conn_uri: 'http://:t@h' }),
      {
        state: 'different',
        keys: [{ key: 'password' }],
        notes: []
      }
    ],
    [
      'a key inside is named only if a manifest has it',
      variable({ json: { k: { $env: 'A' } } }),
      present({ value: '{"k":1,"hidden":1}' }),
      variable({ json: { k: { $env: 'A' } } }),
      present({ value: '{"k":2,"hidden":2}' }),
      {
        state: 'different',
        keys: [{ key: 'value.k' }, { key: 'value' }],
        notes: []
      }
    ],
    [
      'a secret that equals a constant in Vault is equal',
      variable('s'),
      present({ value: 's' }),
      variable(SOURCE),
      present({ value: 's' }),
      {
        state: 'equal',
        keys: [],
        notes: []
      }
    ],
    [
      'a constant is never compared with a secret in Vault',
      variable('s'),
      ABSENT,
      variable(SOURCE),
      present({ value: 's' }),
      {
        state: 'different',
        keys: [],
        notes: ['dev: not in Vault yet']
      }
    ],
    [
      'nor is it where Vault has an older one',
      variable('s'),
      present({ value: 'old' }),
      variable(SOURCE),
      present({ value: 's' }),
      {
        state: 'different',
        keys: [{ key: 'value', first: 's' }],
        notes: []
      }
    ],
    [
      'a secret that one side lacks in Vault differs',
      variable(SOURCE),
      present({ value: 's' }),
      variable(SOURCE),
      ABSENT,
      {
        state: 'different',
        keys: [],
        notes: ['prod: not in Vault yet']
      }
    ],
    [
      'a secret that both lack there is unknown',
      variable(SOURCE),
      ABSENT,
      variable(SOURCE),
      ABSENT,
      {
        state: 'unknown',
        keys: [],
        notes: ['dev: not in Vault yet', 'prod: not in Vault yet']
      }
    ],
    [
      'a secret that was deleted is told as that',
      variable(SOURCE),
      present({ value: 's' }),
      variable(SOURCE),
      { state: 'absent', version: 3 },
      {
        state: 'different',
        keys: [],
        notes: ['prod: deleted in Vault']
      }
    ],
    [
      'a secret that may not be read is unknown, with its path',
      variable(SOURCE),
      present({ value: 's' }),
      variable(SOURCE),
      FORBIDDEN,
      {
        state: 'unknown',
        keys: [],
        notes: ['prod: Vault answered 403 to GET airflow/data/prod/variables/a']
      }
    ],
    [
      'constants need no right to read',
      variable('x'),
      present({ value: 'x' }),
      variable('x'),
      FORBIDDEN,
      {
        state: 'equal',
        keys: [],
        notes: ['prod: Vault answered 403 to GET airflow/data/prod/variables/a']
      }
    ],
    [
      'constants count as the manifests have them, and Vault is told',
      variable('x'),
      present({ value: 'x' }),
      variable('x'),
      present({ value: 'old' }),
      {
        state: 'equal',
        keys: [],
        notes: ['in Vault, value differs: not synced yet, or changed by hand']
      }
    ],
    [
      'so do constants that are not yet different there',
      variable('x'),
      present({ value: 'x' }),
      variable('y'),
      present({ value: 'x' }),
      {
        state: 'different',
        keys: [{ key: 'value', first: 'x', second: 'y' }],
        notes: ['in Vault, constants are equal: not synced yet, or changed by hand']
      }
    ],
    [
      'so do constants beside a secret',
      web({ host: 'h', password: SOURCE }),
      present({ conn_uri: 'http://:s@h' }),
      web({ host: 'i', password: SOURCE }),
      present({ conn_uri: 'http://:s@h' }),
      {
        state: 'different',
        keys: [{ key: 'host', first: 'h', second: 'i' }],
        notes: ['in Vault, constants are equal: not synced yet, or changed by hand']
      }
    ],
    [
      'a constant that only Vault has otherwise is told, and makes no difference',
      web({ host: 'h', password: SOURCE }),
      present({ conn_uri: 'http://:s@h' }),
      web({ host: 'h', password: SOURCE }),
      present({ conn_uri: 'http://:s@old' }),
      { state: 'equal', keys: [], notes: ['in Vault, host differs: not synced yet, or changed by hand'] }
    ],
    [
      'what Airflow reads alike is equal, also beside a secret',
      { connections: { w: { conn_type: 'postgres', password: SOURCE } } },
      present({ conn_uri: 'postgres://:s@' }),
      { connections: { w: { conn_type: 'postgresql', password: SOURCE } } },
      present({ conn_uri: 'postgresql://:s@' }),
      { state: 'equal', keys: [], notes: [] }
    ],
    [
      'what cannot be parsed differs, without a key',
      { connections: { w: { conn_uri: SOURCE } } },
      present({ conn_uri: 'x' }),
      { connections: { w: { conn_uri: SOURCE } } },
      present({ conn_uri: 'y' }),
      {
        state: 'different',
        keys: [],
        notes: []
      }
    ]
  ])('%s', (_, own, there, other, thereToo, expected) => {
    expect(compared(own, there, other, thereToo)).toEqual(expected)
  })
})

describe('what somebody changed by hand', () => {
  const own = variable(SOURCE)
  const half = (there: KvRead, known: number): Half => ({ own, there: { 'variables.a': there }, known: { 'variables.a': known } })

  it('is told of each side, whether the secrets are equal or not', () => {
    const drifted = present({ value: 's' }, 2)
    expect(only(half(drifted, 1), half(drifted, 2))).toEqual({ state: 'equal', keys: [], notes: [DEV_ODD] })
    expect(only(half(present({ value: 't' }), 1), half(drifted, 1))).toEqual({
      state: 'different',
      keys: [{ key: 'value' }],
      notes: [PROD_ODD]
    })
  })

  it('is told if it is gone', () => {
    const gone = half({ state: 'absent', version: 1 }, 1)
    expect(only(half(present({ value: 's' }), 1), gone)?.notes).toEqual(['prod: somebody deleted it in Vault'])
  })
})
