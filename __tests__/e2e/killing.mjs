// Loaded before the bundle (`--import`): kills the process right before the n-th effect that it would have (KILL_AT), or writes all
// effects of a run that is not disturbed into a file (EFFECTS). An effect is a file that is written, moved or removed, a request that
// changes something, or a program that is started and goes on.
import child from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'

const at = Number(process.env['KILL_AT'] ?? 0)
const list = process.env['EFFECTS'] ?? ''
const { existsSync, openSync, writeSync } = fs
// Others write through functions that are replaced here.
const notes = list === '' ? undefined : openSync(list, 'a')
let count = 0

function effect(/** @type {string} */ said) {
  count++
  if (notes !== undefined) writeSync(notes, `${said}\n`)
  if (count === at) process.kill(process.pid, 'SIGKILL')
}

/** @type {any} What is replaced has many signatures. */
const files = fs
for (const name of ['writeFileSync', 'renameSync', 'rmSync', 'mkdirSync', 'chmodSync']) {
  const act = files[name]
  files[name] = (/** @type {string} */ path, /** @type {any[]} */ ...rest) => {
    const isNothing = (name === 'rmSync' && !existsSync(path)) || (name === 'mkdirSync' && existsSync(path))
    if (!isNothing) effect(`${name} ${path}`)
    return act(path, ...rest)
  }
}
/** @type {any} */
const programs = child
const { spawn } = programs
programs.spawn = (/** @type {string} */ program, /** @type {any} */ args, /** @type {any} */ options) => {
  if (options?.stdio === 'ignore') effect(`start ${program}`)
  return spawn(program, args, options)
}
/** @type {any} */
const calls = http
const { request } = calls
calls.request = (/** @type {any[]} */ ...given) => {
  const options = given.find(one => typeof one === 'object' && one !== null && 'method' in one)
  if (!['GET', 'HEAD', 'LIST', undefined].includes(options?.method)) effect(`${options.method} ${options.path}`)
  return request(...given)
}
syncBuiltinESMExports()
