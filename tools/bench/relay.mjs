/** A TCP relay that makes a server far away: each piece of an answer is held back, connections stay open. */
import { connect, createServer } from 'node:net'

/**
 * @param {string} target URL of the server, plain http
 * @param {number} latency milliseconds
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} on a free loopback port
 */
export async function openRelay(target, latency) {
  const { hostname, port } = new URL(target)
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  const server = createServer({ noDelay: true }, near => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true })
    near.pipe(far)
    // Timers of the same length fire in the order in which they were set, so the pieces stay in order.
    far.on('data', piece => setTimeout(() => near.writable && near.write(piece), latency))
    far.on('end', () => setTimeout(() => near.end(), latency))
    for (const [socket, other] of /** @type {const} */ ([
      [near, far],
      [far, near]
    ])) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
