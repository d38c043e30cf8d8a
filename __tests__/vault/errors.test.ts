import { describe, expect, it } from '@jest/globals'
import { VaultError } from '../../src/vault/errors.ts'

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
    expect(answered(502).message).toBe('Vault answered 502 to GET airflow/data/x: no further word')
  })

  it.each<[number, string[], string | undefined]>([
    [
      403,
      ['permission denied'],
      'The token is unknown, expired or revoked, or its policies do not allow this path (a wrong namespace looks the same).'
    ],
    [503, ['Vault is sealed'], 'The server is sealed: nothing can be read or written until an operator unseals it.'],
    [404, ['no handler for route "x"'], 'No secrets engine or auth method is mounted at this path in this namespace.'],
    [400, ['Client sent an HTTP request to an HTTPS server.'], 'The server speaks TLS: begin vault-url with https://.'],
    [413, ['http: request body too large'], 'The value is larger than this server accepts (1 MiB by default).'],
    [500, ['put failed due to value being too large'], 'The value is larger than this server accepts (1 MiB by default).'],
    [503, ['no active instance'], undefined],
    [404, [], undefined],
    [400, ['something else'], undefined]
  ])('%d %j has the hint that fits', (status, errors, hint) => {
    expect(answered(status, errors).hint).toBe(hint)
  })
})
