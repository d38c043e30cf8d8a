import pMap from 'p-map'
import type { Finding } from '../base/finding.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import { CONSUMER, CONSUMERS, type ConsumerRecord, recordName } from './consumer.ts'
import { UnreadableRecord, whereIs } from './damaged.ts'
import { id } from './fields.ts'
import { listRecords, lookAtRecord } from './record.ts'

type Reader = Pick<Vault, 'read' | 'readVersion' | 'list'>

/** All consumers recorded on a mount. */
export interface RecordedConsumers {
  readonly known: readonly ConsumerRecord[]
  /**
   * A finding for each record that cannot be read, or that Vault will delete. Nobody knows, or will know, what its Deployment holds,
   * so nothing may be removed.
   */
  readonly unreadable: readonly Finding[]
}

/**
 * Every consumer recorded on this mount; undefined if the records may not be listed. A damaged record hides no other. Throws
 * `FleetingRecord` only for one of this `manifest`, which may write it once more.
 */
export async function readConsumers(vault: Reader, mount: string, manifest: string): Promise<RecordedConsumers | undefined> {
  const names = await listRecords(vault, mount, CONSUMERS)
  if (names === undefined) return undefined
  const ids = [...names].filter(name => id.safeParse(name).success)
  const read = await pMap(ids.slice(0, MOST), id => readOne(vault, mount, id, manifest), { concurrency: AT_ONCE })
  return {
    known: read.flatMap(({ known }) => known),
    unreadable: [
      ...read.flatMap(({ unreadable }) => unreadable),
      ...tooMany(mount, ids.length),
      ...strangers(mount, names.size - ids.length)
    ]
  }
}

async function readOne(vault: Reader, mount: string, consumerId: string, manifest: string): Promise<RecordedConsumers> {
  try {
    const { value, fleeting } = await lookAtRecord(vault, mount, recordName(consumerId), CONSUMER)
    if (value === undefined) return { known: [], unreadable: [] }
    if (fleeting !== undefined && value.manifest === manifest) throw fleeting
    // Once it is gone, nobody remembers what it said.
    return { known: [value], unreadable: fleeting === undefined ? [] : [fleeting.ofManifest(value.manifest)] }
  } catch (error) {
    if (!(error instanceof UnreadableRecord)) throw error
    return { known: [], unreadable: error.findings.map(finding => ({ ...finding, severity: 'warning' })) }
  }
}

/** More Deployments than any Organization has. Without a limit, a writer of records could keep a run reading for ever. */
const MOST = 10_000

function tooMany(mount: string, count: number): Finding[] {
  if (count <= MOST) return []
  const message = `${whereIs({ mount, name: CONSUMERS })} contains ${count} records, and only ${MOST} of them were read`
  return [
    {
      severity: 'warning',
      message,
      hint: `Delete the records of Deployments that no longer exist, each with \`vault kv metadata delete -mount=${mount} ${OWN_FOLDER}/${CONSUMERS}/ID\`.`
    }
  ]
}

/** No Deployment has such an id. The records are not read, and their names are not repeated. */
function strangers(mount: string, count: number): Finding[] {
  if (count === 0) return []
  const where = whereIs({ mount, name: CONSUMERS })
  return [
    {
      severity: 'warning',
      message: `${where} contains ${count === 1 ? 'a name' : `${count} names`} that no Deployment can have`,
      hint: `List the folder with \`vault kv list -mount=${mount} ${OWN_FOLDER}/${CONSUMERS}\`. Delete what does not belong there, each with \`vault kv metadata delete -mount=${mount} ${OWN_FOLDER}/${CONSUMERS}/NAME\`.`
    }
  ]
}
