import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import { VersionConflict } from '../vault/errors.ts'
import { keepHint } from '../vault/hints.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { KvData, Vault } from '../vault/port.ts'
import { type RecordPlace, whereIs } from './damaged.ts'

/** Vault will delete it by itself, without anybody being told: that was set on its mount or key when it was written. */
export class FleetingRecord extends UserError {
  readonly place: RecordPlace
  readonly until: string
  /** What has to be written so that the record stays: as it is, but for what depends on its version. */
  readonly data: Secret<KvData>

  constructor(place: RecordPlace, until: string, data: Secret<KvData>) {
    super(saying(place, until), { hint: keepHint(place.mount, pathOf(place)) })
    this.place = place
    this.until = until
    this.data = data
  }

  /** A warning for a run that must not write the record, because it belongs to another manifest. */
  ofManifest(manifest: string): Finding {
    const hint = keepHint(this.place.mount, pathOf(this.place), `run manifest ${manifest}`)
    return { severity: 'warning', message: saying(this.place, this.until), hint }
  }

  with(data: Secret<KvData>): FleetingRecord {
    return new FleetingRecord(this.place, this.until, data)
  }
}

const pathOf = ({ name }: RecordPlace) => `${OWN_FOLDER}/${name}`

const saying = (place: RecordPlace, until: string) =>
  `${whereIs(place)} will be deleted by Vault itself on ${until}, because delete_version_after was set when it was written`

/**
 * Does it again until it has met no fleeting record any more; each is written once more, as it is: `asked` before that, by
 * its path, and `told` after it.
 */
export async function keepingRecords(
  vault: Pick<Vault, 'write'>,
  { asked, told }: { readonly asked: (where: string) => Promise<void>; readonly told: (where: string) => void },
  act: () => Promise<void>
): Promise<void> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof FleetingRecord)) throw error
      await asked(whereIs(error.place))
      await keep(vault, error)
      told(whereIs(error.place))
    }
  }
}

async function keep(vault: Pick<Vault, 'write'>, { place: { mount, name, version }, data }: FleetingRecord): Promise<void> {
  try {
    await vault.write(mount, `${OWN_FOLDER}/${name}`, data, version)
  } catch (error) {
    // Somebody else has written a newer version.
    if (!(error instanceof VersionConflict)) throw error
  }
}
