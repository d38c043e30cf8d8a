import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Unreachable } from '../../src/http/errors.ts'
import { pauseAfter, type RetryOptions, withRetries } from '../../src/http/retry.ts'
import { VaultError } from '../../src/vault/errors.ts'
import { judge } from '../../src/vault/retry-table.ts'

const answered = (status: number, ...errors: string[]) => new VaultError({ method: 'POST', path: 'a' }, status, errors)
const silent = (sent: boolean, code?: string) => new Unreachable('no answer', { sent, code })

/** Math.random while `act` runs. */
async function withChance<T>(chance: number, act: () => T | Promise<T>): Promise<T> {
  const drawn = jest.spyOn(Math, 'random').mockReturnValue(chance)
  try {
    return await act()
  } finally {
    drawn.mockRestore()
  }
}

describe('the pause before the next attempt', () => {
  it.each<[string, number, number, number | undefined, number]>([
    ['may be none at all', 1, 0, undefined, 0],
    ['is 250 ms at most after the first', 1, 1, undefined, 250],
    ['is any part of that', 1, 0.3, undefined, 75],
    ['may be twice as long after each further one', 3, 1, undefined, 1_000],
    ['but is 4 s at most', 6, 1, undefined, 4_000],
    ['whatever the number', 2_000, 1, undefined, 4_000],
    ['is as long as the server asks', 1, 1, 3_000, 3_000],
    ['or longer, where it asks for less than is usual by now', 6, 0.5, 1_000, 2_000]
  ])('%s', async (_, attempt, chance, askedMs, pause) => {
    expect(await withChance(chance, () => pauseAfter(attempt, askedMs))).toBe(pause)
  })
})

describe('retries', () => {
  /** Stands still unless a test moves it. */
  const clock = { now: 0 }
  beforeEach(() => {
    clock.now = 0
    jest.spyOn(performance, 'now').mockImplementation(() => clock.now)
  })
  afterEach(() => void jest.restoreAllMocks())

  const options: RetryOptions = { repeat: 'idempotent', judge, signal: new AbortController().signal }
  /** Fails so many times, then succeeds. */
  const failing = (times: number, error: Error = answered(503, 'no active instance')) => {
    const attempts: { numbers: number[]; act: (number: number) => Promise<string> } = {
      numbers: [],
      act: async number => (attempts.numbers.push(number) <= times ? Promise.reject(error) : 'done')
    }
    return attempts
  }

  it('go on until it works', async () => {
    const attempts = failing(2)
    expect(await withRetries(attempts.act, options)).toBe('done')
    expect(attempts.numbers).toEqual([1, 2, 3])
  })

  it('are not made for a refusal', async () => {
    const attempts = failing(1, answered(403, 'permission denied'))
    await expect(withRetries(attempts.act, options)).rejects.toThrow('permission denied')
    expect(attempts.numbers).toEqual([1])
  })

  it('are not made after an unknown outcome for what cannot be done twice', async () => {
    const attempts = failing(1, answered(502))
    await expect(withRetries(attempts.act, { ...options, repeat: 'unsafe' })).rejects.toThrow('502')
    expect(attempts.numbers).toEqual([1])
  })

  it('are made for what cannot be done twice where it was not done at all', async () => {
    expect(await withRetries(failing(1).act, { ...options, repeat: 'unsafe' })).toBe('done')
  })

  it('end with the last error when patience is over', async () => {
    const attempts = failing(Number.POSITIVE_INFINITY)
    await expect(withRetries(attempts.act, { ...options, patienceMs: 0 })).rejects.toThrow('no active instance')
  })

  it.each<[string, Error]>([
    ['a server that limits the rate', answered(429, 'rate limit quota exceeded')],
    ['a sealed server', answered(503, 'Vault is sealed')],
    ['a server without a leader', answered(503, 'no active instance')]
  ])('end when the patience of the caller is over, however long one may wait for %s', async (_, error) => {
    const attempts = failing(4, error)
    const tried = withChance(1, () => withRetries(attempts.act, { ...options, patienceMs: 300 }))
    await expect(tried).rejects.toThrow('(tried 2 times in ')
  })

  it('end with what they waited for, and why they waited no longer, when the run ends', async () => {
    const signal = AbortSignal.abort(new Error('the run was cancelled'))
    await expect(withRetries(failing(1).act, { ...options, signal })).rejects.toThrow(
      'no active instance; tried once, then the run was cancelled'
    )
  })

  it('say how often and how long it was tried', async () => {
    const attempts = failing(Number.POSITIVE_INFINITY)
    await expect(withRetries(attempts.act, { ...options, patienceMs: 300 })).rejects.toThrow(
      /no active instance \(tried \d+ times in \d+ s\)$/
    )
  })

  it('give each kind of failure its own patience, whatever another one has used up', async () => {
    const met = [answered(307), answered(503, 'Vault is sealed')]
    const attempt = async (number: number) => {
      const error = met[number - 1]
      if (error === undefined) return number
      clock.now = 29_000 * (number - 1)
      throw error
    }
    expect(await withChance(0, () => withRetries(attempt, options))).toBe(3)
  })

  it('begin no further attempt when the patience of the caller is over, be it by one attempt alone', async () => {
    const attempts = failing(2, silent(true, 'NO_ANSWER'))
    const slow = (number: number) => {
      clock.now += 10_000
      return attempts.act(number)
    }
    await expect(withRetries(slow, { ...options, patienceMs: 5_000 })).rejects.toThrow('no answer')
    expect(attempts.numbers).toEqual([1])
  })

  it('wait longer each time', async () => {
    const tried = withChance(1, () => withRetries(failing(9).act, { ...options, patienceMs: 600 }))
    await expect(tried).rejects.toThrow('(tried 3 times in ')
  })

  const asking = (retryAfter: number, status = 503) =>
    new VaultError({ method: 'GET', path: 'a' }, status, ['no'], { retryAfter })

  it('wait as long as the server asks, a second more than it says since it rounds down', async () => {
    const asked: number[] = []
    const ended = { ...options, signal: AbortSignal.abort(), onAsked: (ms: number) => asked.push(ms) }
    await expect(withRetries(failing(1, asking(2)).act, ended)).rejects.toThrow('503')
    expect(asked).toEqual([3_000])
  })

  it.each([
    [503, 30],
    [429, 3_600]
  ])('are not made where the server asks for more than there is patience: %d, %d s', async (status, retryAfter) => {
    const asked: number[] = []
    const attempts = failing(1, asking(retryAfter, status))
    await expect(withRetries(attempts.act, { ...options, onAsked: ms => asked.push(ms) })).rejects.toThrow(
      `no; it asks for a wait of ${retryAfter + 1} s, which is too long`
    )
    expect([attempts.numbers, asked]).toEqual([[1], []])
  })
})
