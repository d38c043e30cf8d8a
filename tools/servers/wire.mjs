/**
 * @typedef {object} Message one request or answer of HTTP/1.1, as bytes
 * @property {string} first its first line
 * @property {Buffer} head with the empty line at its end
 * @property {Buffer} body as it was on the wire, with the sizes of its chunks
 */

/** Thrown when the other side closes in the middle of a message, or instead of one. */
export class Closed extends Error {}

/** Reads message after message from a socket. Nothing is decoded, so what is passed on is what came. */
export class Wire {
  #bytes = Buffer.alloc(0)
  #closed = false
  #wake = () => {}

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    socket.on('data', chunk => {
      this.#bytes = Buffer.concat([this.#bytes, chunk])
      this.#wake()
    })
    // Whatever the error was, it is followed by close.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#closed = true
      this.#wake()
    })
  }

  /** @returns {Promise<Message>} */
  async next() {
    const head = await this.#through('\r\n\r\n')
    const text = head.toString('latin1')
    const first = text.slice(0, text.indexOf('\r\n'))
    return { first, head, body: await this.#body(text, first) }
  }

  /**
   * @param {string} head
   * @param {string} first
   */
  async #body(head, first) {
    if (/^transfer-encoding:.*chunked/im.test(head)) return await this.#chunks()
    const length = /^content-length: *(\d+)/im.exec(head)?.[1]
    if (length !== undefined) return await this.#take(Number(length))
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(first)?.[1])
    // A request without a length has no body; an answer without one ends with its connection.
    return status >= 200 && status !== 204 && status !== 304 ? await this.#rest() : Buffer.alloc(0)
  }

  async #chunks() {
    const parts = []
    for (let size = -1; size !== 0; ) {
      const line = await this.#through('\r\n')
      size = Number.parseInt(line.toString('latin1'), 16)
      parts.push(line, await this.#take(size === 0 ? 0 : size + 2))
    }
    for (let line = ''; line !== '\r\n'; ) {
      const trailer = await this.#through('\r\n')
      line = trailer.toString('latin1')
      parts.push(trailer)
    }
    return Buffer.concat(parts)
  }

  /** @param {string} end */
  async #through(end) {
    for (let at = -1; ; await this.#more()) {
      at = this.#bytes.indexOf(end)
      if (at >= 0) return await this.#take(at + end.length)
    }
  }

  /** @param {number} count */
  async #take(count) {
    while (this.#bytes.length < count) await this.#more()
    const taken = this.#bytes.subarray(0, count)
    this.#bytes = this.#bytes.subarray(count)
    return taken
  }

  async #rest() {
    while (!this.#closed) await new Promise(resolve => (this.#wake = () => resolve(undefined)))
    return await this.#take(this.#bytes.length)
  }

  async #more() {
    if (this.#closed) throw new Closed('the other side closed')
    await new Promise(resolve => (this.#wake = () => resolve(undefined)))
  }
}
