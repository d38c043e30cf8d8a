import { describe, expect, it } from '@jest/globals'
import { Mistakes } from '../../src/base/errors.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { aManifest } from '../build/manifest.ts'

const FILE = 'airflow-secrets.yaml'

/** Everything that is said about this text, below the two lines that every manifest needs. */
function mistakesIn(text: string, head = 'version: 1\nname: analytics\n'): string[] {
  try {
    readManifest(head + text, FILE)
    return []
  } catch (error) {
    if (!(error instanceof Mistakes)) throw error
    return error.message.split('\n')
  }
}

describe('a mistake is told with file, line, column and key', () => {
  it.each<[string, string, string]>([
    ['an unknown key', 'vaultt: {}', '3:1: vaultt is not a known key; did you mean "vault"?'],
    ['an unknown key deeper down', 'vault:\n  mounts: kv', '4:3: vault.mounts is not a known key; did you mean "mount"?'],
    [
      'an unknown key like none of the others',
      'deployments:\n  prod: { deployment-id: a, colour: red }',
      '4:29: deployments.prod.colour is not a known key; expected one of deployment-id, deployment-name, isolate, variables, connections'
    ],
    [
      'a number as a variable',
      'variables:\n  retries: 3',
      '4:3: variables.retries must be a string in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures'
    ],
    ['a number as a mount', 'vault: { mount: 7 }', '3:10: vault.mount must be a string (in quotes if it looks like a number)'],
    [
      'a path with a slash in front',
      'vault: { mount: /kv }',
      '3:10: vault.mount is not a path in Vault; use letters, digits, `_`, `-` and `.`, with a single `/` between segments'
    ],
    ['a folder with two dots', 'vault: { variables-path: a..b }', '3:10: vault.variables-path has two dots in a row; write one'],
    [
      'an upper-case role',
      'approle: { name: Astro }',
      '3:12: approle.name is not a name that Vault keeps unchanged; use lower-case letters, digits, `_`, `-` and `.`'
    ],
    [
      'a role that is no name any more',
      `approle: { name: ${'a'.repeat(513)} }`,
      '3:12: approle.name must have at most 512 characters'
    ],
    [
      'a duration whose end no calendar has',
      'approle: { secret-id: { destroy-after: 99999999d } }',
      '3:25: approle.secret-id.destroy-after must be a duration such as 90s, 1h or 30d, at most 3650d'
    ],
    [
      'a duration as a number that is too large',
      'approle: { secret-id: { rotate-after: 3000000000 } }',
      '3:25: approle.secret-id.rotate-after must be at most 315360000'
    ],
    [
      'other addresses than those of the Deployment',
      'approle: { secret-id-bound-cidrs: [10.0.0.0/8] }',
      '3:12: approle.secret-id-bound-cidrs must be `deployment`, or be removed'
    ],
    [
      'no duration',
      'approle: { token-ttl: soon }',
      '3:12: approle.token-ttl must be a duration such as 90s, 1h or 30d, at most 3650d'
    ],
    [
      'limited uses of a token',
      'approle: { token-num-uses: 5 }',
      '3:12: approle.token-num-uses must be 0: Airflow uses one login for many reads'
    ],
    [
      'limited uses of a secret-id',
      'approle: { secret-id: { num-uses: 1 } }',
      '3:25: approle.secret-id.num-uses must be 0: every Airflow process logs in on its own'
    ],
    ['an unknown part to manage', 'manage: [mount, polices]', '3:1: manage.1 must be one of auth-method, mount, policy, role'],
    [
      'a key of the project that is misspelt',
      'astro:\n  skip-unchangd: true',
      '4:3: astro.skip-unchangd is not a known key; did you mean "skip-unchanged"?'
    ],
    [
      'an id that a command would take for an option',
      'deployments:\n  prod: { deployment-id: --help }',
      '4:11: deployments.prod.deployment-id must not begin with -'
    ],
    [
      'a file that sops would take for an option',
      'variables:\n  a: { sops: { file: -x, key: k } }',
      '4:16: variables.a.sops.file must not begin with -'
    ],
    [
      'a rotate that no record takes',
      `variables:\n  a: { generate: { rotate: ${'r'.repeat(257)} } }`,
      '4:20: variables.a.generate.rotate must have at most 256 characters'
    ],
    [
      'a place that no record takes',
      `variables:\n  a: { json: { ${'k'.repeat(2_001)}: { $generate: {} } } }`,
      `4:16: variables.a.json.${'k'.repeat(2_001)} is too long a place for a generated value; use keys of at most 2000 characters in all`
    ],
    ['a word of another kind', 'astro: { provider-installed: "yes" }', '3:10: astro.provider-installed must be true or false'],
    ['a choice that there is not', 'coverage: error', '3:1: coverage must be one of warn, fail, off'],
    ['a bundle without a path', 'vault: { airflow-ca: "" }', '3:10: vault.airflow-ca must not be empty'],
    ['a timeout of nothing', 'vault: { airflow-timeout: 0 }', '3:10: vault.airflow-timeout must be at least 1'],
    [
      'a port that is none',
      'connections:\n  db: { conn_type: postgres, port: "5432" }',
      '4:30: connections.db.port must be a whole number, or a source such as { env: NAME }'
    ],
    [
      'a type that Airflow does not know as such',
      'connections:\n  db:\n    host: db\n    conn_type: a-b',
      '6:5: connections.db.conn_type contains a hyphen, which Airflow reads as an underscore; use _ instead, as in google_cloud_platform'
    ],
    [
      'an extra that is no JSON',
      `connections:\n  db:\n    conn_type: http\n    extra: "{'a': 1}"`,
      '6:5: connections.db.extra is not JSON; write an object, {"name": value, …}, with double quotes and no trailing comma'
    ],
    [
      'a source without a name',
      'variables:\n  token: { env: "MY TOKEN" }',
      '4:12: variables.token.env is not the name of an environment variable'
    ]
  ])('%s', (_, text, expected) => {
    expect(mistakesIn(text)).toEqual([`${FILE}:${expected}`])
  })

  it.each<[string, string, string[]]>([
    ['no version', 'name: analytics\n', ['version must be 1']],
    ['another version', 'version: 2\nname: analytics\n', ['version must be 1']],
    ['no name', 'version: 1\n', ['name is missing; it must be a string (in quotes if it looks like a number)']],
    ['a bad name', 'version: 1\nname: My App\n', ['name must consist of at most 63 lower-case letters, digits and `-`']],
    ['an empty file', '', ['the manifest must be a mapping']],
    ['a list', '- version: 1\n', ['the manifest must be a mapping']]
  ])('%s', (_, head, expected) => {
    expect(mistakesIn('', head).map(line => line.replace(/^\S+:\d+:\d+: /, ''))).toEqual(expected)
  })

  it('what is no YAML', () => {
    expect(mistakesIn('variables: [a\nb: {')[0]).toMatch(/^airflow-secrets\.yaml:\d+:\d+: /)
    expect(mistakesIn('variables:\n\tgreeting: Hello')[0]).toMatch(/^airflow-secrets\.yaml:4:1: .*[Tt]ab/)
  })

  it('a key that stands twice', () => {
    expect(mistakesIn('variables:\n  a: "1"\n  b: "2"\n  a: "3"')).toEqual([
      `${FILE}:4:3: variables.a is defined twice, and YAML would silently use the last one; remove one of them`
    ])
  })
})

describe('what is nearly a source is taken for the one that it is nearest to', () => {
  const union = 'a string in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures'

  it.each<[string, string]>([
    ['{ evn: X }', '19: variables.a.evn is not a known key; did you mean "env"?'],
    ['{ fiel: X }', '19: variables.a.fiel is not a known key; did you mean "file"?'],
    ['{ jsn: {} }', '19: variables.a.jsn is not a known key; did you mean "json"?'],
    ['{ vualt: { path: p, key: k } }', '19: variables.a.vualt is not a known key; did you mean "vault"?'],
    [
      '{ secret: X }',
      '19: variables.a.secret is not a known key; expected one of env, file, vault, sops, generate, command, json'
    ],
    ['{ env: X, trimm: true }', '27: variables.a.trimm is not a known key; did you mean "trim"?'],
    ['{ env: X, file: y }', '27: variables.a.file cannot be combined with the other keys here'],
    ['{ env: X, as: json }', '27: variables.a.as cannot be combined with the other keys here'],
    ['{ vault: { pth: p, key: k } }', '28: variables.a.vault.pth is not a known key; did you mean "path"?'],
    ['{ vault: { path: p } }', '19: variables.a.vault.key is missing; it must be a string (in quotes if it looks like a number)'],
    ['{ vault: p }', '19: variables.a.vault must be a mapping'],
    ['{ sops: { file: s, kye: k } }', '36: variables.a.sops.kye is not a known key; did you mean "key"?'],
    ['{ generate: { lenght: 9 } }', '31: variables.a.generate.lenght is not a known key; did you mean "length"?'],
    ['{ generate: { length: 4 } }', '31: variables.a.generate.length must be at least 8'],
    ['{ generate: { alphabet: a } }', '31: variables.a.generate.alphabet must have at least 2 characters'],
    ['{ command: [] }', '19: variables.a.command must not be empty'],
    ['{ command: pass x }', '19: variables.a.command must be a list'],
    ['{ file: x, as: yaml }', '28: variables.a.as must be one of text, json, base64'],
    ['{ trim: true }', `14: variables.a must be ${union}`],
    ['{}', `14: variables.a must be ${union}`],
    [
      '{ json: [{ $env: X, $alow-empty: true }] }',
      '37: variables.a.json.0.$alow-empty is not a known key; did you mean "$allow-empty"?'
    ],
    ['{ json: [{ $vault: { pth: p, key: k } }] }', '38: variables.a.json.0.$vault.pth is not a known key; did you mean "path"?']
  ])('%s', (value, expected) => {
    expect(mistakesIn(`variables: { a: ${value} }`)).toEqual([`${FILE}:3:${expected}`])
  })

  it.each<[string, string]>([
    ['variabels: {}', '43: deployments.dev.variabels is not a known key; did you mean "variables"?'],
    ['variables: { a: { evn: X } }', '61: deployments.dev.variables.a.evn is not a known key; did you mean "env"?'],
    [
      'connections: { c: { conn_type: x, password: { evn: X } } }',
      '89: deployments.dev.connections.c.password.evn is not a known key; did you mean "env"?'
    ],
    [
      'connections: { c: { conn_typ: x } }',
      '63: deployments.dev.connections.c.conn_typ is not a known key; did you mean "conn_type"?'
    ]
  ])("also among a Deployment's own: %s", (own, expected) => {
    expect(mistakesIn(`deployments: { dev: { deployment-name: d, ${own}, isolate: true } }`)).toEqual([`${FILE}:3:${expected}`])
  })
})

describe('rules between keys', () => {
  it.each<[string, string, string]>([
    [
      'the two folders overlap',
      'vault: { variables-path: secrets, connections-path: secrets/connections }',
      'vault.connections-path overlaps variables-path; the two need separate folders'
    ],
    [
      'a folder lies in ours',
      'vault: { variables-path: _astro-vault-action/variables }',
      'vault.variables-path must not be in _astro-vault-action, where this action keeps its records'
    ],
    [
      'a secret-id would die before it is replaced',
      'approle: { secret-id: { ttl: 30d } }',
      'approle.secret-id.ttl must be 0 or longer than rotate-after plus destroy-after, or the secret-id expires before it is replaced'
    ],
    [
      'a token could not live as long as it should',
      'approle: { token-ttl: 2h, token-max-ttl: 1h }',
      'approle.token-max-ttl must not be shorter than token-ttl'
    ],
    [
      'a Deployment has no address',
      'deployments:\n  prod: {}',
      'deployments.prod needs exactly one of deployment-id and deployment-name'
    ],
    [
      'a Deployment has two addresses',
      'deployments:\n  prod: { deployment-id: a, deployment-name: b }',
      'deployments.prod needs exactly one of deployment-id and deployment-name'
    ],
    [
      'an isolated Deployment takes the name of a shared folder',
      'deployments:\n  variables: { deployment-id: a, isolate: true }',
      'deployments.variables cannot name a folder in Vault; use lower-case letters and digits, with `-` between them, at most 63 characters, and none of connections, variables, config, _astro-vault-action, local'
    ],
    [
      'an isolated Deployment would lie in a shared folder of another name',
      'vault: { variables-path: team/variables }\ndeployments:\n  team: { deployment-id: a, isolate: true }',
      'deployments.team cannot name a folder in Vault; use lower-case letters and digits, with `-` between them, at most 63 characters, and none of connections, variables, config, _astro-vault-action, local, team'
    ],
    ...['connections', 'config', 'local', 'Dev', '-dev', 'dev-', 'a.b', 'a/b', 'a'.repeat(64)].map(
      (name): [string, string, string] => [
        `an isolated Deployment is called ${name}`,
        `deployments:\n  ${name}: { deployment-id: a, isolate: true }`,
        `deployments.${name} cannot name a folder in Vault; use lower-case letters and digits, with \`-\` between them, at most 63 characters, and none of connections, variables, config, _astro-vault-action, local`
      ]
    ),
    [
      'a Deployment has variables of its own that all would read',
      'deployments:\n  dev: { deployment-id: a, variables: { a: b } }',
      'deployments.dev.variables requires `isolate: true`: without it, this Deployment reads the same paths as the others'
    ],
    ...['team//x', 'a/../b', './a', 'a/.', '/a', 'a/', 'a b'].map((path): [string, string, string] => [
      `a secret of Vault has the path ${path}`,
      `variables:\n  s: { vault: { path: '${path}', key: k } }`,
      'variables.s.vault.path is not a path in Vault; write it without spaces and without a leading or trailing /'
    ]),
    ...[
      '{ path: _astro-vault-action/generated/analytics, key: value }',
      '{ mount: other, path: _astro-vault-action/key, key: value }'
    ].map((secret): [string, string, string] => [
      `a secret of Vault is a record: ${secret}`,
      `variables:\n  s: { vault: ${secret} }`,
      'variables.s.vault.path is in _astro-vault-action, where this action keeps its records; no value can come from there'
    ]),
    [
      'a leaf of a structure is a record',
      'variables:\n  s: { json: { a: { $vault: { path: _astro-vault-action/generated/analytics, key: value } } } }',
      'variables.s.json.a.$vault.path is in _astro-vault-action, where this action keeps its records; no value can come from there'
    ],
    [
      'a value would be drawn from one character alone',
      'variables:\n  s: { generate: { alphabet: aaaa } }',
      'variables.s.generate.alphabet must have at least two different characters'
    ],
    [
      'two entries name one Deployment by its id',
      'deployments:\n  a: { deployment-id: x }\n  b: { deployment-id: x, isolate: true }',
      'deployments.b.deployment-id is the same as in deployments.a; list each Deployment once'
    ],
    [
      'two entries name one Deployment by its name',
      'deployments:\n  a: { deployment-name: x }\n  b: { deployment-name: x }',
      'deployments.b.deployment-name is the same as in deployments.a; list each Deployment once'
    ],
    [
      'a Deployment has connections of its own that all would read',
      'deployments:\n  dev: { deployment-id: a, connections: { a: { conn_type: http } } }',
      'deployments.dev.connections requires `isolate: true`: without it, this Deployment reads the same paths as the others'
    ],
    [
      'a password is written down',
      'connections:\n  db: { conn_type: postgres, password: hunter2 }',
      'connections.db.password is in plain text; take it from { env: NAME }, or set `not-secret: true` next to it if it is not a secret'
    ],
    [
      'a password is written into a URI',
      'connections:\n  db: { conn_uri: "postgres://me:hunter2@db/x" }',
      'connections.db.conn_uri contains a password in plain text; take the URI from { env: NAME }, or set `not-secret: true` next to it if that is not a secret'
    ],
    [
      'a connection has no type',
      'connections:\n  db: { host: db }',
      'connections.db.conn_type is missing; Airflow 3 cannot use a connection without it'
    ],
    [
      'a field stands beside a URI',
      'connections:\n  db: { conn_uri: "http://db", host: db }',
      'connections.db.host cannot be combined with conn_uri; Airflow would ignore it'
    ],
    [
      '`$env` does not stand alone',
      'variables:\n  s: { json: { a: [{ $env: KEY, b: 1 }] } }',
      'variables.s.json.a.0 has "b" next to `$env`, where every key begins with `$`'
    ],
    [
      'a key with a line break stands beside `$env`',
      'variables:\n  s: { json: { $env: KEY, "b\\r": 1 } }',
      'variables.s.json has "b\\r" next to `$env`, where every key begins with `$`'
    ],
    [
      'a leaf has two sources',
      'variables:\n  s: { json: { a: { $env: KEY, $file: b } } }',
      'variables.s.json.a has both `$env` and `$file`; remove one of them'
    ],
    [
      '`$env` names nothing',
      'connections:\n  db: { conn_type: http, extra: { a: { $env: "" } } }',
      'connections.db.extra.a.$env is not the name of an environment variable'
    ],
    [
      'a constant has `${`',
      `variables:\n  a: "\${HOME}"`,
      'variables.a contains `$' +
        '{`, which is reserved for `$' +
        '{deployment}`; write `$$' +
        '{`, or take the value from { env: NAME }'
    ],
    [
      'an extra in text has it',
      `connections:\n  a: { conn_type: http, extra: '{"a": "\${HOME}"}' }`,
      'connections.a.extra contains `$' +
        '{`, which is reserved for `$' +
        '{deployment}`; write `$$' +
        '{`, or take the value from { env: NAME }'
    ]
  ])('%s', (_, text, expected) => {
    const said = mistakesIn(text)
    expect(said).toHaveLength(1)
    expect(said[0]?.replace(/^\S+:\d+:\d+: /, '')).toBe(expected)
  })

  it.each([
    ['a bad name of a connection', 'connections:\n  "my db": { conn_type: http }', 'connections.my db'],
    ['a bad name of a variable', 'variables:\n  "/a": x', 'variables./a starts or ends with a /']
  ])('%s', (_, text, place) => {
    expect(mistakesIn(text)[0]).toContain(place)
  })
})

describe('a number that would be written as another one', () => {
  it.each<[string, string]>([
    ['has too many digits', 'variables: { a: { json: { id: 12345678901234567890 } } }'],
    ['is infinite', 'variables: { a: { json: [1, .inf] } }'],
    ['is none', 'connections: { a: { conn_type: http, extra: { b: .nan } } }']
  ])('%s', (_, text) => {
    expect(mistakesIn(text)).toEqual([expect.stringMatching(/^airflow-secrets\.yaml:3:\d+: .* is a number that .*in quotes$/)])
  })
})

describe('several mistakes', () => {
  it('are told at once, of every kind', () => {
    const text = `vaultt: {}\nvariables:\n  a: 1\n  b: "\${x}"\nconnections:\n  db: { host: db }\n  db: { password: x }\n`
    expect(mistakesIn(text, 'version: 1\nname: Bad Name\n').map(line => line.replace(/ .*/, ''))).toEqual(
      expect.arrayContaining([`${FILE}:2:1:`, `${FILE}:3:1:`, `${FILE}:5:3:`, `${FILE}:6:3:`, `${FILE}:8:3:`])
    )
  })

  const PLAIN = 'is in plain text; take it from { env: NAME }, or set `not-secret: true` next to it if it is not a secret'
  const RESERVED = 'contains `$' + '{`, which is reserved'
  it.each<[string, string, string[]]>([
    [
      'an unknown key beside a constant password',
      'connections: { db: { conn_type: postgres, colour: red, password: hunter2 } }',
      ['connections.db.colour is not a known key', `connections.db.password ${PLAIN}`]
    ],
    [
      'a field of another type beside a constant password',
      'connections: { db: { conn_type: postgres, port: "5432", password: hunter2 } }',
      ['connections.db.port must be a whole number', `connections.db.password ${PLAIN}`]
    ],
    [
      'an unknown key beside a URI with a password',
      'connections: { db: { conn_uri: "postgres://me:hunter2@db/x", colour: red } }',
      ['connections.db.colour is not a known key', 'connections.db.conn_uri contains a password in plain text']
    ],
    [
      'a misspelt source beside a constant password',
      'connections: { db: { conn_type: postgres, login: { evn: X }, password: hunter2 } }',
      ['connections.db.login.evn is not a known key', `connections.db.password ${PLAIN}`]
    ],
    [
      'an incomplete source beside a constant password',
      'connections: { db: { conn_type: postgres, login: { vault: { path: p } }, password: hunter2 } }',
      ['connections.db.login.vault.key is missing', `connections.db.password ${PLAIN}`]
    ],
    [
      'an unknown key of a Deployment beside the constant password of its own connection',
      'deployments: { dev: { deployment-id: a, isolate: true, colour: red, connections: { db: { conn_type: x, password: y } } } }',
      ['deployments.dev.colour is not a known key', `deployments.dev.connections.db.password ${PLAIN}`]
    ],
    [
      'an unknown key of a Deployment beside its missing address',
      'deployments: { dev: { colour: red } }',
      ['deployments.dev.colour is not a known key', 'deployments.dev needs exactly one of deployment-id and deployment-name']
    ],
    [
      'an unknown key beside a bad name',
      'connections: { "my db": { conn_type: http, colour: red } }',
      ['connections.my db.colour is not a known key', 'connections.my db ']
    ],
    [
      'an unknown key beside a reserved word',
      `connections: { db: { conn_type: http, colour: red, host: "\${HOME}" } }`,
      ['connections.db.colour is not a known key', `connections.db.host ${RESERVED}`]
    ]
  ])('of one entry are all told: %s', (_, text, expected) => {
    const said = mistakesIn(text).map(line => line.replace(/^\S+:\d+:\d+: /, ''))
    expect(said).toEqual(expected.map(part => expect.stringContaining(part)))
  })

  it.each([
    ['a type that is misspelt, not missing', 'connections: { db: { conn_typ: http } }'],
    ['a type that is no text', 'connections: { db: { conn_type: 7 } }'],
    ['a URI that is no text', 'connections: { db: { conn_uri: 7 } }'],
    ['an id that is misspelt', 'deployments: { dev: { deployment_id: a } }'],
    ['an id that is no text', 'deployments: { dev: { deployment-id: 7 } }'],
    [
      'a Deployment that is not known to be isolated',
      'deployments: { dev: { deployment-id: a, isolate: "yes", variables: { a: b } } }'
    ],
    ['a password that may be no secret', 'connections: { db: { conn_type: http, password: x, not-secret: "yes" } }'],
    ['a folder whose neighbour is wrong', 'vault: { variables-path: /a, connections-path: variables/b }'],
    ['a time whose limit is wrong', 'approle: { secret-id: { ttl: 20d, rotate-after: soon } }'],
    ['a description whose format is wrong', 'connections: { db: { conn_type: http, description: x, format: json } }']
  ])('are not made up: %s', (_, text) => {
    expect(mistakesIn(text)).toHaveLength(1)
  })
})

describe('a key in another case', () => {
  it.each([
    ['VARIABLES: {}', 'VARIABLES is not a known key; did you mean "variables"?'],
    ['connections: { db: { CONN_TYPE: http } }', 'connections.db.CONN_TYPE is not a known key; did you mean "conn_type"?'],
    ['variables: { a: { ENV: X } }', 'variables.a.ENV is not a known key; did you mean "env"?']
  ])('is told as the one that it is: %s', (text, expected) => {
    expect(mistakesIn(text).map(line => line.replace(/^\S+:\d+:\d+: /, ''))).toEqual([expected])
  })
})

describe('what may be written', () => {
  it('a password that everybody may know', () => {
    const open =
      'connections:\n  db: { conn_type: http, password: guest, not-secret: true }\n  c: { conn_uri: "http://a:b@c", not-secret: true }'
    expect(mistakesIn(open)).toEqual([])
  })

  it('text that YAML reads as something else, in quotes', () => {
    expect(mistakesIn('variables:\n  a: "1"\n  b: "true"\n  c: "2024-01-01"')).toEqual([])
  })
})

describe('the defaults', () => {
  const { vault, identity, manage, astro, coverage } = readManifest('version: 1\nname: analytics\n', FILE)

  it("are the guide's names, with safer lives", () => {
    expect(vault).toEqual({
      mount: 'airflow',
      variablesPath: 'variables',
      connectionsPath: 'connections',
      format: 'uri',
      airflowTimeout: 10
    })
    expect(identity).toEqual({
      kind: 'approle',
      name: 'astro_role',
      policy: 'astro_policy',
      mount: 'approle',
      tokenTtl: 3600,
      tokenMaxTtl: 3600,
      secretId: { ttl: 0, rotateAfter: 30 * 86_400, destroyAfter: 25 * 3_600 }
    })
    expect([...manage]).toEqual(['auth-method', 'mount', 'policy', 'role'])
  })

  it('ship every time, look for the provider in requirements.txt, and warn of what DAGs would not find', () => {
    expect([astro, coverage]).toEqual([{ skipUnchanged: false, providerInstalled: false, wake: false, parse: false }, 'warn'])
  })
})

describe('what every run has to know about the project', () => {
  it('is in the manifest', () => {
    const { astro, coverage } = aManifest({
      astro: { 'skip-unchanged': true, 'provider-installed': true, wake: true },
      coverage: 'off'
    })
    expect([astro, coverage]).toEqual([{ skipUnchanged: true, providerInstalled: true, wake: true, parse: false }, 'off'])
  })
})

describe("the vendor's guide", () => {
  it('works as it is written', () => {
    const { vault, identity } = aManifest({
      vault: { mount: 'airflow' },
      approle: {
        name: 'astro_role',
        policy: 'astro_policy',
        'role-id': 'astro_role',
        'token-ttl': '24h',
        'secret-id': { ttl: 0 }
      }
    })
    expect(vault.mount).toBe('airflow')
    expect(identity).toMatchObject({
      name: 'astro_role',
      policy: 'astro_policy',
      roleId: 'astro_role',
      tokenTtl: 86_400,
      tokenMaxTtl: 86_400,
      secretId: { ttl: 0 }
    })
  })
})
