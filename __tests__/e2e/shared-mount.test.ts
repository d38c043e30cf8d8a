import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { meeting, Syncs } from './syncs.ts'
import { ask, keysBelow, readSecret } from './vault-over-http.ts'

/** Real processes of the bundle, several at once, on one mount of a real server. */

let syncs: Syncs
beforeAll(async () => {
  syncs = await Syncs.open()
})
afterAll(() => syncs?.close())

const manifest = (name: string, mount: string, variables: object, difference: object = {}) => ({
  name,
  vault: { mount },
  approle: { name, policy: name },
  variables,
  ...difference
})
const value = async (mount: string, path: string) => (await readSecret(syncs.vault, mount, path))?.data['value']
const exits = (runs: readonly { exitCode: number; log: string }[]) => runs.map(({ exitCode, log }) => (exitCode === 0 ? 0 : log))

describe('the jobs of a matrix', () => {
  const names = Array.from({ length: 12 }, (_, index) => `leg-${index}`)
  const legs = (variables: object) =>
    manifest('legs', 'legs', variables, {
      deployments: Object.fromEntries(names.map(name => [name, { 'deployment-name': name, isolate: true }]))
    })
  /** All at once, and they meet where they write the ledger for the first time. */
  async function all(variables: object, inputs: Record<string, string>, runId: string) {
    const tap = await tapVault(
      syncs.vault.url,
      meeting(names.length, ({ method, path }) => method === 'POST' && path === 'legs/data/_astro-vault-action/manifests/legs/0')
    )
    try {
      return await Promise.all(
        names.map(deployment =>
          syncs.run(legs(variables), {
            inputs: {
              deployment,
              'vault-url': tap.url,
              ...inputs
            },
            runId
          })
        )
      )
    } finally {
      await tap.stop()
    }
  }
  const secrets = async () => (await keysBelow(syncs.vault, 'legs')).filter(path => !path.startsWith('_'))

  it('write, prune and undo at the same time, and each its own', async () => {
    const every = (...variables: string[]) => names.flatMap(name => variables.map(variable => `${name}/variables/${variable}`))
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the manifest's.
    const own = { a: 'A ${deployment}', b: 'B' }
    expect(exits(await all(own, {}, '1'))).toEqual(names.map(() => 0))
    expect(await secrets()).toEqual(every('a', 'b').sort())
    expect(await value('legs', 'leg-7/variables/a')).toBe('A leg-7')

    const { a } = own
    expect(exits(await all({ a }, { prune: 'apply' }, '2'))).toEqual(names.map(() => 0))
    const values = async (variable: string) =>
      await Promise.all(names.map(name => value('legs', `${name}/variables/${variable}`)))
    expect(await values('b')).toEqual(names.map(() => undefined))
    expect(await values('a')).toEqual(names.map(name => `A ${name}`))

    expect(exits(await all({ a }, { undo: '2' }, '3'))).toEqual(names.map(() => 0))
    expect(await values('b')).toEqual(names.map(() => 'B'))
  })
})

describe('two runs of one manifest', () => {
  it('that draw a value at the same moment write one, and both end green', async () => {
    const drawing = manifest('drawn', 'drawn', { key: { generate: { length: 40 } } })
    await ask(syncs.vault, 'sys/mounts/drawn', { type: 'kv', options: { version: '2' } })
    const tap = await tapVault(
      syncs.vault.url,
      meeting(2, ({ method, path }) => method === 'POST' && path === 'drawn/data/_astro-vault-action/generated/drawn')
    )
    const runs = await Promise.all(
      ['1', '2'].map(runId => syncs.run(drawing, { inputs: { 'vault-url': tap.url }, runId }))
    ).finally(() => tap.stop())
    expect(exits(runs)).toEqual([0, 0])
    const { values } = JSON.parse(await value('drawn', '_astro-vault-action/generated/drawn'))
    expect(await readSecret(syncs.vault, 'drawn', 'variables/key')).toEqual({
      data: { value: values['variables/key'].value },
      version: 1
    })
  })
})

describe('several manifests', () => {
  it('make one mount at the same time and share it', async () => {
    const teams = Array.from({ length: 6 }, (_, index) => `team${index}`)
    const run = (team: string, inputs = {}) => syncs.run(manifest(team, 'teams', { [team]: 'x' }), { inputs })
    expect(exits(await Promise.all(teams.map(team => run(team))))).toEqual(teams.map(() => 0))
    const again = await Promise.all(teams.map(team => run(team, { check: 'ledger', prune: 'apply' })))
    expect(again.map(({ exitCode, outputs }) => [exitCode, outputs['changed']])).toEqual(teams.map(() => [0, 'false']))
    expect(await keysBelow(syncs.vault, 'teams', 'variables/')).toEqual(teams.map(team => `variables/${team}`))
  })

  it('that claim one path one after the other: the second ends red, naming the first, and claims nothing', async () => {
    await syncs.run(manifest('one', 'claims', { a: 'x', b: 'x' }))
    for (const mode of ['plan', 'sync']) {
      const second = await syncs.run(manifest('two', 'claims', { a: 'x', c: 'x' }), { inputs: { mode } })
      expect([second.exitCode, second.log]).toEqual([1, expect.stringContaining('claims/variables/a belongs to manifest one')])
    }
    expect(await value('claims', 'variables/c')).toBeUndefined()
    expect((await syncs.run(manifest('three', 'claims', { c: 'x' }))).exitCode).toBe(0)
  })

  it('that claim one path at the same moment: at least one ends red, and the path has one owner', async () => {
    const names = ['first', 'second']
    // Both have looked, and found it free.
    const tap = await tapVault(
      syncs.vault.url,
      meeting(2, ({ method, path }) => method === 'POST' && path.startsWith('race/data/_astro-vault-action/manifests/'))
    )
    await ask(syncs.vault, 'sys/mounts/race', { type: 'kv', options: { version: '2' } })
    const run = (name: string, inputs = {}) => syncs.run(manifest(name, 'race', { contested: name, [name]: 'x' }), { inputs })
    const runs = await Promise.all(names.map(name => run(name, { 'vault-url': tap.url }))).finally(() => tap.stop())
    const red = runs.filter(({ exitCode }) => exitCode !== 0)
    expect(red.length).toBeGreaterThanOrEqual(1)
    for (const { log } of red) expect(log).toMatch(/race\/variables\/contested belongs to manifest (first|second)/)

    const [winner] = red.length === 1 ? names.filter((_, index) => runs[index]?.exitCode === 0) : names
    const loser = names.find(name => name !== winner)
    expect((await run(winner ?? '')).exitCode).toBe(0)
    expect(await value('race', 'variables/contested')).toBe(winner)
    const late = await run(loser ?? '')
    expect([late.exitCode, late.log]).toEqual([1, expect.stringContaining(`contested belongs to manifest ${winner}`)])
  })

  it('move a path from one to the other, and what is pruned is not what moved', async () => {
    const from = (variables: object, inputs = {}) => syncs.run(manifest('from', 'moves', variables), { inputs })
    const to = (variables: object, inputs = {}) => syncs.run(manifest('to', 'moves', variables), { inputs })
    await from({ kept: 'x', moving: 'm', going: 'g' })
    const early = await to({ moving: 'm' })
    expect([early.exitCode, early.log]).toEqual([1, expect.stringContaining('belongs to manifest from')])

    expect((await to({ moving: 'm' }, { 'on-conflict': 'adopt' })).exitCode).toBe(0)
    const pruned = await from({ kept: 'x' }, { prune: 'apply' })
    expect([pruned.exitCode, pruned.log]).toEqual([0, expect.stringContaining('delete variables/going')])
    expect(await readSecret(syncs.vault, 'moves', 'variables/moving')).toEqual({ data: { value: 'm' }, version: 1 })
    expect(await value('moves', 'variables/going')).toBeUndefined()
    // What was pruned is free.
    expect((await to({ moving: 'm', going: 'mine' })).exitCode).toBe(0)
    const back = await from({ kept: 'x', moving: 'm' })
    expect([back.exitCode, back.log]).toEqual([1, expect.stringContaining('moves/variables/moving belongs to manifest to')])
  })
})
