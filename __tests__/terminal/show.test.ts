import { describe, expect, it } from '@jest/globals'
import { entriesFor } from '../../src/manifest/entries.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { listOf } from '../../src/terminal/show.ts'
import { aManifest } from '../build/manifest.ts'

/** The lines for the one Deployment of this manifest, without place. */
function lines(difference: object): string[] {
  const deployments = { dev: { 'deployment-name': 'dev', isolate: true } }
  const manifest = aManifest({ variables: {}, connections: {}, deployments, ...difference })
  const scope = scopeOf(manifest, 'dev')
  const text = listOf(manifest, scope, entriesFor(manifest, scope))
  return text.split('\n').map(line => line.replace(/ +airflow-secrets\.yaml:\d+:\d+ +/, ' '))
}

describe('a variable is shown', () => {
  it.each<[string, unknown, string]>([
    ['as its text', 'Hello world', 'Hello world'],
    ['on one line, whatever is in it', 'a\nb: # "c"\u0007', String.raw`"a\nb: # \"c\"\a"`],
    ['with the name of the Deployment put in', 'at $' + '{deployment}', 'at dev'],
    ['by its variable of the environment', { env: 'A', 'allow-empty': true }, '{env: A, allow-empty: true}'],
    ['by its file', { file: 'a.json', as: 'json', trim: true }, '{file: a.json, as: json, trim: true}'],
    ['by its secret', { vault: { path: 'team/db', key: 'p' } }, '{vault: {path: team/db, key: p}}'],
    ['by its secret elsewhere', { vault: { mount: 'kv', path: 'a', key: 'p' } }, '{vault: {mount: kv, path: a, key: p}}'],
    ['by its encrypted file', { sops: { file: 's.yaml', key: 'a.b' } }, '{sops: {file: s.yaml, key: a.b}}'],
    ['by how it is drawn', { generate: { rotate: 2 } }, "{generate: {length: 32, alphabet: alphanumeric, rotate: '2'}}"],
    ['by characters of its own', { generate: { alphabet: 'abc' } }, '{generate: {length: 32, alphabet: abc}}'],
    ['by its program', { command: ['pass', 'show', 'x'] }, '{command: [pass, show, x]}'],
    ['as its structure', { json: { a: [1, { $env: 'A' }] } }, '{json: {a: [1, {$env: A}]}}']
  ])('%s', (_, raw, expected) => {
    expect(lines({ variables: { x: raw } })).toEqual([`airflow/dev/variables/x ${expected}`, ''])
  })
})

describe('a connection is shown', () => {
  const open = { 'not-secret': true }
  const host = '$' + '{deployment}.example.com'

  it.each<[string, object, string]>([
    [
      'by its fields',
      { conn_type: 'http', host, port: 80, password: { env: 'P' } },
      '{conn_type: http, host: dev.example.com, password: {env: P}, port: 80}'
    ],
    [
      'with its description',
      { conn_type: 'http', description: 'for people', format: 'fields' },
      '{conn_type: http, description: for people}'
    ],
    ['without its constant password', { conn_type: 'http', password: 'hunter2', ...open }, "{conn_type: http, password: '***'}"],
    [
      'without what Airflow hides of its extra',
      { conn_type: 'ssh', extra: { timeout: 9, private_key: 'hunter2', keyfile_dict: { a: ['hunter2'], b: { $env: 'B' } } } },
      "{conn_type: ssh, extra: {timeout: 9, private_key: '***', keyfile_dict: {a: ['***'], b: {$env: B}}}}"
    ],
    [
      'without what it hides of an extra in text',
      { conn_type: 'ssh', extra: '{"Api_Key":"hunter2","b":1}' },
      "{conn_type: ssh, extra: {Api_Key: '***', b: 1}}"
    ],
    [
      'with the fields of its URI, without the password',
      { conn_uri: `http://me:hunter2@${host}/x?token=hunter2`, ...open },
      "{conn_type: http, host: dev.example.com, login: me, schema: x, password: '***', extra: {token: '***'}}"
    ],
    [
      'with the fields of its JSON, without the password',
      { conn_json: '{"conn_type":"http","password":"hunter2"}', ...open },
      "{conn_type: http, password: '***'}"
    ],
    ['by the source of the whole', { conn_uri: { env: 'URI' } }, '{conn_uri: {env: URI}}']
  ])('%s', (_, raw, expected) => {
    expect(lines({ connections: { c: raw } })).toEqual([`airflow/dev/connections/c ${expected}`, ''])
  })
})
