import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { type Fault, startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { draw, SEED } from '../build/seed.ts'
import { ask } from '../e2e/vault-over-http.ts'

/** Many syncs of a manifest that changes, through a proxy that fails requests at random. `SEED=… npm run jest` replays one. */

const ROUNDS = 10
const NAMES = Array.from({ length: 250 }, (_, index) => `v${index}`)
const RATE = 0.1

const refusal = (status: number, error: string) => ({ status, body: JSON.stringify({ errors: [error] }) })
const ELSEWHERE = { status: 307, headers: { location: 'http://127.0.0.1:1/v1/elsewhere' } }
const PAGE = { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' }

/** What a run survives. */
const PASSING: readonly Fault[] = [
  { when: 'before', action: 'reset' },
  { when: 'after', action: 'reset' },
  { when: 'after', action: 'truncate' },
  { when: 'after', action: 'trickle' },
  { when: 'after', action: { delay: 50 } },
  { when: 'before', action: ELSEWHERE },
  { when: 'after', action: ELSEWHERE },
  { when: 'before', action: PAGE },
  { when: 'after', action: PAGE },
  { when: 'before', action: refusal(503, 'no active Vault instance found') },
  { when: 'after', action: refusal(500, 'internal error') },
  { when: 'before', action: refusal(429, 'request path "airflow/": rate limit quota exceeded') }
]
/** Each one meets all requests that are in flight. */
const AWAY: Fault = { when: 'before', action: { away: 100 } }
/** What ends a run. */
const PORTAL: Fault = { when: 'before', action: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' } }

function faultOf(...request: readonly unknown[]): Fault | undefined {
  const chance = draw('fault', ...request)
  if (chance < 0.0005) return PORTAL
  if (chance < 0.0015) return AWAY
  return chance < RATE ? PASSING[Math.floor(draw('kind', ...request) * PASSING.length)] : undefined
}

/** What must be there: the version of every name that was ever written, and its value unless it was taken out. */
type Expected = ReadonlyMap<string, { readonly version: number; readonly value?: string }>

/** The next manifest: some values change, some names go, some come, also back. */
function edit(expected: Expected, round: number): Expected {
  const next = new Map(expected)
  for (const name of NAMES) {
    const { version, value } = expected.get(name) ?? { version: 0 }
    const chance = draw('edit', round, name)
    const changed = { version: version + 1, value: `value ${round}` }
    if (value === undefined && chance < 0.4) next.set(name, changed)
    else if (value !== undefined && chance < 0.08) next.set(name, { version })
    else if (value !== undefined && chance < 0.3) next.set(name, changed)
  }
  return next
}

const manifestOf = (expected: Expected) =>
  `version: 1\nname: random\nvariables:\n${[...expected].map(([name, { value }]) => (value ? `  ${name}: ${value}\n` : '')).join('')}`

let stage: Awaited<ReturnType<typeof openStage>>
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
let login: Record<string, string>
beforeAll(async () => {
  stage = await openStage({ vault: { fast: true } })
  proxy = await startFaultProxy(stage.vault.url)
  // A login, so that this can fail as well.
  const { vault } = stage
  const all = '["create", "read", "update", "delete", "list", "sudo"]'
  await ask(vault, 'sys/auth/pipelines', { type: 'approle' })
  await ask(vault, 'sys/policies/acl/ci', { policy: `path "*" { capabilities = ${all} }` })
  await ask(vault, 'auth/pipelines/role/ci', { token_policies: 'ci' })
  login = {
    'vault-auth-method': 'approle',
    'vault-auth-mount': 'pipelines',
    'vault-role-id': (await ask(vault, 'auth/pipelines/role/ci/role-id'))?.['data'].role_id,
    'vault-secret-id': (await ask(vault, 'auth/pipelines/role/ci/secret-id', {}))?.['data'].secret_id
  }
})
afterAll(async () => {
  await proxy.stop()
  await stage.stop()
})

/** Accessors of secret-ids that are there, those of the proof among them. */
const issued = async (): Promise<string[]> =>
  (await ask(stage.vault, 'auth/approle/role/astro_role/secret-id?list=true'))?.['data'].keys ?? []

async function stored(name: string) {
  const headers = { 'X-Vault-Token': stage.vault.rootToken }
  const answer = await fetch(`${stage.vault.url}/v1/airflow/data/variables/${name}`, { headers })
  const { data } = (await answer.json()) as { data?: { data: { value: string } | null; metadata: { version: number } } }
  if (data === undefined) return undefined
  return { version: data.metadata.version, ...(data.data === null ? {} : { value: data.data.value }) }
}

function sync(check: string) {
  const inputs = {
    mode: 'sync',
    'vault-url': proxy.url,
    'vault-token': '',
    ...login,
    check,
    prune: 'apply',
    'prune-limit': '100'
  }
  return stage.run({ inputs })
}

it(`${ROUNDS} syncs with faults drawn from SEED=${SEED}: what is green is right, nothing is written twice or left behind, what is red is mended by the next run`, async () => {
  let expected: Expected = new Map()
  let red = 0
  for (let round = 1; round <= ROUNDS; round++) {
    expected = edit(expected, round)
    await stage.editManifest(() => manifestOf(expected))
    const check = draw('check', round) < 0.3 ? 'ledger' : 'full'
    const times = new Map<string, number>()
    const before = new Set(await issued())
    const begun = proxy.seen.length
    proxy.schedule = ({ method, path }) => {
      const request = `${method} ${path}`
      const time = (times.get(request) ?? 0) + 1
      times.set(request, time)
      return faultOf(round, request, time)
    }
    const run = await sync(check)
    proxy.schedule = () => undefined

    const moment = `round ${round} of seed ${SEED}`
    const portal = proxy.seen.slice(begun).some(({ fault }) => fault === PORTAL)
    const log = run.exitCode === 0 || portal ? '' : run.log
    expect({ moment, log }).toEqual({ moment, log: '' })
    // The page of a portal ends whatever it is the answer to, also what takes them back.
    if (!portal) expect({ moment, left: (await issued()).filter(one => !before.has(one)) }).toEqual({ moment, left: [] })
    if (run.exitCode !== 0) {
      red++
      expect(run.annotations.map(({ message }) => message).join('\n')).toContain('not JSON but text/html')
      const next = await sync(check)
      expect({ moment, log: next.exitCode === 0 ? '' : next.log }).toEqual({ moment, log: '' })
      await next.remove()
    }
    await run.remove()
    const found = await Promise.all([...expected.keys()].map(async name => [name, await stored(name)] as const))
    expect({ moment, found: Object.fromEntries(found) }).toEqual({ moment, found: Object.fromEntries(expected) })
  }
  const faults = proxy.seen.filter(({ fault }) => fault !== undefined).length
  process.stderr.write(`${faults} faults in ${proxy.seen.length} requests; ${red} of ${ROUNDS} syncs ended red\n`)
  expect(faults).toBeGreaterThan(200)
}, 240_000)
