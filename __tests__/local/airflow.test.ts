import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { airflowProof } from '../../src/local/airflow.ts'
import type { Found } from '../../src/local/check.ts'
import { aFolder } from '../fakes/folder.ts'

const KWARGS = '{"url":"http://127.0.0.1:8200","secret_id":"a"}'
const found = (kind: 'variable' | 'connection', name: string, data: object): Found =>
  ({ kind, name, data: new Secret(data) }) as unknown as Found
const FOUND = [
  found('variable', 'greeting', { value: 'Hello\nVault' }),
  found('connection', 'warehouse', { conn_type: 'postgres', host: 'db.example.com', port: '5432', password: 'geheim' })
]

/** What the command line of Airflow prints in the containers of the project. */
const GOOD = {
  config: `[2026-01-01] a line of a log\n${KWARGS}\r\n`,
  variables: 'a line of a log\r\nHello\r\nVault\r\n',
  connections: '[{"conn_id": "warehouse", "host": "db.example.com", "login": null, "port": 5432, "password": "***"}]\n'
}

/** Asks a project whose `astro dev run`, or whose Python, is a program that prints these. */
async function ask(prints: Readonly<Record<string, string>>, program = 'bin/astro', word = '$3') {
  const { dir, write } = aFolder(prints)
  chmodSync(
    write(program, `#!/bin/sh\ncase "${word}" in version | airflow) exit 0 ;; esac\ncat "${dir}/${word}" || exit 1\n`),
    0o755
  )
  return await airflowProof(FOUND, {
    projectDir: dir,
    environment: { PATH: `${join(dir, 'bin')}:/usr/bin:/bin` },
    signal: new AbortController().signal,
    env: new Map([['AIRFLOW__SECRETS__BACKEND_KWARGS', KWARGS]]),
    url: 'http://127.0.0.1:8200'
  })
}

describe('an Airflow that only its command line can ask', () => {
  it('answers, and gets no tick, because that may come from its database', async () => {
    expect(await ask(GOOD)).toEqual({
      isGood: true,
      said: 'Airflow (`astro dev run`) has the variables of .env and answers variable greeting and connection warehouse; it does not say whether from Vault'
    })
  })

  it.each([
    ['was started with another .env', { config: KWARGS.replace('"a"', '"b"') }, 'start it again'],
    ['was started without one', { config: '\n' }, 'start it again'],
    ['has a variable that only contains the value', { variables: 'Hello\nVault and more\n' }, 'variable greeting'],
    ['has a variable that ends like the value', { variables: 'Say Hello\nVault\n' }, 'variable greeting'],
    [
      'has a connection to another host',
      { connections: '[{"host": "other.example.com", "port": 5432}]\n' },
      'connection warehouse'
    ],
    ['has a connection to another port', { connections: '[{"host": "db.example.com", "port": 5433}]\n' }, 'connection warehouse'],
    ['prints no connection', { connections: 'nothing\n' }, 'connection warehouse']
  ])('is not good where it %s', async (_, prints, said) => {
    const proof = await ask({ ...GOOD, ...prints })
    expect(proof).toEqual({ isGood: false, said: expect.stringContaining(said) })
    expect(proof.said).not.toContain('geheim')
  })
})

describe('the Python of the project, which asks the secrets backend alone,', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: words of a shell
  const python = (prints: Readonly<Record<string, string>>) => ask(prints, '.venv/bin/python', '${3:-$2}')

  it('gets a tick for what Vault answers', async () => {
    expect(await python({ variable: '"Hello\\nVault"', connection: 'true' })).toEqual({
      isGood: true,
      said: '✓ Airflow reads variable greeting and connection warehouse (the Python of the project)'
    })
  })

  it.each([
    ['a variable with more', { variable: '"Hello\\nVault and more"', connection: 'true' }, 'variable greeting'],
    ['no variable', { variable: 'null', connection: 'true' }, 'variable greeting'],
    ['no connection', { variable: '"Hello\\nVault"', connection: 'false' }, 'connection warehouse'],
    ['nothing', { variable: '"Hello\\nVault"', connection: '' }, 'connection warehouse']
  ])('gets none for %s', async (_, prints, said) => {
    expect(await python(prints)).toEqual({ isGood: false, said: expect.stringContaining(said) })
  })
})
