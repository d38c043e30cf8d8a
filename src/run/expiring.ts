import type { Finding } from '../base/finding.ts'
import { sourcesOf } from '../manifest/entries.ts'
import type { Reminder } from '../sources/source.ts'
import type { PreparedRun, PreparedScope } from './prepare.ts'

const DAY_MS = 86_400_000
const NOTE_DAYS = 30
const WARNING_DAYS = 7

type Expiring = Pick<PreparedRun, 'inputs' | 'manifest'> & {
  readonly scopes: readonly Pick<PreparedScope, 'scope' | 'own' | 'places'>[]
}

/** A finding for each value that expires soon, or has: a note first, and a warning in the last week. */
export function expiring({ inputs: { now }, manifest, scopes }: Expiring): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const { scope, own, places } of scopes) {
    if (!places.some(({ reminder }) => reminder !== undefined)) continue
    for (const entry of own)
      for (const { reminder } of sourcesOf(scope, [entry])) {
        const severity = reminder && severityOf(reminder, now)
        if (reminder === undefined || severity === undefined) continue
        const finding: Finding = { ...manifest.findingAt(entry.at, sentenceOf(reminder, now)), severity, topic: 'due' }
        // Several scopes may have the same entry.
        found.set(JSON.stringify(finding), finding)
      }
  }
  return [...found.values()]
}

/** A value works until the end of the day before it expires, wherever that is. */
const daysUntil = ({ expires }: Reminder, now: Date) => (Date.parse(expires) - now.getTime()) / DAY_MS

function severityOf(reminder: Reminder, now: Date): 'note' | 'warning' | undefined {
  const days = daysUntil(reminder, now)
  return days > NOTE_DAYS ? undefined : days > WARNING_DAYS ? 'note' : 'warning'
}

function sentenceOf(reminder: Reminder, now: Date): string {
  const { expires, owner } = reminder
  const whose = owner === undefined ? '' : ` (owner: ${owner})`
  return `${daysUntil(reminder, now) > 0 ? 'has a value that expires' : 'has a value that expired'} on ${expires}${whose}`
}
