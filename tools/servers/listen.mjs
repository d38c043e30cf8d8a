import { randomInt } from 'node:crypto'
import { once } from 'node:events'

const attempts = 50

/**
 * Listens on a free port of the loopback interface that systems do not give to clients: whoever closes it for a while finds
 * it free afterwards, and nobody who calls meanwhile is connected to himself.
 *
 * @param {import('node:net').Server} server
 * @returns {Promise<number>} the port
 */
export async function listen(server) {
  for (let attempt = 1; ; attempt++) {
    const port = 10_000 + randomInt(10_000)
    try {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      return port
    } catch (error) {
      if (attempt === attempts) throw error
    }
  }
}
