import { connect, createServer } from 'node:net'
import { listen } from './listen.mjs'

/**
 * A balancer as clusters have one in front: each new connection goes to the next server that takes it, and ends when either
 * side ends. It looks into nothing, so it carries TLS as well.
 *
 * @param {string[]} targets URLs
 * @returns {Promise<{ port: number, taken: () => number, stop: () => Promise<void> }>} `taken`: connections so far
 */
export async function startBalancer(targets) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  let taken = 0
  const server = createServer({ noDelay: true }, client => {
    taken++
    keep(client)
    join(client, taken, targets.length)
  })

  /** @param {import('node:net').Socket} socket */
  function keep(socket) {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  }

  /**
   * @param {import('node:net').Socket} client
   * @param {number} turn
   * @param {number} tries
   */
  function join(client, turn, tries) {
    if (tries === 0 || client.destroyed) {
      client.destroy()
      return
    }
    const { hostname, port } = new URL(targets[turn % targets.length] ?? '')
    const backend = connect({ host: hostname, port: Number(port), noDelay: true })
    keep(backend)
    const next = () => join(client, turn + 1, tries - 1)
    backend.once('error', next)
    backend.once('connect', () => {
      backend.off('error', next)
      backend.once('close', () => client.destroy())
      client.once('close', () => backend.destroy())
      if (client.destroyed) backend.destroy()
      else client.pipe(backend).pipe(client)
    })
  }

  const port = await listen(server)
  return {
    port,
    taken: () => taken,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
