/**
 * The raw limit: a bare process with a keep-alive pool of 16 connections that writes (or reads) the same secrets as the
 * action, and does nothing else. `node raw.mjs write|read URL TOKEN MOUNT COUNT`
 */
import { Agent, request } from 'node:http'
import { secretPath, secretValue } from './secrets.mjs'

const [, , verb = 'read', url = '', token = '', mount = '', count = '0'] = process.argv
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
let next = 0

await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (next < Number(count)) await send(next++)
  })
)
agent.destroy()

function send(/** @type {number} */ index) {
  const body = verb === 'write' ? JSON.stringify({ options: { cas: 0 }, data: { value: secretValue(index) } }) : undefined
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}/v1/${mount}/data/${secretPath(index)}`,
      { agent, method: body === undefined ? 'GET' : 'POST', headers: { 'X-Vault-Token': token } },
      answer => {
        answer.resume()
        answer.on('end', () => (answer.statusCode === 200 ? resolve(undefined) : reject(new Error(String(answer.statusCode)))))
      }
    )
    call.on('error', reject)
    call.end(body)
  })
}
