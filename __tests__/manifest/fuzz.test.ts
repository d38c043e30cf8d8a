import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import { type Finding, saidOf } from '../../src/base/finding.ts'
import { Secret } from '../../src/base/secret.ts'
import { entriesFor, sourcesOf } from '../../src/manifest/entries.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { keyOf } from '../../src/sources/source.ts'
import { below, oneOf, type Random, randomFrom, randomText } from '../airflow/random-connections.ts'
import { resolveForKv } from '../build/manifest.ts'
import { SEED } from '../build/seed.ts'

/** How long it goes on at night. By default it draws no more than it needs to say something. */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 0)
const limitMs = (60 + seconds) * 1000

const example = (name: string) => readFileSync(new URL(`../../examples/${name}/airflow-secrets.yaml`, import.meta.url), 'utf8')

/** Something of all that a manifest can say. */
const RICH = `version: 1
name: rich
vault: { mount: airflow, format: fields, airflow-url: 'https://vault.example.com', airflow-timeout: 10 }
approle:
  token-ttl: 1h
  secret-id: { ttl: 0, rotate-after: 30d, destroy-after: 25h }
manage: [mount, policy]
astro: { skip-unchanged: true, provider-installed: false }
coverage: fail
variables: &shared
  plain: "text with \\u00e9 \\n"
  folded: >-
    two
    lines
  from-env: { env: TOKEN, trim: true, allow-empty: true }
  from-file: { file: key.json, as: json }
  from-vault: { vault: { mount: kv, path: a/b, key: c } }
  from-sops: { sops: { file: s.yaml, key: a.b } }
  made: { generate: { length: 16, alphabet: hex, rotate: 1 } }
  printed: { command: [echo, x] }
  deep/er: { json: { list: [1, 2.5, -3e7, true, null, 0x1f], key: { $env: TOKEN } } }
connections:
  fields: &c
    conn_type: postgres
    host: Db.example.com
    port: 5432
    schema: shop
    login: { env: LOGIN }
    password: { env: TOKEN }
    extra: { sslmode: require, nested: { $file: key.json, $as: json } }
    description: words
  uri: { conn_uri: 'http://u@h:80/s?a=1&b=2', format: uri }
  json: { conn_json: '{"conn_type": "http", "extra": {"a": 1.5}}', not-secret: true }
  again: *c
deployments:
  prod: { deployment-id: clx1, isolate: true, variables: { plain: '\${deployment}' } }
  dev: { deployment-name: dev }
`

const SEEDS = [RICH, example('quickstart'), example('matrix')] as const

/** What YAML, JavaScript or Airflow take for something special. */
const SNIPPETS = [
  '\0',
  '\ufeff',
  '\r\n',
  '\t',
  '\u2028',
  '\ud800',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '# ',
  ': ',
  '- ',
  '? ',
  '| ',
  '>+9\n',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '&a ',
  '*a ',
  '*c',
  '*shared',
  '&z [*z]',
  '&z { conn_type: x, extra: *z }',
  '{ json: &z { a: *z, b: { $env: X } } }',
  '<<: *c',
  '<<: ',
  '!!binary ',
  '!!timestamp ',
  '!!set ',
  '!!js/function ',
  '!<tag:x> ',
  '__proto__: ',
  'constructor: ',
  'prototype: { polluted: 1 }',
  'toString: ',
  '~: 1',
  'null',
  '1: ',
  '1.5: ',
  'true: ',
  '2026-01-01',
  '.inf',
  '-.nan',
  '1e999',
  '12345678901234567890',
  '0x1f',
  '0o17',
  '1_000',
  '{ env: }',
  '{ $env: X, $file: y }',
  '$' + '{',
  '${deployment}',
  'a'.repeat(5000),
  '['.repeat(300),
  '{a: '.repeat(150),
  '- '.repeat(300),
  'http://',
  '😀',
  '\\x',
  '\\ud800'
] as const satisfies readonly string[]

function mutated(random: Random): string {
  let text = oneOf<string>(random, [RICH, ...SEEDS])
  for (let round = below(random, 6); round >= 0; round--) {
    const at = below(random, text.length)
    const length = below(random, oneOf(random, [2, 10, 200]))
    const other = oneOf<string>(random, [...SEEDS])
    const from = below(random, other.length)
    const lines = text.split('\n')
    text = oneOf<() => string>(random, [
      () => text.slice(0, at) + text.slice(at + length),
      () => text.slice(0, at) + oneOf<string>(random, [...SNIPPETS] as unknown as [string]) + text.slice(at),
      () => text.slice(0, at) + oneOf<string>(random, [...SNIPPETS] as unknown as [string]) + text.slice(at + length),
      () => text.slice(0, at) + randomText(random) + text.slice(at),
      () => text.slice(0, at) + other.slice(from, from + length) + text.slice(at + length),
      () => lines.filter(() => random() > 0.05).join('\n'),
      () => lines.flatMap(line => (random() < 0.05 ? [line, line] : [line])).join('\n'),
      // A value of another kind in the place of one.
      () =>
        text.replace(/: [^\n{}[\],]+/g, value =>
          random() < 0.1 ? `: ${oneOf<string>(random, [...SNIPPETS] as unknown as [string])}` : value
        )
    ])()
  }
  return text
}

const bytes = (random: Random): string =>
  Buffer.from(
    Array.from({ length: below(random, 300) }, () => (random() < 0.5 ? below(random, 256) : 32 + below(random, 95)))
  ).toString()

/** What a source may give. */
const GIVEN = [
  'value',
  '{"a":1}',
  'http://u:p@h:1/s?a=1',
  '{"conn_type": "http", "extra": {"a": [1]}}',
  '5432',
  ' \n',
  '\0',
  '\ud800'
] as const

/** Everything that a run does with the text before it asks anybody, and with what its sources give: throws what is no sentence. */
function use(text: string, given: () => string | undefined): 'taken' | 'refused' {
  try {
    const manifest = readManifest(text, 'm.yaml')
    for (const isolate of [undefined, ...manifest.deployments.keys()].slice(0, 3)) {
      const scope = scopeOf(manifest, isolate)
      const entries = entriesFor(manifest, scope)
      const values = new Map(
        sourcesOf(scope, entries).flatMap(({ source, at }) => {
          const value = source.from === 'file' && source.as === 'json' ? '{"a":1}' : given()
          return value === undefined ? [] : [[keyOf(source, at), { value: new Secret(value) }] as const]
        })
      )
      const { problems, unresolved } = resolveForKv(manifest, scope, values)
      for (const finding of [...problems, ...unresolved]) sentence(finding)
    }
    return 'taken'
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    for (const finding of error.findings) sentence(finding)
    return 'refused'
  }
}

function sentence(finding: Finding) {
  const { file, line, column } = finding.place ?? {}
  const message = saidOf(finding)
  if (file !== 'm.yaml' || !((line ?? 0) >= 1) || !((column ?? 0) >= 1))
    throw new Error(`no place: ${file}:${line}:${column} ${message}`)
  if (!/^\S.* \S/u.test(message) || /[\n\r]|undefined|\[object|ZodError/.test(message))
    throw new Error(`no sentence: ${JSON.stringify(message)}`)
}

/** At least `count` texts, and more until `share` of the time has passed. */
function fuzz(count: number, share: number, draw: (random: Random) => string): Record<'taken' | 'refused', number> {
  const random = randomFrom(SEED)
  const counts = { taken: 0, refused: 0 }
  const end = performance.now() + seconds * share * 1000
  for (let round = 0; round < count || performance.now() < end; round++) {
    const text = draw(random)
    try {
      const whole = random() < 0.5
      counts[use(text, () => (whole || random() < 0.8 ? oneOf<string>(random, GIVEN) : undefined))]++
    } catch (error) {
      throw new Error(`SEED=${SEED}, round ${round}: ${JSON.stringify(text)}`, { cause: error })
    }
    if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) throw new Error(`polluted by ${JSON.stringify(text)}`)
  }
  return counts
}

describe(`whatever is in the file, there are sentences with its place (SEED=${SEED})`, () => {
  it('for manifests as they are', () => {
    expect(SEEDS.map(text => use(text, () => 'value'))).toEqual(['taken', 'taken', 'taken'])
  })

  it(
    'for random bytes',
    () => {
      const { taken, refused } = fuzz(4000, 0.1, bytes)
      expect(taken / refused).toBeLessThan(0.02)
    },
    limitMs
  )

  it(
    'for manifests that were damaged',
    () => {
      const { taken, refused } = fuzz(6000, 0.9, mutated)
      expect(taken / refused).toBeGreaterThan(0.05)
      expect(refused / taken).toBeGreaterThan(0.05)
    },
    limitMs
  )
})
