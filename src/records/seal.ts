import { type KeyObject, timingSafeEqual } from 'node:crypto'
import { fingerprint } from './key.ts'

/** Shows who wrote something, and for which place: 43 characters. `what` begins with the kind of what is sealed. */
export const sealOf = (key: KeyObject, what: readonly unknown[]): string => fingerprint(key, JSON.stringify(what))

/** Whether this is the seal that whoever has the key put on it. */
export function isSealed(seal: string, key: KeyObject, what: readonly unknown[]): boolean {
  const given = Buffer.from(seal)
  const right = Buffer.from(sealOf(key, what))
  return given.length === right.length && timingSafeEqual(given, right)
}
