import { type AddressInfo, createServer } from 'node:net'

/** Tags and codes of LDAP (RFC 4511) in the messages that a login sends. */
const BIND_REQUEST = 0x60
const BIND_RESPONSE = 0x61
const SUCCESS = 0
const INVALID_CREDENTIALS = 49

/** A directory that knows one user, and no other request than the bind with name and password. */
export async function ldapDirectory(user: { dn: string; password: string }): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(socket =>
    socket.on('data', message => {
      // SEQUENCE, length, INTEGER, 1, message id, operation: short forms, since all is far below 128 bytes.
      const [, , , , id = 0, operation] = message
      if (operation !== BIND_REQUEST) return
      const known = message.includes(user.dn) && message.includes(user.password)
      const code = known ? SUCCESS : INVALID_CREDENTIALS
      socket.write(Buffer.from([0x30, 12, 2, 1, id, BIND_RESPONSE, 7, 0x0a, 1, code, 4, 0, 4, 0]))
    })
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise(resolve => server.close(() => resolve()))
  }
}
