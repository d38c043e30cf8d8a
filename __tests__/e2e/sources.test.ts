import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parseUri } from '../../src/airflow/uri.ts'
import { openStage } from '../../tools/runner/stage.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { attempt, refused, type Stage } from './attempt.ts'
import { Race } from './race.ts'
import { ask, readSecret } from './vault-over-http.ts'

const MANIFEST = `version: 1
name: sources
variables:
  from_env: { env: OF_THE_STEP, trim: true }
  from_file: { file: words.txt }
  from_json: { file: key.json, as: json }
  from_bytes: { file: words.txt, as: base64 }
  from_vault: { vault: { mount: shared, path: team/db, key: password } }
  from_sops: { sops: { file: secrets.enc.yaml, key: db.password } }
  from_command: { command: [printf, geheim-command] }
  from_nothing: { env: NOT_THERE, allow-empty: true }
  all: { json: { deep: [ { $env: OF_THE_STEP, $trim: true }, { $file: words.txt }, { key: { $file: key.json, $as: json } },
    { $vault: { mount: shared, path: team/db, key: password } }, { $sops: { file: secrets.enc.yaml, key: token } },
    { $command: [printf, geheim-other] }, { $generate: { length: 12, alphabet: digits } } ] } }
connections:
  all:
    conn_type: http
    host: { file: host.txt, trim: true }
    port: { env: PORT }
    schema: { command: [printf, https] }
    login: { vault: { mount: shared, path: team/db, key: user } }
    password: { generate: {} }
    extra: { deep: { list: [ { $sops: { file: secrets.enc.yaml, key: db.password } } ] } }
`
const FILES = {
  'airflow-secrets.yaml': MANIFEST,
  'words.txt': 'geheim words\n',
  'key.json': '{ "a": "geheim-json" }\n',
  'host.txt': 'Host.example.com\n',
  'secrets.enc.yaml': 'encrypted\n'
}
const SOPS = '#!/bin/sh\nprintf \'{"token": "geheim-token", "db": {"password": "geheim-sops"}}\'\n'
const env = { OF_THE_STEP: ' geheim-env ', PORT: '8443' }

describe('every source, in both spellings', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ files: FILES })
    await writeFile(join(stage.bin, 'sops'), SOPS, { mode: 0o755 })
    await ask(stage.vault, 'sys/mounts/shared', { type: 'kv', options: { version: '2' } })
    await ask(stage.vault, 'shared/data/team/db', { data: { user: 'me', password: 'geheim-vault' } })
  })
  afterAll(() => stage.stop())

  it('is told for what it is on a mount of KV version 1', async () => {
    await ask(stage.vault, 'sys/mounts/old', { type: 'kv', options: { version: '1' } })
    await ask(stage.vault, 'old/team/db', { password: 'geheim-old' })
    const other = 'version: 1\nname: other\nvariables: { a: { vault: { mount: old, path: team/db, key: password } } }\n'
    await writeFile(join(stage.project, 'other.yaml'), other)
    const { errors } = await attempt(stage, { inputs: { mode: 'sync', manifest: 'other.yaml' } })
    expect(errors[0]).toContain(
      'variables.a needs key password of old/team/db, which is unreadable: old/ is KV version 1, and a source must be on KV version 2'
    )
    await rm(join(stage.project, 'other.yaml'))
  })

  const inputs = { mode: 'sync', 'allow-commands': 'true' }
  const variable = async (key: string) => (await readSecret(stage.vault, 'airflow', `variables/${key}`))?.data['value']
  const connection = async () => {
    const parsed = parseUri((await readSecret(stage.vault, 'airflow', 'connections/all'))?.data['conn_uri'])
    if (!parsed.ok) throw new Error(parsed.problem)
    return parsed.value
  }

  it('that gives nothing is told with all others, before anything is changed', async () => {
    const run = await attempt(stage, { inputs: { mode: 'sync' }, env: { ...env, OF_THE_STEP: '' } })
    const [errors] = [run.errors.join('\n')]
    expect(run).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
    expect(errors).toContain('variables.from_env needs OF_THE_STEP, which is absent or empty in the environment of this step')
    expect(errors).toContain(
      'variables.from_command needs command printf, which is not run, because that requires the input `allow-commands: true`'
    )
    expect(errors).toContain(
      'variables.all needs OF_THE_STEP, which is absent or empty in the environment of this step; command printf, which is not run'
    )
    expect(errors).toContain('connections.all needs command printf')
  })

  it('is not made or run by a plan, which says so and stays green', async () => {
    const run = await attempt(stage, { inputs: { mode: 'plan' }, env: { ...env, OF_THE_STEP: '' } })
    expect(run).toMatchObject({ exitCode: 0, errors: [], inVault: [], inAstro: [] })
  })

  it('reaches Vault, and no log: each value is masked', async () => {
    const run = await stage.run({ inputs, env })
    await run.remove()
    expect([run.exitCode, run.exitCode === 0 ? '' : run.log]).toEqual([0, ''])
    expect(run.log + run.summary + JSON.stringify(run.annotations)).not.toContain('geheim')
    expect(await variable('from_env')).toBe('geheim-env')
    expect(await variable('from_file')).toBe('geheim words\n')
    expect(await variable('from_json')).toBe('{"a":"geheim-json"}')
    expect(await variable('from_bytes')).toBe('Z2VoZWltIHdvcmRzCg==')
    expect(await variable('from_vault')).toBe('geheim-vault')
    expect(await variable('from_sops')).toBe('geheim-sops')
    expect(await variable('from_command')).toBe('geheim-command')
    expect(await variable('from_nothing')).toBe('')
    expect(JSON.parse((await variable('all')) ?? '')).toEqual({
      deep: [
        'geheim-env',
        'geheim words\n',
        { key: { a: 'geheim-json' } },
        'geheim-vault',
        'geheim-token',
        'geheim-other',
        expect.stringMatching(/^\d{12}$/)
      ]
    })
    const { password, extra, ...others } = await connection()
    expect(others).toEqual({ connType: 'http', host: 'Host.example.com', port: 8443, schema: 'https', login: 'me' })
    expect(password).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(JSON.parse(extra ?? '')).toEqual({ deep: { list: ['geheim-sops'] } })
    const secrets = ['env', 'vault', 'sops', 'token', 'command', 'other'].map(name => `geheim-${name}`)
    const generated = JSON.parse((await variable('all')) ?? '').deep.at(-1)
    expect(run.masks).toEqual(expect.arrayContaining([...secrets, 'geheim words', '{"a":"geheim-json"}', generated, password]))
  })

  it('gives the same again, also what was generated, so that a second run writes nothing', async () => {
    expect(await attempt(stage, { inputs, env })).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } })
  })

  it('that generates makes a new value when `rotate` asks for one, once and for its place alone', async () => {
    const before = [(await connection()).password, await variable('all')]
    await stage.editManifest(text => text.replace('password: { generate: {} }', 'password: { generate: { rotate: 2 } }'))
    expect((await attempt(stage, { inputs, env })).outputs).toMatchObject({ 'secrets-written': '1' })
    const after = [(await connection()).password, await variable('all')]
    expect(after).toEqual([expect.stringMatching(/^[A-Za-z0-9]{32}$/), before[1]])
    expect(after[0]).not.toBe(before[0])
    expect((await attempt(stage, { inputs, env })).outputs).toMatchObject({ changed: 'false' })
  })

  it('of a program is refused where the workflow does not allow it', async () => {
    const run = await attempt(stage, { inputs: { mode: 'sync' }, env })
    expect(run).toMatchObject({ ...refused(), errors: expect.anything() })
  })
})

describe('a generated value', () => {
  it('is one for two runs that draw it at once', async () => {
    const record = 'airflow/data/_astro-vault-action/generated/pair'
    const stage = await openStage({
      files: { 'airflow-secrets.yaml': 'version: 1\nname: pair\nvariables:\n  key: { generate: {} }\n' }
    })
    const race = new Race([record])
    const tap = await tapVault(stage.vault.url, race.hook)
    try {
      await ask(stage.vault, 'sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
      const run = (id: string) => stage.run({ inputs: { mode: 'sync', 'vault-url': tap.url }, env: { GITHUB_RUN_ID: id } })
      const runs = await Promise.all([run('1'), run('2')])
      expect(runs.map(({ exitCode, log }) => (exitCode === 0 ? 0 : log))).toEqual([0, 0])
      expect(race.met).toEqual([record])
      const written = await readSecret(stage.vault, 'airflow', 'variables/key')
      expect(written?.data['value']).toMatch(/^[A-Za-z0-9]{32}$/)
      const kept = await readSecret(stage.vault, 'airflow', '_astro-vault-action/generated/pair')
      expect(JSON.parse(kept?.data['value']).values['variables/key'].value).toBe(written?.data['value'])
      expect([written?.version, kept?.version]).toEqual([1, 1])
    } finally {
      await Promise.all([tap.stop(), stage.stop()])
    }
  })
})
