import { describe, expect, it } from '@jest/globals'
import { VaultError, VaultUnreachable } from '../../src/vault/errors.ts'
import { type RetryOptions, withRetries } from '../../src/vault/retry.ts'
import { judge, type Outcome } from '../../src/vault/retry-table.ts'

const answered = (status: number, ...errors: string[]) => new VaultError({ method: 'POST', path: 'a' }, status, errors)
const silent = (sent: boolean, code?: string) => new VaultUnreachable('no answer', { sent, code })
const WRAPPED = (text: string) => `1 error occurred:\n\t* ${text}\n\n`

describe('what a failure says about the request', () => {
  it.each<[string, Error, Outcome]>([
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
    ['472 of a node for disaster recovery', answered(472), 'not executed'],
    ['473 of a performance standby', answered(473), 'not executed'],
    ['500 of the audit device', answered(500, 'internal error'), 'unknown'],
    ['500 of a transaction', answered(500, WRAPPED('transaction commit failed')), 'unknown'],
    ['500 of a leader that has just lost', answered(500, WRAPPED('leadership lost while committing log')), 'unknown'],
    ['500 of a standby alone', answered(500, 'local node not active but active cluster node not found'), 'unknown'],
    ['500 of a deadline', answered(500, 'context deadline exceeded'), 'unknown'],
    ['500 of AppRole to a user', answered(500, 'failed to store secret_id: SecretID is already registered'), 'refused'],
    ['500 of a value too large', answered(500, 'put failed due to value being too large'), 'refused'],
    ['502 of a balancer', answered(502), 'unknown'],
    ['503 of a sealed server', answered(503, 'Vault is sealed'), 'not executed'],
    ['503 without a leader', answered(503, 'no active Vault instance found'), 'not executed'],
    ['504 of a balancer', answered(504), 'unknown'],
    ['200 that is no JSON', answered(200, 'not JSON but text/html'), 'refused'],
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
    ['a proxy that refuses', silent(false, 'PROXY_REFUSED'), 'refused'],
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

describe('retries', () => {
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

  it('end with what they waited for when the run ends', async () => {
    const signal = AbortSignal.abort(new Error('the run was cancelled'))
    await expect(withRetries(failing(1).act, { ...options, signal })).rejects.toThrow('no active instance')
  })

  it('tell how long the server asked to wait, a second more than it says since it rounds down', async () => {
    const asked: (number | undefined)[] = []
    const limited = new VaultError({ method: 'GET', path: 'a' }, 503, [], { retryAfter: 2 })
    const ended = { ...options, signal: AbortSignal.abort(), onFailure: (_: unknown, ms?: number) => asked.push(ms) }
    await expect(withRetries(failing(1, limited).act, ended)).rejects.toThrow('503')
    expect(asked).toEqual([3_000])
  })
})
