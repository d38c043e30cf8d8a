import { describe, expect, it } from '@jest/globals'
import { read } from '../build/imported.ts'

const exported = (fields: object) => JSON.stringify({ warehouse: fields }, null, 2)

describe('an export of connections', () => {
  it('is read field by field; what is null is absent', () => {
    const fields = {
      conn_type: 'postgres',
      description: null,
      login: 'etl',
      password: 'p@s:s/w?o#rd',
      host: 'ABC.example.com',
      port: 5432,
      schema: '',
      extra: '{"sslmode": "require"}'
    }
    expect(read(exported(fields))).toEqual({
      variables: {},
      connections: {
        warehouse: {
          connType: 'postgres',
          login: 'etl',
          password: 'p@s:s/w?o#rd',
          host: 'ABC.example.com',
          port: 5432,
          schema: '',
          extra: '{"sslmode": "require"}'
        }
      },
      problems: [],
      warnings: []
    })
  })

  it('is read from YAML as PyYAML writes it: what it leaves without quotes is a text', () => {
    const yaml = 'a:\n  conn_type: http\n  description: null\n  login: 1e5\n  password: 0o17\n  host: "on"\n  port: 80\n'
    expect(read(yaml)).toMatchObject({
      connections: { a: { connType: 'http', login: '1e5', password: '0o17', host: 'on', port: 80 } },
      warnings: []
    })
  })

  it.each([
    ['a URI', 'postgres://u:p%40h@db/x'],
    ['a list of one', ['postgres://u:p%40h@db/x']],
    ['a mapping with uri', { uri: 'postgres://u:p%40h@db/x' }],
    [
      'a mapping with its own id',
      { conn_id: 'warehouse', conn_type: 'postgres', login: 'u', password: 'p@h', host: 'db', schema: 'x' }
    ]
  ])('may have %s, as LocalFilesystemBackend takes it', (_, value) => {
    expect(read(JSON.stringify({ warehouse: value })).connections).toEqual({
      warehouse: { connType: 'postgres', login: 'u', password: 'p@h', host: 'db', schema: 'x' }
    })
  })

  it.each([
    ['extra', { big: 1 }],
    ['extra_dejson', { big: 1 }]
  ])('may have %s as a mapping, whose numbers keep their digits', (name, extra) => {
    const text = exported({ conn_type: 'aws', [name]: extra }).replace('1', '12345678901234567890')
    expect(read(text).connections).toEqual({ warehouse: { connType: 'aws', extra: '{"big":12345678901234567890}' } })
  })

  it('says once that descriptions are left out', () => {
    const text = JSON.stringify({ a: { conn_type: 'aws', description: 'x' }, b: { conn_type: 'aws', description: 'y' } })
    expect(read(text).warnings).toEqual([
      '1: descriptions of connections are ignored: Vault holds what tasks use, and no task reads a description'
    ])
  })

  it.each<[string, object, string]>([
    [
      'a field that is none',
      { conn_type: 'aws', pasword: 'x' },
      '4: connection warehouse: pasword is not a field of a connection; did you mean "password"?'
    ],
    [
      'no type',
      { conn_type: null, host: 'x' },
      '2: connection warehouse has no conn_type, and Airflow 3 cannot use a connection without it; add the type, such as postgres'
    ],
    [
      'a type with a hyphen',
      { conn_type: 'google-cloud-platform' },
      '2: connection warehouse: conn_type contains a hyphen, which Airflow reads as an underscore; use _ instead, as in google_cloud_platform'
    ],
    [
      'a port that is none',
      { conn_type: 'aws', port: 'high' },
      '2: connection warehouse: port is not a port; write a whole number from 0 to 65535'
    ],
    [
      'an extra that is no object',
      { conn_type: 'aws', extra: '[1]' },
      '2: connection warehouse: extra is JSON, but not an object; write {"name": value, …}'
    ],
    [
      'a URI and a field',
      { uri: 'aws://', login: 'x' },
      '2: connection warehouse has both uri and login; remove one or the other'
    ],
    [
      'two extras',
      { conn_type: 'aws', extra: null, extra_dejson: {} },
      '2: connection warehouse has both extra and extra_dejson, of which Airflow accepts only one; remove one of them'
    ],
    [
      'another id inside',
      { conn_id: 'other', conn_type: 'aws' },
      '2: connection warehouse contains a different conn_id, which Airflow rejects; make them equal, or remove it'
    ],
    ['a list as a field', { conn_type: 'aws', login: ['x'] }, '4: connection warehouse: login must be a string'],
    [
      'two in a list',
      [{ conn_type: 'aws' }, { conn_type: 'aws' }],
      '2: connection warehouse is a list, but not of exactly one connection; write its URI in quotes, or its fields'
    ]
  ])('is refused for %s', (_, fields, problem) => {
    const found = read(exported(fields), 'connections.json')
    expect(found.problems).toContain(problem)
    expect(found.connections).toEqual({})
  })

  it.each<[string, string, object, string]>([
    [
      'capital letters in the host',
      'postgres://u:p%40h@MyHost:5432/db',
      { connType: 'postgres', login: 'u', password: 'p@h', host: 'myhost', port: 5432, schema: 'db' },
      'has capital letters in its host, which Airflow reads in lower case; percent-encode them if they matter'
    ],
    [
      'a parameter twice',
      'aws://?a=1&a=2',
      { connType: 'aws', extra: '{"a": "2"}' },
      'repeats a parameter, of which Airflow uses the last; remove the others'
    ],
    [
      'parameters next to __extra__',
      'aws://?__extra__=%7B%7D&a=1',
      { connType: 'aws', extra: '{}' },
      'has parameters next to __extra__, which Airflow ignores; move them into it'
    ],
    [
      'a line end behind it',
      'mysql://h/db\n',
      { connType: 'mysql', host: 'h', schema: 'db' },
      'has white space around it, which is ignored; remove it'
    ]
  ])('is read as Airflow reads it, with a warning, for a URI with %s', (_, uri, connection, warning) => {
    expect(read(JSON.stringify({ a: uri, b: 'aws://' }), 'connections.json')).toMatchObject({
      connections: { a: connection },
      problems: [],
      warnings: [`1: connection a: its URI ${warning}`]
    })
  })

  it.each([
    ['google_cloud_platform://h', /^1: connection a: its URI has an underscore in its type/],
    ['3pl://h', /^1: connection a: its URI does not start with a connection type/],
    ['postgres://u:p#w@h/db', /^1: connection a: its URI has an unencoded #/],
    ['postgres://u:a/b@h/db', /^1: connection a: its URI has a port that is not/],
    ['http://http://api.x', /^1: connection a: its URI repeats its type/],
    ['http://u:p@https://api.x', /^1: connection a: its URI has a second :/],
    ['http://h/?a=https://x&b=https://y', /^1: connection a: its URI has more than two :/],
    ['{"conn_type": "aws"}', /^1: connection a: its URI is JSON/],
    ['postgresql+psycopg2://h', /^1: connection a: its URI is a SQLAlchemy URL/]
  ])('is refused for what Airflow makes something else of: %s', (uri, problem) => {
    const { problems, connections } = read(JSON.stringify({ a: uri, b: 'aws://' }), 'connections.json')
    expect(problems).toEqual([expect.stringMatching(problem)])
    expect(Object.keys(connections)).toEqual(['b'])
  })

  it.each([
    ['postgres://u:a@b@h/db', { login: 'u', password: 'a@b', host: 'h' }],
    ['postgres://u:p@[2001:db8::1]:5432/db', { host: '2001:db8::1', port: 5432 }],
    ['http://https://api.x:8443/base', { host: 'https://api.x', port: 8443, schema: 'base' }],
    ['aws://?endpoint_url=https://s3.local', { extra: '{"endpoint_url": "https://s3.local"}' }],
    ['postgres://u:p+q@h/db?app=a+b', { password: 'p+q', extra: '{"app": "a b"}' }]
  ])('is taken where it looks odd, and Airflow reads it well: %s', (uri, connection) => {
    expect(read(JSON.stringify({ a: uri, b: 'aws://' }), 'connections.json')).toMatchObject({
      connections: { a: connection },
      problems: [],
      warnings: []
    })
  })

  it('is refused for a connection that stands there twice', () => {
    expect(read('{"a": {"conn_type": "aws"},\n"a": {"conn_type": "http"}}').problems).toEqual([
      '2: a is defined twice, and the second would silently replace the first; remove one of them'
    ])
  })
})

describe('an export of variables', () => {
  it.each<[string, string, string]>([
    ['a text', '"5"', '5'],
    ['a text with a surrogate pair', '"\\ud83d\\udd11 \\/"', '🔑 /'],
    ['a number', '12345678901234567890', '12345678901234567890'],
    ['a number with a point', '1.0', '1.0'],
    ['true', 'true', 'true'],
    ['null', 'null', 'null'],
    ['not a number', 'NaN', 'NaN'],
    ['a structure', '{"b": [1.50, null], "1": "x"}', '{"b":[1.50,null],"1":"x"}'],
    ['a text with a description', '{"description": "d", "value": "v"}', 'v'],
    ['a structure with a description', '{"description": "d", "value": {"a": 1}}', '{"a":1}'],
    ['null with a description', '{"description": "d", "value": null}', 'null'],
    ['an empty text with a description', '{"description": "d", "value": ""}', '']
  ])('has %s as Airflow stores it', (_, json, text) => {
    expect(read(`{\n    "x": ${json},\n    "other": "word"\n}`)).toMatchObject({
      variables: { x: text },
      problems: [],
      warnings: []
    })
  })

  it.each(['word', { retries: 1 }, [1]])('may have a variable called airflow: %j', value => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    expect(read(JSON.stringify({ airflow: value, other: 'word' }))).toMatchObject({
      variables: { airflow: text, other: 'word' },
      problems: []
    })
  })

  it('warns where Airflow might take a part of an object for all of it', () => {
    expect(read('{"x": {"value": 1, "unit": "s"}}')).toMatchObject({
      variables: { x: '{"value":1,"unit":"s"}' },
      warnings: [
        '1: variable x is an object with a key `value`, which `airflow variables import` may reduce to that value; this action keeps the whole object'
      ]
    })
  })

  it('is read from YAML, where yes is true and a date is refused', () => {
    expect(read('a: yes\nb: 1e5\nc: 2024-01-01\n')).toMatchObject({
      variables: { a: 'true', b: '1e5' },
      problems: ['3: variable c contains a date or number that JSON cannot represent; put it in quotes']
    })
  })
})

describe('a broken file', () => {
  it.each([
    '{"x": "geheim" "y"}',
    'x: "geheim',
    'x: geheim: geheim',
    'x: !geheim! y',
    'x: !geheim!y z',
    'x: !geheim^ y',
    'x: *geheim',
    'x: &a [*a]',
    'x: &a 1\ny: &a [*a]',
    '<<: {a: geheim}',
    '- geheim'
  ])('is refused without a word of it: %s', text => {
    const { problems } = read(text)
    expect(problems).not.toEqual([])
    expect(problems.join()).not.toContain('geheim')
  })

  it('is refused for a second document, which would silently be left out', () => {
    expect(read('a: 1\n---\nb: 2\n').problems).toEqual(['3: contains more than one YAML document; remove the line `---`'])
  })

  it('is not expanded without end', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, level) => `l${level}: &l${level} [${Array(10).fill(level ? `*l${level - 1}` : 'x')}]`
    )
    expect(read(bomb.join('\n')).problems).toEqual(['4: exceeds the limit of 1000 aliases; write the value out'])
  })
})
