import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { vaultBinary } from '../../tools/real-parts.mjs'
import { Syncs } from './syncs.ts'
import { ask, type Json, keysBelow, readSecret } from './vault-over-http.ts'

/** The ledger of a real server is taken away, cut, forged and exchanged, and other records are damaged; the secrets must not notice. */

let syncs: Syncs
beforeAll(async () => {
  syncs = await Syncs.open()
  for (const mount of ['spoiled', 'elsewhere'])
    await ask(syncs.vault, `sys/mounts/${mount}`, { type: 'kv', options: { version: '2' } })
  for (const mount of ['spoiled', 'elsewhere'])
    expect((await syncs.run(manifest('other', mount, { other: 'O' }))).exitCode).toBe(0)
})
afterAll(() => syncs?.close())

const ABC = { a: 'A', b: 'B', c: 'C' }
const manifest = (name: string, mount: string, variables: object) => ({
  name,
  vault: { mount },
  approle: { name: `${name}-${mount}`, policy: `${name}-${mount}` },
  variables
})
const record = async (path: string, mount = 'spoiled'): Promise<Json> =>
  JSON.parse((await readSecret(syncs.vault, mount, `_astro-vault-action/${path}`))?.data['value'])
const put = (path: string, value: string | object) =>
  ask(syncs.vault, `spoiled/data/_astro-vault-action/${path}`, {
    data: { value: typeof value === 'string' ? value : JSON.stringify(value) }
  })

/** The summary says which record it is about, and what is wrong with it. */
const DOUBT = /the ledger is rebuilt: spoiled\/\\_astro-vault-action\/manifests\/[a-z-]+\/\d (?:was|is) /

it.each<[string, (ledger: string) => Promise<unknown>, string?]>([
  [
    'not there any more',

    ledger => ask(syncs.vault, `spoiled/delete/_astro-vault-action/${ledger}`, { versions: [1, 2, 3] }),
    'full'
  ],
  ['deleted', ledger => ask(syncs.vault, `spoiled/delete/_astro-vault-action/${ledger}`, { versions: [1, 2, 3] })],
  ['destroyed', ledger => ask(syncs.vault, `spoiled/destroy/_astro-vault-action/${ledger}`, { versions: [1, 2, 3] })],
  ['cut short', async ledger => put(ledger, JSON.stringify(await record(ledger)).slice(0, 60))],
  ['cut inside its paths', async ledger => put(ledger, shortened(await record(ledger)))],
  ['of another manifest', async ledger => put(ledger, await record('manifests/other/0'))],
  ['of another mount', async ledger => put(ledger, await record('manifests/other/0', 'elsewhere'))],
  ['claimed to have a thousand parts', async ledger => put(ledger, { ...(await record(ledger)), of: 1_000 })],
  ['without its key', () => ask(syncs.vault, 'spoiled/delete/_astro-vault-action/key', { versions: [1, 2, 3] })],
  ['an older one', async ledger => put(ledger, await earlier(ledger))]
])('a ledger that is %s is made again from what is there', async (what, spoil, check = 'ledger') => {
  const name = `l-${what.replaceAll(' ', '-')}`
  const variables = Object.fromEntries(Object.entries(ABC).map(([key, value]) => [`${name}_${key}`, value]))
  const mine = manifest(name, 'spoiled', variables)
  expect((await syncs.run(mine)).exitCode).toBe(0)
  await spoil(`manifests/${name}/0`)

  const run = await syncs.run(mine, { inputs: { check, prune: 'apply' } })
  expect({ exitCode: run.exitCode, log: run.exitCode === 0 ? '' : run.log }).toEqual({ exitCode: 0, log: '' })
  expect(run.outputs['secrets-written']).toBe('0')
  expect(run.summary).toMatch(DOUBT)
  expect(run.requests).toBeLessThan(200)
  for (const [key, value] of Object.entries(variables))
    expect(await readSecret(syncs.vault, 'spoiled', `variables/${key}`)).toEqual({ data: { value }, version: 1 })

  const again = await syncs.run(mine, { inputs: { check: 'ledger' } })
  expect([again.exitCode, again.outputs['changed'], DOUBT.test(again.summary)]).toEqual([0, 'false', false])
})

it('a changed value under a damaged ledger ends red, since nobody knows whose it is; adopt takes it', async () => {
  const name = 'changed'
  await syncs.run(manifest(name, 'spoiled', { [`${name}_a`]: 'A', [`${name}_b`]: 'B' }))
  await put(`manifests/${name}/0`, 'no JSON')
  const mine = manifest(name, 'spoiled', { [`${name}_a`]: 'new', [`${name}_b`]: 'B' })
  const red = await syncs.run(mine, { inputs: { check: 'ledger' } })
  expect([red.exitCode, red.log]).toEqual([
    1,
    expect.stringMatching(
      /that this action may or may not have written \(spoiled\/_astro-vault-action\/manifests\/changed\/0 is damaged/
    )
  ])
  const adopted = await syncs.run(mine, { inputs: { 'on-conflict': 'adopt' } })
  expect([adopted.exitCode, adopted.outputs['secrets-written']]).toEqual([0, '1'])
})

it.each<[string, object | string]>([
  ['consumers/clx9', { schema: 1, manifest: 'theirs', consumer: { kind: 'deployment', id: 'clx9', name: '..' }, retired: 5 }],
  ['consumers/clx8', { schema: 2 }],
  ['manifests/theirs/0', 'no JSON'],
  ['generated/theirs', {}],
  ['history/beside', { schema: 1, runs: [{ run: '1', changes: 'AAAA' }] }]
])('a damaged record %s that a run does not need stops nobody', async (name, content) => {
  await put(name, content)
  const run = await syncs.run(manifest('beside', 'spoiled', { [`beside_${name.replace(/\W/g, '_')}`]: 'A' }))
  expect({ exitCode: run.exitCode, log: run.exitCode === 0 ? '' : run.log }).toEqual({ exitCode: 0, log: '' })
})

it('a damaged key ends red with two commands, and each of them is a cure', async () => {
  const mine = manifest('cured', 'spoiled', { cured_a: 'A' })
  await syncs.run(mine)
  for (const command of ['rollback', 'metadata delete']) {
    await put('key', { schema: 1, key: 'x" { capabilities = ["sudo"] } path "*' })
    const red = await syncs.run(mine)
    expect([red.exitCode, red.log]).toEqual([
      1,
      expect.stringContaining('spoiled/_astro-vault-action/key is damaged: key must be 32')
    ])
    expect(red.log).not.toContain('sudo')
    await asItSays(red.log, command)
    const green = await syncs.run(mine)
    expect([green.exitCode, green.outputs['secrets-written']]).toEqual([0, '0'])
  }
})

/** Types the command that a log has in backquotes, with the server's own CLI. */
async function asItSays(log: string, command: string): Promise<void> {
  const [, said = ''] = new RegExp(`\`vault (kv ${command} [^\`]+)\``).exec(log) ?? []
  const { url, rootToken } = syncs.vault
  const address = { VAULT_ADDR: url, BAO_ADDR: url, VAULT_TOKEN: rootToken, BAO_TOKEN: rootToken }
  await promisify(execFile)(await vaultBinary(), said.split(' '), { env: { ...process.env, ...address } })
}

it('nothing of it has touched the secrets of others', async () => {
  expect(await keysBelow(syncs.vault, 'elsewhere', 'variables/')).toEqual(['variables/other'])
  expect(await readSecret(syncs.vault, 'spoiled', 'variables/other')).toEqual({ data: { value: 'O' }, version: 1 })
})

const shortened = (ledger: Json) => ({ ...ledger, paths: String(ledger['paths']).slice(0, 20) })

/** As `vault kv rollback` does it: the claim, from before anything was written. */
async function earlier(ledger: string): Promise<string> {
  const first = await ask(syncs.vault, `spoiled/data/_astro-vault-action/${ledger}?version=1`)
  return first?.['data'].data.value
}
