import type { Lock } from '../records/consumer.ts'
import type { HeldLock } from '../records/held-lock.ts'

/** Records what this run is about to do, for the next one if this one dies. */
export async function saveInLock(lock: HeldLock, change: (lock: Lock) => Lock): Promise<void> {
  await lock.save(record => (record.lock === undefined ? record : { ...record, lock: change(record.lock) }))
}

/** The lock of a record once one part of it is no longer in doubt. */
export function without(lock: Lock | undefined, settled: 'issued' | 'shipping' | 'woken'): { lock?: Lock } {
  if (lock === undefined) return {}
  const { [settled]: _, ...rest } = lock
  return { lock: rest }
}
