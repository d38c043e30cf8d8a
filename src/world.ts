import type { Log } from './apply/ports.ts'
import type { Astro } from './astro/port.ts'
import type { AstroInputs } from './inputs.ts'
import type { Environment } from './manifest/reader.ts'
import type { Run } from './state/lock.ts'
import type { Vault } from './vault/port.ts'
import type { VaultInputs } from './vault-inputs.ts'

/** Where a run meets the world: tests pass fakes of it, `index` the real thing. */
export interface World {
  readonly environment: Environment
  readonly log: Log & { group(heading: string, lines: readonly string[]): void }
  readonly run: Run
  /** `owner/repository` of the workflow. */
  readonly repository: string
  readonly signal: AbortSignal
  /** `lastWords` goes on working for a while after `signal` has ended everything else. */
  openVault(inputs: VaultInputs): Promise<{ vault: Vault; lastWords: Vault }>
  openAstro(inputs: AstroInputs): Astro
}
