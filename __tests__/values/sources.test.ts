import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { saidOf } from '../../src/base/finding.ts'
import { entriesFor, sourcesOf } from '../../src/manifest/entries.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { keepGenerated } from '../../src/records/generated.ts'
import { draw } from '../../src/sources/draw.ts'
import { readLocal } from '../../src/sources/local.ts'
import { readRemote } from '../../src/sources/remote.ts'
import { aManifest, resolveForKv } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'
import { FakeVault } from '../fakes/vault.ts'

const FILES = {
  'text.txt': ' two words\n',
  'key.json': '{ "a": [1, 2] }\n',
  'bytes.bin': '\u0000\u0001',
  'numbers.json': '{"b": 1.0, "1": "a \\" b",\n"c": [1e2, {}] }',
  'not.json': '{',
  'long.json': '{"id": 12345678901234567890}',
  'empty.txt': ''
}

interface Around {
  environment?: Record<string, string>
  vault?: FakeVault
  mode?: 'plan' | 'sync'
  allowCommands?: boolean
  isolate?: string
}

/** The manifest with these entries, resolved in a folder with FILES. */
async function resolved(
  difference: object,
  { environment = {}, vault, mode = 'sync', allowCommands = false, isolate }: Around = {}
) {
  const manifest = aManifest({ variables: {}, connections: {}, ...difference })
  const scope = scopeOf(manifest, isolate)
  const places = sourcesOf(scope, entriesFor(manifest, scope))
  const folder = aFolder(FILES)
  writeFileSync(join(folder.dir, 'latin-1.txt'), Buffer.from('é', 'latin1'))
  const signal = new AbortController().signal
  const local = await readLocal(places, { environment, manifest: `${folder.dir}/airflow-secrets.yaml`, allowCommands, signal })
  const remote = vault === undefined ? undefined : await readRemote(places, vault, { mount: 'airflow', manifest: 'analytics' })
  const fresh = draw(mode === 'plan' ? [] : (remote?.ungenerated ?? []))
  const all = new Map([...local, ...(remote?.values ?? []), ...fresh.values])
  return { ...resolveForKv(manifest, scope, all), drawn: fresh.drawn }
}

const theValue = async (raw: unknown, around?: Around) => {
  const { wanted, unresolved, problems } = await resolved({ variables: { x: raw } }, around)
  return wanted[0]?.data?.reveal()['value'] ?? [...unresolved, ...problems].map(saidOf).join()
}

/** A `sops` on PATH that does this, and writes down its arguments. */
function sopsThat(does: string) {
  const bin = aFolder({ sops: `#!/bin/sh\necho "$*" >> "$(dirname "$0")/calls"\n${does}\n` })
  chmodSync(join(bin.dir, 'sops'), 0o755)
  const calls = () => readFileSync(join(bin.dir, 'calls'), 'utf8').trim().split('\n')
  return { environment: { PATH: `${bin.dir}:${process.env['PATH']}` }, calls }
}

function vaultWith(secrets: Record<string, object>): FakeVault {
  const vault = new FakeVault()
  for (const mount of ['airflow', 'shared']) vault.mounts.set(mount, { type: 'kv', version: '2' })
  for (const [path, data] of Object.entries(secrets)) vault.secrets.set(path, [data as Record<string, string>])
  return vault
}

describe('a value', () => {
  it.each<[string, unknown, string]>([
    ['of a file, as it is', { file: 'text.txt' }, ' two words\n'],
    ['of a file, trimmed', { file: 'text.txt', trim: true }, 'two words'],
    ['of a JSON file, compact', { file: 'key.json', as: 'json' }, '{"a":[1,2]}'],
    [
      'of a JSON file, with its numbers and the order of its keys',
      { file: 'numbers.json', as: 'json' },
      '{"b":1.0,"1":"a \\" b","c":[1e2,{}]}'
    ],
    ['of a JSON file, as structure', { json: { deep: { $file: 'key.json', $as: 'json' } } }, '{"deep":{"a":[1,2]}}'],
    ['of any bytes, in base64', { file: 'bytes.bin', as: 'base64' }, 'AAE='],
    ['of an empty file, where that is allowed', { file: 'empty.txt', 'allow-empty': true }, ''],
    ['of a file that is not there, where that is allowed', { file: 'no.txt', 'allow-empty': true }, ''],
    ['of the environment, trimmed', { env: 'PADDED', trim: true }, 'x'],
    ['in a structure, by the words with $', { json: [{ $env: 'PADDED', $trim: true }] }, '["x"]']
  ])('comes %s', async (_, raw, value) => {
    expect(await theValue(raw, { environment: { PADDED: ' x ' } })).toBe(value)
  })

  it.each<[string, unknown, string]>([
    ['a file that is not there', { file: 'no.txt' }, 'variables.x needs file no.txt, which is missing'],
    ['an empty file', { file: 'empty.txt' }, 'variables.x needs file empty.txt, which is empty'],
    [
      'a JSON file with a number too long',
      { file: 'long.json', as: 'json' },
      'variables.x needs file long.json, which is unusable, because it has a number that JavaScript cannot represent exactly (more than 15 digits, or too large); write it as a string, in quotes'
    ],
    [
      'a variable of the environment that is none, but that every object of JavaScript has',
      { env: 'constructor' },
      'variables.x needs constructor, which is absent or empty in the environment of this step'
    ],
    [
      'a file that is no JSON, also where an empty one would do',
      { file: 'not.json', as: 'json', 'allow-empty': true },
      'variables.x needs file not.json, which is not valid JSON'
    ],
    [
      'a file that is no text',
      { file: 'latin-1.txt' },
      'variables.x needs file latin-1.txt, which is not UTF-8; set `as: base64` for binary content'
    ],
    ['a file that is no JSON', { file: 'not.json', as: 'json' }, 'variables.x needs file not.json, which is not valid JSON'],
    [
      'several things, each with its reason',
      { json: [{ $env: 'A' }, { $env: 'B' }, { $file: 'no.txt' }] },
      'variables.x needs A, B, which are absent or empty in the environment of this step; file no.txt, which is missing'
    ],
    [
      'a program that the workflow does not allow',
      { command: ['cat', 'text.txt'] },
      'variables.x needs command cat, which is not run, because that requires the input `allow-commands: true`'
    ],
    [
      'Vault, without a login',
      { vault: { path: 'team/db', key: 'password' } },
      'variables.x needs key password of team/db, which is not read in this run'
    ]
  ])('is not resolved from %s', async (_, raw, message) => {
    expect(await theValue(raw)).toBe(message)
  })

  it('comes from what a program prints, without the line end', async () => {
    const around = { allowCommands: true, environment: { PATH: process.env['PATH'] ?? '' } }
    expect(await theValue({ command: ['printf', 'a b\\n'] }, around)).toBe('a b')
    expect(await theValue({ command: ['sh', '-c', 'echo secret >&2; exit 3'] }, around)).toBe(
      'variables.x needs command sh, which is unavailable, because it exited with code 3'
    )
    expect(await theValue({ command: ['no-such-program'] }, around)).toBe(
      'variables.x needs command no-such-program, which is unavailable: no-such-program is not on PATH'
    )
  })

  it('comes from a program that runs beside the manifest, and sees none of the credentials of the step', async () => {
    const ours = { INPUT_X: 'a', VAULT_TOKEN: 'b', ASTRO_API_TOKEN: 'c', GITHUB_TOKEN: 'e', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'f' }
    const environment = { PATH: process.env['PATH'] ?? '', ...ours, OWN: 'd' }
    const command = [
      'sh',
      '-c',
      `cat text.txt; echo "${Object.keys(ours)
        .map(name => `$${name}`)
        .join('')}$OWN"`
    ]
    expect(await theValue({ command }, { allowCommands: true, environment })).toBe(' two words\nd')
  })

  it.each<[string, string, string]>([
    ['at the top', 'token', 'top secret'],
    ['deep inside', 'db.password', 'deep'],
    ['with a dot in its name', 'a.b', 'dotted'],
    ['that is a number', 'db.port', '5432'],
    ['that is not there', 'db.user', 'variables.x needs db.user of secrets.enc.yaml, which is missing from that file'],
    [
      'that every object has',
      'constructor',
      'variables.x needs constructor of secrets.enc.yaml, which is missing from that file'
    ],
    [
      'that every text has',
      'token.length',
      'variables.x needs token.length of secrets.enc.yaml, which is missing from that file'
    ],
    [
      'that is a number too long',
      'db.id',
      'variables.x needs db.id of secrets.enc.yaml, which is unusable, because it has a number that JavaScript cannot represent exactly (more than 15 digits, or too large); write it as a string, in quotes'
    ],
    ['that is a mapping', 'db', 'variables.x needs db of secrets.enc.yaml, which is a mapping or a list; name one of its keys']
  ])('comes from a key of a file that the sops on PATH decrypts: one %s', async (_, key, value) => {
    const { environment, calls } = sopsThat(
      'printf \'{"token":"top secret","a.b":"dotted","db":{"password":"deep","port":5432,"id":12345678901234567890}}\''
    )
    expect(await theValue({ sops: { file: 'secrets.enc.yaml', key } }, { environment })).toBe(value)
    expect(calls()).toEqual([expect.stringMatching(/^--decrypt --output-type json \/.*\/secrets\.enc\.yaml$/)])
  })

  it('is decrypted once a file, however many keys of it are named', async () => {
    const { environment, calls } = sopsThat('printf \'{"a":"1","b":"2"}\'')
    const of = (key: string) => ({ $sops: { file: 'secrets.enc.yaml', key } })
    expect(await theValue({ json: [of('a'), of('b')] }, { environment })).toBe('["1","2"]')
    expect(calls()).toHaveLength(1)
  })

  it('is decrypted by a sops that has its keys, and nothing else of the step', async () => {
    const { environment } = sopsThat('echo "{\\"a\\":\\"$SOPS_AGE_KEY $AWS_PROFILE $OWN$GITHUB_TOKEN$ACTIONS_RUNTIME_TOKEN\\"}"')
    const step = { SOPS_AGE_KEY: 'age', AWS_PROFILE: 'kms', OWN: 'a', GITHUB_TOKEN: 'b', ACTIONS_RUNTIME_TOKEN: 'c' }
    const around = { environment: { ...environment, ...step } }
    expect(await theValue({ sops: { file: 'secrets.enc.yaml', key: 'a' } }, around)).toBe('age kms ')
  })

  it.each<[string, Record<string, string>]>([
    ['in a file at home', {}],
    ['in the environment', { VAULT_TOKEN: 'hvs.user' }],
    ['and an empty one in the environment', { VAULT_TOKEN: '' }]
  ])('is decrypted by a sops that cannot send the Vault token %s to whom the file names', async (_, step) => {
    // As sops does: a file at home counts where no variable has a token.
    const { environment } = sopsThat('printf \'{"a":"%s"}\' "${VAULT_TOKEN:-$(cat "$HOME/.vault-token")} ${VAULT_ADDR:-}"')
    const home = aFolder({ '.vault-token': 'hvs.user' }).dir
    const around = { environment: { ...environment, HOME: home, VAULT_ADDR: 'https://vault', ...step } }
    expect(await theValue({ sops: { file: 'secrets.enc.yaml', key: 'a' } }, around)).toBe('none ')
  })

  it('is not quoted where sops prints more than JSON', async () => {
    const { environment } = sopsThat('echo "geheim"; printf \'{"a":"1"}\'')
    expect(await theValue({ sops: { file: 'secrets.enc.yaml', key: 'a' } }, { environment })).toBe(
      'variables.x needs a of secrets.enc.yaml, which is unreadable, because sops printed something other than JSON'
    )
  })

  it('that sops cannot decrypt says why', async () => {
    const { environment } = sopsThat('echo "no key could decrypt the data" >&2; exit 128')
    expect(await theValue({ sops: { file: 'secrets.enc.yaml', key: 'a' } }, { environment })).toBe(
      'variables.x needs a of secrets.enc.yaml, which is unreadable, because sops failed: no key could decrypt the data'
    )
    expect(await theValue({ sops: { file: 'secrets.enc.yaml', key: 'a' } }, { environment: { PATH: '/nowhere' } })).toBe(
      'variables.x needs a of secrets.enc.yaml, which is unavailable: sops is not on PATH'
    )
  })

  it.each<[string, unknown, string]>([
    ['that is there', { path: 'team/db', key: 'password' }, 'hunter2'],
    ['on another mount', { mount: 'shared', path: 'db', key: 'password' }, 'shared one'],
    ['that is not there', { path: 'team/no', key: 'password' }, 'variables.x needs key password of team/no, which is missing'],
    [
      'without that key',
      { path: 'team/db', key: 'user' },
      'variables.x needs key user of team/db, which is missing from that secret'
    ],
    [
      'without a key that every object has',
      { path: 'team/db', key: 'constructor' },
      'variables.x needs key constructor of team/db, which is missing from that secret'
    ],
    ['that is no text', { path: 'team/db', key: 'port' }, 'variables.x needs key port of team/db, which is not a string']
  ])('comes from another secret in Vault %s', async (_, vault, value) => {
    const secrets = { 'airflow/team/db': { password: 'hunter2', port: 5432 }, 'shared/db': { password: 'shared one' } }
    expect(await theValue({ vault }, { vault: vaultWith(secrets) })).toBe(value)
  })

  it.each<[string, object | undefined, string]>([
    ['KV version 1', { type: 'kv', version: '1' }, 'unreadable: old/ is KV version 1, and a source must be on KV version 2'],
    [
      'KV version 1 by its old name',
      { type: 'generic', version: '1' },
      'unreadable: old/ is KV version 1, and a source must be on KV version 2'
    ],
    [
      'another engine',
      { type: 'transit', version: '1' },
      'unreadable: old/ is of type transit, and a source must be on KV version 2'
    ],
    ['nothing', undefined, 'missing: there is no mount old/']
  ])('that looks absent because %s is mounted there says so', async (_, mount, why) => {
    const vault = vaultWith({})
    if (mount !== undefined) vault.mounts.set('old', mount as never)
    expect(await theValue({ vault: { mount: 'old', path: 'team/db', key: 'password' } }, { vault })).toBe(
      `variables.x needs key password of old/team/db, which is ${why}`
    )
  })

  it('on a mount of another kind is never taken for empty text', async () => {
    const vault = vaultWith({})
    vault.mounts.set('old', { type: 'kv', version: '1' })
    const source = (mount: string) => ({ vault: { mount, path: 'db', key: 'k' }, 'allow-empty': true })
    expect(await theValue(source('old'), { vault })).toMatch(/which is unreadable: old\/ is KV version 1/)
    expect(await theValue(source('shared'), { vault })).toBe('')
  })

  it('that looks absent on a mount that this token cannot see is missing', async () => {
    const vault = vaultWith({})
    vault.forbids = call => call === 'look at old/'
    expect(await theValue({ vault: { mount: 'old', path: 'db', key: 'k' } }, { vault })).toBe(
      'variables.x needs key k of old/db, which is missing'
    )
  })

  it('of a secret that this token may not read says so', async () => {
    const vault = vaultWith({ 'airflow/team/db': { password: 'hunter2' } })
    vault.forbids = call => call === 'read airflow/team/db'
    expect(await theValue({ vault: { path: 'team/db', key: 'password' } }, { vault })).toMatch(
      /^variables\.x needs key password of team\/db, which is unreadable \(.+\)$/
    )
  })

  it('comes from programs that wait for each other, since all run at once', async () => {
    const pipe = `${aFolder().dir}/pipe`
    const other = (does: string) => ({ $command: ['sh', '-c', `mkfifo ${pipe} 2>&-; ${does}`] })
    const around = { allowCommands: true, environment: { PATH: process.env['PATH'] ?? '' } }
    expect(await theValue({ json: [other(`cat ${pipe}`), other(`echo a > ${pipe}; echo b`)] }, around)).toBe('["a","b"]')
  })

  it('comes from many secrets in Vault that are asked for at once', async () => {
    const vault = vaultWith({ 'airflow/a': { key: '1' }, 'airflow/b': { key: '2' } })
    const read = vault.read.bind(vault)
    let [asked, most] = [0, 0]
    vault.read = async (...where) => {
      most = Math.max(most, ++asked)
      await new Promise(setImmediate)
      asked--
      return await read(...where)
    }
    const of = (path: string) => ({ $vault: { path, key: 'key' } })
    expect(await theValue({ json: [of('a'), of('b')] }, { vault })).toBe('["1","2"]')
    expect(most).toBe(2)
  })

  it('of a source is masked, by a name that a warning can say', async () => {
    const { sources } = await resolved({ variables: { x: { file: 'text.txt' } } })
    expect([...sources].map(([name, secret]) => [name, secret.reveal()])).toEqual([['file text.txt', ' two words\n']])
  })
})

describe('every value that was read is masked', () => {
  const values = async (variables: object, around: Around = {}) => {
    const { sources } = await resolved({ variables }, { environment: { PATH: process.env['PATH'] ?? '' }, ...around })
    return [...sources.values()].map(secret => secret.reveal())
  }

  it('of two calls of one program', async () => {
    const variables = { a: { command: ['printf', 'one'] }, b: { json: [{ $command: ['printf', 'two'] }] } }
    expect(await values(variables, { allowCommands: true })).toEqual(['one', 'two'])
  })

  it('of one file that is read in two ways', async () => {
    expect(await values({ a: { file: 'key.json' }, b: { file: 'key.json', as: 'json' } })).toEqual([
      '{ "a": [1, 2] }\n',
      '{"a":[1,2]}'
    ])
  })

  it('of two that are generated for one secret', async () => {
    const variables = { a: { json: [{ $generate: { alphabet: 'ab' } }, { $generate: { alphabet: 'cd' } }] } }
    const drawn = await values(variables, { vault: new FakeVault() })
    expect(drawn).toEqual([expect.stringMatching(/^[ab]{32}$/), expect.stringMatching(/^[cd]{32}$/)])
  })
})

describe('a generated value', () => {
  const raw = (generate: object = {}) => ({ connections: { db: { conn_type: 'postgres', password: { generate } } } })
  const passwordOf = (resolution: Awaited<ReturnType<typeof resolved>>) =>
    String(resolution.wanted[0]?.data?.reveal()['conn_uri']).replace(/^postgres:\/\/:(.*)@.*$/, '$1')

  it('has the length and the characters that were asked for', async () => {
    const vault = new FakeVault()
    expect(passwordOf(await resolved(raw(), { vault }))).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(passwordOf(await resolved(raw({ length: 10, alphabet: 'ab' }), { vault }))).toMatch(/^[ab]{10}$/)
    expect(passwordOf(await resolved(raw({ alphabet: 'hex' }), { vault }))).toMatch(/^[0-9a-f]{32}$/)
    expect(passwordOf(await resolved(raw({ alphabet: 'digits' }), { vault }))).toMatch(/^\d{32}$/)
  })

  it('is kept until another `rotate` asks for a new one, and no longer than that is drawn again', async () => {
    const vault = new FakeVault()
    const place = { mount: 'airflow', manifest: 'analytics' }
    vault.mounts.set('airflow', { type: 'kv', version: '2' })
    const first = await resolved(raw(), { vault })
    await keepGenerated(vault, place, first.drawn)
    const again = await resolved(raw(), { vault })
    expect([passwordOf(again), again.drawn.size]).toEqual([passwordOf(first), 0])
    const rotated = await resolved(raw({ rotate: 2 }), { vault })
    expect(passwordOf(rotated)).not.toBe(passwordOf(first))
    await keepGenerated(vault, place, rotated.drawn)
    expect(passwordOf(await resolved(raw({ rotate: 2 }), { vault }))).toBe(passwordOf(rotated))
  })

  it('is the same for two runs that draw at once', async () => {
    const vault = new FakeVault()
    vault.mounts.set('airflow', { type: 'kv', version: '2' })
    const place = { mount: 'airflow', manifest: 'analytics' }
    const drawn = await Promise.all([resolved(raw(), { vault }), resolved(raw(), { vault })])
    const kept = await Promise.all(drawn.map(({ drawn }) => keepGenerated(vault, place, drawn)))
    expect(new Set(kept.map(values => [...values.values()][0]?.value.reveal())).size).toBe(1)
  })

  it('is not made by a plan', async () => {
    const { unresolved, drawn } = await resolved(raw(), { vault: new FakeVault(), mode: 'plan' })
    expect([unresolved.map(saidOf)[0], drawn.size]).toEqual([
      'connections.db needs a generated value, which is created by the first run in mode sync or deploy',
      0
    ])
  })
})

describe('what one Deployment has', () => {
  const manifest = {
    variables: { greeting: 'Hello', env: 'this is $' + '{deployment}, not $$' + '{deployment}' },
    connections: { web: { conn_type: 'http', host: 'all.example.com' } },
    deployments: {
      dev: {
        'deployment-name': 'dev',
        isolate: true,
        variables: { greeting: 'Hi', only_dev: 'x' },
        connections: { web: { conn_type: 'http', host: '$' + '{deployment}.example.com' } }
      }
    }
  }

  it('is its own, and else that of all, with its name put in', async () => {
    const { wanted } = await resolved(manifest, { isolate: 'dev' })
    expect(wanted.map(({ path, label, data }) => [path, label, Object.values(data?.reveal() ?? {})[0]])).toEqual([
      ['dev/variables/greeting', 'deployments.dev.variables.greeting', 'Hi'],
      ['dev/variables/env', 'variables.env', 'this is dev, not $' + '{deployment}'],
      ['dev/variables/only_dev', 'deployments.dev.variables.only_dev', 'x'],
      ['dev/connections/web', 'deployments.dev.connections.web', 'http://dev.example.com']
    ])
  })

  it('has no name where it is not isolated, which is said of the constant that needs one', async () => {
    const { unresolved } = await resolved(manifest)
    expect(unresolved.map(saidOf)).toEqual([
      'variables.env needs $' +
        '{deployment}, which is defined only if the input deployment, deployment-id or deployment-name selects a Deployment with `isolate: true`'
    ])
  })
})

describe('a connection', () => {
  const stored = async (raw: object, vault = {}) => {
    const { wanted, problems } = await resolved({ connections: { c: raw }, vault })
    return wanted[0]?.data?.reveal() ?? problems.map(saidOf)
  }
  const JSON_TEXT =
    '{"conn_type":"Postgres","host":"db","port":"5432","password":"p@ss","extra":{"sslmode":"require"},"description":"d"}'

  it.each<[string, object, object]>([
    [
      'in JSON, as a URI',
      { conn_json: JSON_TEXT, 'not-secret': true },
      { conn_uri: 'postgres://:p%40ss@db:5432/?__extra__=%7B%22sslmode%22%3A%22require%22%7D' }
    ],
    [
      'in JSON, by fields',
      { conn_json: JSON_TEXT, 'not-secret': true, format: 'fields' },
      {
        conn_type: 'postgres',
        host: 'db',
        login: '',
        password: 'p@ss',
        port: 5432,
        extra: '{"sslmode":"require"}',
        description: 'd'
      }
    ],
    [
      'by fields, by fields',
      { conn_type: 'http', host: 'h', port: 80, description: 'for people', format: 'fields' },
      { conn_type: 'http', host: 'h', port: 80, description: 'for people' }
    ],
    ['as a URI, by fields', { conn_uri: 'http://h:80', format: 'fields' }, { conn_type: 'http', host: 'h', port: 80 }]
  ])('%s', async (_, raw, data) => {
    expect(await stored(raw)).toEqual(data)
  })

  it('lies by fields where the manifest says so for all', async () => {
    expect(await stored({ conn_type: 'http', host: 'h' }, { format: 'fields' })).toEqual({ conn_type: 'http', host: 'h' })
  })
})
