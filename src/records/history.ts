import type { KeyObject } from 'node:crypto'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { VersionConflict } from '../vault/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord, NewerRecord, whereIs } from './damaged.ts'
import { nameOf, type Page, readPages, writePages } from './history-pages.ts'
import { entriesIn, entriesOf, HISTORY, isOurs, type Place, pagesOf } from './history-shape.ts'
import { ATTEMPTS } from './record.ts'
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

type Reader = Pick<Vault, 'read' | 'readVersion'>

/** What a run of a workflow changed, in all its jobs and attempts, the latest change first; empty for an unknown run. */
export async function changesOf(vault: Reader, { run, ...place }: HistoryPlace): Promise<SecretChange[]> {
  const pages = await readPages(vault, place)
  const at = { mount: place.mount, name: nameOf(place.manifest, 0), version: pages[0]?.version ?? 0 }
  const unreadable = unreadableOf(pages)
  if (unreadable instanceof NewerRecord) throw unreadable
  if (unreadable !== undefined) throw unknown(run, unreadable)
  const wrong = 'the changes of that run must be gzipped lines'
  return entriesIn(pages)
    .filter(entry => entry.run === run)
    .flatMap(entry => {
      const changes = unpacked(entry.changes)
      if (changes === undefined) throw unknown(run, new DamagedRecord(at, { wrong }, HISTORY.whenDeleted))
      if (isOurs(entry, place)) return changes
      throw new UserError(
        `${whereIs(at)} does not prove what run ${run} changed: its entry was not written by this action with its current key`
      )
    })
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
  const own = entriesOf(run, [...changed], place)
  for (let attempt = 1, history = read; !history.closed; attempt++) {
    try {
      // A run that plans again, or is repeated, may be about to change the same: that counts once, and is the latest.
      const entries = new Map([...own, ...entriesIn(history.pages)].map(entry => [entry.seal, entry]))
      await writePages(vault, place, pagesOf([...entries.values()]), history.pages)
      return
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
      history = await readHistory(vault, place.mount, place.manifest)
    }
  }
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
