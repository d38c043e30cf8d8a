import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseFileCommands } from './files.mjs'

const files = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY']

/**
 * @typedef {object} Step
 * @property {string} node
 * @property {string} bundle
 * @property {string} cwd
 * @property {string} folder where its command files are put
 * @property {Record<string, string>} environment
 * @property {(line: string) => void} onLine each line of its output, as it comes
 * @property {AbortSignal | undefined} signal
 * @property {((child: import('node:child_process').ChildProcess) => void) | undefined} onSpawn
 */

/**
 * Runs one step and reads its command files.
 *
 * @param {Step} step
 * @returns {Promise<{ exitCode: number, stdout: string, stderr: string, outputs: Record<string, string>, state: Record<string, string>,
 *   exported: Record<string, string>, summary: string }>} `exported` is what later steps of the job see: GITHUB_ENV, and PATH
 *   with what GITHUB_PATH adds
 */
export async function runStep({ node, bundle, cwd, folder, environment, onLine, signal, onSpawn }) {
  await mkdir(folder, { recursive: true })
  const path = (/** @type {string} */ file) => join(folder, file.toLowerCase())
  const variables = Object.fromEntries(files.map(file => [`GITHUB_${file}`, path(file)]))
  for (const file of files) await writeFile(path(file), '')

  const child = spawn(node, [bundle], { cwd, env: { ...environment, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] })
  onSpawn?.(child)
  const stdout = collect(child.stdout, onLine)
  const stderr = collect(child.stderr, onLine)
  const ended =
    child.exitCode === null && child.signalCode === null
      ? once(child, 'exit')
      : Promise.resolve([child.exitCode, child.signalCode])
  const release = cancelOn(signal, child)
  const [code, killedBy] = await ended
  release()
  // A grandchild may hold the pipes open for longer than the step lives; like the runner, do not wait for it for ever.
  await Promise.race([Promise.all([stdout.done, stderr.done]), sleep(5000, undefined, { ref: false })])

  const read = (/** @type {string} */ file) => readFile(path(file), 'utf8')
  const added = (await read('PATH')).split(/\r?\n/).filter(line => line !== '')
  return {
    exitCode: code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (killedBy)],
    stdout: stdout.text(),
    stderr: stderr.text(),
    outputs: parseFileCommands(await read('OUTPUT')),
    state: parseFileCommands(await read('STATE')),
    exported: {
      ...parseFileCommands(await read('ENV')),
      PATH: [...added.reverse(), environment['PATH']].join(delimiter)
    },
    summary: await read('STEP_SUMMARY')
  }
}

/**
 * Cancels as the runner does: SIGINT, 7.5 s later SIGTERM, 2.5 s later the end.
 *
 * @param {AbortSignal | undefined} signal
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} to be called when the step is over
 */
function cancelOn(signal, child) {
  /** @type {NodeJS.Timeout[]} */
  const timers = []
  const cancel = () => {
    child.kill('SIGINT')
    timers.push(
      setTimeout(() => child.kill('SIGTERM'), 7500),
      setTimeout(() => child.kill('SIGKILL'), 10_000)
    )
  }
  if (signal?.aborted) cancel()
  else signal?.addEventListener('abort', cancel, { once: true })
  return () => {
    signal?.removeEventListener('abort', cancel)
    timers.forEach(clearTimeout)
  }
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {(line: string) => void} onLine a lone carriage return ends a line too, as in the runner
 */
function collect(stream, onLine) {
  let text = ''
  let rest = ''
  stream.setEncoding('utf8').on('data', chunk => {
    text += chunk
    // A carriage return at the end may be half of a line end.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  })
  const done = once(stream, 'end').then(() => {
    const last = rest.replace(/\r$/, '')
    if (last !== '') onLine(last)
  })
  return { done, text: () => text }
}
