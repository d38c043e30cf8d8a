import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, refused, type Stage } from './attempt.ts'

/** Mistakes in the manifest: each is found before anybody is asked over the network. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

/** Runs with this manifest, as `wrong.yaml`. */
async function withManifest(text: string, env: Record<string, string> = {}) {
  await writeFile(join(stage.project, 'wrong.yaml'), text)
  try {
    return await attempt(stage, { inputs: { manifest: 'wrong.yaml' }, env })
  } finally {
    await rm(join(stage.project, 'wrong.yaml'))
  }
}

const HEAD = 'version: 1\nname: quickstart\n'
const RESERVED =
  'contains `$' + '{`, which is reserved for `$' + '{deployment}`; write `$$' + '{`, or take the value from { env: NAME }'

it.each([
  ['an unknown key', 'variabels: { greeting: Hello }', '3:1: variabels is not a known key; did you mean "variables"?'],
  ['an unknown key further down', 'vault: { mont: airflow }', '3:10: vault.mont is not a known key; did you mean "mount"?'],
  [
    'a key that stands twice',
    'variables:\n  a: x\n  a: y',
    '4:3: variables.a is defined twice, and YAML would silently use the last one; remove one of them'
  ],
  ['a tab', 'variables:\n\tgreeting: Hello', '4:1: is not YAML: tab characters must not be used in indentation'],
  [
    'a text that does not end',
    'variables:\n  greeting: "Hello',
    '5:1: is not YAML: deficient indentation (or an unclosed quote or bracket before it)'
  ],
  [
    'a number for a variable',
    'variables: { retries: 3 }',
    '3:14: variables.retries must be a string in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures'
  ],
  [
    'a slash in a connection id',
    'connections:\n  my/db: { conn_type: postgres }',
    '4:3: connections.my/db contains a /, which Airflow does not allow in a connection id; use _ or - instead'
  ],
  [
    'a blank in a connection id',
    'connections:\n  my db: { conn_type: postgres }',
    '4:3: connections.my db contains the character U+0020; use only ASCII letters, digits, _, - and .'
  ],
  [
    'JSON in conn_uri',
    `connections:\n  db: { conn_uri: '{"conn_type": "postgres"}' }`,
    '4:9: connections.db.conn_uri is JSON, which older Vault providers read as a URI; use conn_json, the fields of the connection, or a URI'
  ],
  [
    'a constant password',
    'connections:\n  db: { conn_type: postgres, password: hunter2 }',
    '4:30: connections.db.password is in plain text; take it from { env: NAME }, or set `not-secret: true` next to it if it is not a secret'
  ],
  [
    'a password in a constant URI',
    'connections:\n  db: { conn_uri: postgres://etl:hunter2@db/x }',
    '4:9: connections.db.conn_uri contains a password in plain text; take the URI from { env: NAME }, or set `not-secret: true` next to it if that is not a secret'
  ],
  ['what looks like an expression', `variables: { home: "\${HOME}" }`, `3:14: variables.home ${RESERVED}`],
  [
    'a url without scheme',
    'vault: { airflow-url: vault.example.com }',
    '3:10: vault.airflow-url must be an http:// or https:// URL without user, query or fragment, such as https://vault.example.com:8200'
  ],
  [
    "a url with the path of Vault's API",
    'vault: { airflow-url: https://vault.example.com/v1/airflow }',
    "3:10: vault.airflow-url must be the server's address alone; remove /v1/airflow"
  ],
  [
    'a secret-id that dies before it is replaced',
    'approle: { secret-id: { ttl: 30d } }',
    '3:25: approle.secret-id.ttl must be 0 or longer than rotate-after plus destroy-after, or the secret-id expires before it is replaced'
  ],
  [
    'a secret-id that works once',
    'approle: { secret-id: { num-uses: 1 } }',
    '3:25: approle.secret-id.num-uses must be 0: every Airflow process logs in on its own'
  ]
])('%s', async (_, text, sentence) => {
  expect(await withManifest(`${HEAD}${text}\n`)).toMatchObject(refused(`wrong.yaml:${sentence}`))
})

it('no such file', async () => {
  const sentence =
    'the manifest nowhere.yaml cannot be read: there is no such file\n' +
    'Check the input `manifest`, and that a checkout step comes before this one.'
  expect(await attempt(stage, { inputs: { manifest: 'nowhere.yaml' } })).toMatchObject(refused(sentence))
})

describe('a source', () => {
  it('that is an undefined GitHub secret, and arrives empty', async () => {
    expect(await attempt(stage, { env: { API_TOKEN: '', SETTINGS_KEY: '' } })).toMatchObject(
      refused(
        'airflow-secrets.yaml:7:3: variables.api_token needs API_TOKEN, which is absent or empty in the environment of this step',
        'airflow-secrets.yaml:8:3: variables.settings needs SETTINGS_KEY, which is absent or empty in the environment of this step',
        '2 mistakes found'
      )
    )
  })

  it('that holds JSON where a URI is expected; its value is not shown', async () => {
    const secret = '{"conn_type":"mysql","password":"hunter2"}'
    const run = await attempt(stage, { env: { LEGACY_URI: secret } })
    expect(run).toMatchObject(
      refused(
        'airflow-secrets.yaml:23:13: connections.legacy.conn_uri is JSON, which older Vault providers read as a URI; use conn_json, the fields of the connection, or a URI'
      )
    )
    expect(run.log + run.summary).not.toContain('hunter2')
  })
})

describe('several mistakes at once', () => {
  it('are all said in one run, each at its line, whatever kind they are of', async () => {
    const text = `${HEAD}vault: { mont: x }\nvariables:\n  b: 1\n  c: "\${x}"\nconnections:\n  a/b: { conn_type: http }\n`
    const { annotations, ...run } = await withManifest(text)
    expect(run).toMatchObject(
      refused(
        'wrong.yaml:3:10: vault.mont is not a known key; did you mean "mount"?',
        'wrong.yaml:5:3: variables.b must be a string in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures',
        `wrong.yaml:6:3: variables.c ${RESERVED}`,
        'wrong.yaml:8:3: connections.a/b contains a /, which Airflow does not allow in a connection id; use _ or - instead',
        '4 mistakes found'
      )
    )
    expect(annotations.map(({ file, line }) => [file, line])).toEqual([
      ['wrong.yaml', 3],
      ['wrong.yaml', 5],
      ['wrong.yaml', 6],
      ['wrong.yaml', 8],
      [undefined, undefined]
    ])
  })

  it('become nine annotations, and a tenth that says where the others are', async () => {
    const missing = Array.from({ length: 12 }, (_, index) => `  v${index}: { env: SECRET_${index} }\n`)
    const sentences = missing.map(
      (_, index) =>
        `wrong.yaml:${index + 4}:3: variables.v${index} needs SECRET_${index}, which is absent or empty in the environment of this step`
    )
    const run = await withManifest(`${HEAD}variables:\n${missing.join('')}`)
    expect(run).toMatchObject(refused(...sentences.slice(0, 9), '12 mistakes found; the log of this step lists them all'))
    for (const sentence of sentences) {
      expect(run.log).toContain(sentence)
      expect(run.summary).toContain(sentence)
    }
  })
})
