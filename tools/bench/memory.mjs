import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Measures the peak of resident memory of the Node process that `work` runs.
 *
 * @param {(env: Record<string, string>) => Promise<number>} work gives these variables to the process, resolves with its life in ms
 * @returns {Promise<{ ms: number, megabytes: number }>} in units of 2^20 bytes
 */
export async function withPeak(work) {
  const folder = await mkdtemp(join(tmpdir(), 'peak-'))
  try {
    const file = join(folder, 'peak')
    const ms = await work({ NODE_OPTIONS: `--import=${new URL('peak.mjs', import.meta.url)}`, BENCH_PEAK_FILE: file })
    return { ms, megabytes: Number(await readFile(file, 'utf8')) / 1024 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
