import type { KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { VersionConflict } from '../vault/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord, NewerRecord, whereIs } from './damaged.ts'
import { base64, digest, id } from './fields.ts'
import { ATTEMPTS, type RecordKind, readRecord, type Stored, writeRecord } from './record.ts'
import { isSealed, sealOf } from './seal.ts'
import { packed, type SecretChange, unpacked } from './secret-changes.ts'

const shape = z.object({
  /** The last runs that changed secrets, the latest first. */
  runs: z.array(
    z.object({
      run: id,
      /**
       * Lines of path, kind, version, flag and beginning of the fingerprint. Flag: 0 for no value before, 1 for a value, 2 for
       * somebody else's value.
       */
      changes: base64,
      /** HMAC over run, changes and the place that they were written for: without it, an undo would believe anybody. */
      seal: digest
    })
  )
})

type HistoryRecord = z.output<typeof shape>
type RunEntry = HistoryRecord['runs'][number]

/**
 * `history/<manifest>`: what the last runs changed, for `undo`. A damaged one stops nothing but `undo`.
 *
 *     { "schema": 1, "runs": [{ "run": "GITHUB_RUN_ID", "changes": "lines; gzip, base64", "seal": "43 characters" }] }
 */
export const HISTORY: RecordKind<HistoryRecord> = {
  schema: 1,
  shape,
  whenDeleted: 'earlier runs can no longer be undone'
}

/** The history as stored in Vault, and its version for check-and-set. */
export interface History extends Stored<HistoryRecord> {
  /** It must not be written. */
  readonly closed?: true
  /** For the reader of the log, if something is lost. */
  readonly warning?: Finding
}

type Reader = Pick<Vault, 'read' | 'readVersion'>

const RUNS = 20
/** Characters. An entry in Vault may have 1 MiB. */
const LARGEST = 600_000

const nameOf = (manifest: string) => `history/${manifest}`

/** What a run of a workflow changed, in all its jobs and attempts, the latest change first; empty for an unknown run. */
export async function changesOf(vault: Reader, { run, ...place }: HistoryPlace): Promise<SecretChange[]> {
  const { mount } = place
  const name = nameOf(place.manifest)
  const unknown = (what: string, hint?: string) =>
    new UserError(`${whereIs({ mount, name })} ${what}`, hint === undefined ? {} : { hint })
  try {
    const { value, version } = await readRecord(vault, mount, name, HISTORY)
    const entries = (value?.runs ?? []).filter(entry => entry.run === run)
    const changes = unpacked(entries.map(({ changes }) => changes))
    if (changes === undefined)
      throw new DamagedRecord(
        { mount, name, version },
        { wrong: 'the changes of that run must be gzipped lines' },
        HISTORY.whenDeleted
      )
    if (entries.every(entry => isOurs(entry, place))) return changes
    throw unknown(`does not prove what run ${run} changed: its entry was not written by this action with its current key`)
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error
    throw unknown(`is damaged, so nobody knows what run ${run} changed: ${error.wrong}`, error.hint)
  }
}

const sealable = ({ run, changes }: Omit<RunEntry, 'seal'>, { mount, manifest }: Place) => [
  'history',
  mount,
  manifest,
  run,
  changes
]

const isOurs = ({ seal, ...entry }: RunEntry, place: Place) =>
  place.key !== undefined && isSealed(seal, place.key, sealable(entry, place))

interface Place {
  readonly mount: string
  readonly manifest: string
  /** Absent if there is none yet; then there is nothing to believe either. */
  readonly key: KeyObject | undefined
}

/** Where the changes of a run are recorded. */
export interface HistoryPlace extends Place {
  readonly run: string
}

/**
 * Records what a run is about to change, on top of the history that was `read`. This comes before the changes, so that even a
 * killed run can be undone.
 */
export async function noteChanges(
  vault: Vault,
  { run, ...place }: HistoryPlace & { readonly key: KeyObject },
  changed: Iterable<SecretChange>,
  read: History
): Promise<void> {
  const { mount, manifest } = place
  const changes = packed(changed)
  const entry = { run, changes, seal: sealOf(place.key, sealable({ run, changes }, place)) }
  for (let attempt = 1, { value, version, closed } = read; !closed; attempt++) {
    const runs = latest([entry, ...(value?.runs ?? [])])
    while (runs.length > 1 && runs.reduce((sum, { changes }) => sum + changes.length, 0) > LARGEST) runs.pop()
    try {
      await writeRecord(vault, mount, nameOf(manifest), HISTORY, { value: { runs }, version })
      return
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
      ;({ value, version, closed } = await readHistory(vault, mount, manifest))
    }
  }
}

/** The jobs of a matrix are one run, however many there are. */
function latest(runs: readonly RunEntry[]): RunEntry[] {
  const kept = new Set([...new Set(runs.map(({ run }) => run))].slice(0, RUNS))
  return runs.filter(({ run }) => kept.has(run))
}

/** Never stops a run: a damaged history is started again, and that of a newer version is left alone. */
export async function readHistory(vault: Reader, mount: string, manifest: string): Promise<History> {
  const name = nameOf(manifest)
  try {
    return await readRecord(vault, mount, name, HISTORY)
  } catch (error) {
    if (error instanceof NewerRecord) {
      const message = `${error.message}, so this run is not recorded there and cannot be undone`
      return { value: undefined, version: 0, closed: true, warning: { severity: 'warning', message } }
    }
    if (!(error instanceof DamagedRecord)) throw error
    const { version, wrong, restore = version } = error
    const message = `${whereIs({ mount, name })} is damaged and was started again, so earlier runs can no longer be undone: ${wrong}`
    const hint = `See what it was with \`vault kv get -mount=${mount} -version=${restore} ${OWN_FOLDER}/${name}\`.`
    return { value: undefined, version, warning: { severity: 'warning', message, hint } }
  }
}
