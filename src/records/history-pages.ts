import { isDeepStrictEqual } from 'node:util'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord, NewerRecord } from './damaged.ts'
import { HISTORY, type PageRecord, type Pages, type Place, type RunEntry } from './history-shape.ts'
import { readRecord, readRecordVersion, type Stored, writeRecord } from './record.ts'

/** `version`: the newest one, for check-and-set. */
export interface Page extends Stored<PageRecord> {
  /** The version that the first page counts, and `value` is of: another one is of a run that was killed, or is still writing. */
  readonly counted?: number
  readonly unreadable?: DamagedRecord | NewerRecord
}

type Reader = Pick<Vault, 'read' | 'readVersion'>
type Location = Pick<Place, 'mount' | 'manifest'>

/** No manifest has a dot in its name, and a policy that allows `history/+` allows each of these. */
export const nameOf = (manifest: string, index: number) => `history/${manifest}${index === 0 ? '' : `.${index}`}`

/** Of each page the version that counts, the first one's first. */
export async function readPages(vault: Reader, place: Location): Promise<readonly Page[]> {
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

/** The first page last: what it does not count belongs to nobody, so a run that is killed before has changed nothing. */
export async function writePages(
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
