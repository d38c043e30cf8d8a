import { Secret } from '../base/secret.ts'
import type { AstroInputs } from '../inputs/astro.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { readConsumer } from '../records/consumer.ts'
import { main } from '../run/main.ts'
import type { RunPorts } from '../run/ports.ts'
import { NOT_IN_THIS_FOLDER, prepare } from '../run/prepare.ts'
import type { Vault } from '../vault/port.ts'
import { localAstro } from './astro.ts'
import type { LocalConsumer } from './consumer.ts'
import type { EnvFile } from './env-file.ts'
import { environmentHere, type LocalValues, readingHere } from './values.ts'

/** What the engine has to know of the project that it is about. */
export interface LocalRun {
  readonly consumer: LocalConsumer
  readonly airflowUrl: string
  readonly env: EnvFile
}

/** Nothing of it is used: the engine gets its Astro from here. */
const NO_ASTRO: AstroInputs = {
  token: new Secret(''),
  organization: '',
  workspace: '',
  address: new URL('http://localhost'),
  domain: 'localhost',
  cli: { version: undefined, checksum: undefined, mirror: undefined }
}

/** The inputs of a run about a workstation. */
export const inputsFor = (
  inputs: Inputs,
  { consumer, airflowUrl }: Pick<LocalRun, 'consumer' | 'airflowUrl'>,
  { isFake }: Pick<LocalValues, 'isFake'> = { isFake: false }
): Inputs => ({
  ...inputs,
  mode: 'deploy',
  deployType: 'none',
  astro: NO_ASTRO,
  local: { id: consumer.id, airflowUrl, isFake }
})

/**
 * Fills Vault and gives the workstation its credential, as a deploy does for a Deployment: the same plan, records and lock. `begin`
 * changes this machine, and runs once the manifest and the values on it are known to be good.
 */
export const up =
  (local: LocalRun, values: LocalValues, begin: () => Promise<void>) =>
  async (inputs: Inputs, ports: RunPorts): Promise<void> => {
    const about = inputsFor(inputs, local, values)
    const { mount } = prepare(about, NOT_IN_THIS_FOLDER).manifest.vault
    const { consumer, env } = local
    let vault: Vault | undefined
    const isKnown = async () => {
      const record = vault && (await readConsumer(vault, mount, consumer.id)).value
      return record?.holds !== undefined || record?.lock?.issued !== undefined || (record?.retired ?? []).length > 0
    }
    const astro = localAstro({ ...consumer, env, isKnown })
    await main(about, {
      ...ports,
      repository: '',
      environment: environmentHere(values, ports.environment),
      async openVault(address) {
        await begin()
        const opened = await ports.openVault(address)
        vault = opened.vault
        return opened
      },
      openAstro: () => astro,
      readSources: readingHere(values)
    })
  }
