import { type ConsumerRecord, type Credential, type Retired, sameCredential } from './consumer.ts'

/** The list with these added. The time of one that was already in it begins again. */
export const retiring = (list: readonly Retired[], more: readonly Retired[]): readonly Retired[] => [
  ...list.filter(one => !more.some(other => sameCredential(one, other))),
  ...more
]

/** The record without what is retired in it and has been issued, or is held, again: a login without a credential may come back. */
export function unretired<T extends Pick<ConsumerRecord, 'holds' | 'retired' | 'lock'>>(record: T): T {
  const live: Credential[] = [record.holds, record.lock?.issued].filter(one => one !== undefined)
  return { ...record, retired: record.retired.filter(one => !live.some(other => sameCredential(one, other))) }
}
