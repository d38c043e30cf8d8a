import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Call {
  readonly method: string
  /** Path and query below `/v1/`. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Parsed, where there was one. */
  readonly body: unknown
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What the server does with a call: an answer, or anything with the raw response. */
export type Handler = (call: Call, response: ServerResponse) => Answer | undefined

export interface LocalServer {
  readonly url: string
  readonly calls: readonly Call[]
  handle: Handler
  stop(): Promise<void>
}

/** An HTTP server on a free port of this machine that answers as a test says. */
export async function localServer(handle: Handler = () => ({ status: 204 })): Promise<LocalServer> {
  const calls: Call[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const call = {
        method: request.method ?? '',
        path: (request.url ?? '').replace(/^\/v1\//, ''),
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text)
      }
      calls.push(call)
      const answer = local.handle(call, response)
      if (answer === undefined) return
      const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const local: LocalServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    handle,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
  return local
}
