/** What only shows with very many secrets, many manifests, or a server that lists no versions. */
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { onServer } from './bench-server.mjs'
import { syncAction, writers } from './clients.mjs'
import { withPeak } from './memory.mjs'
import { rotate } from './samples.mjs'
import { manifest } from './secrets.mjs'

/** @typedef {import('./samples.mjs').Samples} Samples */
/** @typedef {import('./bench-server.mjs').BenchServer} BenchServer */

/**
 * First and unchanged syncs of very many secrets, beside a raw client. Their numbers also end the curves of growth. One round:
 * it takes minutes.
 *
 * @param {number} count
 * @param {Samples} samples
 * @param {number} round
 */
export async function hugeCase(count, samples, round) {
  if (round > 0) return
  await onServer({ count }, async server => {
    const step = async (/** @type {string} */ run, /** @type {Record<string, string>} */ inputs) => {
      const before = await server.requests()
      const { ms, megabytes } = await withPeak(env => syncAction(server, { env, inputs }))
      samples.add(`growth ${count} ${run} ms`, ms)
      samples.add(`growth ${count} ${run} MB`, megabytes)
      samples.add(`growth ${count} ${run} requests`, (await server.requests()) - before)
    }
    await step('first', {})
    samples.add('huge raw', await writers.raw(server))
    await step('unchanged', {})
    await step('ledger', { check: 'ledger' })
  })
}

/** Where a release of HashiCorp Vault, or one that was built, is looked for. */
const BINARIES = [process.env['HASHICORP_VAULT'] ?? '', join(homedir(), '.cache', 'hashicorp-vault', 'vault')]

/**
 * How many requests an unchanged run costs that trusts its ledger, on HashiCorp Vault. Where there is none, a line says so.
 *
 * @param {number} count
 * @param {Samples} samples
 * @param {number} round
 */
export async function hashicorpCase(count, samples, round) {
  if (round > 0) return
  const found = await Promise.all(
    BINARIES.map(binary =>
      access(binary).then(
        () => [binary],
        () => []
      )
    )
  )
  const [binary] = found.flat()
  if (binary === undefined) {
    console.error('not measured: there is no HashiCorp Vault; HASHICORP_VAULT names its program')
    return
  }
  await onServer({ count, binary }, async server => {
    await syncAction(server)
    const before = await server.requests()
    samples.add('hashicorp ms', await syncAction(server, { inputs: { check: 'ledger' } }))
    samples.add('hashicorp requests', (await server.requests()) - before)
  })
}

/**
 * First syncs of many manifests on one mount, one after the other and at once, each way on a server of its own.
 *
 * @param {{ manifests: number, secrets: number }} mates
 * @param {Samples} samples
 * @param {number} round
 */
export async function matesCase({ manifests, secrets }, samples, round) {
  const names = Array.from({ length: manifests }, (_, index) => `mate-${index}`)
  const ways = {
    async one(/** @type {BenchServer[]} */ mates) {
      for (const mate of mates) await syncAction(mate)
    },
    async all(/** @type {BenchServer[]} */ mates) {
      await Promise.all(mates.map(mate => syncAction(mate)))
    }
  }
  for (const way of rotate(/** @type {const} */ (['one', 'all']), round)) {
    await onServer({ count: 0 }, async server => {
      const folder = await mkdtemp(join(tmpdir(), 'bench-'))
      try {
        const mates = await Promise.all(names.map(name => mateOf(server, folder, name, secrets)))
        const [before, begun] = [await server.requests(), performance.now()]
        await ways[way](mates)
        samples.add(`mates ${way} ms`, performance.now() - begun)
        samples.add(`mates ${way} requests`, (await server.requests()) - before)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
  }
}

/**
 * The same server, with a workspace that has another manifest.
 *
 * @param {BenchServer} server
 * @param {string} folder
 * @param {string} name
 * @param {number} secrets
 * @returns {Promise<BenchServer>}
 */
async function mateOf(server, folder, name, secrets) {
  const workspace = await mkdtemp(join(folder, `${name}-`))
  const head = `name: ${name}\napprole: { name: ${name}, policy: ${name} }`
  await writeFile(join(workspace, 'airflow-secrets.yaml'), manifest(secrets, head, `${name}_`))
  return { ...server, workspace }
}
