import { describe, expect, it } from '@jest/globals'
import { VaultError, VaultUnreachable } from '../../src/vault/errors.ts'
import { mayRetry, type Repeat, withRetries } from '../../src/vault/retry.ts'

const answered = (status: number, ...errors: string[]) => new VaultError({ method: 'POST', path: 'a' }, status, errors)
const silent = (sent: boolean) => new VaultUnreachable('no answer', { cause: { sent } })
const WRAPPED = (text: string) => `1 error occurred:\n\t* ${text}\n\n`

describe('what may be tried again', () => {
  it.each<[string, Error, boolean, boolean]>([
    ['a rate limit: not executed', answered(429, 'request path "a": rate limit quota exceeded'), true, true],
    ['another 429', answered(429, 'lease count quota exceeded'), false, false],
    ['412, a node that lags behind', answered(412, 'required index state not present'), true, true],
    [
      'a mount that is being upgraded',
      answered(400, 'Upgrading from non-versioned to versioned data. This backend will'),
      true,
      true
    ],
    ['another 400', answered(400, 'missing client token'), false, false],
    ['503 without a leader', answered(503, 'no active instance'), true, true],
    ['503 from a server that is sealed', answered(503, 'Vault is sealed'), false, false],
    ['307 during an election', answered(307), true, false],
    ['500 of the audit device', answered(500, 'internal error'), true, false],
    ['500 of a transaction', answered(500, WRAPPED('transaction commit failed')), true, false],
    ['500 of a leader that has just lost', answered(500, WRAPPED('leadership lost while committing log')), true, false],
    ['500 of a standby alone', answered(500, 'local node not active but active cluster node not found'), true, false],
    ['500 of a deadline', answered(500, 'context deadline exceeded'), true, false],
    ['another 500', answered(500, 'failed to validate'), false, false],
    ['502 of a balancer', answered(502), true, false],
    ['504 of a balancer', answered(504), true, false],
    ['403', answered(403, 'permission denied'), false, false],
    ['404', answered(404), false, false],
    ['405', answered(405, 'unsupported operation'), false, false],
    ['413', answered(413, 'http: request body too large'), false, false],
    ['a request that never left', silent(false), true, true],
    ['a request whose answer was lost', silent(true), true, false],
    ['an error of ours', new TypeError('x is undefined'), false, false]
  ])('%s', (_, error, idempotent, unsafe) => {
    const allowed = (['idempotent', 'unsafe'] as Repeat[]).map(repeat => mayRetry(error, repeat))
    expect(allowed).toEqual([idempotent, unsafe])
  })
})

describe('retries', () => {
  const signal = new AbortController().signal
  /** Fails so many times, then succeeds. */
  const failing = (times: number, error: Error = answered(503, 'no active instance')) => {
    const attempts = { count: 0, act: async () => (attempts.count++ < times ? Promise.reject(error) : 'done') }
    return attempts
  }

  it('go on until it works', async () => {
    const attempts = failing(2)
    expect(await withRetries(attempts.act, 'idempotent', signal)).toBe('done')
    expect(attempts.count).toBe(3)
  })

  it('are not made for a refusal', async () => {
    const attempts = failing(1, answered(403, 'permission denied'))
    await expect(withRetries(attempts.act, 'idempotent', signal)).rejects.toThrow('permission denied')
    expect(attempts.count).toBe(1)
  })

  it('end with the last error when patience is over', async () => {
    const attempts = failing(Number.POSITIVE_INFINITY)
    await expect(withRetries(attempts.act, 'idempotent', signal, 0)).rejects.toThrow('no active instance')
  })

  it('end with what they waited for when the run ends', async () => {
    const ended = AbortSignal.abort(new Error('the run was cancelled'))
    await expect(withRetries(failing(1).act, 'idempotent', ended)).rejects.toThrow('no active instance')
  })
})
