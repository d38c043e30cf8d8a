import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { VaultError, VaultUnreachable } from '../../src/vault/errors.ts'
import { openTransport, type Transport } from '../../src/vault/transport.ts'
import { type LocalServer, localServer } from '../fakes/server.ts'

let server: LocalServer
let transport: Transport

beforeEach(async () => {
  server = await localServer()
  transport = openTransport({ signal: new AbortController().signal, patienceMs: 0 })
})
afterEach(async () => {
  transport.close()
  await server.stop()
})

const send = (path = 'airflow/data/x', body?: object) =>
  transport.send({
    method: body === undefined ? 'GET' : 'POST',
    url: `${server.url}/v1/${path}`,
    headers: { 'X-Vault-Token': 'token' },
    repeat: 'idempotent',
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
const failure = (path?: string): Promise<Error> =>
  send(path).then(
    () => new Error('it worked'),
    (error: Error) => error
  )

describe('an answer', () => {
  it('is the parsed JSON of a 200', async () => {
    server.handle = () => ({ status: 200, body: { data: { a: 1 } } })
    expect(await send()).toEqual({ status: 200, body: { data: { a: 1 } } })
  })

  it('has no body with a 204', async () => {
    expect(await send('airflow/data/x', { a: 'ü' })).toEqual({ status: 204, body: undefined })
    expect(server.calls[0]).toMatchObject({ method: 'POST', body: { a: 'ü' }, headers: { 'x-vault-token': 'token' } })
  })

  it.each([429, 473, 503])('of sys/health is good with any status: %d', async status => {
    server.handle = () => ({ status, body: { server_time_utc: 1 } })
    expect(await send('sys/health')).toEqual({ status, body: { server_time_utc: 1 } })
  })
})

describe('no answer that can be used', () => {
  it.each([301, 302, 307])('a redirect (%d) is not followed', async status => {
    server.handle = () => ({ status, headers: { location: `${server.url}/v1/elsewhere` } })
    expect(await failure()).toMatchObject({ status, message: `Vault answered ${status} to GET airflow/data/x: no further word` })
    expect(server.calls.map(({ path }) => path)).toEqual(['airflow/data/x'])
  })

  it('a page in HTML is no Vault, although its status is 200', async () => {
    server.handle = () => ({ status: 200, body: '<html>Log in</html>', headers: { 'content-type': 'text/html' } })
    const error = await failure()
    expect(error).toBeInstanceOf(VaultError)
    expect(error.message).toContain('not JSON but text/html; is vault-url a Vault server, or a login page in front of one?')
  })

  it('JSON that is none is refused', async () => {
    server.handle = () => ({ status: 200, body: '{"data":' })
    expect(await failure()).toBeInstanceOf(VaultError)
  })

  it('a page of a proxy is told in its own words, the first of them', async () => {
    server.handle = () => ({ status: 502, body: `Bad gateway ${'x'.repeat(500)}`, headers: { 'content-type': 'text/plain' } })
    expect((await failure()).message).toMatch(/^Vault answered 502 to GET airflow\/data\/x: Bad gateway x{188}$/)
  })

  it('a body that is cut short is an unknown outcome', async () => {
    server.handle = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"data":', () => response.destroy())
      return undefined
    }
    const error = await failure()
    expect(error).toBeInstanceOf(VaultUnreachable)
    expect(error.cause).toMatchObject({ sent: true })
  })

  it('a connection that is cut before the answer is an unknown outcome', async () => {
    server.handle = (_, response) => void response.destroy()
    const error = await failure()
    expect(error).toBeInstanceOf(VaultUnreachable)
    expect(error.cause).toMatchObject({ sent: true })
  })

  it('a port where nobody listens was not reached, and says what to check', async () => {
    await server.stop()
    const error = await failure()
    expect(error.message).toMatch(/^Vault at http:\/\/127\.0\.0\.1:\d+ did not answer GET airflow\/data\/x: connect ECONNREFUSED/)
    expect(error).toMatchObject({ hint: expect.stringContaining('check vault-url'), cause: { sent: false } })
  })

  it('a run that ends says why it did', async () => {
    const ending = new AbortController()
    const interrupted = openTransport({ signal: ending.signal })
    server.handle = () => void ending.abort(new Error('the run was cancelled'))
    const request = { method: 'GET', url: `${server.url}/v1/a`, headers: {}, repeat: 'idempotent' as const }
    await expect(interrupted.send(request)).rejects.toThrow(
      /^the run was cancelled, while it waited for Vault at .* to answer GET a$/
    )
    await expect(interrupted.send(request)).rejects.toThrow(/^the run was cancelled/)
    expect(server.calls).toHaveLength(1)
    interrupted.close()
  }, 10_000)
})

describe('the words of an error', () => {
  it.each<[string, unknown, string]>([
    ['in `errors`', { errors: ['one', 'two'] }, 'one; two'],
    ['in `data.error`', { data: { error: 'failed to find accessor entry' } }, 'failed to find accessor entry'],
    ['nowhere', { errors: [] }, 'there is nothing at this path']
  ])('are found %s', async (_, body, words) => {
    server.handle = () => ({ status: 404, body })
    expect((await failure()).message).toBe(`Vault answered 404 to GET airflow/data/x: ${words}`)
  })

  it('never hold the token', async () => {
    server.handle = () => ({ status: 403, body: { errors: ['permission denied'] } })
    const error = await failure()
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('token"')
  })
})

describe('retries', () => {
  it('are made in place, with the same body', async () => {
    const patient = openTransport({ signal: new AbortController().signal })
    server.handle = () =>
      server.calls.length === 1 ? { status: 503, body: { errors: ['no active instance'] } } : { status: 204 }
    const request = { method: 'POST', url: `${server.url}/v1/a`, headers: {}, body: '{"a":1}', repeat: 'unsafe' as const }
    expect(await patient.send(request)).toEqual({ status: 204, body: undefined })
    expect(server.calls.map(({ body }) => body)).toEqual([{ a: 1 }, { a: 1 }])
    patient.close()
  })
})
