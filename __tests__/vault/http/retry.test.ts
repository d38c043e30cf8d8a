import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { VaultError, VaultUnreachable } from '../../../src/vault/errors.ts'
import { pauseAfter, type RetryOptions, withRetries } from '../../../src/vault/http/retry.ts'
import { type FailureKind, judge } from '../../../src/vault/http/retry-table.ts'

const answered = (status: number, ...errors: string[]) => new VaultError({ method: 'POST', path: 'a' }, status, errors)
const silent = (sent: boolean, code?: string) => new VaultUnreachable('no answer', { sent, code })
const WRAPPED = (text: string) => `1 error occurred:\n\t* ${text}\n\n`

describe('what a failure says about the request', () => {
  it.each<[string, Error, FailureKind]>([
    ['307 during an election', answered(307), 'unknown'],
    ['301 for a path with //', answered(301), 'refused'],
    ['302', answered(302), 'refused'],
    [
      '400 of a mount that is being upgraded',
      answered(400, 'Upgrading from non-versioned to versioned data. This backend will'),
      'not executed'
    ],
    [
      '400 of a standby that waits for that',
      answered(400, 'Waiting for the primary to upgrade from non-versioned to versioned data.'),
      'not executed'
    ],
    ['400', answered(400, 'missing client token'), 'refused'],
    ['403', answered(403, 'permission denied'), 'refused'],
    ['404', answered(404), 'refused'],
    ['405', answered(405, 'unsupported operation'), 'refused'],
    ['412 of a node that lags behind', answered(412, 'required index state not present'), 'not executed'],
    ['413', answered(413, 'http: request body too large'), 'refused'],
    ['429 of a rate limit', answered(429, 'request path "a": rate limit quota exceeded'), 'not executed'],
    ['429 of a lease quota', answered(429, 'lease count quota exceeded'), 'refused'],
    ['429 of a balancer, without a text', answered(429), 'not executed'],
    ['472 of a node for disaster recovery', answered(472), 'not executed'],
    ['473 of a performance standby', answered(473), 'not executed'],
    ['474 of a standby without its leader', answered(474), 'not executed'],
    ['530 of a node that was removed', answered(530), 'not executed'],
    ['500 of the audit device', answered(500, 'internal error'), 'unknown'],
    ['500 of a transaction', answered(500, WRAPPED('transaction commit failed')), 'unknown'],
    ['500 of a leader that has just lost', answered(500, WRAPPED('leadership lost while committing log')), 'unknown'],
    ['500 of a standby alone', answered(500, 'local node not active but active cluster node not found'), 'unknown'],
    [
      '500 of a standby alone, wrapped',
      answered(500, WRAPPED('local node not active but active cluster node not found')),
      'unknown'
    ],
    ['500 of a transaction, bare', answered(500, 'transaction commit failed'), 'unknown'],
    ['500 of a transaction, the second text', answered(500, 'first', 'transaction commit failed'), 'unknown'],
    ['500 without a text that is known', answered(500, 'something else'), 'refused'],
    ['500 of a deadline', answered(500, 'context deadline exceeded'), 'unknown'],
    ['500 of AppRole to a user', answered(500, 'failed to store secret_id: SecretID is already registered'), 'refused'],
    ['500 of a value too large', answered(500, 'put failed due to value being too large'), 'refused'],
    ['502 of a balancer', answered(502), 'unknown'],
    ['503 of a sealed server', answered(503, 'Vault is sealed'), 'not executed'],
    ['503 without a leader', answered(503, 'no active Vault instance found'), 'not executed'],
    ['504 of a balancer', answered(504), 'unknown'],
    ['a page that is not of Vault', silent(true, 'NOT_VAULT'), 'refused'],
    ['JSON that was cut short', silent(true, 'CUT_SHORT'), 'unknown'],
    ['an answer too large', silent(true, 'TOO_LARGE'), 'refused'],
    ['connection refused', silent(false, 'ECONNREFUSED'), 'not executed'],
    ['a name that is not known', silent(false, 'ENOTFOUND'), 'not executed'],
    ['no connection in time', silent(false), 'not executed'],
    ['a reset after sending', silent(true, 'ECONNRESET'), 'unknown'],
    ['a broken pipe', silent(true, 'EPIPE'), 'unknown'],
    ['no answer in time', silent(true), 'unknown'],
    ['an unknown authority', silent(false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'refused'],
    ['a self-signed certificate', silent(false, 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'refused'],
    ['a chain that ends in one', silent(false, 'SELF_SIGNED_CERT_IN_CHAIN'), 'refused'],
    ['an expired certificate', silent(false, 'CERT_HAS_EXPIRED'), 'refused'],
    ['a certificate of another name', silent(false, 'ERR_TLS_CERT_ALTNAME_INVALID'), 'refused'],
    ['no client certificate', silent(true, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'refused'],
    ['TLS to a plain port', silent(false, 'EPROTO'), 'refused'],
    ['TLS to a port of something else', silent(false, 'ERR_SSL_WRONG_VERSION_NUMBER'), 'refused'],
    ['TLS that does not match', silent(false, 'ERR_TLS_INVALID_PROTOCOL_VERSION'), 'refused'],
    ['what is no HTTP', silent(true, 'HPE_INVALID_CONSTANT'), 'refused'],
    ['a proxy that refuses', silent(false, 'PROXY_REFUSED'), 'refused'],
    ['a name service that is busy', silent(false, 'EAI_AGAIN'), 'not executed'],
    ['an error of ours', new TypeError('x is undefined'), 'refused']
  ])('%s', (_, error, outcome) => {
    expect(judge(error).outcome).toBe(outcome)
  })

  it.each<[string, Error, number]>([
    ['an election may take', answered(307), 30_000],
    ['somebody has to unseal a server, and another node may be open', answered(503, 'Vault is sealed'), 5_000],
    ['a server that limits the rate is well', answered(429, 'rate limit quota exceeded'), 3_600_000]
  ])('is tried again for as long as %s', (_, error, patience) => {
    expect(judge(error).patienceMs).toBe(patience)
  })
})

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

  const options: RetryOptions = { repeat: 'idempotent', signal: new AbortController().signal }
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
