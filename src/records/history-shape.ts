import type { KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import { base64, count, digest, id } from './fields.ts'
import type { RecordKind, Stored } from './record.ts'
import { isSealed, sealOf } from './seal.ts'
import { packed, type SecretChange } from './secret-changes.ts'

const shape = z.object({
  /** The last runs that changed secrets, the latest first. A run has an entry for each job, and several if it changed very much. */
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
  ),
  /** In the first page, if there are others: the version of each that belongs to it, that of `history/<manifest>.1` first. */
  full: z.exactOptional(z.array(count(1, Number.MAX_SAFE_INTEGER)).check(z.minLength(1), z.maxLength(1_000)))
})

export type PageRecord = z.output<typeof shape>
export type RunEntry = PageRecord['runs'][number]

/**
 * `history/<manifest>`: what the last runs changed, for `undo`. Where that is full, what is older is moved to
 * `history/<manifest>.1`, and then to `history/<manifest>.2` and so on. A damaged page stops nothing but `undo`.
 *
 *     { "schema": 1, "runs": [{ "run": "GITHUB_RUN_ID", "changes": "lines; gzip, base64", "seal": "43 characters" }], "full": [7] }
 */
export const HISTORY: RecordKind<PageRecord> = {
  schema: 1,
  shape,
  whenDeleted: 'earlier runs can no longer be undone'
}

const RUNS = 20
/** Characters. An entry in Vault may have 1 MiB. */
const FULL = 600_000
/** Pages. A run of more keeps them all, and the only ones. */
const PAGES = 10

/** Where a history belongs. A copy at another place is not believed. */
export interface Place {
  readonly mount: string
  readonly manifest: string
  /** Absent if there is none yet; then there is nothing to believe either. */
  readonly key: KeyObject | undefined
}

/** What a run is about to change, in as many entries as it takes for each to fit in a page. */
export function entriesOf(run: string, changed: readonly SecretChange[], place: Place & { readonly key: KeyObject }): RunEntry[] {
  const changes = packed(changed)
  if (changes.length <= FULL || changed.length === 1)
    return [{ run, changes, seal: sealOf(place.key, sealable({ run, changes }, place)) }]
  const middle = Math.ceil(changed.length / 2)
  return [changed.slice(0, middle), changed.slice(middle)].flatMap(half => entriesOf(run, half, place))
}

export const isOurs = ({ seal, ...entry }: RunEntry, place: Place) =>
  place.key !== undefined && isSealed(seal, place.key, sealable(entry, place))

const sealable = ({ run, changes }: Omit<RunEntry, 'seal'>, { mount, manifest }: Place) => [
  'history',
  mount,
  manifest,
  run,
  changes
]

/** The latest first. */
export const entriesIn = ([current, ...full]: readonly Pick<Stored<PageRecord>, 'value'>[]): RunEntry[] =>
  [current, ...full.reverse()].flatMap(page => page?.value?.runs ?? [])

/** What the last runs have changed, as it is spread over pages. */
export interface Pages {
  readonly current: readonly RunEntry[]
  /** In the order of their numbers. */
  readonly full: readonly (readonly RunEntry[])[]
}

/**
 * The oldest entries fill the second page, and so on, and the latest are on the first one. So the next run adds something, and moves
 * nothing but what follows a run that is forgotten.
 */
export function pagesOf(entries: readonly RunEntry[]): Pages {
  const pages: RunEntry[][] = [[]]
  let room = FULL
  for (const entry of lastRuns(entries).reverse()) {
    if (entry.changes.length > room && room < FULL) {
      pages.push([])
      room = FULL
    }
    pages.at(-1)?.unshift(entry)
    room -= entry.changes.length
  }
  return { current: pages.at(-1) ?? [], full: pages.slice(0, -1) }
}

/** Whole runs: half of one could not be undone. The jobs of a matrix are one run, however many there are. */
function lastRuns(entries: readonly RunEntry[]): RunEntry[] {
  const kept = new Set<string>()
  let size = 0
  for (const run of [...new Set(entries.map(({ run }) => run))].slice(0, RUNS)) {
    size += entries.reduce((sum, entry) => sum + (entry.run === run ? entry.changes.length : 0), 0)
    if (kept.size > 0 && size > PAGES * FULL) break
    kept.add(run)
  }
  return entries.filter(({ run }) => kept.has(run))
}
