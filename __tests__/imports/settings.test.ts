import { describe, expect, it } from '@jest/globals'
import { read } from '../build/imported.ts'

const TEMPLATE = `airflow:
  connections:
    - conn_id:
      conn_type:
      conn_host:
      conn_schema:
      conn_login:
      conn_password:
      conn_port:
      conn_uri:
      conn_extra:
        example_extra_field: example-value
  pools:
    - pool_name:
      pool_slot:
      pool_description:
  variables:
    - variable_name:
      variable_value:
`
const connection = (...lines: string[]) => read(`airflow:\n  connections:\n    - ${lines.join('\n      ')}\n`)
const variable = (...lines: string[]) => read(`airflow:\n  variables:\n    - ${lines.join('\n      ')}\n`)

describe('airflow_settings.yaml', () => {
  it('is empty as `astro dev init` makes it', () => {
    expect(read(TEMPLATE)).toEqual({ variables: {}, connections: {}, problems: [], warnings: [] })
  })

  it('gives connections and variables', () => {
    const extra = ['conn_extra:', '  Region_Name: eu', '  n: 1.50', '  list: [yes, "no"]']
    expect(
      connection('conn_id: a', 'conn_type: aws', 'conn_login: 0815x', 'conn_password: "1"', 'conn_port: 0', ...extra)
    ).toEqual({
      variables: {},
      connections: {
        a: { connType: 'aws', login: '0815x', password: '1', extra: '{"Region_Name":"eu","n":1.50,"list":[true,"no"]}' }
      },
      problems: [],
      warnings: []
    })
    expect(variable('variable_name: v', 'variable_value: 5').variables).toEqual({ v: '5' })
  })

  it('takes conn_extra as JSON text, to the byte', () => {
    expect(connection('conn_id: a', 'conn_type: aws', `conn_extra: '{ "a": 1 }'`).connections).toMatchObject({
      a: { extra: '{ "a": 1 }' }
    })
  })

  it("reads conn_uri by Airflow's rules, not by those of the astro CLI", () => {
    expect(connection('conn_id: a', 'conn_uri: "google-cloud-platform://x?__extra__=%7B%22a%22%3A1%7D"').connections).toEqual({
      a: { connType: 'google_cloud_platform', host: 'x', extra: '{"a":1}' }
    })
  })

  it('follows aliases', () => {
    const text =
      'airflow:\n  connections:\n    - {conn_id: a, conn_type: aws, conn_extra: &e {r: eu}}\n    - {conn_id: b, conn_type: aws, conn_extra: *e}\n'
    expect(read(text).connections).toMatchObject({ a: { extra: '{"r":"eu"}' }, b: { extra: '{"r":"eu"}' } })
  })

  it('names the pools that it leaves alone', () => {
    expect(read('airflow:\n  pools:\n    - pool_name: p\n').warnings).toEqual([
      '2: one pool is ignored: Airflow keeps pools in its database, never in Vault'
    ])
  })

  it.each([
    [
      'no conn_id',
      ['conn_type: aws'],
      '3: a connection has no conn_id, so the astro CLI skips it; add one, or remove the connection'
    ],
    [
      'neither type nor URI',
      ['conn_id: a', 'conn_host: h'],
      '3: connection a has no conn_type, and Airflow 3 cannot use a connection without it; add the type, such as postgres'
    ],
    [
      'conn_uri beside a field',
      ['conn_id: a', 'conn_uri: aws://', 'conn_host: h'],
      '3: connection a has both conn_uri and conn_host; remove one or the other'
    ],
    [
      'a misspelled field',
      ['conn_id: a', 'conn_type: aws', 'conn_pasword: x'],
      '5: connection a: conn_pasword is not a field of a connection; did you mean "conn_password"?'
    ],
    [
      'an extra that is no object',
      ['conn_id: a', 'conn_type: aws', 'conn_extra: [1]'],
      '5: connection a: conn_extra is neither a mapping of JSON values nor a JSON object as text; write {"name": value, …}, with dates in quotes'
    ]
  ])('refuses a connection with %s, which the astro CLI would swallow', (_, lines, problem) => {
    expect(connection(...lines).problems).toEqual([problem])
  })

  it.each([
    [
      'no name',
      ['variable_value: x'],
      '3: a variable has no variable_name, so the astro CLI skips it; add one, or remove the variable'
    ],
    [
      'no value',
      ['variable_name: v', 'variable_value: ""'],
      '3: variable v has no value, so the astro CLI skips it; add one, or remove the variable'
    ],
    ['a structure', ['variable_name: v', 'variable_value: {a: 1}'], '3: variable v must be a string'],
    [
      'a misspelled key',
      ['variable_name: v', 'variable_value: x', 'value: x'],
      '5: value is neither variable_name nor variable_value'
    ]
  ])('refuses a variable with %s', (_, lines, problem) => {
    expect(variable(...lines).problems).toEqual([problem])
  })

  it.each(['true', '0815', '1.50', '2024-01-01', '1e5'])('warns of %s, which readers of YAML write differently', text => {
    expect(variable('variable_name: v', `variable_value: ${text}`)).toMatchObject({
      variables: { v: text },
      warnings: ['3: variable v is not a string in YAML without quotes, and is used as written; put it in quotes']
    })
    expect(connection('conn_id: a', 'conn_type: aws', `conn_password: ${text}`)).toMatchObject({
      connections: { a: { password: text } },
      warnings: [
        '5: connection a: conn_password is not a string in YAML without quotes, and is used as written; put it in quotes'
      ]
    })
  })

  it('refuses a name that stands there twice, with both lines', () => {
    const text =
      'airflow:\n  variables:\n    - {variable_name: v, variable_value: a}\n    - {variable_name: v, variable_value: b}\n'
    expect(read(text).problems).toEqual(['4: variable v is already defined on line 3; remove one of them'])
  })

  it('is known by `airflow:`, in any case, also with anchors beside it', () => {
    const text = 'x-common: &c {region: eu}\nAirflow:\n  connections:\n    - {conn_id: a, conn_type: aws, conn_extra: *c}\n'
    expect(read(text)).toEqual({
      variables: {},
      connections: { a: { connType: 'aws', extra: '{"region":"eu"}' } },
      problems: [],
      warnings: ['1: x-common is outside Airflow, where the astro CLI reads nothing, and is ignored']
    })
  })

  it.each(['connections:\n  - conn_id: a\n    conn_type: aws\n', 'variables:\n  - variable_name: a\n    variable_value: b\n'])(
    'refuses lists without `airflow:` above them, of which the astro CLI reads nothing: %j',
    text => {
      expect(read(text, 'airflow_settings.yaml').problems).toEqual([
        '1: lacks `airflow:` above its lists, so the astro CLI reads nothing; make that the first line, and indent the rest'
      ])
    }
  )

  it('says that it is empty', () => {
    expect(read('airflow:\n').warnings).toEqual(['1: contains neither connections nor variables'])
  })

  it('refuses a list that is none, and one that nobody reads', () => {
    expect(read('airflow:\n  connections: {conn_id: a}\n  variable: [1]\n').problems).toEqual([
      '2: connections is not a list; begin each entry with `- `',
      '3: variable is not one of connections, variables and pools, so the astro CLI ignores it; rename it to variables, or remove it'
    ])
  })

  it.each(['config', 'env', 'webserver'])('names what the astro CLI ignores for what it is, and not a list: %s', key => {
    const problem = `2: ${key} is not one of connections, variables and pools, so the astro CLI ignores it; remove it`
    expect(read(`airflow:\n  ${key}: {core: {parallelism: 8}}\n`).problems).toEqual([problem])
    expect(read(`airflow:\n  ${key}: {a: b}\n  variables: []\n`).problems).toEqual([problem])
  })

  it('has keys in any case, as for the astro CLI; those of an extra keep theirs', () => {
    const text = `Airflow:
  CONNECTIONS:
    - Conn_Id: a
      CONN_TYPE: aws
      Conn_Password: 1e5
      conn_extra: {Region: eu}
  Variables:
    - VARIABLE_NAME: V
      Variable_Value: x
  POOLS:
    - Pool_Name: p
`
    expect(read(text)).toEqual({
      variables: { V: 'x' },
      connections: { a: { connType: 'aws', password: '1e5', extra: '{"Region":"eu"}' } },
      problems: [],
      warnings: [
        '5: connection a: conn_password is not a string in YAML without quotes, and is used as written; put it in quotes',
        '10: one pool is ignored: Airflow keeps pools in its database, never in Vault'
      ]
    })
  })

  it('refuses a key that is there in two cases', () => {
    expect(variable('variable_name: v', 'Variable_Name: w', 'variable_value: x').problems).toEqual([
      '4: Variable_Name is defined twice, in another case; remove one of them'
    ])
  })

  it.each(['Connections:\n  - CONN_ID: a\n    conn_type: aws\n', 'VARIABLES:\n  - Variable_Name: a\n'])(
    'lacks `airflow:` in any case: %j',
    text => expect(read(text).problems).toEqual([expect.stringMatching(/^1: lacks `airflow:` above its lists/)])
  )

  const NAMED = '$' + '{DB_PASSWORD}'
  it.each([NAMED, `x-${NAMED}-y`, NAMED.replace('}', ':-x}'), '$DB_PASSWORD'])('warns of %s, which nobody replaces', text => {
    const warning = (key: string) =>
      `${key} refers to a variable with $, which neither the astro CLI nor this action replaces; write the value itself, or take it from { env: NAME } in the manifest`
    expect(variable('variable_name: v', `variable_value: ${text}`)).toMatchObject({
      variables: { v: text },
      problems: [],
      warnings: [`4: ${warning('variable_value')}`]
    })
    expect(connection('conn_id: a', 'conn_type: aws', `conn_password: ${text}`).warnings).toEqual([
      `5: ${warning('conn_password')}`
    ])
    expect(connection('conn_id: a', 'conn_type: aws', `conn_extra: {a: ['${text}']}`).warnings).toEqual([
      `5: ${warning('conn_extra')}`
    ])
  })

  it.each(['pa$word', 'a$', '$', '{x}', '5$'])('says nothing about %s', text => {
    expect(variable('variable_name: v', `variable_value: "${text}"`).warnings).toEqual([])
  })

  it('tells all that is wrong in a connection without a type', () => {
    expect(connection('conn_id: a', 'conn_port: x', 'conn_extra: [1]').problems).toHaveLength(2)
  })
})
