import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { Syncs } from './syncs.ts'
import { ask, readSecret } from './vault-over-http.ts'

let syncs: Syncs
beforeAll(async () => {
  syncs = await Syncs.open()
})
afterAll(() => syncs?.close())

const BEFORE = { a: 'A', b: 'B', c: 'C' }
const AFTER = { a: 'new', c: 'C', d: 'D' }

/** A manifest on a mount of its own, with runs 1 and 2 behind it: the second changes `a`, deletes `b`, makes `d`. */
async function story(mount: string, versions?: number) {
  const sync = (variables: object, inputs: Record<string, string> = {}, runId = '9', onSpawn?: (child: ChildProcess) => void) =>
    syncs.run(
      { name: mount, vault: { mount }, approle: { name: mount, policy: mount }, variables },
      { inputs, runId, ...(onSpawn && { onSpawn }) }
    )
  await ask(syncs.vault, `sys/mounts/${mount}`, { type: 'kv', options: { version: '2' } })
  if (versions !== undefined) await ask(syncs.vault, `${mount}/config`, { max_versions: versions })
  expect((await sync(BEFORE, {}, '1')).exitCode).toBe(0)
  expect((await sync(AFTER, { prune: 'apply' }, '2')).exitCode).toBe(0)
  return {
    sync,
    undo: (runId: string, inputs = {}) => sync(AFTER, { undo: runId, ...inputs }),
    write: (name: string, value: string) => ask(syncs.vault, `${mount}/data/variables/${name}`, { data: { value } }),
    values: async () =>
      Object.fromEntries(
        (
          await Promise.all(
            ['a', 'b', 'c', 'd'].map(async name => [
              name,
              (await readSecret(syncs.vault, mount, `variables/${name}`))?.data['value']
            ])
          )
        ).filter(([, value]) => value !== undefined)
      )
  }
}

describe('undo', () => {
  it('twice changes something once', async () => {
    const { undo, values } = await story('twice')
    expect([(await undo('2')).outputs['changed'], await values()]).toEqual(['true', BEFORE])
    expect([(await undo('2')).outputs['changed'], await values()]).toEqual(['false', BEFORE])
  })

  it('of a run that two later ones built upon is refused, and works after theirs', async () => {
    const { sync, undo, values } = await story('later')
    await sync({ ...AFTER, a: 'newer' }, {}, '3')
    await sync({ ...AFTER, a: 'newest', c: 'other' }, {}, '4')
    const early = await undo('2')
    expect([early.exitCode, early.log]).toEqual([1, expect.stringContaining('later/variables/a was changed again after run 2')])
    expect(await values()).toEqual({ ...AFTER, a: 'newest', c: 'other' })
    for (const [runId, expected] of [
      ['4', { ...AFTER, a: 'newer' }],
      ['3', AFTER],
      ['2', BEFORE]
    ] as const)
      expect([(await undo(runId)).exitCode, await values()]).toEqual([0, expected])
  })

  it('does not touch anything where somebody has changed one secret by hand', async () => {
    const { undo, write, values } = await story('hand')
    await write('a', 'by hand')
    const run = await undo('2')
    expect([run.exitCode, run.log]).toEqual([
      1,
      expect.stringContaining('it has version 3; that run left version 2); undoing would lose that change')
    ])
    expect(await values()).toEqual({ ...AFTER, a: 'by hand' })
  })

  it('is refused where the mount keeps too few versions, and says which one is gone', async () => {
    const { undo, values } = await story('few', 1)
    const run = await undo('2')
    expect([run.exitCode, run.log]).toEqual([
      1,
      expect.stringContaining('few/variables/a cannot be restored: Vault no longer keeps version 1')
    ])
    expect(await values()).toEqual(AFTER)
  })

  it('ends red where a deleted version was destroyed, whatever the server says to undeleting it', async () => {
    const { undo, values } = await story('destroyed')
    await ask(syncs.vault, 'destroyed/destroy/variables/b', { versions: [1] })
    const run = await undo('2')
    expect([run.exitCode, run.log]).toEqual([
      1,
      expect.stringContaining('variables/b: version 1 was destroyed, so it cannot be restored')
    ])
    expect(await values()).toEqual({ a: 'A', c: 'C' })
  })

  it.each(['data/variables/a', 'undelete/variables/b', 'delete/variables/d'])(
    'that was killed right after %s is finished by the same undo',
    async path => {
      const mount = `killed-${path.replaceAll('/', '-')}`
      const { sync, undo, values } = await story(mount)
      let child: ChildProcess | undefined
      const tap = await tapVault(syncs.vault.url, async request => {
        if (request.phase !== 'after' || request.method !== 'POST' || request.path !== `${mount}/${path}`) return
        child?.kill('SIGKILL')
        // The process hears of it no more.
        return 'drop'
      })
      const killed = await sync(AFTER, { undo: '2', 'vault-url': tap.url }, '3', spawned => {
        child = spawned
      }).finally(() => tap.stop())
      expect(killed.exitCode).toBe(137)
      expect([(await undo('2')).exitCode, await values()]).toEqual([0, BEFORE])
      expect([(await sync(BEFORE)).outputs['secrets-written'], await values()]).toEqual(['0', BEFORE])
    }
  )

  it('of a run on a mount that is not there says that nothing is known of it', async () => {
    const run = await syncs.run({ name: 'none', vault: { mount: 'none' } }, { inputs: { undo: '4711' } })
    expect([run.exitCode, run.log]).toEqual([
      1,
      expect.stringContaining('manifest none has no record of a change that run 4711 made below variables/ or connections/')
    ])
  })
})
