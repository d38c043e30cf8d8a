import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../base/errors.ts'
import { VersionConflict } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import { CONSUMER, type ConsumerRecord, type Lock, readConsumer, recordName } from './consumer.ts'
import { DamagedRecord, type RecordPlace } from './damaged.ts'
import { expiryFrom, type HeldLock, hold } from './held-lock.ts'
import { lastGood, writeRecord } from './record.ts'

/** Who holds a lock: one attempt of one run of a workflow. */
export interface Run {
  readonly id: string
  readonly attempt: number
}

const LOOK_AGAIN_MS = 1_000
/** The clocks of a cluster may differ, but a lock that expires later than this was not written here, and might never expire. */
const LONGEST_MS = 3_600_000

export interface LockOptions {
  readonly vault: Vault
  /** For releasing the lock after the run was cancelled. */
  readonly lastWords: Vault
  readonly mount: string
  readonly run: Run
  readonly waitSeconds: number
  readonly signal: AbortSignal
  /** Called once when somebody else holds the lock. */
  readonly onWait: (holder: Lock) => void
}

/** Takes the lock on a Deployment, or throws an error that names the run that holds it. The clock is Vault's. */
export async function takeLock(blank: ConsumerRecord, options: LockOptions): Promise<HeldLock> {
  const { vault, mount, run, waitSeconds, signal, onWait } = options
  const name = recordName(blank.consumer.id)
  const giveUp = performance.now() + waitSeconds * 1000
  for (let waited = false; ; waited = true) {
    const { value, version } = await readConsumer(vault, mount, blank.consumer.id)
    const begun = performance.now()
    const now = await vault.now()
    const holder = value?.lock
    if (holder === undefined || isOver(holder, run, now)) {
      const record = {
        ...blank,
        ...value,
        // The manifest changes together with the credentials that the Deployment holds.
        manifest: value?.manifest ?? blank.manifest,
        consumer: blank.consumer,
        lock: lockOf(run, now, holder)
      }
      try {
        return hold(record, await writeRecord(vault, mount, name, CONSUMER, { value: record, version }), begun, options)
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error
      }
    } else {
      await refuseEternal(vault, { mount, name, version }, holder, now)
      if (!waited) onWait(holder)
      if (performance.now() > giveUp)
        throw new UserError(
          `Deployment ${blank.consumer.name} is being changed by run ${holder.run} (attempt ${holder.attempt})`,
          {
            hint: `This run waited ${waitSeconds} s (\`wait-time\`). Let that run end, then run again. A \`concurrency:\` group in the workflow prevents this.`
          }
        )
    }
    await sleep(LOOK_AGAIN_MS, undefined, { signal })
  }
}

/** Throws for a lock that no run of this action can have written: it might never expire. */
export async function refuseEternal(vault: Vault, place: RecordPlace, { expires }: Lock, now: Date): Promise<void> {
  if (new Date(expires).getTime() - now.getTime() <= LONGEST_MS) return
  const damage = { wrong: 'lock.expires must be at most an hour ahead' }
  throw new DamagedRecord(place, damage, CONSUMER.whenDeleted, await lastGood(vault, place, CONSUMER))
}

/** A later attempt of the same run begins only when the earlier one has ended. */
function isOver(lock: Lock, run: Run, now: Date): boolean {
  return new Date(lock.expires) <= now || (lock.run === run.id && lock.attempt < run.attempt)
}

function lockOf(run: Run, now: Date, left: Lock | undefined): Lock {
  const mine = { run: run.id, attempt: run.attempt, holder: randomUUID(), expires: expiryFrom(now), targets: [] }
  return left === undefined ? mine : { ...left, ...mine, targets: left.targets, unsettled: true }
}
