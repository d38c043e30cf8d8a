import type { ConsumerRecord } from './consumer.ts'

type Times = ConsumerRecord['variables']

/**
 * The times to record after our update of one variable. Others have moved with it where the platform moves all; if only some have,
 * somebody has changed those meanwhile, and the next run must see that.
 */
export function timesAfter(key: string, before: Times, now: Times): Times {
  const others = Object.keys(before).filter(other => other !== key)
  const all = others.every(other => now[other] !== before[other])
  return all ? now : { ...before, ...(now[key] === undefined ? {} : { [key]: now[key] }) }
}
