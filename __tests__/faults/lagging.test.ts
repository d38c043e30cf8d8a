import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { attempt, idle, type Stage } from '../e2e/attempt.ts'
import { keysBelow, readSecret, secretIds } from '../e2e/vault-over-http.ts'

/**
 * Nodes that answer reads themselves and lag behind their leader: read standbys of OpenBao 2.5 and newer, performance standbys of
 * Vault Enterprise and HCP. Neither can be built here: a proxy in front of the real server answers as they do.
 */

let stage: Stage
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
beforeAll(async () => {
  stage = await openStage()
  proxy = await startFaultProxy(stage.vault.url)
})
afterAll(async () => {
  await Promise.all([proxy?.stop(), stage?.stop()])
})
afterEach(() => {
  proxy.schedule = () => undefined
})

const run = (inputs: Record<string, string> = {}) => attempt(stage, { inputs: { 'vault-url': proxy.url, ...inputs } })

/** What a path said before it was written, for the next `times` reads of it. */
function lag(times: number): { readonly served: () => number } {
  const old = new Map<string, { status: number; body: string; left: number }>()
  let served = 0
  proxy.schedule = async ({ method, path }) => {
    if (!path.startsWith('airflow/data/')) return undefined
    if (method === 'GET') {
      const stale = old.get(path)
      if (stale === undefined || stale.left-- <= 0) return undefined
      served++
      return { when: 'before', action: { status: stale.status, body: stale.body } }
    }
    const before = await fetch(`${stage.vault.url}/v1/${path}`, { headers: { 'X-Vault-Token': stage.vault.rootToken } })
    old.set(path, { status: before.status, body: await before.text(), left: times })
    return undefined
  }
  return { served: () => served }
}

it('a first deploy ends green although each read after a write is too old, and nothing is written twice', async () => {
  const { served } = lag(1)
  const first = await run()
  expect([first.exitCode, first.errors]).toEqual([0, []])
  expect(served()).toBeGreaterThan(0)
  const paths = (await keysBelow(stage.vault, 'airflow')).filter(path => !path.startsWith('_'))
  const versions = await Promise.all(paths.map(async path => (await readSecret(stage.vault, 'airflow', path))?.version))
  expect(versions).toEqual(paths.map(() => 1))
  expect((await secretIds(stage.vault)).size).toBe(1)
  proxy.schedule = () => undefined
  expect(await run()).toMatchObject(idle)
})

it('the proof waits for a node that does not know its token yet', async () => {
  const begun = proxy.seen.length
  const loggedIn = () => proxy.seen.slice(begun).some(({ path }) => path === 'auth/approle/login')
  let refusals = 0
  proxy.schedule = ({ path }) =>
    path === 'sys/capabilities-self' && loggedIn() && ++refusals <= 2
      ? { when: 'before', action: { status: 403, body: '{"errors":["permission denied"]}' } }
      : undefined
  const { exitCode, annotations } = await run({ rotate: 'now' })
  expect([exitCode, annotations.filter(({ message }) => message.includes('bound to addresses')), refusals]).toEqual([0, [], 3])
})
