import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { envFilesBinary, vaultBinary } from '../../tools/real-parts.mjs'
import { onOpenBao } from '../differences.ts'
import { root } from '../docs/pages.ts'
import { docker } from '../local/env-parsers.ts'
import { ask, type Json } from './vault-over-http.ts'

/** examples/local-vault: the service as docker's own library reads it, and its script as it is, on this machine. */

/** What the CLI writes for `astro dev start`, as far as it matters here. */
const OF_CLI = `services: { scheduler: { image: airflow, networks: [airflow] } }
networks: { airflow: { driver: bridge } }
`
const TOKEN = 'development'

let folder: string
let service: Json
let server: ChildProcess | undefined
let url: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-vault-'))
  await writeFile(join(folder, 'compose.yaml'), OF_CLI)
  const files = [join(folder, 'compose.yaml'), join(root, 'examples', 'local-vault', 'docker-compose.override.yml')]
  const { project } = docker(await envFilesBinary())
  service = project(files)['vault'] as Json
  await mkdir(join(folder, 'bin'))
  await symlink(await vaultBinary(), join(folder, 'bin', 'bao'))
}, 600_000)
afterAll(async () => {
  await kill()
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<void> {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const here = (text: string) => text.replaceAll('/openbao/file', folder).replaceAll('0.0.0.0:8200', `127.0.0.1:${port}`)
  const [program, ...args] = [...service['entrypoint'], ...service['command']].map(here)
  // Compose passes on a `$` that was written twice.
  server = spawn(
    program ?? '',
    args.map(text => text.replaceAll('$$', '$')),
    {
      env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, CONFIG: here(service['environment']['CONFIG']) },
      stdio: 'ignore'
    }
  )
  for (let left = 600; left > 0; left--) {
    if ((await ask({ url, rootToken: TOKEN }, 'auth/token/lookup-self').catch(() => undefined)) !== undefined) return
    await sleep(50)
  }
  throw new Error('the server did not start')
}

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  listening.close()
  await once(listening, 'close')
  return port
}

async function kill(): Promise<void> {
  if (server === undefined) return
  const ended = once(server, 'close')
  server.kill('SIGKILL')
  await ended
  server = undefined
}

it("is on the network of Airflow's containers, and on this machine alone", () => {
  expect(Object.keys(service['networks'])).toEqual(['airflow'])
  expect(service['ports']).toEqual([expect.objectContaining({ host_ip: '127.0.0.1', published: '8200', target: 8200 })])
  expect(service['volumes']).toEqual([expect.objectContaining({ type: 'volume', source: 'vault', target: '/openbao/file' })])
})

onOpenBao('static seal')('takes its token at once, and has its secrets after it was killed', async () => {
  await start()
  await ask({ url, rootToken: TOKEN }, 'sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
  await ask({ url, rootToken: TOKEN }, 'airflow/data/greeting', { data: { value: 'Hello' } })
  await kill()
  await start()
  expect(await ask({ url, rootToken: TOKEN }, 'airflow/data/greeting')).toMatchObject({ data: { data: { value: 'Hello' } } })
})
