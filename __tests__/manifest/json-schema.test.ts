import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { load } from 'js-yaml'
import { readManifest } from '../../src/manifest/read.ts'
import { type JsonSchema, manifestSchema } from '../../tools/readme/manifest-schema.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const examples = readdirSync(`${root}/examples`)
  .map(name => `examples/${name}/airflow-secrets.yaml`)
  .filter(file => existsSync(`${root}/${file}`))
const shipped = JSON.parse(readFileSync(`${root}/schema/airflow-secrets.schema.json`, 'utf8'))
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(shipped)

/** What both say to a manifest with these lines: the schema that editors use, and the action. */
function verdicts(lines: string) {
  const text = `version: 1\nname: analytics\n${lines}\n`
  let action = true
  try {
    readManifest(text, 'airflow-secrets.yaml')
  } catch {
    action = false
  }
  return { editor: validate(load(text)), action }
}

describe('the schema that editors use', () => {
  it('is the one of the code', () => {
    expect(shipped).toEqual(manifestSchema())
  })

  it.each(examples)('takes %s, which names it', file => {
    const text = readFileSync(`${root}/${file}`, 'utf8')
    expect(validate(load(text)) || validate.errors).toBe(true)
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../../schema/airflow-secrets.schema.json')
  })

  it('describes every key', () => {
    expect([...nameless(shipped, '')]).toEqual([])
  })
})

/** Keys, and named parts, without a description. */
function* nameless(at: JsonSchema, path: string): Generator<string> {
  for (const [key, part] of [...Object.entries(at.properties ?? {}), ...Object.entries(at.$defs ?? {})]) {
    if (!part.description) yield `${path}${key}`
    yield* nameless(part, `${path}${key}.`)
  }
  for (const part of at.anyOf ?? []) yield* nameless(part, path)
}

describe('the editor and the action both take', () => {
  it.each([
    'vault: { mount: kv/team, format: fields, airflow-timeout: 120 }',
    'approle: { secret-id-bound-cidrs: deployment }',
    'approle: { token-ttl: 1h30m, token-max-ttl: 7200, secret-id: { ttl: 90d } }',
    'manage: []',
    'astro: { skip-unchanged: true, provider-installed: false }',
    'astro: {}\ncoverage: off',
    'variables: { a: "1", b: { env: B, trim: true }, c: { file: c.txt, as: base64 }, d: { json: [1, null, { x: true }] } }',
    'variables: { a: { vault: { path: team/db, key: password } }, b: { sops: { file: s.yaml, key: db.password } } }',
    'variables: { a: { generate: {} }, b: { generate: { length: 8, alphabet: hex, rotate: 2 } }, c: { command: [pass, x] } }',
    'variables: { a: { json: { deep: [{ $env: A }, { $file: f, $as: json }] } }, b: { json: { env: B, $ref: data } } }',
    'variables: { a: { json: { $vault: { mount: kv, path: p, key: k }, $allow-empty: true } } }',
    'connections: { a: { conn_type: http, host: h, port: 80, extra: { x: { $env: X } } } }',
    'connections: { a: { conn_type: http, port: { env: PORT }, extra: "{}" }, b: { conn_uri: { env: B } } }',
    'connections: { a: { conn_type: http, extra: { $file: extra.json, $as: json } } }',
    'connections: { a: { conn_type: http, format: fields, description: for people }, b: { conn_json: { env: B } } }',
    'deployments: { dev: { deployment-name: dev, isolate: true, variables: { a: b }, connections: { c: { conn_type: x } } } }',
    'deployments: { dev: { deployment-id: clx1, variables: {}, connections: {} } }',
    `variables: { a/b/.c: x, 9: x, _a.b-c: x, ${'x'.repeat(250)}: x }`,
    `connections: { a.b-c_9: { conn_type: http }, ${'x'.repeat(200)}: { conn_type: http } }`,
    `variables: { a: "s3://x-\${deployment}", b: "$\${HOME}\\n$\${b}", c: "$x {y} $", d: "" }`,
    'connections: { a: { conn_uri: "http://h", format: uri, not-secret: true }, b: { conn_json: "{}" } }',
    'connections: { a: { conn_type: s3.v2, password: x, not-secret: true }, b: { conn_type: http, password: { env: X } } }'
  ])('%s', lines => {
    expect(verdicts(lines)).toEqual({ editor: true, action: true })
  })
})

describe('the editor and the action both refuse', () => {
  it.each([
    'vaultt: {}',
    'vault: { mount: /kv }',
    'vault: { airflow-timeout: 0 }',
    'approle: { secret-id-bound-cidrs: 10.0.0.0/8 }',
    'approle: { token-ttl: soon }',
    'approle: { token-ttl: 1.5 }',
    'approle: { token-num-uses: 5 }',
    'manage: [polices]',
    'astro: { skip-unchanged: yes }',
    'astro: { runtime: 13 }',
    'coverage: false',
    'variables: { a: 1 }',
    'variables: { a: { evn: X } }',
    'variables: { a: { env: X, file: y } }',
    'variables: { a: { env: X, as: json } }',
    'variables: { a: { env: MY-X } }',
    'variables: { a: { file: x, as: yaml } }',
    'variables: { a: { vault: { path: p } } }',
    'variables: { a: { vault: { path: /p, key: k } } }',
    'variables: { a: { generate: { length: 4 } } }',
    'variables: { a: { command: pass x } }',
    'variables: { a: { json: [{ $env: X, b: 1 }] } }',
    'variables: { a: { json: { x: { $env: X, $file: y } } } }',
    'variables: { a: { json: { $generate: { length: four } } } }',
    'connections: { a: { conn_type: http, port: "80" } }',
    'connections: { a: { conn_type: http, port: 65536 } }',
    'connections: { a: { conn_type: http, extra: [] } }',
    'connections: { a: { conn_type: http, extra: { $env: 1 } } }',
    'connections: { a: { conn_type: http, pasword: { env: X } } }',
    'connections: { a: { conn_type: http, format: json } }',
    'deployments: { dev: { deployment-name: dev, isolate: "true" } }',
    'deployments: { dev: { deployment-name: dev, variabels: {} } }',
    'deployments: { dev: {} }',
    'deployments: { dev: { deployment-name: "" } }',
    'deployments: { dev: { deployment-id: "" } }',
    'vault: { airflow-ca: "" }',
    'deployments: { dev: { deployment-name: dev, deployment-id: clx1 } }',
    'deployments: { dev: { deployment-name: dev, variables: { a: b } } }',
    'deployments: { dev: { deployment-name: dev, isolate: false, connections: { c: { conn_type: x } } } }',
    'deployments: { dev: { deployment-name: dev, isolate: true, variables: { a..b: b } } }',
    'variables: { a b: x }',
    'variables: { a..b: x }',
    'variables: { a/./b: x }',
    'variables: { ./b: x }',
    'variables: { a/: x }',
    'variables: { /a: x }',
    'variables: { a//b: x }',
    'variables: { -a: x }',
    'variables: { größe: x }',
    'variables: { "": x }',
    `variables: { ${'x'.repeat(251)}: x }`,
    'connections: { a/b: { conn_type: http } }',
    `connections: { ${'x'.repeat(201)}: { conn_type: http } }`,
    `variables: { a: "\${HOME}" }`,
    `variables: { a: "x\\n$$ \${deploymen}" }`,
    `connections: { a: { conn_type: http, host: "\${x}" } }`,
    'connections: { a: { host: h } }',
    'connections: { a: { conn_type: "" } }',
    'connections: { a: { conn_type: google-cloud-platform } }',
    'connections: { a: { conn_type: http, conn_uri: { env: X } } }',
    'connections: { a: { conn_json: { env: X }, host: h } }',
    'connections: { a: { conn_uri: { env: X }, conn_json: { env: X } } }',
    'connections: { a: { conn_type: http, password: x } }',
    'connections: { a: { conn_type: http, password: x, not-secret: false } }'
  ])('%s', lines => {
    expect(verdicts(lines)).toEqual({ editor: false, action: false })
  })

  it.each([
    ['version: 1', 'name is missing'],
    ['name: analytics', 'version must be 1'],
    ['version: 2\nname: analytics', 'version must be 1'],
    ['version: 1\nname: My App', 'name must consist of at most 63 lower-case letters, digits and `-`']
  ])('%j alone', (text, message) => {
    expect(validate(load(text))).toBe(false)
    expect(() => readManifest(text, 'airflow-secrets.yaml')).toThrow(message)
  })
})
