import { gunzipSync, gzipSync } from 'node:zlib'
import { VersionConflict } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import { readRecord, type Stored, writeRecord } from './record.ts'

/** What belongs to one manifest: it may be changed without asking. */
export interface Ledger {
  /** KV paths below the mount. */
  readonly paths: ReadonlySet<string>
  /** `<auth mount>/<role>`. */
  readonly roles: ReadonlySet<string>
}

interface LedgerRecord {
  /** Lines of paths, gzip, base64: 20,000 of them stay far below the 1 MiB of an entry. */
  readonly paths: string
  readonly roles: readonly string[]
}

const nameOf = (manifest: string) => `manifests/${manifest}/0`

export async function readLedger(vault: Vault, mount: string, manifest: string): Promise<Ledger> {
  return contentOf(await readRecord<LedgerRecord>(vault, mount, nameOf(manifest)))
}

/** Adds claims. Written before what is claimed, so that a run that dies in between leaves nothing that looks foreign. */
export async function claim(vault: Vault, mount: string, manifest: string, added: Ledger): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const stored = await readRecord<LedgerRecord>(vault, mount, nameOf(manifest))
    const ledger = contentOf(stored)
    const paths = new Set([...ledger.paths, ...added.paths])
    const roles = new Set([...ledger.roles, ...added.roles])
    if (paths.size === ledger.paths.size && roles.size === ledger.roles.size) return
    try {
      const packed = gzipSync([...paths].sort().join('\n')).toString('base64')
      await writeRecord(vault, mount, nameOf(manifest), { paths: packed, roles: [...roles].sort() }, stored.version)
      return
    } catch (error) {
      // Another leg of the matrix was faster: its claims are kept, ours are added to them.
      if (!(error instanceof VersionConflict) || attempt === 10) throw error
    }
  }
}

function contentOf({ value }: Stored<LedgerRecord>): Ledger {
  if (value === undefined) return { paths: new Set(), roles: new Set() }
  const paths = gunzipSync(Buffer.from(value.paths, 'base64')).toString()
  return { paths: new Set(paths === '' ? [] : paths.split('\n')), roles: new Set(value.roles) }
}
