import { gunzipSync, gzipSync } from 'node:zlib'
import { VersionConflict } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import { ATTEMPTS } from './attempts.ts'
import { DamagedRecord, readRecord, writeRecord } from './record.ts'

/** One secret that a run changes, as it was before. */
export interface Change {
  readonly path: string
  readonly kind: 'write' | 'delete' | 'undelete'
  /** The version that was there: `write` makes the next one, the others are about this one. 0: there never was one. */
  readonly from: number
  /** Whether there was a value to go back to. */
  readonly existed: boolean
}

interface HistoryRecord {
  /** The last runs that changed secrets, the latest first. */
  readonly runs: readonly {
    readonly run: string
    /** Lines of path, kind, version and 1 or 0, with tabs between them; gzip, base64. */
    readonly changes: string
  }[]
}

const RUNS = 20
/** Characters; an entry of Vault may have 1 MiB. */
const LARGEST = 600_000

const nameOf = (manifest: string) => `history/${manifest}`

/** What a run of a workflow changed, in all its jobs and attempts, the latest change first; empty for a run that is not known. */
export async function changesOf(vault: Pick<Vault, 'read'>, mount: string, manifest: string, run: string): Promise<Change[]> {
  const { value } = await readRecord<HistoryRecord>(vault, mount, nameOf(manifest))
  return (value?.runs ?? []).filter(entry => entry.run === run).flatMap(({ changes }) => unpacked(changes))
}

/** Notes what a run is about to change. Written first: a run that is killed can be undone as well. */
export async function noteChanges(
  vault: Vault,
  mount: string,
  manifest: string,
  run: string,
  changes: readonly Change[]
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { value, version } = await readHistory(vault, mount, manifest)
    const runs = latest([{ run, changes: packed(changes) }, ...(value?.runs ?? [])])
    while (runs.length > 1 && runs.reduce((sum, entry) => sum + entry.changes.length, 0) > LARGEST) runs.pop()
    try {
      await writeRecord(vault, mount, nameOf(manifest), { runs }, version)
      return
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
    }
  }
}

/** The jobs of a matrix are one run, however many there are. */
function latest(runs: HistoryRecord['runs']): HistoryRecord['runs'][number][] {
  const kept = new Set([...new Set(runs.map(({ run }) => run))].slice(0, RUNS))
  return runs.filter(({ run }) => kept.has(run))
}

/** A history that cannot be read is begun anew: it is a convenience, no run depends on it. */
async function readHistory(vault: Vault, mount: string, manifest: string) {
  try {
    return await readRecord<HistoryRecord>(vault, mount, nameOf(manifest))
  } catch (error) {
    if (error instanceof DamagedRecord) return { value: undefined, version: error.version }
    throw error
  }
}

const packed = (changes: readonly Change[]) =>
  gzipSync(changes.map(({ path, kind, from, existed }) => `${path}\t${kind}\t${from}\t${existed ? 1 : 0}`).join('\n')).toString(
    'base64'
  )

const unpacked = (text: string): Change[] =>
  gunzipSync(Buffer.from(text, 'base64'))
    .toString()
    .split('\n')
    .map(line => {
      const [path = '', kind, from, existed] = line.split('\t')
      return { path, kind: kind as Change['kind'], from: Number(from), existed: existed === '1' }
    })
