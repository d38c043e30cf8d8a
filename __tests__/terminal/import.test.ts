import { describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import type { Connection } from '../../src/airflow/connection.ts'
import { asAirflowReads, sameConnection } from '../../src/airflow/connection.ts'
import { asciiJson } from '../../src/airflow/json.ts'
import { parseUri } from '../../src/airflow/uri.ts'
import { manifestOf } from '../../src/imports/manifest-text.ts'
import { readImports } from '../../src/imports/read.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { commandOf, parse } from '../../src/terminal/command-line.ts'
import { COMMANDS } from '../../src/terminal/commands.ts'
import { importCommand, importOptions } from '../../src/terminal/import.ts'
import { randomConnection, randomFrom, randomText } from '../airflow/random-connections.ts'
import { resolveForKv, valuesOf } from '../build/manifest.ts'

function run(files: Readonly<Record<string, string>>, ...options: string[]) {
  const typed = parse(commandOf(COMMANDS, 'import'), [...Object.keys(files), ...options])
  if ('help' in typed) throw new Error('no help was asked for')
  return importCommand(typed.words, importOptions(typed.options), file => files[file] ?? '')
}
/** Read anew, and as loosely typed as JSON is. */
const manifest = (files: Readonly<Record<string, string>>): ReturnType<typeof JSON.parse> => load(run(files).stdout)

const SETTINGS = `airflow:
  connections:
    - conn_id: warehouse
      conn_type: postgres
      conn_host: db.example.com
      conn_port: 5432
      conn_login: etl
      conn_password: geheim-1
      conn_extra: { sslmode: require, nested: { private_key: geheim-2 } }
    - conn_id: open
      conn_uri: http://example.com
  variables:
    - variable_name: greeting
      variable_value: Hello
    - variable_name: api_token
      variable_value: geheim-3
    - variable_name: settings
      variable_value: '{"retries":3,"password":"geheim-4"}'
`

describe('import', () => {
  it('prints a manifest without secrets, and which secrets to create', () => {
    const { stdout, stderr, exitCode } = run({ 'airflow_settings.yaml': SETTINGS }, '--name', 'analytics')
    expect(exitCode).toBe(0)
    expect(stdout).toBe(`version: 1
name: analytics
variables:
  greeting: Hello
  api_token:
    env: VAR_API_TOKEN
  settings:
    json:
      retries: 3
      password:
        $env: VAR_SETTINGS_PASSWORD
connections:
  warehouse:
    conn_type: postgres
    host: db.example.com
    port: 5432
    login: etl
    password:
      env: CONN_WAREHOUSE_PASSWORD
    extra:
      sslmode: require
      nested:
        private_key:
          $env: CONN_WAREHOUSE_EXTRA_NESTED_PRIVATE_KEY
  open:
    conn_type: http
    host: example.com
`)
    expect(stderr).toContain('gh secret set CONN_WAREHOUSE_PASSWORD  # connections.warehouse.password, airflow_settings.yaml:3\n')
    expect(stderr).toContain('\n  VAR_API_TOKEN: ${{ secrets.VAR_API_TOKEN }}\n')
    expect(stdout + stderr).not.toContain('geheim')
  })

  it('takes several files together', () => {
    expect(manifest({ 'vars.json': '{"a": "word"}', 'conns.json': '{"b": {"conn_type": "aws"}}' })).toEqual({
      version: 1,
      name: 'airflow',
      variables: { a: 'word' },
      connections: { b: { conn_type: 'aws' } }
    })
  })

  it.each([
    ['a key in PEM', '-----BEGIN PRIVATE KEY-----\nx'],
    ['a URL with a login', 'https://user:geheim@example.com'],
    ['a webhook', 'https://hooks.slack.com/services/x'],
    ['a token of GitHub', 'ghp_x'],
    ['a key of AWS', 'AKIAX'],
    ['an assignment', 'host=db password=geheim'],
    ['letters and digits at random', 'aB3dE6gH9jK2mN5pQ8sT'],
    ['a digest', '0123456789abcdef0123456789abcdef']
  ])('takes %s for a secret, whatever its name', (_, value) => {
    expect(manifest({ 'vars.json': JSON.stringify({ x: value, order: 'word' }) }).variables).toEqual({
      x: { env: 'VAR_X' },
      order: 'word'
    })
  })

  it.each([
    ['a password of letters, digits and signs', 'Sommer2024!'],
    ['signs inside a word', 'p@ss:word'],
    ['signs alone', '!@#$%^&*'],
    ['digits inside a word', 's3cr3t'],
    ['a word with a number behind it', 'hunter2'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['capital letters and digits', 'JBSWY3DPEHPK3PXP'],
    ['capital and small letters in no order', 'dXNlcjpwYXNz'],
    ['a header', 'Bearer abc123def456'],
    ['a parameter of a URL', 'https://example.com/?pass=word'],
    ['a parameter at random', 'https://example.com/?q=a1b2c3d4'],
    ['a number of eight digits', '48213377'],
    ['one such word in a text', 'the word is s3cr3t, really']
  ])('takes %s for a secret, since it does not read like words', (_, value) => {
    const fields = { conn_type: 'http', login: value, schema: value, extra: JSON.stringify({ mode: 'fast', x: [value] }) }
    const { variables, connections } = manifest({
      'vars.json': JSON.stringify({ x: value, y: { z: value }, order: 'word' }),
      'conns.json': JSON.stringify({ c: fields })
    })
    expect(variables).toEqual({ x: { env: 'VAR_X' }, y: { json: { z: { $env: 'VAR_Y_Z' } } }, order: 'word' })
    expect(connections.c).toEqual({
      conn_type: 'http',
      schema: { env: 'CONN_C_SCHEMA' },
      login: { env: 'CONN_C_LOGIN' },
      extra: { mode: 'fast', x: [{ $env: 'CONN_C_EXTRA_X_0' }] }
    })
  })

  it.each([
    'Hello, world!',
    'eu-west-1a',
    's3://bucket-prod/daily/*.csv',
    'https://db2.example.com:8443/a/b?page=2&size=100',
    'me@example.com',
    '0 5 * * 1-5',
    '2024-01-31T10:30:00',
    '{{ ds }}/report.csv',
    'arn:aws:iam::123456789012:role/airflow',
    'SELECT * FROM shop.orders WHERE day = current_date',
    'grüße an alle',
    'myBucketName',
    '86400',
    '1.5',
    'true'
  ])('leaves what reads like words as a constant: %s', value => {
    expect(manifest({ 'vars.json': JSON.stringify({ x: value, order: 'word' }) }).variables.x).toBe(value)
  })

  it.each([
    'db_pass',
    'smtp_pass',
    'dbPw',
    'pgpass',
    'cred',
    'svc_creds',
    'jwt',
    'hmac',
    'fernet',
    'senha',
    'kennwort',
    'mot_de_passe',
    'x-psk',
    'mnemonic'
  ])('takes what is called %s for a secret, whatever its value', name => {
    const files = {
      'vars.json': JSON.stringify({ [name]: 'word', order: 'word', x: { [name]: 'word', list: [{ [name]: 4711 }] } })
    }
    const { variables } = manifest(files)
    expect(variables).toEqual({ [name]: { env: expect.any(String) }, order: 'word', x: { env: 'VAR_X' } })
  })

  it.each(['密', 'pW', 'p_w', 'Ключ'])('takes what is below the key %s for a secret', name => {
    expect(manifest({ 'vars.json': JSON.stringify({ x: { [name]: 'word', mode: 'fast' } }) }).variables.x.json).toEqual({
      [name]: { $env: expect.any(String) },
      mode: 'fast'
    })
  })

  it.each(['senha', 'kennwoerter', 'p_w'])('takes the items of a list called %s for secrets', name => {
    expect(manifest({ 'vars.json': JSON.stringify({ [name]: ['word', { x: 'word' }] }) }).variables).toEqual({
      [name]: { json: [{ $env: expect.any(String) }, { x: 'word' }] }
    })
    expect(manifest({ 'vars.json': JSON.stringify({ [name]: [4711] }) }).variables).toEqual({
      [name]: { env: expect.any(String) }
    })
  })

  it.each(['compass', 'bypass', 'pass_rate', 'passenger_count', 'dbtTarget', 'kafka_topics', 'author_email'])(
    'leaves what is called %s, since its words promise no secret',
    name => {
      expect(manifest({ 'vars.json': JSON.stringify({ [name]: 'word', x: { [name]: ['word', 4711] } }) }).variables).toEqual({
        [name]: 'word',
        x: { json: { [name]: ['word', 4711] } }
      })
    }
  )

  it('leaves what can be no secret under any name but that of one', () => {
    const files = {
      'vars.json': JSON.stringify({ frobnicate: 'true', zorks: '12', gnu: { quux: 7, plugh: false }, use_password: 'true' })
    }
    expect(manifest(files).variables).toEqual({
      frobnicate: 'true',
      zorks: '12',
      gnu: { json: { quux: 7, plugh: false } },
      use_password: { env: 'VAR_USE_PASSWORD' }
    })
  })

  it('with --plain leaves what its user knows to be none', () => {
    const conns = { w: { conn_type: 'http', login: 's3cr3t', extra: { zork: 'a', gnu: 'b' } } }
    const files = {
      'vars.json': JSON.stringify({ zork: 'word', gnu: { quux: 'word', plugh: 'word' } }),
      'conns.json': JSON.stringify(conns)
    }
    const plain = ['zork', 'variables.gnu.quux', 'w.login', 'connections.w.extra.zork'].flatMap(name => ['--plain', name])
    const { stdout } = run(files, ...plain)
    expect(load(stdout)).toMatchObject({
      variables: { zork: 'word', gnu: { json: { quux: 'word', plugh: { $env: 'VAR_GNU_PLUGH' } } } },
      connections: { w: { login: 's3cr3t', extra: { zork: 'a', gnu: { $env: 'CONN_W_EXTRA_GNU' } } } }
    })
  })

  it.each(['variables.greeting', 'greeting', 'connections.warehouse.login', 'warehouse.port', 'warehouse.extra.sslmode'])(
    'accepts --plain %s for what is a constant anyway',
    name => {
      const { stdout, exitCode } = run({ 'airflow_settings.yaml': SETTINGS }, '--plain', name)
      expect([exitCode, stdout]).toEqual([0, run({ 'airflow_settings.yaml': SETTINGS }).stdout])
    }
  )

  it.each([
    [
      'warehouse.password',
      'names a password, which always becomes a secret here\nIf it is not a secret, write it into the printed manifest yourself, with `not-secret: true` next to it.'
    ],
    ['connections.warehouse.logn', 'names nothing in these files; did you mean "connections.warehouse.login"?'],
    ['api_tokn', 'names nothing in these files; did you mean "api_token"?'],
    [
      'frobnicate',
      'names nothing in these files; expected one of variables.api_token, variables.settings.password, connections.warehouse.extra.nested.private_key'
    ],
    ['warehouse.extra', 'names several values; expected one of connections.warehouse.extra.nested.private_key']
  ])('refuses --plain %s: a slip would be taken for caution', (name, words) => {
    expect(run({ 'airflow_settings.yaml': SETTINGS }, '--plain', name)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `--plain ${name} ${words}\n`
    })
  })

  it.each([
    ['x.mode', 'variables.x', { 'vars.json': '{"x": {"password": 12345678, "mode": "fast"}}' }],
    ['y.extra.mode', 'connections.y', { 'conns.json': '{"y": {"conn_type": "aws", "extra": {"password": 1, "mode": "fast"}}}' }]
  ])('refuses --plain %s for a part of what becomes one secret', (name, whole, files) => {
    expect(run(files, '--plain', name).stderr).toBe(`--plain ${name} cannot be kept: ${whole} becomes one secret as a whole\n`)
  })

  it('refuses --plain with --all-secret for all but a variable', () => {
    const files = { 'airflow_settings.yaml': SETTINGS }
    expect(run(files, '--all-secret', '--plain', 'warehouse.login').stderr).toContain('connections.warehouse becomes one secret')
    expect(run(files, '--all-secret', '--plain', 'greeting').stdout).toContain('greeting: Hello')
  })

  it('leaves a host with any name, but not what a URL has behind it', () => {
    const hosts = { a: 'xy12345.eu-central-1.example.com', b: 'https://example.com/services/a1B2c3D4', c: 'https://u:geheim@h' }
    const { connections } = manifest({
      'conns.json': JSON.stringify(
        Object.fromEntries(Object.entries(hosts).map(([id, host]) => [id, { conn_type: 'http', host }]))
      )
    })
    expect(connections).toEqual({
      a: { conn_type: 'http', host: hosts.a },
      b: { conn_type: 'http', host: { env: 'CONN_B_HOST' } },
      c: { conn_type: 'http', host: { env: 'CONN_C_HOST' } }
    })
  })

  it.each(['auth', 'X-Auth', 'passcode', 'bearer', 'account_key', 'key', 'pat', 'sas'])(
    'takes what is called %s for a secret, whatever its value',
    name => {
      expect(manifest({ 'vars.json': JSON.stringify({ x: { [name]: 'word' } }) }).variables.x.json).toEqual({
        [name]: { $env: expect.stringMatching(/^VAR_X_/) }
      })
    }
  )

  it('keeps a secret that is a key in its structure by keeping the structure secret', () => {
    const keyed = { ghp_abcdefghij: 1 }
    const files = {
      'vars.json': JSON.stringify({ x: keyed }),
      'conns.json': JSON.stringify({ y: { conn_type: 'http', extra: JSON.stringify(keyed) } })
    }
    expect(manifest(files)).toMatchObject({
      variables: { x: { env: 'VAR_X' } },
      connections: { y: { conn_uri: { env: 'CONN_Y_CONN_URI' } } }
    })
    const { stdout, stderr } = run(files)
    expect((stdout + stderr).toLowerCase()).not.toContain('ghp_')
  })

  it('with --all-secret has no value in it at all', () => {
    const files = { 'airflow_settings.yaml': SETTINGS, 'vars.json': '{"empty": ""}' }
    const { stdout, stderr } = run(files, '--all-secret')
    expect(load(stdout)).toEqual({
      version: 1,
      name: 'airflow',
      variables: {
        greeting: { env: 'VAR_GREETING' },
        api_token: { env: 'VAR_API_TOKEN' },
        settings: { env: 'VAR_SETTINGS' },
        empty: ''
      },
      connections: {
        warehouse: { conn_uri: { env: 'CONN_WAREHOUSE_CONN_URI' } },
        open: { conn_uri: { env: 'CONN_OPEN_CONN_URI' } }
      }
    })
    expect(stderr).toContain('gh secret set VAR_GREETING  # variables.greeting')
    expect(stdout + stderr).not.toMatch(/geheim|example\.com|Hello/)
  })

  it.each(['ab', '0a', 'a.', '-', '://', 'a@', 'eyJ-'])('comes to an end with a text of a million characters: %s', part => {
    expect(run({ 'vars.json': JSON.stringify({ x: part.repeat(900_000 / part.length), order: 'word' }) }).exitCode).toBe(0)
  })

  it('says what GitHub would not keep', () => {
    const large = { a_token: 'x'.repeat(50_000), b_token: 'x\n' }
    expect(run({ 'vars.json': JSON.stringify(large) }).stderr).toContain(
      'VAR_A_TOKEN takes 49 KiB. GitHub keeps 48 KiB in one secret.\nVAR_B_TOKEN ends with a line break, which `gh secret set` removes.\n'
    )
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, count) => [`token_${count}`, 'word']))
    expect(run({ 'vars.json': JSON.stringify(many) }).stderr).toContain(
      'These are 101 secrets. GitHub keeps 100 in a repository and another 100 in each environment.\nFor values that GitHub cannot keep, use a file, sops or Vault'
    )
    expect(run({ 'vars.json': '{"a_token": "x"}' }).stderr).not.toContain('GitHub cannot keep')
  })

  it.each(['env', 'file', 'vault', 'sops', 'generate', 'command'])(
    'keeps a structure with the key $%s as the text that it is',
    word => {
      const tree = { [`$${word}`]: 'word' }
      const extra = JSON.stringify(tree)
      const files = {
        'vars.json': JSON.stringify({ x: tree }),
        'conns.json': JSON.stringify({ c: { conn_type: 'aws', extra } })
      }
      const { variables, connections } = manifest(files)
      expect([variables.x.json, connections.c.extra]).toEqual([undefined, extra])
    }
  )

  it('keeps `$' + '{` of an extra that stays a text', () => {
    const extra = '{"n": 12345678901234567890, "a": "$' + '{deployment}", "b": "$$' + '{x}"}'
    const { connections } = manifest({ 'conns.json': JSON.stringify({ a: { conn_type: 'aws', extra } }) })
    expect(connections.a.extra).toBe('{"n": 12345678901234567890, "a": "$$' + '{deployment}", "b": "$$$' + '{x}"}')
  })

  it('takes all texts below a secret name for secrets', () => {
    const files = { 'vars.json': '{"x": {"credentials": {"user": "me", "list": ["a", true]}, "mode": "fast"}}' }
    expect(manifest(files).variables.x.json).toEqual({
      credentials: { user: { $env: 'VAR_X_CREDENTIALS_USER' }, list: [{ $env: 'VAR_X_CREDENTIALS_LIST_0' }, true] },
      mode: 'fast'
    })
  })

  it('keeps a secret number in its structure by keeping the structure secret', () => {
    const files = {
      'vars.json': '{"x": {"password": 12345678}}',
      'conns.json': '{"y": {"conn_type": "aws", "extra": {"password": 1}}}'
    }
    expect(manifest(files)).toMatchObject({
      variables: { x: { env: 'VAR_X' } },
      connections: { y: { conn_uri: { env: 'CONN_Y_CONN_URI' } } }
    })
  })

  it('keeps texts that a structure or a constant of a manifest would change', () => {
    const variables = { text: '{"a": 1}', json: '{"a":1}', number: '[1.0]', template: '$' + '{x}', pattern: '$$' + '{x}' }
    expect(manifest({ 'vars.json': JSON.stringify(variables) }).variables).toEqual({
      text: '{"a": 1}',
      json: { json: { a: 1 } },
      number: '[1.0]',
      template: '$$' + '{x}',
      pattern: '$$$' + '{x}'
    })
    const extra = '{"n": 12345678901234567890}'
    expect(manifest({ 'conns.json': JSON.stringify({ a: { conn_type: 'aws', extra } }) }).connections).toMatchObject({
      a: { extra }
    })
  })

  it('gives two secrets two names', () => {
    const { variables } = manifest({ 'vars.json': '{"a-token": "x", "a_token": "y"}' })
    expect(variables).toEqual({ 'a-token': { env: 'VAR_A_TOKEN' }, a_token: { env: 'VAR_A_TOKEN_2' } })
  })

  it('keeps the order of the file, also of names that are numbers', () => {
    expect(run({ 'vars.json': '{"b": "word", "10": "word", "2": "word"}' }).stdout).toMatch(/ b: .* '10': .* '2': /s)
  })

  it('says what is probably not meant so', () => {
    const { stderr, exitCode } = run({ '.env': 'AIRFLOW_CONN_A=http://MyHost' })
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^warning: \.env:1: connection a: its URI has capital letters/)])
  })

  it('takes the whole structure for a secret where its name promises one', () => {
    expect(manifest({ 'vars.json': '{"db_password": {"a": "word"}}' }).variables).toEqual({
      db_password: { env: 'VAR_DB_PASSWORD' }
    })
  })

  it('prints nothing but what is wrong when something is', () => {
    expect(run({ 'conns.json': '{"a": {"conn_type": "aws", "port": "geheim"}}' })).toEqual({
      stdout: '',
      stderr: 'conns.json:1: connection a: port is not a port; write a whole number from 0 to 65535\n',
      exitCode: 1
    })
  })

  it('says what the name of a manifest may be', () => {
    expect(run({ 'vars.json': '{"a": "word"}' }, '--name', 'No Name')).toEqual({
      stdout: '',
      stderr: expect.stringMatching(/^option --name /),
      exitCode: 1
    })
  })
})

describe('the printed manifest', () => {
  const random = randomFrom(5)
  const structure = () => ({
    [randomText(random)]: [randomText(random), 1.5, null],
    password: randomText(random),
    n: { token: random() }
  })
  const variable = () => {
    const kind = random()
    if (kind < 0.4) return randomText(random)
    return kind < 0.7 ? structure() : JSON.stringify(structure(), null, random() < 0.5 ? 2 : 0)
  }

  it('resolves to what the files held, with the secrets in the environment', () => {
    for (let count = 0; count < 400; count++) {
      const made = randomConnection(random)
      const { connType: conn_type, ...fields } = made
      const files = {
        // In ASCII, as Airflow writes it.
        'conns.json': asciiJson({ c: { conn_type, ...fields } }),
        'vars.json': asciiJson({ v: variable(), my_secret: randomText(random), order: 'word' })
      }
      const imported = readImports(
        Object.keys(files).map(file => ({ file, rename: new Map() })),
        file => files[file as keyof typeof files]
      )
      expect(imported.problems).toEqual([])
      const { text, values } = manifestOf(imported, 'airflow')
      const environment = Object.fromEntries([...values].map(([name, value]) => [name, value.reveal()]))
      const read = readManifest(text, 'manifest')
      const resolution = resolveForKv(read, scopeOf(read), valuesOf(environment))
      expect([resolution.problems, resolution.unresolved]).toEqual([[], []])
      const got = new Map(resolution.wanted.map(({ label, data }) => [label, data?.reveal()]))
      for (const one of imported.definitions)
        if (one.kind === 'variable') expect(got.get(`variables.${one.name}`)).toEqual({ value: one.text.reveal() })
      expect(sameAsWanted(got.get('connections.c'), made)).toBe(true)
    }
  })
})

function sameAsWanted(data: Readonly<Record<string, unknown>> | undefined, made: Connection): boolean {
  const read = parseUri(String(data?.['conn_uri']))
  return read.ok && sameConnection(read.value, asAirflowReads(made))
}
