import { describe, expect, it } from '@jest/globals'
import { differingKeys } from '../../../src/plan/vault/differing-keys.ts'

type Keys = readonly string[] | undefined

const json = (value: object) => JSON.stringify(value)
const variable = (value: string | object) => ({ value: typeof value === 'string' ? value : json(value) })
const uri = (conn_uri: string) => ({ conn_uri })
const extra = (value: object) => uri(`http://h/?__extra__=${encodeURIComponent(json(value))}`)
const everyField = ['conn_type', 'host', 'port', 'schema', 'login', 'password']
const fields = (difference: object = {}) => ({ conn_type: 'postgres', host: 'h', ...difference })

describe('of a variable', () => {
  it.each<[string, object, object, unknown, Keys]>([
    ['a text is the value', variable('a'), variable('b'), undefined, ['value']],
    ['what was no text is the value', { value: 7 }, variable('b'), undefined, ['value']],
    ['a structure from a source is the value', variable({ a: 1 }), variable({ a: 2 }), undefined, ['value']],
    ['a key of the manifest is named', variable({ a: 1, b: 1 }), variable({ a: 2, b: 1 }), { a: 2, b: 1 }, ['value.a']],
    ['one that it takes from a source, too', variable({ a: 1 }), variable({ a: 2 }), { a: { $env: 'A' } }, ['value.a']],
    ['one that is new, too', variable({}), variable({ a: 1 }), { a: 1 }, ['value.a']],
    ['one that is nested is not', variable({ a: { b: 1 } }), variable({ a: { b: 2 } }), { a: { b: 2 } }, ['value.a']],
    ['a key that only Vault has is not', variable({ hidden: 1, a: 1 }), variable({ a: 2 }), { a: 2 }, ['value.a', 'value']],
    ['nor is it where it is the only one', variable({ hidden: 1, a: 1 }), variable({ a: 1 }), { a: 1 }, ['value']],
    ['nor what every object has', variable({}), variable({ toString: 1 }), {}, ['value']],
    ['another spelling is the value', variable('{"a": 1}'), variable({ a: 1 }), { a: 1 }, ['value']],
    ['a list has no keys', variable('[1]'), variable('[2]'), [2], ['value']],
    ['what was no structure has none', variable('text'), variable({ a: 1 }), { a: 1 }, ['value']],
    [
      'nor what is nested too deep',
      variable(`{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`),
      variable({}),
      { a: 1 },
      ['value']
    ],
    ['other keys beside an equal value are not told', { value: 'a', hidden: 'x' }, variable('a'), undefined, undefined]
  ])('%s', (_, before, after, written, keys) => {
    expect(differingKeys(before as never, after as never, written)).toEqual(keys)
  })
})

describe('of a connection', () => {
  it.each<[string, object, object, unknown, Keys]>([
    ['its fields', uri('postgres://u:p@h:1/s'), uri('mysql://v:q@i:2/t'), undefined, everyField],
    ['its fields in the other format', fields(), uri('postgres://u:p@h'), undefined, ['login', 'password']],
    ['its fields in another one', uri('postgres://u:p@h'), fields({ port: 5432 }), undefined, ['port', 'login', 'password']],
    ['a field that is empty is one that is absent', fields({ schema: '' }), fields({ login: 'u' }), undefined, ['login']],
    ['its fields where Vault has none', {}, uri('postgres://h'), undefined, ['conn_type', 'host']],
    ['a description', fields({ description: 'a' }), fields({ description: 'b' }), undefined, ['description']],
    ['extra from a source', extra({ hidden: 1 }), extra({ hidden: 2 }), undefined, ['extra']],
    ['a key of extra', extra({ a: 1, b: 1 }), extra({ a: 1, b: 2 }), { a: 1, b: 2 }, ['extra.b']],
    ['a key of extra that was not there', uri('http://h'), extra({ a: 1 }), { a: 1 }, ['extra.a']],
    ['a key of extra that only Vault has', extra({ a: 1, hidden: 1 }), extra({ a: 2 }), { a: 2 }, ['extra.a', 'extra']],
    ['the same in other words', uri('postgres://H'), uri('postgres://h'), undefined, ['conn_uri']],
    ['the same in another format', uri('postgres://h'), fields(), undefined, ['conn_uri']]
  ])('%s', (_, before, after, written, keys) => {
    expect(differingKeys(before as never, after as never, written)).toEqual(keys)
  })

  it.each<[string, object]>([
    ['no URI', uri('hunter2')],
    ['a key that Airflow does not know', fields({ hidden: 'x' })],
    ['a structure', fields({ extra: { a: 1 } })]
  ])('is nothing told where Vault has %s', (_, before) => {
    expect(differingKeys(before as never, uri('postgres://h'))).toBeUndefined()
  })
})
