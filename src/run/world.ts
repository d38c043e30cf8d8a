import type { Astro } from '../astro/port.ts'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'
import type { AstroInputs } from '../inputs/astro.ts'
import type { VaultInputs } from '../inputs/vault.ts'
import type { Tell } from '../plan/event.ts'
import type { Run } from '../records/lock.ts'
import type { Vault } from '../vault/port.ts'

/** Where a run meets the world: tests pass fakes of it, a runner or a terminal the real thing. */
export interface World {
  readonly environment: Environment
  readonly tell: Tell
  /** Hides a value, in every form it may take, from everything printed from now on. */
  readonly mask: (secret: Secret) => void
  readonly run: Run
  /** `owner/repository` of the workflow. */
  readonly repository: string
  readonly signal: AbortSignal
  openVault(inputs: VaultInputs): Promise<Session>
  openAstro(inputs: AstroInputs): Astro
}

/** What a login opens. */
export interface Session {
  readonly vault: Vault
  /** Goes on working for a while after the end of the run has ended everything else. */
  readonly lastWords: Vault
}
