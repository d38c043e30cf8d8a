import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Unreachable } from '../../src/http/errors.ts'
import { MOST, NEAR } from '../../src/http/pace.ts'
import type { Transport } from '../../src/http/transport.ts'
import type { VaultError } from '../../src/vault/errors.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { someAgents } from '../build/address.ts'
import { type LocalServer, localServer } from '../fakes/server.ts'

let server: LocalServer
let transport: Transport

beforeEach(async () => {
  server = await localServer()
  transport = vaultTransport({ agents: someAgents(), signal: new AbortController().signal, patienceMs: 0 })
})
afterEach(async () => {
  transport.close()
  await server.stop()
})

const send = (path = 'airflow/data/x', body?: object) =>
  transport.send({
    method: body === undefined ? 'GET' : 'POST',
    server: new URL(server.url),
    path: `/v1/${path}`,
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
    expect(await failure()).toMatchObject({
      status,
      message: expect.stringContaining(`Vault answered ${status} to GET airflow/data/x: `)
    })
    expect(server.calls.map(({ path }) => path)).toEqual(['airflow/data/x'])
  })

  it.each([200, 403, 404])('a page in HTML is not taken for a word of Vault: %d', async status => {
    server.handle = () => ({ status, body: '<html>Log in</html>', headers: { 'content-type': 'text/html' } })
    const error = await failure()
    expect(error).toBeInstanceOf(Unreachable)
    expect(error).toMatchObject({
      message: expect.stringContaining(`airflow/data/x: what came back (status ${status}) is not JSON but text/html`),
      hint: expect.stringContaining('Check that `vault-url` points at Vault itself')
    })
  })

  it.each<[string, unknown]>([
    ['Kong', { message: 'no Route matched with those values' }],
    ['Spring', { timestamp: '2026-11-20T12:00:00Z', status: 404, error: 'Not Found', path: '/v1/x' }],
    ['nothing known', null]
  ])('the 404 of a gateway in JSON does not mean that nothing is there: %s', async (_, body) => {
    server.handle = () => ({ status: 404, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    expect(await failure()).toMatchObject({
      message: expect.stringContaining('what came back (status 404) is JSON that is not from Vault'),
      hint: expect.stringContaining('Check that `vault-url` points at Vault itself')
    })
  })

  it('JSON without its end is an unknown outcome', async () => {
    server.handle = () => ({ status: 200, body: '{"data":' })
    const error = { sent: true, code: 'CUT_SHORT', message: expect.stringContaining('JSON cut short') }
    expect(await failure()).toMatchObject(error)
  })

  it('an answer of more than 64 MiB is not read to its end', async () => {
    server.handle = () => ({ status: 200, body: 'x'.repeat(65 * 1024 * 1024) })
    expect(await failure()).toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('larger than 64 MiB') })
  })

  it('silence and a slow drip of bytes both end after 10 s', async () => {
    const drips: NodeJS.Timeout[] = []
    server.handle = ({ path }, response) => {
      if (path === 'silence') return undefined
      response.writeHead(200, { 'content-type': 'application/json' })
      drips.push(setInterval(() => response.write(' '), 100))
      return undefined
    }
    const errors = await Promise.all([failure('silence'), failure('drip')]).finally(() => drips.forEach(clearInterval))
    const late = { sent: true, code: 'NO_ANSWER', message: expect.stringMatching(/: no complete answer within 10 s$/) }
    expect(errors).toMatchObject([late, late])
  })

  it('a server that takes the connection and does not go on with TLS was not reached, after 5 s', async () => {
    const mute = createServer()
    await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as AddressInfo
    const request = {
      method: 'GET',
      server: new URL(`https://127.0.0.1:${port}`),
      path: '/v1/a',
      headers: {},
      repeat: 'unsafe' as const
    }
    await expect(transport.send(request)).rejects.toMatchObject({
      sent: false,
      code: 'NO_CONNECTION',
      message: expect.stringMatching(/: no connection within 5 s$/),
      hint: expect.stringContaining('Something on the way drops packets')
    })
    mute.close()
  })

  it('a page of a proxy is told in its own words, whole, because it may quote a secret', async () => {
    server.handle = () => ({ status: 502, body: `Bad gateway ${'x'.repeat(500)}`, headers: { 'content-type': 'text/plain' } })
    expect((await failure()).message).toMatch(/^Vault answered 502 to GET airflow\/data\/x: Bad gateway x{500}$/)
  })

  it('a page that nobody can read is told by its length', async () => {
    server.handle = () => ({ status: 502, body: 'x'.repeat(100_000), headers: { 'content-type': 'text/plain' } })
    expect((await failure()).message).toBe('Vault answered 502 to GET airflow/data/x: 100000 characters')
  })

  it('a body that is cut short is an unknown outcome', async () => {
    server.handle = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"data":', () => response.destroy())
      return undefined
    }
    const error = await failure()
    expect(error).toBeInstanceOf(Unreachable)
    expect(error).toMatchObject({ sent: true })
  })

  it('a connection that is cut before the answer is an unknown outcome', async () => {
    server.handle = (_, response) => void response.destroy()
    const error = await failure()
    expect(error).toBeInstanceOf(Unreachable)
    expect(error).toMatchObject({ sent: true })
  })

  it('a port where nobody listens was not reached, and says what to check', async () => {
    await server.stop()
    const error = await failure()
    expect(error.message).toMatch(/^Vault at http:\/\/127\.0\.0\.1:\d+ did not answer GET airflow\/data\/x: connect ECONNREFUSED/)
    expect(error).toMatchObject({ hint: expect.stringContaining('check `vault-url`'), sent: false })
  })

  it('a run that ends says why it did', async () => {
    const ending = new AbortController()
    const interrupted = vaultTransport({ agents: someAgents(), signal: ending.signal })
    server.handle = () => void ending.abort(new Error('the run was cancelled'))
    const request = { method: 'GET', server: new URL(server.url), path: '/v1/a', headers: {}, repeat: 'idempotent' as const }
    await expect(interrupted.send(request)).rejects.toThrow(
      /^the run was cancelled while waiting for Vault at .* to answer GET a$/
    )
    await expect(interrupted.send(request)).rejects.toThrow(/^the run was cancelled/)
    expect(server.calls).toHaveLength(1)
    interrupted.close()
  })
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

describe('what the server asks to wait', () => {
  it.each([
    ['7', 7],
    ['0', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined]
  ])('is read from Retry-After: %s', async (header, seconds) => {
    server.handle = () => ({ status: 429, headers: { 'retry-after': header } })
    expect(await failure()).toMatchObject({ status: 429, retryAfter: seconds })
  })

  it('may be a date', async () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString()
    server.handle = () => ({ status: 503, headers: { 'retry-after': inAMinute } })
    const { retryAfter } = (await failure()) as VaultError
    expect(retryAfter).toBeLessThanOrEqual(60)
    expect(retryAfter).toBeGreaterThan(0)
  })

  it('is waited by all requests, not only by the one that was told', async () => {
    const agents = someAgents()
    const patient = vaultTransport({ agents, signal: new AbortController().signal })
    let blockedUntil = Number.POSITIVE_INFINITY
    let tooEarly = 0
    server.handle = ({ path }) => {
      if (path === 'first' && blockedUntil === Number.POSITIVE_INFINITY) {
        blockedUntil = performance.now() + 900
        return { status: 429, headers: { 'retry-after': '0' } }
      }
      if (performance.now() < blockedUntil) tooEarly++
      return { status: 204 }
    }
    const get = (path: string) =>
      patient.send({ method: 'GET', server: new URL(server.url), path: `/v1/${path}`, headers: {}, repeat: 'idempotent' })
    const answered = once(agents.plain, 'free')
    const first = get('first')
    await answered
    // The connection is free once the whole answer is there: a few turns of the loop bring it to who waits for it.
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    await Promise.all([first, ...Array.from({ length: 40 }, (_, index) => get(`later/${index}`))])
    expect([server.calls.length, tooEarly]).toEqual([42, 0])
    patient.close()
  })
})

describe('the pool', () => {
  const many = (count: number, through: Transport) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        through.send({ method: 'GET', server: new URL(server.url), path: `/v1/${index}`, headers: {}, repeat: 'idempotent' })
      )
    )

  /** The first 16 are refused when all of them are there; the others wait and are good. Gives how many were there at each. */
  function refusingTheFirst(status: number, waitMs: number): readonly number[] {
    const inFlight: number[] = []
    const refused: (() => void)[] = []
    let now = 0
    server.handle = (_, response) => {
      inFlight.push(++now)
      const answer = (status: number) => () => {
        now--
        response.writeHead(status).end()
      }
      if (inFlight.length > 16) setTimeout(answer(204), waitMs)
      else if (refused.push(answer(status)) === 16) for (const refuse of refused) refuse()
      return undefined
    }
    return inFlight
  }

  it('serves any number of requests on few connections', async () => {
    const sockets = new Set<unknown>()
    server.handle = (_, response) => {
      sockets.add(response.socket)
      return { status: 204 }
    }
    await many(200, transport)
    expect(sockets.size).toBeLessThanOrEqual(MOST)
  })

  it.each([429, 503])('has fewer requests in flight once the server says that it is too much: %d', async status => {
    const patient = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
    const inFlight = refusingTheFirst(status, 10)
    const noJitter = jest.spyOn(Math, 'random').mockReturnValue(0)
    await many(80, patient).finally(() => noJitter.mockRestore())
    expect(Math.max(...inFlight.slice(0, 16))).toBe(16)
    // 16 are tried again; those that come after them are 8 at first, and one more after each round.
    expect(Math.max(...inFlight.slice(32, 64))).toBeLessThan(16)
    patient.close()
  })

  it('tries again no more at once than the pace allows', async () => {
    const patient = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
    const inFlight = refusingTheFirst(503, 50)
    const noJitter = jest.spyOn(Math, 'random').mockReturnValue(0)
    await many(16, patient).finally(() => noJitter.mockRestore())
    expect(Math.max(...inFlight.slice(16))).toBeLessThanOrEqual(9)
    patient.close()
  })

  it.each([204, 404])(
    'has one more after each round of answers, be they refusals, until it has as many as before: %d',
    async status => {
      const patient = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
      const rounds = [NEAR, ...Array.from({ length: NEAR / 2 + 1 }, (_, index) => NEAR / 2 + index)]
      const seen: number[] = []
      const waiting: (() => void)[] = []
      server.handle = (_, response) => {
        const answer = seen.length === 0 ? 503 : status
        waiting.push(() =>
          response.writeHead(answer, { 'content-type': 'application/json' }).end(answer === 404 ? '{"errors":[]}' : undefined)
        )
        // All that there may be are there; were there more, they would come now.
        if (waiting.length === rounds[seen.length])
          setTimeout(() => {
            seen.push(waiting.length)
            for (const send of waiting.splice(0)) send()
          }, 5)
        return undefined
      }
      const noJitter = jest.spyOn(Math, 'random').mockReturnValue(0)
      const [, ...good] = rounds
      await Promise.allSettled(Array.from({ length: good.reduce((sum, count) => sum + count) }, () => many(1, patient)))
      noJitter.mockRestore()
      expect(seen).toEqual(rounds)
      patient.close()
    }
  )
})

describe('retries', () => {
  afterEach(() => void jest.useRealTimers())

  it('give the second attempt 30 s to be answered, where the first one had 10', async () => {
    jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask', 'setImmediate', 'setInterval'] })
    const patient = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
    const asked = () =>
      new Promise<() => void>(resolve => {
        server.handle = (_, response) => void resolve(() => response.writeHead(204).end())
      })
    const first = asked()
    const sending = patient.send({ method: 'GET', server: new URL(server.url), path: '/v1/a', headers: {}, repeat: 'idempotent' })
    await first
    const second = asked()
    jest.advanceTimersByTime(10_000)
    const answer = await second
    jest.advanceTimersByTime(29_900)
    answer()
    expect(await sending).toEqual({ status: 204, body: undefined })
    expect(server.calls).toHaveLength(2)
    patient.close()
  })

  it('are not made after an unknown outcome for what cannot be done twice', async () => {
    const patient = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
    server.handle = () => ({ status: 502 })
    const request = {
      method: 'POST',
      server: new URL(server.url),
      path: '/v1/a',
      headers: {},
      body: '{}',
      repeat: 'unsafe' as const
    }
    await expect(patient.send(request)).rejects.toThrow('502')
    expect(server.calls).toHaveLength(1)
    patient.close()
  })

  it('are made in place, with the same body', async () => {
    const patient = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
    server.handle = () =>
      server.calls.length === 1 ? { status: 503, body: { errors: ['no active instance'] } } : { status: 204 }
    const request = {
      method: 'POST',
      server: new URL(server.url),
      path: '/v1/a',
      headers: {},
      body: '{"a":1}',
      repeat: 'unsafe' as const
    }
    expect(await patient.send(request)).toEqual({ status: 204, body: undefined })
    expect(server.calls.map(({ body }) => body)).toEqual([{ a: 1 }, { a: 1 }])
    patient.close()
  })
})
