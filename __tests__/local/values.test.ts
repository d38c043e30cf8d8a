import { describe, expect, it } from '@jest/globals'
import { airflowUrlOf, isStandaloneConfig } from '../../src/local/place.ts'
import { environmentHere, fakeFor, type LocalValues, readingHere } from '../../src/local/values.ts'
import type { Source } from '../../src/sources/source.ts'
import { keyOf } from '../../src/sources/source.ts'
import type { PlacedSource } from '../../src/sources/values.ts'

const place = (source: Source, at: string, allowEmpty = false): PlacedSource => ({ source, at, allowEmpty, trim: false })
const env = (name: string, allowEmpty = false) => place({ from: 'env', name }, `variables/${name}`, allowEmpty)

async function read(one: PlacedSource, difference: Partial<LocalValues>, shell = {}) {
  const values = { given: new Map(), isFake: false, ...difference }
  const around = {
    environment: environmentHere(values, shell),
    manifest: 'airflow-secrets.yaml',
    allowCommands: false,
    signal: new AbortController().signal
  }
  const found = (await readingHere(values)([one], around)).get(keyOf(one.source, one.at))
  return found !== undefined && 'value' in found ? found.value.reveal() : undefined
}

describe('a value comes from', () => {
  const given = new Map([['TOKEN', 'of the file']])
  it('the shell first', async () => {
    expect(await read(env('TOKEN'), { given, isFake: true }, { TOKEN: 'of the shell' })).toBe('of the shell')
  })
  it('.env.local-secrets, also where the shell has an empty one', async () => {
    expect(await read(env('TOKEN'), { given, isFake: true }, { TOKEN: '' })).toBe('of the file')
  })
  it('whoever is asked', async () => {
    expect(await read(env('OTHER'), { given, askFor: async name => `typed ${name}` })).toBe('typed OTHER')
    expect(await read(env('OTHER'), { given, askFor: async () => '' })).toBeUndefined()
  })
  it('nowhere, and is made up where that is asked for', async () => {
    expect(await read(env('OTHER'), { isFake: true, askFor: async () => 'typed' })).toBe('fake-OTHER')
    expect(await read(place({ from: 'vault', path: 'a', key: 'b' }, 'variables/x'), { isFake: true })).toBe('fake-x')
    expect(await read(place({ from: 'command', argv: ['false'] }, 'variables/x'), { isFake: true })).toBe('fake-x')
  })
  it('nowhere, where it may be empty or is drawn', async () => {
    expect(await read(env('OTHER', true), { isFake: true, askFor: async () => 'typed' })).toBeUndefined()
    expect(
      await read(place({ from: 'generate', length: 8, alphabet: 'ab', rotate: '' }, 'variables/x'), { isFake: true })
    ).toBeUndefined()
  })
})

describe('a value that is made up has the form of', () => {
  it.each([
    ['a password', { from: 'env', name: 'X' }, 'local/connections/db#password', 'fake-db-password'],
    ['a URI', { from: 'env', name: 'X' }, 'local/connections/db#conn_uri', 'generic://fake:fake@localhost/fake'],
    ['a port', { from: 'env', name: 'X' }, 'local/connections/db#port', '1'],
    ['extra', { from: 'env', name: 'X' }, 'local/connections/db#extra', '{}'],
    ['a file of JSON', { from: 'file', path: 'x', as: 'json' }, 'local/variables/v', '{}'],
    ['a file in base64', { from: 'file', path: 'x', as: 'base64' }, 'local/variables/v', 'ZmFrZQ=='],
    ['a field of a variable', { from: 'env', name: 'X' }, 'local/variables/v#a.b', 'fake-v-a.b']
  ] as const)('%s', (_, source, at, value) => {
    expect(fakeFor({ source, at })).toBe(value)
  })
})

describe('Airflow reaches Vault at', () => {
  const linux = { isStandalone: false, hasHostName: false }
  const desktop = { isStandalone: false, hasHostName: true }
  const standalone = { isStandalone: true, hasHostName: false }
  it.each([
    ['http://127.0.0.1:8200', standalone, 'http://127.0.0.1:8200'],
    ['http://127.0.0.1:8200', desktop, 'http://host.docker.internal:8200'],
    ['https://localhost:8200', desktop, 'https://host.docker.internal:8200'],
    ['https://vault.example.com:8200', desktop, 'https://vault.example.com:8200'],
    ['https://vault.example.com', linux, 'https://vault.example.com'],
    ['https://example.com/vault', linux, 'https://example.com/vault']
  ])('%s from %j: %s', (url, from, reached) => {
    expect(airflowUrlOf(url, from)).toBe(reached)
  })
  it.each(['http://127.0.0.1:8200', 'http://localhost:8200', 'http://[::1]:8200'])(
    'nowhere, from a container on Linux: %s',
    url => {
      expect(() => airflowUrlOf(url, linux)).toThrow('containers on Linux cannot reach')
    }
  )
})

it.each([
  ['dev: { mode: standalone }\n', true],
  ['project:\n  name: x\ndev:\n  mode: "standalone"\n', true],
  ['dev:\n  mode: docker\n', false],
  ['dev:\n', false],
  ['', false],
  ['{', false]
])('the configuration of the CLI %j says standalone: %s', (text, is) => {
  expect(isStandaloneConfig(text)).toBe(is)
})
