import * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import { VersionConflict } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord, whereIs } from './damaged.ts'
import { base64, id, mark } from './fields.ts'
import { SECRET_PATH, unzipped, zipped } from './gzip-lines.ts'
import { ATTEMPTS, type RecordKind, readRecord, type Stored, writeRecord } from './record.ts'

/** A change to one secret, and what was there before. */
export interface SecretChange {
  readonly path: string
  readonly kind: 'write' | 'delete' | 'undelete'
  /** The version before the change. `write` creates the next one; the others affect this one. 0: there never was one. */
  readonly from: number
  /** Whether there was a value to go back to. */
  readonly existed: boolean
  /** That value was not ours before the run. */
  readonly adopted?: true
  /** Beginning of the fingerprint of what a `write` writes, because the version after `from` may be somebody else's. */
  readonly wrote?: string
}

/** Characters of `wrote`. Nobody who changes a secret by hand looks for a collision. */
const MARK = 8

const shape = z.object({
  /** The last runs that changed secrets, the latest first. */
  runs: z.array(
    z.object({
      run: id,
      /** The mark of the key that made the fingerprints. */
      by: z.exactOptional(mark),
      /**
       * Lines of path, kind, version, flag and beginning of the fingerprint. Flag: 0 for no value before, 1 for a value, 2 for
       * somebody else's value.
       */
      changes: base64
    })
  )
})

type HistoryRecord = z.output<typeof shape>
type RunEntry = HistoryRecord['runs'][number]

/**
 * `history/<manifest>`: what the last runs changed, for `undo`. A damaged one stops nothing but `undo`.
 *
 *     { "schema": 1, "runs": [{ "run": "GITHUB_RUN_ID", "by": "8 characters", "changes": "lines; gzip, base64" }] }
 */
export const HISTORY: RecordKind<HistoryRecord> = {
  schema: 1,
  shape,
  whenDeleted: 'earlier runs can no longer be undone'
}

/** The history as stored in Vault, and its version for check-and-set. */
export type History = Stored<HistoryRecord>

const RUNS = 20
/** Characters. An entry in Vault may have 1 MiB. */
const LARGEST = 600_000

const nameOf = (manifest: string) => `history/${manifest}`

/**
 * What a run of a workflow changed, in all its jobs and attempts, the latest change first; empty for an unknown run. Fingerprints
 * made with another key than `by` are left out.
 */
export async function changesOf(
  vault: Pick<Vault, 'read' | 'readVersion'>,
  { mount, manifest, run, by }: HistoryPlace
): Promise<SecretChange[]> {
  const name = nameOf(manifest)
  try {
    const { value, version } = await readRecord(vault, mount, name, HISTORY)
    const entries = (value?.runs ?? []).filter(entry => entry.run === run)
    const changes = unpacked(entries, by)
    if (changes !== undefined) return changes
    throw new DamagedRecord(
      { mount, name, version },
      { wrong: 'the changes of that run must be gzipped lines' },
      HISTORY.whenDeleted
    )
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error
    throw new UserError(`${whereIs({ mount, name })} is damaged, so nobody knows what run ${run} changed: ${error.wrong}`, {
      hint: error.hint
    })
  }
}

/** The changes of each path, in their order. */
export function changesByPath(changes: readonly SecretChange[]): ReadonlyMap<string, readonly SecretChange[]> {
  const byPath = new Map<string, SecretChange[]>()
  for (const change of changes) {
    const others = byPath.get(change.path)
    if (others === undefined) byPath.set(change.path, [change])
    else others.push(change)
  }
  return byPath
}

/**
 * The changes of one path, the latest first, up to where somebody else changed it between two attempts of the run: anything older
 * is no longer the run's to reverse.
 */
export function unbroken(changes: readonly SecretChange[]): SecretChange[] {
  const end = changes.findIndex((newer, index) => {
    const older = changes[index + 1]
    return (
      older !== undefined && newer.from !== older.from && newer.from !== (older.kind === 'write' ? older.from + 1 : older.from)
    )
  })
  return changes.slice(0, end === -1 ? undefined : end + 1)
}

/** Where the changes of a run are recorded. */
export interface HistoryPlace {
  readonly mount: string
  readonly manifest: string
  readonly run: string
  readonly by: string | undefined
}

/**
 * Records what a run is about to change, on top of the history that was `read`. This comes before the changes, so that even a
 * killed run can be undone.
 */
export async function noteChanges(
  vault: Vault,
  { mount, manifest, run, by }: HistoryPlace,
  changes: Iterable<SecretChange>,
  read: History
): Promise<void> {
  const changed = packed(changes)
  let { value, version } = read
  for (let attempt = 1; ; attempt++) {
    const runs = latest([{ run, changes: changed, ...(by === undefined ? {} : { by }) }, ...(value?.runs ?? [])])
    while (runs.length > 1 && runs.reduce((sum, entry) => sum + entry.changes.length, 0) > LARGEST) runs.pop()
    try {
      await writeRecord(vault, mount, nameOf(manifest), HISTORY, { value: { runs }, version })
      return
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
      ;({ value, version } = await readHistory(vault, mount, manifest))
    }
  }
}

/** The jobs of a matrix are one run, however many there are. */
function latest(runs: readonly RunEntry[]): RunEntry[] {
  const kept = new Set([...new Set(runs.map(({ run }) => run))].slice(0, RUNS))
  return runs.filter(({ run }) => kept.has(run))
}

/** A damaged history is started again: it is a convenience, and no run depends on it. */
export async function readHistory(vault: Vault, mount: string, manifest: string): Promise<History> {
  try {
    return await readRecord(vault, mount, nameOf(manifest), HISTORY)
  } catch (error) {
    if (error instanceof DamagedRecord) return { value: undefined, version: error.version }
    throw error
  }
}

const packed = (changes: Iterable<SecretChange>) => zipped(Array.from(changes, lineOf))

const lineOf = ({ path, kind, from, existed, adopted, wrote = '' }: SecretChange) =>
  [path, kind, from, adopted ? 2 : existed ? 1 : 0, wrote.slice(0, MARK)].join('\t')

const LINE = new RegExp(`^(${SECRET_PATH})\\t(write|delete|undelete)\\t(0|[1-9]\\d{0,9})\\t([012])\\t([\\w-]{0,${MARK}})$`)
/** Bytes. More than a record has room for, since each fingerprint takes six bytes that cannot be compressed. */
const LARGEST_TEXT = 32 * 1024 * 1024

/** Undefined if they are not what `packed` writes. */
function unpacked(entries: readonly RunEntry[], by: string | undefined): SecretChange[] | undefined {
  try {
    const texts = entries.map(({ changes }) => changes)
    return unzipped(texts, LINE, LARGEST_TEXT).flatMap((lines, index) => {
      const maker = entries[index]?.by
      return lines.map(parts => changeIn(parts, maker === undefined || maker === by))
    })
  } catch {
    return undefined
  }
}

const changeIn = ([, path = '', kind, from, flag, wrote]: RegExpExecArray, marked: boolean): SecretChange => ({
  path,
  kind: kind as SecretChange['kind'],
  from: Number(from),
  existed: flag !== '0',
  ...(flag === '2' ? { adopted: true } : {}),
  ...(wrote && marked ? { wrote } : {})
})
