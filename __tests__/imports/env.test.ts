import { describe, expect, it } from '@jest/globals'
import { read } from '../build/imported.ts'

describe('an export of connections as env', () => {
  it('has URIs, or JSON of the fields', () => {
    const json = '{"conn_type": "google-cloud-platform", "login": "u=v", "port": "80", "extra": {"a": [1]}, "password": null}'
    expect(read(`a=postgres://u:p%3D1@db:5432/x?sslmode=require\r\n\n# no\nb=${json}\n`)).toEqual({
      variables: {},
      connections: {
        a: {
          connType: 'postgres',
          login: 'u',
          password: 'p=1',
          host: 'db',
          port: 5432,
          schema: 'x',
          extra: '{"sslmode": "require"}'
        },
        b: { connType: 'google_cloud_platform', login: 'u=v', port: 80, extra: '{"a":[1]}' }
      },
      problems: [],
      warnings: []
    })
  })

  it.each([
    [
      'an underscore in its type',
      'a=google_cloud_platform://u@h',
      '2: connection a: its URI has an underscore in its type, which Airflow cannot read in a URI; use - instead, as in google-cloud-platform://'
    ],
    [
      'quotes around it',
      'a="aws://u@h"',
      '2: connection a has quotes around its URI, which Airflow reads as part of it; remove them'
    ],
    ['no value', 'a=', '2: is not NAME=value, which Airflow expects here; complete it, or remove it'],
    [
      'broken JSON',
      'a={"conn_type": "aws"',
      '2: connection a is neither YAML nor JSON (unexpected end of the stream within a flow collection); fix it here or just before'
    ]
  ])('is refused for a line with %s', (_, line, problem) => {
    expect(read(`first=aws://u@\n${line}\n`, 'connections.env').problems).toEqual([problem])
  })

  it('is refused for a name that stands there twice', () => {
    expect(read('a=aws://u@\na=aws://v@\n').problems).toEqual([
      '2: connection a is already defined on line 1; remove one of them'
    ])
  })
})

describe('variables as env, for LocalFilesystemBackend', () => {
  it('are taken to the end of the line, with quotes and blanks', () => {
    expect(read('a= x # y \nb="q"\n')).toEqual({
      variables: { a: ' x # y ', b: '"q"' },
      connections: {},
      problems: [],
      warnings: ['2: variable b has quotes around its value, which Airflow and this action read as part of it']
    })
  })
})

describe('the lines of a key in an env file', () => {
  it('are refused without a word of them', () => {
    const found = read('a=-----BEGIN KEY-----\ngeheim+1\ngeheim2=\ngeheim3==\n')
    expect(found.problems.map(problem => problem.slice(0, 22).trim())).toEqual(
      [2, 3, 4].map(line => `${line}: is not NAME=value,`)
    )
    expect(found.variables).toEqual({ a: '-----BEGIN KEY-----' })
  })
})

describe('.env', () => {
  it('gives what is for Airflow under lower-case names, and counts the rest', () => {
    const text = `# comment
AIRFLOW__CORE__LOAD_EXAMPLES=False
export AIRFLOW_CONN_MY_DB=postgres://u:p@db
AIRFLOW_CONN_WEB='{"conn_type": "http", "host": "h"}'
AIRFLOW_VAR_LINES="first
second \\"quoted\\"\\n$$"
AIRFLOW_VAR_Empty=
PATH=/bin
AIRFLOW_VAR_PLAIN =  word "x"  `
    expect(read(text)).toEqual({
      variables: { lines: 'first\nsecond "quoted"\n$$', empty: '', plain: 'word "x"' },
      connections: {
        my_db: { connType: 'postgres', login: 'u', password: 'p', host: 'db' },
        web: { connType: 'http', host: 'h' }
      },
      problems: [],
      warnings: [
        '7: AIRFLOW_VAR_Empty is not in capitals, so Airflow never finds it in the environment; this action imports it anyway',
        '2: 2 variables that are neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… are ignored; this is the first'
      ]
    })
  })

  it.each([
    [
      'a b # c',
      'a b',
      'has a # after a space, which this action reads as a comment and some programs as part of the value; put the value in quotes'
    ],
    [
      'a$HOME',
      'a$HOME',
      'has a $ before a name, which docker compose replaces with that variable and this action does not; put the value in single quotes'
    ],
    [
      '"${HOME}"',
      '${HOME}',
      'has a $ before a name, which docker compose replaces with that variable and this action does not; put the value in single quotes'
    ]
  ])('warns of %s, which its readers disagree about', (written, value, warning) => {
    expect(read(`AIRFLOW_VAR_X=${written}`)).toMatchObject({ variables: { x: value }, warnings: [`1: AIRFLOW_VAR_X ${warning}`] })
  })

  it.each([
    ['AIRFLOW_CONN_X=', '1: connection x: its URI is empty; write a connection URI, such as postgres://host:5432/schema'],
    [
      'AIRFLOW_CONN__TEAM___X=aws://',
      '1: AIRFLOW_CONN__TEAM___X is for team TEAM only, and this action does not support secrets of teams; remove it'
    ],
    ['A=1\nAIRFLOW_VAR_X="open', '2: is not NAME=value, or has an unclosed quote; write NAME="value"']
  ])('is refused for %j', (text, problem) => {
    expect(read(text, '.env').problems).toEqual([problem])
  })

  it('says where the line is that it ignores', () => {
    expect(read('# comment\nAIRFLOW_VAR_A=word\nPATH=/bin\n').warnings).toEqual([
      '3: one variable that is neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… is ignored'
    ])
  })

  it.each([
    ['set -a', 'set +a'],
    ['#!/bin/sh\nset -eu', ''],
    ['source ./common.sh', ''],
    ['. ./common.sh', ''],
    ['if [ -z "$CI" ]; then', 'fi'],
    ['echo "loading: all"', ''],
    ['umask 077', '']
  ])('may be a script that begins with %j: each line that is no assignment is refused as what it is', (before, after) => {
    const found = read(`${before}\nexport AIRFLOW_CONN_A='aws://'\nAIRFLOW_VAR_B=word\n${after}\n`, 'airflow.sh')
    expect([found.connections, found.variables]).toEqual([{ a: { connType: 'aws' } }, { b: 'word' }])
    const lines = [...(before.includes('\n') ? [2] : [1]), ...(after === '' ? [] : [4])]
    expect(found.problems).toEqual(
      lines.map(
        line =>
          `${line}: is not NAME=value, and this action runs no shell; remove the line, and write what it sets as NAME="value"`
      )
    )
  })

  it('is not taken for the script in a variable of a YAML file', () => {
    expect(read('script: |\n  export AIRFLOW_VAR_A=1\n  AIRFLOW_VAR_B=2\n', 'vars.yaml').variables).toEqual({
      script: 'export AIRFLOW_VAR_A=1\nAIRFLOW_VAR_B=2\n'
    })
  })

  it('is known by its name, too, and by its first line behind a byte order mark', () => {
    const warnings = ['1: one variable that is neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… is ignored']
    expect(read('PATH=/bin\n', '.env')).toMatchObject({ variables: {}, warnings })
    expect(read('\ufeffAIRFLOW_VAR_A=word\n')).toMatchObject({ variables: { a: 'word' }, problems: [], warnings: [] })
  })

  it('may have blanks around a connection, as Airflow takes it', () => {
    expect(read(`AIRFLOW_CONN_A=" aws:// "\nAIRFLOW_CONN_B=' {"conn_type": "aws"} '`)).toMatchObject({
      connections: { a: { connType: 'aws' }, b: { connType: 'aws' } },
      problems: []
    })
  })

  it.each([`{'conn_type': 'aws'}`, '{"conn_type": "aws",}', '{conn_type: aws}'])(
    'is refused for JSON that Airflow cannot read: %s',
    json => {
      const problem =
        'connection a is not valid JSON for Airflow; put names and strings in double quotes, and remove any trailing comma'
      expect(read(`AIRFLOW_CONN_A=${json}`).problems).toEqual([`1: ${problem}`])
      expect(read(`b={"conn_type": "aws"}\na=${json}`, 'connections.env').problems).toEqual([`2: ${problem}`])
    }
  )

  it('is refused for names that differ only in case, which Airflow cannot tell apart', () => {
    expect(read('AIRFLOW_VAR_X=1\nAIRFLOW_VAR_x=2').problems).toEqual([
      '2: variable x is already defined on line 1; remove one of them'
    ])
  })
})
