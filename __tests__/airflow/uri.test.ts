import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { asAirflowReads, type Connection } from '../../src/airflow/connection.ts'
import { encodeUri, parseUri } from '../../src/airflow/uri.ts'
import { SEED } from '../build/seed.ts'
import { randomConnection, randomFrom } from './random-connections.ts'

interface Vector {
  readonly n: number
  readonly why: string
  readonly in: { readonly conn_type: string } & Omit<Connection, 'connType'>
  readonly uri: string
}

const vectors: readonly Vector[] = readFileSync(new URL('connection-vectors.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))

const connectionOf = ({ conn_type: connType, ...fields }: Vector['in']): Connection => ({ connType, ...fields })
const parsed = (uri: string) => {
  const result = parseUri(uri)
  if (!result.ok) throw new Error(result.problem)
  return result
}

describe('encodeUri', () => {
  it('has vectors to follow', () => expect(vectors).toHaveLength(35))

  it.each(vectors)('writes vector $n, $why, to the byte', vector => {
    expect(encodeUri(connectionOf(vector.in))).toBe(vector.uri)
  })

  it('throws at half a surrogate pair', () => {
    expect(() => encodeUri({ connType: 'http', host: '\ud800' })).toThrow(URIError)
  })

  it('leaves an empty host, schema and extra out', () => {
    expect(encodeUri({ connType: 'http', host: '', schema: '', extra: '' })).toBe('http://')
  })

  it('writes the type in lower case', () => {
    expect(encodeUri({ connType: 'My_Type' })).toBe('my-type://')
  })
})

describe('parseUri after encodeUri', () => {
  it.each(vectors)('reads vector $n, $why, back', vector => {
    expect(parsed(vector.uri)).toEqual({ ok: true, value: asAirflowReads(connectionOf(vector.in)), warnings: [] })
  })

  it('reads 6000 random connections back', () => {
    const random = randomFrom(SEED)
    for (let round = 0; round < 6000; round++) {
      const connection = randomConnection(random)
      const uri = encodeUri(connection)
      const again = { SEED, round, uri, ...parseUri(uri) }
      expect(again).toEqual({ SEED, round, uri, ok: true, value: asAirflowReads(connection), warnings: [] })
    }
  })
})

describe('parseUri of what Airflow reads', () => {
  it.each<[string, Connection]>([
    ['postgres://u:a@b@h/db', { connType: 'postgres', login: 'u', password: 'a@b', host: 'h', schema: 'db' }],
    [
      'postgres://u:p@[2001:db8::1]:5432/db',
      { connType: 'postgres', login: 'u', password: 'p', host: '2001:db8::1', port: 5432, schema: 'db' }
    ],
    ['http://https://api.x:8443/base', { connType: 'http', host: 'https://api.x', port: 8443, schema: 'base' }],
    ['http://https://u:p@api.x', { connType: 'http', host: 'https://api.x', login: 'u', password: 'p' }],
    ['http://HTTP://api.x', { connType: 'http', host: 'http://api.x' }],
    ['aws://?endpoint_url=https://s3.local', { connType: 'aws', extra: '{"endpoint_url": "https://s3.local"}' }],
    ['aws:///?endpoint_url=https://s3.local', { connType: 'aws', extra: '{"endpoint_url": "https://s3.local"}' }],
    [
      'postgres://u:p+q@h/db?app=a+b',
      { connType: 'postgres', login: 'u', password: 'p+q', host: 'h', schema: 'db', extra: '{"app": "a b"}' }
    ],
    ['POSTGRESQL://h', { connType: 'postgres', host: 'h' }],
    ['google-cloud-platform://', { connType: 'google_cloud_platform' }],
    ['redis://@h', { connType: 'redis', login: '', host: 'h' }],
    ['redis://:@h', { connType: 'redis', login: '', password: '', host: 'h' }],
    ['redis://:pw@h:/0', { connType: 'redis', login: '', password: 'pw', host: 'h', schema: '0' }],
    ['sqlite:////tmp/x.db', { connType: 'sqlite', schema: '/tmp/x.db' }],
    ['http://h/a/b', { connType: 'http', host: 'h', schema: 'a/b' }],
    ['http://u:100%@h/a%zz', { connType: 'http', login: 'u', password: '100%', host: 'h', schema: 'a%zz' }],
    ['http://u:p@ｈ', { connType: 'http', login: 'u', password: 'p', host: 'ｈ' }],
    ['http://HTTPS%3A%2F%2FApi.x', { connType: 'http', host: 'HTTPS://Api.x' }],
    ['http://https%3A%2F%2FApi.x:1', { connType: 'http', host: 'https://Api.x', port: 1 }],
    ['http://h?10=a&b&=c&', { connType: 'http', host: 'h', extra: '{"10": "a", "b": "", "": "c"}' }],
    ['http://h?k=%C3%BC%F0%9F%98%80', { connType: 'http', host: 'h', extra: '{"k": "\\u00fc\\ud83d\\ude00"}' }],
    ['http://h?__extra__=', { connType: 'http', host: 'h' }],
    ['http://h?&', { connType: 'http', host: 'h', extra: '{}' }]
  ])('%s', (uri, value) => {
    expect(parseUri(uri)).toEqual({ ok: true, value, warnings: [] })
  })
})

describe('parseUri of what Airflow reads, but not as meant', () => {
  it.each<[string, Connection, RegExp]>([
    ['postgres://h/db\n', { connType: 'postgres', host: 'h', schema: 'db' }, /white space/],
    [' postgres://h/db ', { connType: 'postgres', host: 'h', schema: 'db' }, /white space/],
    [
      'postgres://u:p%40h@MyHost:5432/db',
      { connType: 'postgres', login: 'u', password: 'p@h', host: 'myhost', port: 5432, schema: 'db' },
      /capital/
    ],
    ['http://Ab%41cD', { connType: 'http', host: 'abAcD' }, /capital/],
    ['http://h?a=1&a=2', { connType: 'http', host: 'h', extra: '{"a": "2"}' }, /repeats a parameter/],
    ['http://h?a=1&__extra__={}', { connType: 'http', host: 'h', extra: '{}' }, /next to __extra__/]
  ])('warns of %j', (uri, value, warning) => {
    expect(parseUri(uri)).toEqual({ ok: true, value, warnings: [expect.stringMatching(warning)] })
  })
})

describe('parseUri refuses', () => {
  it.each<[string, RegExp]>([
    ['', /is empty/],
    [' \n', /is empty/],
    ['s3cret', /does not start with a connection type/],
    ['s3_cret+x', /does not start with a connection type/],
    ['//h/db', /does not start with a connection type/],
    ['postgres:h', /does not start with a connection type/],
    ['google_cloud_platform://h', /underscore in its type.*use - instead/],
    ['3_pl://h', /does not start with a connection type/],
    ['3pl://h', /does not start with a connection type.*a type is a letter/],
    ['postgresql+psycopg2://u:s3cret@h/db', /SQLAlchemy URL/],
    ['google_x+driver://h', /SQLAlchemy URL/],
    ['{"conn_type": "postgres", "password": "s3cret"}', /is JSON/],
    [' {}', /is JSON/],
    ['postgres://u:s3#cret@h/db', /unencoded #.*%23/],
    ['postgres://h/db#fragment', /unencoded #/],
    ['postgres://u:s3/cret@h/db', /port.*%2F/],
    ['postgres://u:1/cret@h/db', /@ after the first \/.*%2F/],
    ['postgres://u:a@s3/cret@h/db', /@ after the first \//],
    ['postgres://u:s3?cret@h/db', /port.*%3F/],
    ['postgres://h:-1', /^has a port/],
    ['postgres://h:65536', /^has a port/],
    ['postgres://h:1.5', /^has a port/],
    ['postgres://h:٣', /^has a port/],
    ['postgres://2001:db8::1:5432/db', /port.*IPv6 address in \[ \]/],
    ['http://http://api.x', /repeats its type.*%3A%2F%2F/],
    ['http://xhttp://api.x', /repeats its type/],
    ['aws://?next=aws://x', /repeats its type/],
    ['HTTP://https://api.x', /lower case/],
    ['http://u:s3cret@https://api.x', /second ::?\/\/ that does not precede the host/],
    ['postgres://u:s3://cret@h', /second :\/\//],
    ['aws://h?endpoint_url=https://s3.local', /second :\/\//],
    ['aws://h/?endpoint_url=https://s3.local', /second :\/\//],
    ['aws:////h?endpoint_url=https://s3.local', /second :\/\//],
    ['aws://?a=b:c&endpoint_url=https://s3.local', /second :\/\//],
    ['http://h/?a=https://x&b=https://y', /more than two :\/\//],
    ['postgres://u:s3\ncret@h', /control character/],
    ['postgres://u:s3\0cret@h', /NUL/],
    ['postgres://u:s3%00cret@h', /invalid password: it contains a NUL/],
    ['postgres://u:s3\ud800cret@h', /surrogate/],
    ['postgres://u:s3%E9cret@h', /not UTF-8/],
    ['postgres://u:s3%ED%A0%80cret@h', /not UTF-8/],
    ['postgres://u:s3[cret@h', /%5B/],
    ['postgres://u:s3]cret@h', /%5D/],
    ['postgres://u:[::1]@[::1]', /%5B/],
    ['postgres://[h]', /IPv6/],
    ['postgres://[10.0.0.1]', /IPv6/],
    ['postgres://x[::1]', /IPv6|port/],
    ['postgres://[::1]x:5', /IPv6|port/],
    ['postgres://u:p@h℀x', /Python reads/],
    ['postgres://u:s3＠cret@h', /Python reads/],
    ['http://h?__extra__=s3cret', /invalid extra: it is not JSON/],
    ['http://h?__extra__=[1]', /invalid extra: it is JSON, but not an object/]
  ])('%j', (uri, problem) => {
    const result = parseUri(uri)
    expect(result).toEqual({ ok: false, problem: expect.stringMatching(problem) })
    if (!result.ok) expect(result.problem).not.toMatch(/s3|cret/)
  })
})
