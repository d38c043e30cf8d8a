import { counted } from '../base/counted.ts'
import { LOCAL } from '../manifest/local.ts'
import { observeVault } from '../observe/vault.ts'
import { type ConsumerRecord, readConsumer, recordName } from '../records/consumer.ts'
import { readConsumers } from '../records/consumers.ts'
import { refuseEternal } from '../records/lock.ts'
import { check, type Line, lineOf, seen } from './check.ts'
import type { Facts } from './facts.ts'

/** What Vault knows of the consumers on a mount, and whether somebody is changing one. */

/** As a run without any choice of its own. */
const CAUTIOUS = { adopt: false, prune: { mode: 'off', limit: 0 } } as const

export const records = check(
  'records',
  ['places', 'auth method', 'mount', 'login', 'scope'],
  async ({ login: vault, scope, places: own }) => {
    const { mount, manifest } = scope.scope
    const consumers = await readConsumers(vault, mount, manifest)
    const now = await vault.now()
    const locks = await Promise.all((consumers?.known ?? []).map(record => lockOf(vault, { mount, manifest, record }, now)))
    const observed = await observeVault(vault, { ...own, check: 'full', prune: false, logins: true, tell: () => {} })
    const unlisted =
      consumers === undefined
        ? [{ state: 'not looked at' as const, message: 'the token may not list the Deployments that are recorded' }]
        : []
    const lines = [...unlisted, ...(consumers?.unreadable ?? []).map(finding => lineOf(finding)), ...locks.flat()]
    const ofManifest = consumers?.known.filter(record => record.manifest === manifest && !isWorkstation(record)) ?? []
    const count = counted(ofManifest.length, 'Deployment')
    return seen(lines, { desired: { ...own, ...CAUTIOUS }, observed }, `${count} recorded, nothing locked`)
  }
)

/** Whose secrets are those of `local up`. */
const isWorkstation = ({ consumer }: ConsumerRecord) => consumer.id.startsWith(`${LOCAL}-`)

interface Recorded {
  readonly mount: string
  readonly manifest: string
  readonly record: ConsumerRecord
}

/** A lock that its run did not release. */
async function lockOf(vault: Facts['login'], { mount, manifest, record }: Recorded, now: Date): Promise<Omit<Line, 'name'>[]> {
  const { consumer, lock } = record
  if (lock === undefined) return []
  const { version } = await readConsumer(vault, mount, consumer.id)
  await refuseEternal(vault, { mount, name: recordName(consumer.id), version }, lock, now)
  const who = `run ${lock.run} (attempt ${lock.attempt})`
  const [whose, remedy] = isWorkstation(record)
    ? [`workstation ${consumer.name}`, 'Run `local up` there']
    : [
        `Deployment ${consumer.name}`,
        `Run \`deploy\`${record.manifest === manifest ? '' : ` of manifest ${record.manifest}`} for this Deployment`
      ]
  if (new Date(lock.expires) > now) return [{ state: 'ok', message: `${who} is changing ${whose} now` }]
  return [
    {
      state: 'warning',
      message: `${who} has ended without releasing its lock on ${whose}`,
      hint: `${remedy}: it finds out how far that run got, and brings it to an end.`
    }
  ]
}
