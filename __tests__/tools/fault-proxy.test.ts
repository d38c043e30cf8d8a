import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type Fault, startFaultProxy } from '../../tools/servers/fault-proxy.mjs'

type Proxy = Awaited<ReturnType<typeof startFaultProxy>>

const LARGE = 'x'.repeat(200_000)

let target: Server
let proxy: Proxy
/** What came to the server behind the proxy. */
const served: string[] = []

beforeAll(async () => {
  target = createServer(async (request: IncomingMessage, response) => {
    const body = await text(request)
    served.push(`${request.method} ${request.url} ${body.length}`)
    if (request.url?.endsWith('nothing')) response.writeHead(204).end()
    else if (request.url?.endsWith('large')) response.write(LARGE, () => response.end('end'))
    else response.writeHead(200, { 'content-type': 'application/json', 'content-length': '8' }).end('{"a": 1}')
  })
  await new Promise<void>(resolve => target.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  target.closeAllConnections()
  target.close()
})
beforeEach(async () => {
  served.length = 0
  proxy = await startFaultProxy(`http://127.0.0.1:${(target.address() as AddressInfo).port}`)
})
afterEach(() => proxy.stop())

/** Fails the first request, and no other. */
const once = (fault: Fault) => {
  proxy.schedule = ({ index }) => (index === 0 ? fault : undefined)
}
const get = (path: string, init: RequestInit = {}) => fetch(`${proxy.url}/v1/${path}`, { redirect: 'manual', ...init })
const outcome = (path: string) =>
  get(path).then(
    answer => answer.text().catch((error: Error) => `cut: ${error.message}`),
    (error: Error) => `failed: ${(error.cause as NodeJS.ErrnoException | undefined)?.code}`
  )

describe('without a fault', () => {
  it('passes on requests and answers of every length, many on one connection', async () => {
    for (const path of ['a', 'nothing', 'large', 'a?list=true']) await get(path).then(answer => answer.text())
    expect(await (await get('large', { method: 'POST', body: LARGE })).text()).toBe(`${LARGE}end`)
    expect(served).toEqual([
      'GET /v1/a 0',
      'GET /v1/nothing 0',
      'GET /v1/large 0',
      'GET /v1/a?list=true 0',
      'POST /v1/large 200000'
    ])
    expect(proxy.seen.map(({ index, method, path, status }) => `${index} ${method} ${path} ${status}`)).toEqual([
      '0 GET a 200',
      '1 GET nothing 204',
      '2 GET large 200',
      '3 GET a 200',
      '4 POST large 200'
    ])
  })

  it('passes on a request that comes in pieces', async () => {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1')
    const answer = text(socket)
    for (const piece of [
      'POST /v1/a HT',
      'TP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-enc',
      'oding: chunked\r\n\r\n3\r\nab'
    ]) {
      socket.write(piece)
      await sleep(5)
    }
    socket.write('c\r\n0\r\n\r\n')
    expect(await answer).toContain('{"a": 1}')
    expect(served).toEqual(['POST /v1/a 3'])
  })
})

describe('a fault', () => {
  it.each<[string, Fault, string, string[]]>([
    ['reset before the server sees it', { when: 'before', action: 'reset' }, 'failed: UND_ERR_SOCKET', []],
    ['reset after it was done', { when: 'after', action: 'reset' }, 'failed: UND_ERR_SOCKET', ['GET /v1/a 0']],
    ['an answer of its own', { when: 'before', action: { status: 502, body: 'Bad' } }, 'Bad', []],
    ['an answer of its own after it was done', { when: 'after', action: { status: 307 } }, '', ['GET /v1/a 0']],
    ['the answer in pieces', { when: 'after', action: 'trickle' }, '{"a": 1}', ['GET /v1/a 0']],
    ['the answer later', { when: 'after', action: { delay: 20 } }, '{"a": 1}', ['GET /v1/a 0']]
  ])('%s', async (_, fault, expected, reached) => {
    once(fault)
    const got = await outcome('a')
    expect(expected.startsWith('failed') ? got.startsWith('failed') : got === expected).toBe(true)
    expect(served).toEqual(reached)
    expect(proxy.seen[0]?.fault).toEqual(fault)
    expect(await outcome('a')).toBe('{"a": 1}')
  })

  it('half an answer', async () => {
    once({ when: 'after', action: 'truncate' })
    expect(await outcome('large')).toMatch(/^cut: /)
  })

  it('no answer until the client gives up', async () => {
    once({ when: 'before', action: 'hang' })
    const patience = new AbortController()
    const waiting = get('a', { signal: patience.signal })
    while (proxy.seen.length === 0) await sleep(5)
    patience.abort()
    await expect(waiting).rejects.toThrow('aborted')
    expect(served).toEqual([])
  })

  it('nobody listening for a while', async () => {
    once({ when: 'before', action: { away: 200 } })
    expect(await outcome('a')).toMatch(/^failed: /)
    expect(await outcome('a')).toBe('failed: ECONNREFUSED')
    let back = ''
    while (back !== '{"a": 1}') back = await outcome('a')
    expect(served).toEqual(['GET /v1/a 0'])
  })
})

it('a server that is away resets the client', async () => {
  const orphan = await startFaultProxy('http://127.0.0.1:1')
  await expect(fetch(`${orphan.url}/v1/a`)).rejects.toThrow('fetch failed')
  await orphan.stop()
})
