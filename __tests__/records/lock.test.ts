import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { UserError } from '../../src/base/errors.ts'
import { type ConsumerRecord, type Lock, readConsumer } from '../../src/records/consumer.ts'
import { type HeldLock, type Run, takeLock } from '../../src/records/lock.ts'
import { VersionConflict } from '../../src/vault/errors.ts'
import { aCredential, aLock, aRecord, THEN } from '../build/deployment.ts'
import { FakeVault } from '../fakes/vault.ts'

let vault: FakeVault
let waitedFor: Lock[]

beforeEach(() => {
  vault = new FakeVault()
  waitedFor = []
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

const BLANK: ConsumerRecord = {
  manifest: 'analytics',
  consumer: { kind: 'deployment', id: 'clx1', name: 'prod' },
  variables: {},
  shipped: {},
  retired: []
}

const RECORD = 'airflow/_astro-vault-action/consumers/clx1'

const take = (
  run: Run = { id: '100', attempt: 1 },
  { waitSeconds = 0, signal = new AbortController().signal } = {}
): Promise<HeldLock> =>
  takeLock(BLANK, {
    vault,
    lastWords: vault,
    mount: 'airflow',
    run,
    waitSeconds,
    signal,
    onWait: holder => waitedFor.push(holder)
  })
const stored = async () => (await readConsumer(vault, 'airflow', 'clx1')).value

describe('a free Deployment', () => {
  it('is taken at once, in the name of the run, for half a minute of the clock of Vault', async () => {
    const lock = await take()
    expect((await stored())?.lock).toMatchObject({ run: '100', attempt: 1, expires: '2026-11-20T12:00:30.000Z', targets: [] })
    await lock.release()
  })

  it('is free again afterwards, and its record stays', async () => {
    const lock = await take()
    await lock.save(record => ({ ...record, variables: { A: THEN } }))
    await lock.release()
    expect(await stored()).toEqual({ ...BLANK, variables: { A: THEN } })
  })

  it('stays with the manifest whose credentials it holds', async () => {
    const first = await take()
    await first.save(record => ({ ...record, manifest: 'billing' }))
    await first.release()
    const lock = await take()
    expect(lock.record.manifest).toBe('billing')
    await lock.release()
  })

  it('goes by the name that it has now', async () => {
    const first = await take()
    await first.save(record => ({ ...record, consumer: { kind: 'deployment', id: 'clx1', name: 'old name' } }))
    await first.release()
    const lock = await take()
    expect(lock.record.consumer.name).toBe('prod')
    await lock.release()
  })
})

describe('a lock', () => {
  it('is not trusted for longer than Vault does: its time begins before it was asked for', async () => {
    let now = 0
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now)
    try {
      const write = vault.write.bind(vault)
      vault.write = async (...given) => {
        // An election is ridden out.
        now += 31_000
        return await write(...given)
      }
      const lock = await take()
      expect(() => lock.check()).toThrow('could not be renewed in time')
    } finally {
      clock.mockRestore()
    }
  })
})

describe('a Deployment that another run holds', () => {
  it('ends this one with the name of that run', async () => {
    const lock = await take({ id: '100', attempt: 2 })
    const error: UserError = await take({ id: '200', attempt: 1 }).then(
      () => undefined,
      failure => failure
    )
    expect(error.message).toBe('Deployment prod is being changed by run 100 (attempt 2)')
    expect(error.hint).toContain('This run waited 0 s (wait-time).')
    expect(waitedFor.map(({ run }) => run)).toEqual(['100'])
    await lock.release()
  })

  it('is waited for, and taken when it is free', async () => {
    const first = await take()
    const second = takeLock(BLANK, {
      vault,
      lastWords: vault,
      mount: 'airflow',
      run: { id: '200', attempt: 1 },
      waitSeconds: 60,
      signal: new AbortController().signal,
      onWait: () => void first.release()
    })
    const lock = await second
    expect(lock.record.lock).toMatchObject({ run: '200' })
    expect(lock.record.lock?.unsettled).toBeUndefined()
    await lock.release()
  })

  it('is not waited for after the run was cancelled', async () => {
    const lock = await take()
    const cancelled = take({ id: '200', attempt: 1 }, { waitSeconds: 60, signal: AbortSignal.abort() })
    await expect(cancelled).rejects.toThrow('aborted')
    await lock.release()
  })

  it('is taken over when that run has not been heard of for half a minute', async () => {
    await take()
    vault.passHours(29 / 3600)
    await expect(take({ id: '200', attempt: 1 })).rejects.toThrow('is being changed by run 100')
    vault.passHours(1 / 3600)
    const lock = await take({ id: '200', attempt: 1 })
    expect(lock.record.lock).toMatchObject({ run: '200', unsettled: true })
    await lock.release()
  })

  it('is taken over at once by a later attempt of the same run', async () => {
    await take({ id: '100', attempt: 1 })
    const lock = await take({ id: '100', attempt: 2 })
    expect(lock.record.lock).toMatchObject({ run: '100', attempt: 2, unsettled: true })
    await lock.release()
  })

  it('is not taken over by another job of the same run', async () => {
    const lock = await take({ id: '100', attempt: 1 })
    await expect(take({ id: '100', attempt: 1 })).rejects.toThrow('is being changed by run 100 (attempt 1)')
    await lock.release()
  })

  it('is taken over at once where that run has failed and said so', async () => {
    const failed = await take()
    await failed.abandon()
    const lock = await take({ id: '200', attempt: 1 })
    expect(lock.record.lock?.unsettled).toBe(true)
    await lock.release()
  })
})

describe('a lock whose end is', () => {
  it.each(['tomorrow', '', '2026-11-20', '2026-02-30T12:00:00.000Z', '9999-12-31T23:59:59.999Z', '2026-11-20T13:00:00.001Z'])(
    '%p holds nobody up for ever: the record is damaged, and there is a way out',
    async expires => {
      const left = await take()
      await left.release()
      const record = { schema: 1, ...BLANK, lock: aLock({ run: '99', expires }) }
      vault.secrets.get(RECORD)?.push({ value: JSON.stringify(record) })
      const error: UserError = await take().then(
        () => undefined,
        failure => failure
      )
      expect(error.message).toMatch(new RegExp(`^${RECORD} is damaged: lock.expires must `))
      expect(error.hint).toMatch(/`vault kv rollback -mount=airflow -version=2 .*Or delete it with `vault kv metadata delete/)
      expect(waitedFor).toEqual([])

      vault.secrets.get(RECORD)?.push(vault.secrets.get(RECORD)?.[1] ?? {})
      await (await take()).release()
    }
  )

  it('soon, if by another clock than ours, is waited for', async () => {
    vault.secrets.set(RECORD, [
      { value: JSON.stringify({ schema: 1, ...BLANK, lock: aLock({ run: '99', expires: '2026-11-20T12:59:00.000Z' }) }) }
    ])
    await expect(take()).rejects.toThrow('Deployment prod is being changed by run 99 (attempt 1)')
  })
})

describe('two that take it at once', () => {
  it.each([
    ['of different runs', { id: '200', attempt: 1 }],
    ['of one run', { id: '100', attempt: 1 }]
  ])('%s: only one gets it', async (_, other) => {
    const outcomes = await Promise.allSettled([take({ id: '100', attempt: 1 }), take(other)])
    const locks = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(locks).toHaveLength(1)
    await locks[0]?.release()
  })
})

describe('a lock that was lost', () => {
  it('cannot write any more', async () => {
    const slow = await take()
    vault.passHours(1)
    const lock = await take({ id: '200', attempt: 1 })
    await expect(slow.save(record => ({ ...record, retired: [] }))).rejects.toBeInstanceOf(VersionConflict)
    await expect(slow.release()).rejects.toBeInstanceOf(VersionConflict)
    expect((await stored())?.lock?.run).toBe('200')
    await lock.release()
  })
})

describe('a run', () => {
  it('whose own number is not one of GitHub takes no lock', async () => {
    await expect(take({ id: '1\n2', attempt: 1 })).rejects.toThrow(
      `${RECORD} is not written, because no run could read it again: lock.run must be lower-case letters`
    )
    expect(vault.effects).toEqual([])
  })
})

describe('what a run has left behind', () => {
  it('is kept for the next one: targets, times and the secret-id that is on its way', async () => {
    const { id: _, ...target } = aCredential('accessor-2')
    const holds = aRecord().holds
    const dead = await take()
    await dead.save(record => ({
      ...record,
      lock: { ...(record.lock as Lock), targets: [target], before: { A: THEN }, ...(holds && { issued: holds }) }
    }))
    await dead.abandon()
    const lock = await take({ id: '200', attempt: 1 })
    expect(lock.record.lock).toMatchObject({
      run: '200',
      targets: [target],
      before: { A: THEN },
      issued: holds,
      unsettled: true
    })
    await lock.release()
  })
})

describe('saves', () => {
  it('that come at once are done one after the other, each on top of the one before', async () => {
    const lock = await take()
    const add = (key: string) => lock.save(record => ({ ...record, variables: { ...record.variables, [key]: THEN } }))
    await Promise.all(['A', 'B', 'C'].map(add))
    expect((await stored())?.variables).toEqual({ A: THEN, B: THEN, C: THEN })
    await lock.release()
  })

  it('that fail do not stop the next one', async () => {
    const lock = await take()
    vault.forbids = call => call.startsWith('write')
    await expect(lock.save(record => record)).rejects.toThrow('permission denied')
    vault.forbids = () => false
    await lock.save(record => ({ ...record, variables: { A: THEN } }))
    expect(lock.record.variables).toEqual({ A: THEN })
    await lock.release()
  })
})
