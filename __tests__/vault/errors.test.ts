import { describe, expect, it } from '@jest/globals'
import { type Beside, VaultError } from '../../src/vault/errors.ts'

const answered = (status: number, errors: string[] = []) =>
  new VaultError({ method: 'GET', path: 'airflow/data/x' }, status, errors)

describe('an error of Vault', () => {
  it("says method, path, status and Vault's own words", () => {
    expect(answered(400, ['missing client token']).message).toBe('Vault answered 400 to GET airflow/data/x: missing client token')
  })

  it('unwraps what Vault wraps, in one line', () => {
    expect(answered(500, ['2 errors occurred:\n\t* first\n\t* second\n\n', 'third']).message).toBe(
      'Vault answered 500 to GET airflow/data/x: first; second; third'
    )
  })

  it('says so where Vault has no words', () => {
    expect(answered(404).message).toBe('Vault answered 404 to GET airflow/data/x: there is nothing at this path')
    expect(answered(307).message).toBe('Vault answered 307 to GET airflow/data/x: this node knows of no leader')
    expect(answered(502).message).toBe('Vault answered 502 to GET airflow/data/x: no error text')
  })

  it.each<[number, string[], unknown]>([
    [
      403,
      ['permission denied'],
      'Vault does not know this token: it is mistyped, expired or revoked, or belongs to another namespace or server.'
    ],
    [
      403,
      ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'],
      'Vault does not know this token: it is mistyped, expired or revoked, or belongs to another namespace or server.'
    ],
    [
      403,
      ['1 error occurred:\n\t* permission denied\n\n'],
      'Allow this path in the policies of the token. A wrong namespace gets the same answer.'
    ],
    [
      404,
      ['unsupported path'],
      'Check the mount and the name: something else is mounted there, or the name has characters that it does not accept.'
    ],
    [
      405,
      ['unsupported operation'],
      'Check the mount: something else is mounted there, or this server does not support the request.'
    ],
    [429, ['lease count quota exceeded'], 'The server has reached its lease quota: ask its operators to raise it.'],
    [
      500,
      ['internal error'],
      'Look in the server log for the reason: usually Vault cannot write its audit log, or its storage fails.'
    ],
    [503, ['Vault is sealed'], 'The server is sealed: ask its operators to unseal it.'],
    [
      404,
      ['no handler for route "x"'],
      'Check the mount and the namespace: no secrets engine or auth method is mounted at this path.'
    ],
    [400, ['Client sent an HTTP request to an HTTPS server.'], 'The server expects TLS: start `vault-url` with https://.'],
    [413, ['http: request body too large'], 'Shorten the value, or have the limit of the server raised (1 MiB by default).'],
    [
      500,
      ['put failed due to value being too large'],
      'Shorten the value, or have the limit of the server raised (1 MiB by default).'
    ],
    [301, [], expect.stringContaining('the address where Vault itself answers')],
    [302, [], expect.stringContaining('the address where Vault itself answers')],
    [307, [], 'Run again: the cluster is electing a leader. If that does not help, its nodes may not reach each other.'],
    [400, ['Upgrading from non-versioned to versioned data.'], expect.stringContaining('being upgraded to KV version 2')],
    [407, [], expect.stringContaining('HTTP_PROXY')],
    [412, [], expect.stringContaining('lags behind')],
    [429, ['rate limit quota exceeded'], expect.stringContaining('limits the rate of requests')],
    [472, [], expect.stringContaining('disaster recovery')],
    [473, [], expect.stringContaining('This node is a standby')],
    [474, [], expect.stringContaining('cannot reach the active node')],
    [500, ['local node not active but active cluster node not found'], expect.stringContaining('is electing a leader')],
    [500, ['leadership lost while committing log'], expect.stringContaining('is electing a leader')],
    [500, ['something else'], expect.stringContaining('the server log')],
    [502, [], expect.stringContaining('A balancer or proxy in front of Vault')],
    [503, ['no active instance'], expect.stringContaining('no leader at the moment')],
    [504, [], expect.stringContaining('A balancer or proxy in front of Vault')],
    [530, [], expect.stringContaining('removed from its cluster')],
    [404, [], 'Check the name, and that it is in the namespace that `vault-namespace` names.'],
    [400, ['something else'], undefined]
  ])('%d %j has the hint that fits', (status, errors, hint) => {
    expect(answered(status, errors).hint).toEqual(hint)
  })

  it.each<[string, string[], Beside, string, string]>([
    ['nothing there', [], {}, 'there is nothing at this path', 'Check the name, '],
    [
      'no mount',
      ['no handler for route "x/y". route entry not found.'],
      {},
      'no handler for route "x/y". route entry not found.',
      'no secrets engine or auth method'
    ],
    [
      'another kind of mount',
      ['1 error occurred:\n\t* unsupported path\n\n'],
      {},
      'unsupported path',
      'something else is mounted there'
    ],
    [
      'deleted',
      [],
      { data: { data: null, metadata: { version: 4, destroyed: false } } },
      'version 4 was deleted',
      '`vault kv undelete`'
    ],
    [
      'destroyed',
      [],
      { data: { data: null, metadata: { version: 4, destroyed: true } } },
      'version 4 was destroyed',
      'a destroyed version cannot be restored'
    ],
    [
      'an endpoint that the mount does not have',
      [],
      {
        warnings: ['Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use.']
      },
      'the mount is KV version 2 and has no such endpoint',
      'this server is too old for the request'
    ]
  ])('tells the kinds of 404 apart: %s', (_, errors, beside, words, hint) => {
    const error = new VaultError({ method: 'GET', path: 'airflow/data/x' }, 404, errors, beside)
    expect(error.message).toBe(`Vault answered 404 to GET airflow/data/x: ${words}`)
    expect(error.hint).toContain(hint)
  })
})
