import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { pauseAfter } from '../http/retry.ts'
import { VersionConflict } from '../vault/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'
import { judge } from '../vault/retry-table.ts'
import { CONSUMER, type ConsumerRecord, readConsumer, recordName } from './consumer.ts'
import { writeRecord } from './record.ts'

/** A lock outlives its run by at most this long; a live run renews it three times as often. */
const LOCK_SECONDS = 30
/** Waits for a server longer than anything else does, because the next run would repeat what was done and not recorded. */
const PATIENCE_MS = 120_000

/**
 * A lock that this run holds: the record of a Deployment, which only this run may change now. Every write is check-and-set, so a
 * run that lost the lock cannot write.
 */
export interface HeldLock {
  readonly record: ConsumerRecord
  /** Throws if another run has taken over; asks Vault if that is possible. */
  check(): Promise<void>
  /** Throws likewise, also if another run has taken over since this was written. */
  save(change: (record: ConsumerRecord) => ConsumerRecord): Promise<void>
  /** The work is done: nothing is left to clean up. */
  release(): Promise<void>
  /** Likewise, and what the record is about is gone: it is deleted. */
  forget(): Promise<void>
  /** The run failed: the next one may begin at once, and is told what to clean up. */
  abandon(): Promise<void>
}

interface Holding {
  readonly vault: Vault
  /** For releasing the lock after the run was cancelled. */
  readonly lastWords: Vault
  readonly mount: string
  readonly signal: AbortSignal
}

export const expiryFrom = (now: Date) => new Date(now.getTime() + LOCK_SECONDS * 1000).toISOString()

/** `begun`: when its time began, or a moment earlier, because the answer with the server's time takes a while. */
export function hold(
  first: ConsumerRecord,
  firstVersion: number,
  begun: number,
  { vault, lastWords, mount, signal }: Holding
): HeldLock {
  const { id, name } = first.consumer
  let record: ConsumerRecord = JSON.parse(JSON.stringify(first))
  let version = firstVersion
  /** Sent without an answer. One of them may be what is stored now. */
  let unanswered: ConsumerRecord[] = []
  let lost: VersionConflict | undefined
  let renewed = begun
  let queue: Promise<void> = Promise.resolve()

  /** The version that an unanswered write of ours stored; throws if somebody else wrote it. */
  const versionOfOurs = async (conflict: VersionConflict, through: Vault): Promise<number> => {
    const there = await readConsumer(through, mount, id)
    // A run beside this one may have written our record once more, as it was (`keepingRecords`).
    if ([record, ...unanswered].some(sent => isDeepStrictEqual(there.value, sent))) return there.version
    const holder = there.value?.lock
    const who = holder === undefined ? conflict.message : `run ${holder.run} (attempt ${holder.attempt}) has taken over`
    lost = new VersionConflict(`the lock on Deployment ${name} was lost: ${who}`, {
      hint: 'Nothing was overwritten. Run again; the next run settles what this one left.'
    })
    throw lost
  }
  const put = async (value: ConsumerRecord, through: Vault): Promise<number> => {
    const write = () => writeRecord(through, mount, recordName(id), CONSUMER, { value, version })
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error
      version = await versionOfOurs(error, through)
      return await write()
    }
  }
  const write = (change: (record: ConsumerRecord) => ConsumerRecord, through = vault): Promise<void> => {
    const turn = queue.then(async () => {
      if (lost !== undefined) throw lost
      const changed: ConsumerRecord = JSON.parse(JSON.stringify(change(record)))
      unanswered.push(changed)
      version = await put(changed, through)
      unanswered = []
      record = changed
    })
    queue = turn.catch(() => {})
    return turn
  }
  const extend = async (through = vault, end = expiryFrom) => {
    const asked = performance.now()
    const expires = end(await through.now())
    await write(now => (now.lock === undefined ? now : { ...now, lock: { ...now.lock, expires } }), through)
    renewed = asked
  }
  const check = async () => {
    if (lost !== undefined) throw lost
    if (performance.now() - renewed > LOCK_SECONDS * 1000) await extend()
  }
  const patiently = (act: () => Promise<void>) => whileUnreachable(act, signal)
  const store = (change: (record: ConsumerRecord) => ConsumerRecord) =>
    patiently(async () => {
      await check()
      await write(change)
    })
  // A failure here is tried again when it matters.
  const renewal = setInterval(() => extend().catch(() => {}), (LOCK_SECONDS * 1000) / 3)
  renewal.unref()

  return {
    get record() {
      return record
    },
    check: () => patiently(check),
    async save(change) {
      await store(change)
      // A run that was stopped while it waited for that answer goes on here, and what it does next is not undone by a record.
      await patiently(check)
    },
    async release() {
      clearInterval(renewal)
      await store(({ lock: _, ...settled }) => settled)
    },
    async forget() {
      clearInterval(renewal)
      await queue
      await patiently(check)
      await patiently(() => vault.forget(mount, `${OWN_FOLDER}/${recordName(id)}`))
    },
    async abandon() {
      clearInterval(renewal)
      await extend(lastWords, now => now.toISOString())
    }
  }
}

/** Repeats it while there is no answer, or none that a healthy server would give. */
async function whileUnreachable(act: () => Promise<void>, signal: AbortSignal): Promise<void> {
  const begun = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      const hopeless = judge(error).outcome === 'refused' || signal.aborted || performance.now() - begun > PATIENCE_MS
      if (hopeless) throw error
      await sleep(pauseAfter(attempt), undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
}
