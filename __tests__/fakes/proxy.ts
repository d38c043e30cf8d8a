import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface ProxyOptions {
  /** `user:password` that it asks for; absent: it asks for nothing. */
  readonly login?: string
  /** What it answers to everything instead of doing it; 0: nothing at all to CONNECT. */
  readonly refuse?: number
  /** Makes it speak TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

export interface PlayedProxy {
  readonly url: URL
  /** Request lines, in order: `CONNECT host:port`, `GET http://host:port/v1/…`. */
  readonly asked: readonly string[]
  /** How many connections were made to it. */
  readonly connections: number
  /** Emits `connect` with a request for a tunnel and its socket. */
  readonly server: Server
  stop(): Promise<void>
}

/** A proxy on a free loopback port. It takes every host for this machine. */
export async function aProxy({ login, refuse, tls }: ProxyOptions = {}): Promise<PlayedProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  /** The status of its refusal, if it refuses. */
  const refusal = (incoming: IncomingMessage): number | undefined => {
    asked.push(`${incoming.method} ${incoming.url}`)
    const given = Buffer.from((incoming.headers['proxy-authorization'] ?? '').replace(/^Basic /, ''), 'base64').toString()
    return refuse ?? (login === undefined || given === login ? undefined : 407)
  }
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const status = refusal(incoming)
    if (status !== undefined)
      return void outgoing.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Not through me</h1>')
    const { port, pathname, search } = new URL(incoming.url ?? '')
    const { 'proxy-authorization': _, ...headers } = incoming.headers
    const options = { host: '127.0.0.1', port, method: incoming.method, path: pathname + search, headers }
    const onward = send(options, answer => answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers)))
    incoming.pipe(onward.on('error', () => outgoing.destroy()))
  }
  const server = tls ? createTlsServer({ cert: tls.certificate, key: tls.key }, forward) : createServer(forward)
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.on('connect', (incoming: IncomingMessage, socket: Socket): void => {
    const status = refusal(incoming)
    if (status === 0) return void socket.resume().on('end', () => socket.end())
    if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const onward = connect(Number(incoming.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const user = login === undefined ? '' : `${login.split(':').map(encodeURIComponent).join(':')}@`
  return {
    url: new URL(`${tls ? 'https' : 'http'}://${user}127.0.0.1:${(server.address() as AddressInfo).port}`),
    asked,
    server,
    get connections() {
      return connections
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
