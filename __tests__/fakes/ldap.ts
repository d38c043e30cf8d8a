import { type AddressInfo, createServer } from 'node:net'

/** Tags and codes of LDAP (RFC 4511) in the messages that a login sends. */
const BIND_REQUEST = 0x60
const BIND_RESPONSE = 0x61
const SEARCH_REQUEST = 0x63
const SEARCH_ENTRY = 0x64
const SEARCH_DONE = 0x65
const [INTEGER, TEXT, ENUMERATED, SEQUENCE, SET] = [2, 4, 0x0a, 0x30, 0x31]
const SUCCESS = 0
const INVALID_CREDENTIALS = 49

/** A directory that has one user, lets him bind with his password, and finds him whatever is searched for. */
export async function ldapDirectory(user: { dn: string; password: string }): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(socket =>
    socket.on('data', message => {
      // SEQUENCE, its length in one or more bytes, INTEGER, 1, message id, operation.
      const length = message[1] ?? 0
      const [, , id = 0, operation] = message.subarray(length < 0x80 ? 2 : 2 + (length & 0x7f))
      const send = (tag: number, ...parts: Buffer[]) =>
        socket.write(part(SEQUENCE, part(INTEGER, Buffer.of(id)), part(tag, ...parts)))
      if (operation === BIND_REQUEST) {
        const known = message.includes(user.dn) && message.includes(user.password)
        send(BIND_RESPONSE, ...result(known ? SUCCESS : INVALID_CREDENTIALS))
      }
      if (operation === SEARCH_REQUEST) {
        const [name = '', value = ''] = user.dn.split(/[=,]/)
        send(SEARCH_ENTRY, text(user.dn), part(SEQUENCE, part(SEQUENCE, text(name), part(SET, text(value)))))
        send(SEARCH_DONE, ...result(SUCCESS))
      }
    })
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise(resolve => server.close(() => resolve()))
  }
}

/** Lengths in one byte: nothing here reaches 128 bytes. */
const part = (tag: number, ...parts: Buffer[]) => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag, content.length), content])
}
const text = (value: string) => part(TEXT, Buffer.from(value))
const result = (code: number) => [part(ENUMERATED, Buffer.of(code)), text(''), text('')]
