/**
 * Loaded before a bundle (`node --import`): its clock and timers go CLOCK_SPEED times as fast, so that it waits for a lock, or gives
 * up on a server, within a second or two. The limits of its child processes stay as they are; at SIGUSR2 those of all that run are
 * over.
 */
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import promises from 'node:timers/promises'

const speed = Number(process.env['CLOCK_SPEED'])

const now = performance.now.bind(performance)
performance.now = () => now() * speed

for (const name of /** @type {const} */ (['setTimeout', 'setInterval'])) {
  const start = /** @type {(...given: any[]) => any} */ (timers[name])
  const faster = (/** @type {Function} */ act, ms = 0, /** @type {unknown[]} */ ...rest) => start(act, ms / speed, ...rest)
  Object.assign(globalThis, { [name]: faster })
  Object.assign(timers, { [name]: faster })
}
const sleep = promises.setTimeout
Object.assign(promises, {
  setTimeout: (ms = 0, /** @type {any[]} */ ...rest) => sleep(ms / speed, ...rest)
})
syncBuiltinESMExports()

let over = new AbortController()
const limit = AbortSignal.timeout
AbortSignal.timeout = ms => AbortSignal.any([limit(ms), over.signal])
process.on('SIGUSR2', () => {
  const ended = over
  over = new AbortController()
  ended.abort()
})
