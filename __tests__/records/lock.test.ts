import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { UserError } from '../../src/base/errors.ts'
import { Unreachable } from '../../src/http/errors.ts'
import { type ConsumerRecord, type Lock, readConsumer } from '../../src/records/consumer.ts'
import type { HeldLock } from '../../src/records/held-lock.ts'
import { type Run, takeLock } from '../../src/records/lock.ts'
import { VaultError, VersionConflict } from '../../src/vault/errors.ts'
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

/** Milliseconds on the clock of the run, where a test moves it. */
let now: number
const moveClock = () => {
  beforeEach(() => {
    now = 0
    jest.spyOn(performance, 'now').mockImplementation(() => now)
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })
}

describe('a lock', () => {
  moveClock()

  it('is not trusted for longer than Vault does: its time begins before it was asked for', async () => {
    // An election is ridden out.
    vault.write = after(31_000, vault.write)
    const lock = await take()
    vault.effects.length = 0
    await lock.check()
    expect(vault.effects).toEqual([`write ${RECORD}`])
    await lock.check()
    expect(vault.effects).toHaveLength(2)
    await lock.release()
  })
})

/** The same call, which takes these milliseconds of the run and of Vault. */
function after<A extends unknown[], T>(ms: number, call: (...given: A) => Promise<T>): (...given: A) => Promise<T> {
  return async (...given) => {
    pass(ms)
    return await call.apply(vault, given)
  }
}

function pass(ms: number): void {
  now += ms
  vault.passHours(ms / 3_600_000)
}

describe('an outage of Vault', () => {
  moveClock()

  const cut = (sent: boolean) => new Unreachable('Vault did not answer', { sent, code: 'ECONNRESET' })
  const FAILURES = {
    'refuses connections': () => cut(false),
    'cuts connections': () => cut(true),
    'answers for a dead leader': () => new VaultError({ method: 'GET', path: 'x' }, 503, ['Vault is sealed'])
  }
  /** The next calls fail, each after the half minute for which the transport tries; `carriedOut`: and are carried out all the same. */
  function goDown(calls: number, failure: () => Error, { carriedOut = false } = {}): void {
    let left = calls
    const { write, now: ask } = vault
    const failing =
      <A extends unknown[], T>(call: (...given: A) => Promise<T>) =>
      async (...given: A) => {
        if (left === 0) return await call.apply(vault, given)
        left--
        pass(30_000)
        if (carriedOut) await call.apply(vault, given)
        throw failure()
      }
    vault.write = failing(write)
    vault.now = failing(ask)
  }

  it.each(Object.entries(FAILURES))(
    'that %s, of 38 s after a step: what was done is recorded all the same',
    async (_, failure) => {
      const lock = await take()
      pass(8_000)
      goDown(1, failure)
      await lock.save(record => ({ ...record, variables: { A: THEN } }))
      expect((await stored())?.variables).toEqual({ A: THEN })
      await lock.release()
    }
  )

  it.each([31_000, 38_000, 90_000, 3_600_000])('of %p ms during a step does no harm where nobody has taken over', async ms => {
    const lock = await take()
    pass(ms)
    await lock.check()
    expect((await stored())?.lock?.expires).toBe(new Date(vault.clock.getTime() + 30_000).toISOString())
    await lock.save(record => ({ ...record, variables: { A: THEN } }))
    await lock.release()
    expect(await stored()).toEqual({ ...BLANK, variables: { A: THEN } })
  })

  it.each([1, 2, 3, 4])('that swallows %p answers does not make us take our own writes for somebody else’s', async calls => {
    const lock = await take()
    goDown(calls, () => cut(true), { carriedOut: true })
    await lock.save(record => ({ ...record, variables: { A: THEN } }))
    await lock.save(record => ({ ...record, variables: { ...record.variables, B: THEN } }))
    expect((await stored())?.variables).toEqual({ A: THEN, B: THEN })
    await lock.release()
    expect((await stored())?.lock).toBeUndefined()
  })

  it('is not waited out for longer than two minutes', async () => {
    const lock = await take()
    goDown(Number.POSITIVE_INFINITY, () => cut(false))
    await expect(lock.save(record => record)).rejects.toThrow('Vault did not answer')
    expect([now >= 120_000, now <= 180_000]).toEqual([true, true])
  })

  it('ends with the run', async () => {
    const ending = new AbortController()
    const lock = await take({ id: '100', attempt: 1 }, { signal: ending.signal })
    goDown(Number.POSITIVE_INFINITY, () => {
      ending.abort()
      return cut(false)
    })
    await expect(lock.save(record => record)).rejects.toThrow('Vault did not answer')
    expect(now).toBe(30_000)
  })

  it.each(['check', 'save', 'release'] as const)(
    'in which another run has taken over: %s says so and writes nothing',
    async what => {
      const slow = await take()
      pass(38_000)
      const other = await take({ id: '200', attempt: 3 })
      const before = await stored()
      await expect(what === 'save' ? slow.save(record => record) : slow[what]()).rejects.toThrow(
        'the lock on Deployment prod was lost: run 200 (attempt 3) has taken over'
      )
      await expect(slow.check()).rejects.toBeInstanceOf(VersionConflict)
      expect(await stored()).toEqual(before)
      await other.release()
    }
  )

  it('in which another run has taken over while this one waited for what it saves: this one does not go on', async () => {
    const slow = await take()
    const { write } = vault
    vault.write = async (...given) => {
      const version = await write.apply(vault, given)
      vault.write = write
      pass(38_000)
      await (await take({ id: '200', attempt: 1 })).release()
      return version
    }
    await expect(slow.save(record => ({ ...record, variables: { A: THEN } }))).rejects.toThrow(
      'the lock on Deployment prod was lost'
    )
    expect(await stored()).toEqual({ ...BLANK, variables: { A: THEN } })
  })

  it('in which another run has done all that there was to do: what this one wants to record is not recorded', async () => {
    const slow = await take()
    pass(38_000)
    const other = await take({ id: '200', attempt: 1 })
    await other.release()
    await expect(slow.save(record => ({ ...record, variables: { A: THEN } }))).rejects.toBeInstanceOf(VersionConflict)
    expect(await stored()).toEqual(BLANK)
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
    expect(error.hint).toContain('This run waited 0 s (`wait-time`).')
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
      expect(error.hint).toMatch(
        /`vault kv rollback -mount=airflow -version=2 .*or delete the record with `vault kv metadata delete/
      )
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
      `${RECORD} was not written, because no run could read it back: lock.run must be at most 64 lower-case letters`
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
