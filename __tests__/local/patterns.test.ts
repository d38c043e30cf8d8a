import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { readBack } from '../../src/local/check.ts'
import { envFileOf } from '../../src/local/env-file.ts'
import { up } from '../../src/local/up.ts'
import type { LocalValues } from '../../src/local/values.ts'
import { someInputs } from '../build/inputs.ts'
import { manifestText } from '../build/manifest.ts'
import { hastyClock } from '../fakes/clock.ts'
import { aFolder } from '../fakes/folder.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeVault } from '../fakes/vault.ts'
import { type } from '../fakes/workstation.ts'

/** A workstation with a manifest that imports `AIRFLOW_CONN_*` from the environment: what it brings is what is there. */

const PATTERN = { imports: [{ env: 'AIRFLOW_CONN_*' }], variables: { greeting: 'Hello' }, connections: {} }

function aWorkstation(shell: Record<string, string>, difference: Partial<LocalValues> = {}) {
  const { dir, write } = aFolder({ 'airflow-secrets.yaml': manifestText(PATTERN) })
  const vault = new FakeVault()
  const said = new FakeLog()
  const values = { given: new Map<string, string>(), isFake: false, ...difference }
  const consumer = { id: 'local-0123456789abcdef', name: 'local (me@here)' }
  const run = { consumer, airflowUrl: 'http://127.0.0.1:8200', env: envFileOf(dir, consumer.id) }
  const inputs = someInputs({ manifest: join(dir, 'airflow-secrets.yaml'), projectDir: dir })
  const ports = {
    ...{ environment: { ...shell, PATH: '' }, run: { id: 'run-1', attempt: 1 }, workspace: '.', repository: '' },
    ...{ tell: said.tell, mask: said.mask, signal: new AbortController().signal, clock: hastyClock() },
    openVault: async () => ({ vault, lastWords: vault }),
    openAstro: () => {
      throw new Error('there is none')
    }
  }
  return {
    write,
    said,
    up: async () => await up(run, values, async () => {})(inputs, ports),
    async check() {
      const found: string[] = []
      await readBack(run, values, ({ kind, name }) => found.push(`${kind} ${name}`))(inputs, ports)
      return found
    }
  }
}

const URI = 'postgres://me:geheim@db/dwh'

describe('a pattern brings', () => {
  it.each<[string, Record<string, string>, Partial<LocalValues>]>([
    ['what the shell has', { AIRFLOW_CONN_DWH: URI }, {}],
    ['what .env.local-secrets has', {}, { given: new Map([['AIRFLOW_CONN_DWH', URI]]) }],
    ['what is typed for a variable without a value', { AIRFLOW_CONN_DWH: '' }, { askFor: async () => URI }],
    ['what --fake makes up for a variable without a value', { AIRFLOW_CONN_DWH: '' }, { isFake: true }]
  ])('%s, and local check reads it', async (_, shell, values) => {
    const { up, check, said } = aWorkstation(shell, values)
    await up()
    expect(said.warnings).toEqual([])
    expect(await check()).toEqual(['variable greeting', 'connection dwh'])
  })

  it('JSON of .env.local-secrets, also where the shell has an empty variable', async () => {
    const given = new Map([['AIRFLOW_CONN_DWH', '{"conn_type": "http", "host": "dwh"}']])
    const { up, check } = aWorkstation({ AIRFLOW_CONN_DWH: '' }, { given })
    await up()
    expect(await check()).toContain('connection dwh')
  })
})

describe('a pattern that matches nothing here', () => {
  it('ends local up before anything is changed, and the hint is about this workstation', async () => {
    const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText(PATTERN) })
    const file = join(dir, 'airflow-secrets.yaml')
    const typed = ['local', 'up', '--vault-url', 'http://127.0.0.1:1', '--standalone', '--yes', '--project-dir', dir]
    const { exitCode, complained } = await type([...typed, '--manifest', file], {
      environment: { PATH: '', VAULT_TOKEN: 'any' },
      home: aFolder().dir,
      temp: dir
    })
    expect(exitCode).toBe(1)
    expect(complained).toContain(
      'matches nothing: no variable of your shell or .env.local-secrets begins with AIRFLOW_CONN_\nSet those that your DAGs need; `--fake` makes up none of them, and goes on without.\n'
    )
    expect(complained).not.toContain('GitHub')
  })

  it('is a warning with --fake, which makes up no names', async () => {
    const { up, check, said } = aWorkstation({}, { isFake: true })
    await up()
    expect(said.warnings).toEqual([expect.stringContaining('and a pattern has no names for which values could be made up')])
    expect(await check()).toEqual(['variable greeting'])
    expect(said.warnings[1]).toContain('begins with AIRFLOW_CONN_, so what it has brought is not checked')
  })
})
