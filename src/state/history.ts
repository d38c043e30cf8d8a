import { gunzipSync, gzipSync } from 'node:zlib'
import { VersionConflict } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import { ATTEMPTS } from './attempts.ts'
import { DamagedRecord, readRecord, type Stored, writeRecord } from './record.ts'

/** One secret that a run changes, as it was before. */
export interface Change {
  readonly path: string
  readonly kind: 'write' | 'delete' | 'undelete'
  /** The version that was there: `write` makes the next one, the others are about this one. 0: there never was one. */
  readonly from: number
  /** Whether there was a value to go back to. */
  readonly existed: boolean
  /** Begin of the fingerprint of what a `write` writes: the version after `from` may be somebody else's. */
  readonly wrote?: string
}

/** Characters of `wrote`: who changes a secret by hand does not look for a collision. */
const MARK = 8

interface HistoryRecord {
  /** The last runs that changed secrets, the latest first. */
  readonly runs: readonly {
    readonly run: string
    /** Lines of path, kind, version, 1 or 0, and begin of the fingerprint, with tabs between them; gzip, base64. */
    readonly changes: string
  }[]
}

/** The history as it lies in Vault, and its version for check-and-set. */
export type History = Stored<HistoryRecord>

const RUNS = 20
/** Characters; an entry of Vault may have 1 MiB. */
const LARGEST = 600_000

const nameOf = (manifest: string) => `history/${manifest}`

/** What a run of a workflow changed, in all its jobs and attempts, the latest change first; empty for a run that is not known. */
export async function changesOf(vault: Pick<Vault, 'read'>, mount: string, manifest: string, run: string): Promise<Change[]> {
  const { value } = await readRecord<HistoryRecord>(vault, mount, nameOf(manifest))
  return (value?.runs ?? []).filter(entry => entry.run === run).flatMap(({ changes }) => unpacked(changes))
}

/**
 * Notes what a run is about to change, after what was `read` of the history. Written first: a run that is killed can be undone
 * as well.
 */
export async function noteChanges(
  vault: Vault,
  { mount, manifest, run }: { mount: string; manifest: string; run: string },
  changes: Iterable<Change>,
  read: History
): Promise<void> {
  const changed = packed(changes)
  let { value, version } = read
  for (let attempt = 1; ; attempt++) {
    const runs = latest([{ run, changes: changed }, ...(value?.runs ?? [])])
    while (runs.length > 1 && runs.reduce((sum, entry) => sum + entry.changes.length, 0) > LARGEST) runs.pop()
    try {
      await writeRecord(vault, mount, nameOf(manifest), { runs }, version)
      return
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
      ;({ value, version } = await readHistory(vault, mount, manifest))
    }
  }
}

/** The jobs of a matrix are one run, however many there are. */
function latest(runs: HistoryRecord['runs']): HistoryRecord['runs'][number][] {
  const kept = new Set([...new Set(runs.map(({ run }) => run))].slice(0, RUNS))
  return runs.filter(({ run }) => kept.has(run))
}

/** A history that cannot be read is begun anew: it is a convenience, no run depends on it. */
export async function readHistory(vault: Vault, mount: string, manifest: string): Promise<History> {
  try {
    return await readRecord<HistoryRecord>(vault, mount, nameOf(manifest))
  } catch (error) {
    if (error instanceof DamagedRecord) return { value: undefined, version: error.version }
    throw error
  }
}

const packed = (changes: Iterable<Change>) => gzipSync(Array.from(changes, lineOf).join('\n')).toString('base64')

const lineOf = ({ path, kind, from, existed, wrote = '' }: Change) =>
  [path, kind, from, existed ? 1 : 0, wrote.slice(0, MARK)].join('\t')

const unpacked = (text: string): Change[] =>
  gunzipSync(Buffer.from(text, 'base64'))
    .toString()
    .split('\n')
    .map(line => {
      const [path = '', kind, from, existed, wrote] = line.split('\t')
      return { path, kind: kind as Change['kind'], from: Number(from), existed: existed === '1', ...(wrote ? { wrote } : {}) }
    })
