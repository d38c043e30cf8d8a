import type { KeyObject } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { VersionConflict } from '../vault/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord, NewerRecord, whereIs } from './damaged.ts'
import {
  entriesIn,
  entriesOf,
  HISTORY,
  isOurs,
  type PageRecord,
  type Pages,
  type Place,
  pagesOf,
  type RunEntry
} from './history-page.ts'
import { ATTEMPTS, readRecord, readRecordVersion, type Stored, writeRecord } from './record.ts'
import { type SecretChange, unpacked } from './secret-changes.ts'

/** The history as stored in Vault, and the versions of its pages for check-and-set. */
export interface History {
  readonly pages: readonly Page[]
  /** It must not be written. */
  readonly closed?: true
  /** For the reader of the log, if something is lost. */
  readonly warning?: Finding
}

/** Where the changes of a run are recorded. */
export interface HistoryPlace extends Place {
  readonly run: string
}

/** `version`: the newest one, for check-and-set. */
interface Page extends Stored<PageRecord> {
  /** The version that the first page counts, and `value` is of: another one is of a run that was killed, or is still writing. */
  readonly counted?: number
  readonly unreadable?: DamagedRecord | NewerRecord
}

type Reader = Pick<Vault, 'read' | 'readVersion'>
type Location = Pick<Place, 'mount' | 'manifest'>

/** No manifest has a dot in its name, and a policy that allows `history/+` allows each of these. */
const nameOf = (manifest: string, index: number) => `history/${manifest}${index === 0 ? '' : `.${index}`}`

/** What a run of a workflow changed, in all its jobs and attempts, the latest change first; empty for an unknown run. */
export async function changesOf(vault: Reader, { run, ...place }: HistoryPlace): Promise<SecretChange[]> {
  const pages = await readPages(vault, place)
  const at = { mount: place.mount, name: nameOf(place.manifest, 0), version: pages[0]?.version ?? 0 }
  const unreadable = unreadableOf(pages)
  if (unreadable instanceof NewerRecord) throw unreadable
  if (unreadable !== undefined) throw unknown(run, unreadable)
  const entries = entriesIn(pages).filter(entry => entry.run === run)
  const changes = unpacked(entries.map(({ changes }) => changes))
  if (changes === undefined)
    throw unknown(run, new DamagedRecord(at, { wrong: 'the changes of that run must be gzipped lines' }, HISTORY.whenDeleted))
  if (entries.every(entry => isOurs(entry, place))) return changes
  throw new UserError(
    `${whereIs(at)} does not prove what run ${run} changed: its entry was not written by this action with its current key`
  )
}

const unknown = (run: string, { place, wrong, hint }: DamagedRecord) =>
  new UserError(
    `${whereIs(place)} is damaged, so nobody knows what run ${run} changed: ${wrong}`,
    hint === undefined ? {} : { hint }
  )

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
  const entries = entriesOf(run, [...changed], place)
  for (let attempt = 1, history = read; !history.closed; attempt++) {
    try {
      await writePages(vault, place, pagesOf([...entries, ...entriesIn(history.pages)]), history.pages)
      return
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
      history = await readHistory(vault, place.mount, place.manifest)
    }
  }
}

/** The first page last: what it does not count belongs to nobody, so a run that is killed before has changed nothing. */
async function writePages(
  vault: Vault,
  place: Location,
  { current, full }: Pages,
  [first, ...there]: readonly Page[]
): Promise<void> {
  const counted: number[] = []
  for (const [index, runs] of full.entries())
    counted.push(await writeFull(vault, place, { runs, index: index + 1 }, there[index]))
  const value = { runs: [...current], ...(counted.length > 0 && { full: counted }) }
  await writeRecord(vault, place.mount, nameOf(place.manifest, 0), HISTORY, { value, version: first?.version ?? 0 })
}

/** The version that has these entries. */
async function writeFull(
  vault: Vault,
  place: Location,
  { runs, index }: { readonly runs: readonly RunEntry[]; readonly index: number },
  there: Page | undefined
): Promise<number> {
  if (there?.counted !== undefined && isDeepStrictEqual(there.value?.runs, runs)) return there.counted
  // Not counted, but a longer history or another run may have left it.
  const { version } = there ?? (await readPage(vault, place, index))
  return await writeRecord(vault, place.mount, nameOf(place.manifest, index), HISTORY, { value: { runs: [...runs] }, version })
}

/**
 * Never stops a run: with a damaged page, all of them are started again, because a run may be on several. What a newer version wrote
 * is left alone.
 */
export async function readHistory(vault: Reader, mount: string, manifest: string): Promise<History> {
  const pages = await readPages(vault, { mount, manifest })
  const unreadable = unreadableOf(pages)
  if (unreadable === undefined) return { pages }
  if (unreadable instanceof NewerRecord) {
    const message = `${unreadable.message}, so this run is not recorded there and cannot be undone`
    return { pages, closed: true, warning: { severity: 'warning', message } }
  }
  const { place, wrong, restore = place.version } = unreadable
  const message = `${whereIs(place)} is damaged and was started again, so earlier runs can no longer be undone: ${wrong}`
  const hint = `See what it was with \`vault kv get -mount=${mount} -version=${restore} ${OWN_FOLDER}/${place.name}\`.`
  return { pages: pages.map(({ version }) => ({ value: undefined, version })), warning: { severity: 'warning', message, hint } }
}

const unreadableOf = (pages: readonly Page[]) => pages.find(({ unreadable }) => unreadable !== undefined)?.unreadable

async function readPages(vault: Reader, place: Location): Promise<readonly Page[]> {
  const first = await readPage(vault, place, 0)
  const full: Page[] = []
  for (const [index, counted] of (first.value?.full ?? []).entries())
    full.push(await countedPage(vault, place, { index: index + 1, counted, by: first.version }))
  return [first, ...full]
}

/** `by`: the version of the first page. */
async function countedPage(
  vault: Reader,
  place: Location,
  { index, counted, by }: { readonly index: number; readonly counted: number; readonly by: number }
): Promise<Page> {
  const { mount, manifest } = place
  const newest = await readPage(vault, place, index)
  const { version } = newest
  const isNewest = version === counted || newest.unreadable instanceof NewerRecord
  const page = isNewest ? newest : { ...(await readPage(vault, place, index, counted)), version }
  if ((page.value ?? page.unreadable) !== undefined) return { ...page, counted }
  const wrong = `version ${counted} of its page ${nameOf(manifest, index)} is missing`
  const unreadable = new DamagedRecord({ mount, name: nameOf(manifest, 0), version: by }, { wrong }, HISTORY.whenDeleted)
  return { ...page, unreadable }
}

async function readPage(vault: Reader, { mount, manifest }: Location, index: number, version?: number): Promise<Page> {
  const name = nameOf(manifest, index)
  try {
    if (version === undefined) return await readRecord(vault, mount, name, HISTORY)
    return { value: await readRecordVersion(vault, { mount, name, version }, HISTORY), version }
  } catch (error) {
    if (error instanceof NewerRecord) return { value: undefined, version: 0, unreadable: error }
    if (error instanceof DamagedRecord) return { value: undefined, version: error.place.version, unreadable: error }
    throw error
  }
}
