import { describe, expect, it } from '@jest/globals'
import { Unreachable } from '../../src/http/errors.ts'
import type { FailureKind } from '../../src/http/verdict.ts'
import { VaultError } from '../../src/vault/errors.ts'
import { judge } from '../../src/vault/retry-table.ts'

const answered = (status: number, ...errors: string[]) => new VaultError({ method: 'POST', path: 'a' }, status, errors)
const silent = (sent: boolean, code?: string) => new Unreachable('no answer', { sent, code })
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
    ['a page that is not of Vault', silent(true, 'NOT_JSON'), 'refused'],
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
