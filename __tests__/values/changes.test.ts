import { describe, expect, it } from '@jest/globals'
import { entriesFor } from '../../src/manifest/entries.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { entryChanges } from '../../src/values/changes.ts'
import { constantsOf } from '../../src/values/constants.ts'
import { aManifest } from '../build/manifest.ts'

const NONE = { variables: {}, connections: {} }
const scoped = (difference: object) => {
  const manifest = aManifest({ ...NONE, ...difference })
  return { manifest, scope: scopeOf(manifest) }
}
const changes = (before: object, after: object) => entryChanges(scoped(before), scoped(after))
const constants = (difference: object) => {
  const { manifest, scope } = scoped(difference)
  return entriesFor(manifest, scope).map(entry => constantsOf(entry, undefined))
}
const connection = (fields: object) => ({ connections: { warehouse: { conn_type: 'postgres', ...fields } } })
const variable = (value: unknown) => ({ variables: { a: value } })

describe('what a manifest spells out', () => {
  it.each<[string, object, object]>([
    ['a constant', variable('Hello'), { value: 'Hello' }],
    [
      'the top of a structure',
      variable({ json: { n: 3, f: 1.0, on: true, deep: { x: 1 }, key: { $env: 'K' } } }),
      { 'value.n': '3', 'value.f': '1', 'value.on': 'true' }
    ],
    [
      'fields',
      connection({ host: 'db', port: 5432, login: { env: 'L' }, extra: { sslmode: 'require' } }),
      { conn_type: 'postgres', host: 'db', port: '5432', 'extra.sslmode': 'require' }
    ],
    ['a structure that is one number', variable({ json: 3 }), { value: '3' }],
    ['keys that only look like a source', variable({ json: { $schema: 'x', n: 3 } }), { 'value.$schema': 'x', 'value.n': '3' }],
    ['no source', variable({ env: 'TOKEN' }), {}],
    ['no source of a whole structure', connection({ extra: { $env: 'EXTRA' } }), { conn_type: 'postgres' }],
    ['no password', connection({ password: 'hunter2', 'not-secret': true }), { conn_type: 'postgres' }],
    ['nothing with the name of a secret', { variables: { api_token: 'hunter2' } }, {}],
    ['nothing with the name of a secret inside', connection({ extra: { private_key: 'hunter2' } }), { conn_type: 'postgres' }],
    ['nothing that looks like one', variable('https://user:hunter2@example.com'), {}],
    ['no `extra` that is one text', connection({ extra: '{"a":"b"}' }), { conn_type: 'postgres' }],
    ['no whole URI', { connections: { w: { conn_uri: 'mysql://u@h' } } }, {}],
    ['nothing of an empty text', variable(''), {}]
  ])('%s', (_, difference, expected) => {
    expect(constants(difference)).toEqual([expected])
  })

  it('is cut where it is long, never within a character', () => {
    const [{ value = '' } = {}] = constants(variable(`${'x'.repeat(118)}🦉 and more`))
    expect(value).toBe(`${'x'.repeat(118)}…`)
  })
})

describe('what differs between two manifests', () => {
  it.each<[string, object, object, unknown[]]>([
    ['nothing', variable('x'), variable('x'), []],
    [
      'a constant',
      variable('dev'),
      variable('prod'),
      [{ name: 'variables.a', change: 'changed', keys: [{ key: 'value', was: 'dev', becomes: 'prod' }] }]
    ],
    ['a new name', {}, variable('x'), [{ name: 'variables.a', change: 'added', keys: [{ key: 'value', becomes: 'x' }] }]],
    ['a new name with a source', {}, variable({ env: 'A' }), [{ name: 'variables.a', change: 'added', keys: [] }]],
    ['a name less', variable('x'), {}, [{ name: 'variables.a', change: 'removed', keys: [] }]],
    [
      'another source',
      variable({ env: 'A' }),
      variable({ env: 'B' }),
      [{ name: 'variables.a', change: 'changed', keys: [{ key: 'value' }] }]
    ],
    [
      'a field, not the password',
      connection({ host: 'db', password: { env: 'P' } }),
      connection({ host: 'db2', password: { env: 'P' } }),
      [
        {
          name: 'connections.warehouse',
          change: 'changed',
          keys: [{ key: 'host', was: 'db', becomes: 'db2' }],
          samePassword: true
        }
      ]
    ],
    [
      'the password',
      connection({ password: { env: 'P' } }),
      connection({ password: { env: 'Q' } }),
      [{ name: 'connections.warehouse', change: 'changed', keys: [{ key: 'password' }] }]
    ],
    [
      'a key of a structure',
      connection({ extra: { sslmode: 'prefer', other: 1 } }),
      connection({ extra: { sslmode: 'require', other: 1 } }),
      [{ name: 'connections.warehouse', change: 'changed', keys: [{ key: 'extra.sslmode', was: 'prefer', becomes: 'require' }] }]
    ],
    [
      'a field that was not there, and one that goes',
      connection({ host: 'db', schema: 'old', password: { env: 'P' } }),
      connection({ host: 'db', login: 'etl', port: { env: 'PORT' } }),
      [
        {
          name: 'connections.warehouse',
          change: 'changed',
          keys: [
            { key: 'login', was: null, becomes: 'etl' },
            { key: 'port', was: null },
            { key: 'schema', was: 'old', becomes: null },
            { key: 'password', becomes: null }
          ]
        }
      ]
    ],
    [
      'a key deep in one, by the key at its top',
      variable({ json: { deep: { x: 1 } } }),
      variable({ json: { deep: { x: 2 } } }),
      [{ name: 'variables.a', change: 'changed', keys: [{ key: 'value.deep' }] }]
    ]
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected)
  })
})
