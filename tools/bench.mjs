/**
 * `npm run bench`: whole processes from spawn to exit, on one fresh server a round, the action and the raw limit in turn.
 * Quote the ratios: both sides of each were measured within the same seconds. `--write` puts the table into
 * docs/benchmarks.md. Rounds: `--rounds N`, default 5.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { markdownTable } from 'markdown-table'
import { manifest } from './bench/secrets.mjs'
import { runAction } from './runner.mjs'
import { BUNDLE } from './stage.mjs'
import { startVault } from './vault-server.mjs'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, write: { type: 'boolean' } } })
const COUNTS = [100, 1_000]
const raw = fileURLToPath(new URL('bench/raw.mjs', import.meta.url))
/** @type {Map<string, number[]>} */
const times = new Map()

for (let round = 1; round <= Number(options.rounds); round++) {
  console.error(`round ${round} of ${options.rounds}`)
  for (const count of COUNTS) await measure(count, round)
}
const table = markdownTable([
  ['Secrets', 'What', 'Action, ms', 'Raw limit, ms', 'Ratio of medians'],
  ...COUNTS.flatMap(count => [row(count, 'first sync', 'write'), row(count, 'unchanged sync', 'read')])
])
const facts = `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${options.rounds} rounds, ${new Date().toISOString().slice(0, 10)}`
console.log(`${table}\n\n${facts}`)
if (options.write) await publish(`${table}\n\n${facts}\n`)

/** Both first syncs on one fresh server, then both unchanged ones; who begins changes from round to round. */
async function measure(/** @type {number} */ count, /** @type {number} */ round) {
  // Without this OpenBao's in-memory storage slows down with every secret stored, and the storage would be measured.
  const vault = await startVault({ fast: true })
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    await fetch(`${vault.url}/v1/sys/mounts/raw`, {
      method: 'POST',
      headers: { 'X-Vault-Token': vault.rootToken },
      body: JSON.stringify({ type: 'kv', options: { version: '2' } })
    })
    await writeFile(join(folder, 'airflow-secrets.yaml'), manifest(count))
    for (const verb of ['write', 'read']) {
      const sides = [
        () => timed(`${count} ${verb} action`, () => sync(vault, folder)),
        () => timed(`${count} ${verb} raw`, () => bare(verb, vault, count))
      ]
      for (const side of round % 2 === 0 ? sides : sides.reverse()) await side()
    }
  } finally {
    await vault.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function timed(/** @type {string} */ name, /** @type {() => Promise<void>} */ work) {
  const started = performance.now()
  await work()
  times.set(name, [...(times.get(name) ?? []), performance.now() - started])
}

async function sync(/** @type {Awaited<ReturnType<typeof startVault>>} */ vault, /** @type {string} */ workspace) {
  const inputs = { mode: 'sync', 'vault-url': vault.url, 'vault-token': vault.rootToken }
  const run = await runAction({ bundle: BUNDLE, workspace, inputs, post: false })
  await run.remove()
  if (run.exitCode !== 0) throw new Error(run.log)
}

async function bare(
  /** @type {string} */ verb,
  /** @type {Awaited<ReturnType<typeof startVault>>} */ vault,
  /** @type {number} */ count
) {
  const child = spawn(process.execPath, [raw, verb, vault.url, vault.rootToken, 'raw', String(count)], { stdio: 'inherit' })
  const code = await new Promise(resolve => child.on('exit', resolve))
  if (code !== 0) throw new Error(`the raw client ended with ${code}`)
}

function row(/** @type {number} */ count, /** @type {string} */ what, /** @type {string} */ verb) {
  const [action, limit] = [median(`${count} ${verb} action`), median(`${count} ${verb} raw`)]
  return [count.toLocaleString('en'), what, Math.round(action), Math.round(limit), (action / limit).toFixed(2)].map(String)
}

function median(/** @type {string} */ name) {
  const sorted = [...(times.get(name) ?? [])].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function publish(/** @type {string} */ results) {
  const file = new URL('../docs/benchmarks.md', import.meta.url)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/(<!-- results -->\n)[\s\S]*(<!-- \/results -->)/, `$1\n${results}\n$2`))
}
