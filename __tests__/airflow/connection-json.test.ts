import { describe, expect, it } from '@jest/globals'
import { fieldsOf, parseJsonConnection } from '../../src/airflow/connection-json.ts'
import { itKeepsFloats } from '../fakes/floats.ts'

describe('a connection kept by fields', () => {
  it('has port 0 as a text, since Airflow takes the number for none', () => {
    expect(fieldsOf({ connType: 'redis', port: 0 })).toEqual({ conn_type: 'redis', port: '0' })
  })

  it('has every other port as a number', () => {
    expect(fieldsOf({ connType: 'redis', port: 1 })).toEqual({ conn_type: 'redis', port: 1 })
  })
})

describe('a connection in JSON', () => {
  it.each([
    ['a number of many digits', '12345678901234567890'],
    ['a number too large', '1e999'],
    ['more levels than Python reads', '['.repeat(201) + ']'.repeat(201)]
  ])('is refused for %s in its extra', (_, value) => {
    const problem = expect.stringMatching(/^(has a number|is nested)/)
    expect(parseJsonConnection(`{"conn_type": "http", "extra": {"a": ${value}}}`)).toEqual({ problem })
  })

  it.each(['9007199254740991', '-1.5e-7', '0', '"12345678901234567890"', '"\\"1e999"'])('may have %s in its extra', value => {
    const connection = { connType: 'http', extra: `{"a":${value}}` }
    expect(parseJsonConnection(`{"conn_type": "http", "extra": {"a": ${value}}}`)).toEqual({ connection })
  })

  it.each<[string, string]>([
    ['{"conn_type": "http", "pasword": "s3cret"}', 'has the key "pasword", which Airflow does not know; valid keys are'],
    ['{"conn_id": "a", "conn_type": "http"}', 'has the key "conn_id"'],
    ['{"conn_type": "http", "log\\rin\\u0000": "a"}', 'has the key "log\\rin\\u0000", which'],
    ['{"conn_type": "http", "login": 5}', 'login is not a string'],
    ['{"conn_type": "http", "description": {}}', 'description is not a string'],
    ['{"conn_type": "http", "port": "s3cret"}', 'port is not a number'],
    ['{"conn_type": "http", "port": true}', 'port is not a number'],
    ['["s3cret"]', 'is not a JSON object'],
    ["{'conn_type': 's3cret'}", 'is not a JSON object']
  ])('is refused: %s', (text, said) => {
    const result = parseJsonConnection(text)
    expect(result).toEqual({ problem: expect.stringContaining(said) })
    expect(JSON.stringify(result)).not.toContain('s3cret')
  })

  const becomes = (written: string, kept: string) =>
    expect(parseJsonConnection(`{"conn_type": "http", "port": 80.0, "extra": {"a": [${written}]}}`)).toEqual({
      connection: { connType: 'http', port: 80, extra: `{"a":[${kept}]}` }
    })

  itKeepsFloats.each([
    ['1.0', '1.0'],
    ['-0.0', '-0.0'],
    ['2e3', '2000.0'],
    ['1e16', '1e+16']
  ])('has %s in its extra as %s, the kind of number that Python reads', becomes)

  it.each([
    ['0.5', '0.5'],
    ['7', '7']
  ])('has %s in its extra as %s', becomes)

  it('keeps every number of an extra that is a text', () => {
    const extra = '{"a": 12345678901234567890}'
    expect(parseJsonConnection(JSON.stringify({ conn_type: 'http', extra }))).toEqual({ connection: { connType: 'http', extra } })
  })

  it.each([
    ['google-cloud-platform', 'google_cloud_platform'],
    ['postgresql', 'postgres']
  ])('may spell its type as a URI does: %s', (conn_type, connType) => {
    expect(parseJsonConnection(JSON.stringify({ conn_type }))).toEqual({ connection: { connType } })
  })

  it('may be a URI with a description', () => {
    expect(parseJsonConnection('{"uri": "google-cloud-platform://h", "login": null, "description": "d"}')).toEqual({
      connection: { connType: 'google_cloud_platform', host: 'h' },
      description: 'd'
    })
  })

  it.each([
    [{ uri: 'http://h', password: 'hunter2' }, 'has both uri and password, which Airflow rejects; remove one of them'],
    [{ uri: 'a_b://h' }, expect.stringMatching(/^uri has an underscore in its type/)]
  ])('is refused for a URI that Airflow would refuse: %j', (fields, problem) => {
    expect(parseJsonConnection(JSON.stringify(fields))).toEqual({ problem })
  })

  it('has no port where it is the number 0, as in Airflow', () => {
    expect(parseJsonConnection('{"conn_type": "redis", "port": 0}')).toEqual({ connection: { connType: 'redis' } })
    expect(parseJsonConnection('{"conn_type": "redis", "port": "0"}')).toEqual({ connection: { connType: 'redis', port: 0 } })
  })
})
