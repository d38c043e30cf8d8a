import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { startCluster } from '../../tools/servers/vault-cluster.mjs'
import { ask, keysBelow, readWith, type Server } from '../e2e/vault-over-http.ts'

jest.setTimeout(240_000)

/** The leader of three nodes dies by SIGKILL in the middle of a deploy; elections are real. */

type Cluster = Awaited<ReturnType<typeof startCluster>>
type Stage = Awaited<ReturnType<typeof openStage>>
type Proxy = Awaited<ReturnType<typeof startFaultProxy>>

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

let cluster: Cluster
let stage: Stage
let proxy: Proxy
beforeAll(async () => {
  cluster = await startCluster()
})
afterEach(async () => {
  await proxy.stop()
  await stage.stop()
  await cluster.mend()
})
afterAll(() => cluster.stop())

/** Each scene has a mount and a role of its own; the server of the stage is not used. */
let scenes = 0
async function openScene(secrets: number) {
  const scene = `scene${++scenes}`
  const variables = Array.from({ length: secrets }, (_, index) => `  v${index}: value ${index}\n`).join('')
  const manifest = `version: 1
name: ${scene}
astro: { skip-unchanged: true }
vault: { mount: ${scene} }
approle: { name: ${scene}, policy: ${scene} }
variables:
${variables}connections:
  warehouse: { conn_type: postgres, host: db.example.com, login: etl, password: { env: WAREHOUSE_PASSWORD } }
`
  stage = await openStage({ files: { 'airflow-secrets.yaml': manifest } })
  return scene
}

const run = () => stage.run({ inputs: { 'vault-url': proxy.url, 'vault-token': cluster.rootToken } })

/** The version of every secret. Vault cannot list them together, so each is asked for. */
async function versions(server: Server, mount: string, kind: string): Promise<number[]> {
  const names = await keysBelow(server, mount, `${kind}/`)
  return await Promise.all(names.map(async name => (await ask(server, `${mount}/metadata/${name}`))?.['data'].current_version))
}

const accessors = async (server: Server, role: string): Promise<string[]> =>
  (await ask(server, `auth/approle/role/${role}/secret-id?list=true`))?.['data'].keys ?? []

/** What the leader says: a new one may lose its vote on a busy machine, and refuses logins until it has loaded everything. */
async function look<T>(at: (leader: Server) => Promise<T>, end = Date.now() + 60_000): Promise<T> {
  const { url } = await cluster.leader()
  try {
    return await at({ url, rootToken: cluster.rootToken })
  } catch (error) {
    if (Date.now() > end) throw error
    await sleep(200)
    return await look(at, end)
  }
}

const VIAS: readonly [string, (leader: string) => string][] = [
  ['a standby that survives', leader => cluster.nodes.find(({ url }) => url !== leader)?.url ?? ''],
  ['a balancer', () => cluster.balancer]
]

describe.each(VIAS)('through %s', (_, via) => {
  it.each<[string, number, string, number]>([
    ['in the middle of 1,000 secrets', 1_000, 'data/variables/v', 500],
    ['as the secret-id is issued', 5, 'custom-secret-id', 1]
  ])('%s: green, every secret written once, one secret-id, and nothing to do for a second run', async (_, count, at, times) => {
    const scene = await openScene(count)
    const leader = await cluster.leader()
    proxy = await startFaultProxy(via(leader.url))
    let met = 0
    let killed: Promise<void> | undefined
    proxy.schedule = ({ method, path }) => {
      if (method === 'POST' && path.includes(at) && ++met === times) killed = cluster.kill(leader)
      return undefined
    }

    const first = await run()
    expect({ exitCode: first.exitCode, log: first.exitCode === 0 ? '' : first.log }).toEqual({ exitCode: 0, log: '' })
    // Nothing of Node itself either, such as a warning of all who wait at once.
    expect(first.stderr).toBe('')
    await killed
    // What the client met was an election: 307, or no answer from the node that died.
    expect(proxy.seen.filter(({ status }) => status === 307 || status === undefined).length).toBeGreaterThan(0)

    expect((await cluster.leader()).url).not.toBe(leader.url)
    const expectRight = async () => {
      expect(await look(server => versions(server, scene, 'variables'))).toEqual(Array(count).fill(1))
      expect(await look(server => versions(server, scene, 'connections'))).toEqual([1])
      expect(await look(server => accessors(server, scene))).toEqual([first.outputs['secret-id-accessor']])
    }
    await expectRight()
    // None was taken back, so what is there now is all that was ever issued.
    expect(proxy.seen.filter(({ path }) => path.endsWith('/destroy'))).toEqual([])
    const kwargs = JSON.parse(stage.astro.deployment('prod').value(KWARGS) ?? '')
    const [last] = await look(server => readWith(server, kwargs, `v${count - 1}`, 'warehouse'))
    expect(last).toEqual({ value: `value ${count - 1}` })

    const updates = stage.astro.updates.length
    const second = await run()
    expect({ exitCode: second.exitCode, outputs: second.outputs }).toMatchObject({
      exitCode: 0,
      outputs: { changed: 'false', 'secrets-written': '0' }
    })
    expect(stage.astro.updates).toHaveLength(updates)
    await expectRight()
    await Promise.all([first.remove(), second.remove()])
  })
})
