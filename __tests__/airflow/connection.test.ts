import { describe, expect, it } from '@jest/globals'
import { asAirflowReads, type Connection, connectionProblems, fieldProblems } from '../../src/airflow/connection.ts'

const aConnection = (difference: Partial<Connection>): Connection => ({
  connType: 'postgres',
  host: 'db.example.com',
  ...difference
})

describe('connectionProblems', () => {
  it.each<Partial<Connection>>([
    {},
    { connType: 'google_cloud_platform' },
    { connType: 'postgresql' },
    { connType: 'Postgres' },
    { connType: 's3.v2' },
    { port: 0 },
    { port: 65535 },
    { extra: '' },
    { extra: ' {"a": [1, {"b": null}]}\n' },
    { extra: `{"id": 12345678901234567890, "text": "${'['.repeat(201)}${'1'.repeat(4301)}"}` },
    { login: '', password: '', schema: '' },
    { password: 'line 1\nline 2\t😀' }
  ])('are none for %j', difference => {
    expect(connectionProblems(aConnection(difference))).toEqual([])
  })

  it.each<[Partial<Connection>, string, RegExp]>([
    [{ connType: '' }, 'conn_type', /is empty; write/],
    [{ connType: 'google-cloud-platform' }, 'conn_type', /hyphen.*use _ instead/],
    [{ connType: 'postgresql+psycopg2' }, 'conn_type', /SQLAlchemy/],
    [{ connType: '3pl' }, 'conn_type', /is not a connection type; start with a letter/],
    [{ connType: 'a b' }, 'conn_type', /is not a connection type/],
    [{ connType: 'größe' }, 'conn_type', /is not a connection type/],
    [{ connType: 'aws\n' }, 'conn_type', /is not a connection type/],
    [{ port: -1 }, 'port', /write a whole number from 0 to 65535/],
    [{ port: 65536 }, 'port', /whole number/],
    [{ port: 1.5 }, 'port', /whole number/],
    [{ port: Number.NaN }, 'port', /whole number/],
    [{ extra: 's3cret' }, 'extra', /is not JSON; write an object/],
    [{ extra: "{'a': 's3cret'}" }, 'extra', /is not JSON/],
    [{ extra: '{"a": NaN}' }, 'extra', /is not JSON/],
    [{ extra: '["s3cret"]' }, 'extra', /not an object; write/],
    [{ extra: '"s3cret"' }, 'extra', /not an object/],
    [{ extra: 'null' }, 'extra', /not an object/],
    [{ extra: '{"a":\0}' }, 'extra', /NUL/],
    [{ extra: `{"a": ${'['.repeat(200)}${']'.repeat(200)}}` }, 'extra', /nested more than 200 levels/],
    [{ extra: `{"a": ${'1'.repeat(4301)}}` }, 'extra', /more than 4300 digits/],
    [{ host: 's3\0cret' }, 'host', /NUL.*remove it/],
    [{ login: 's3\0cret' }, 'login', /NUL/],
    [{ password: 's3\ud800cret' }, 'password', /half a surrogate pair/],
    [{ password: '\udc00s3cret' }, 'password', /half a surrogate pair/],
    [{ schema: 's3\0cret' }, 'schema', /NUL/]
  ])('%j', (difference, field, problem) => {
    expect(fieldProblems(aConnection(difference))).toEqual([{ field, problem: expect.stringMatching(problem) }])
    expect(JSON.stringify(connectionProblems(aConnection(difference)))).not.toMatch(/s3|cret/)
  })

  it('come all at once, each with its field', () => {
    expect(connectionProblems({ connType: 'a-b', port: -1, extra: '1' })).toEqual([
      expect.stringMatching(/^conn_type contains a hyphen/),
      expect.stringMatching(/^port is not a port/),
      expect.stringMatching(/^extra is JSON/)
    ])
  })
})

describe('asAirflowReads', () => {
  it.each<[Connection, Connection]>([
    [
      { connType: 'HTTP', host: 'H', port: 0 },
      { connType: 'http', host: 'H', port: 0 }
    ],
    [{ connType: 'postgresql' }, { connType: 'postgres' }],
    [{ connType: 'aws', host: '', schema: '', extra: '' }, { connType: 'aws' }],
    [
      { connType: 'redis', password: 'p' },
      { connType: 'redis', login: '', password: 'p' }
    ],
    [
      { connType: 'redis', login: 'l', password: '' },
      { connType: 'redis', login: 'l', password: '' }
    ],
    [
      { connType: 'redis', login: '' },
      { connType: 'redis', login: '' }
    ]
  ])('%j', (connection, read) => {
    expect(asAirflowReads(connection)).toEqual(read)
  })
})
