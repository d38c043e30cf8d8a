import type { Astro } from '../astro/port.ts'
import type { Clock } from '../base/clock.ts'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'
import type { AstroInputs } from '../inputs/astro.ts'
import type { VaultInputs } from '../inputs/vault.ts'
import type { Chapter, Tell } from '../plan/event.ts'
import type { Run } from '../records/lock.ts'
import type { readLocal } from '../sources/local.ts'
import type { Vault } from '../vault/port.ts'

/** What a run works with: tests pass fakes, a runner or a terminal the real thing. */
export interface RunPorts {
  readonly environment: Environment
  readonly tell: Tell
  /** Hides a value, in every form it may take, from everything printed from now on. */
  readonly mask: (secret: Secret) => void
  readonly run: Run
  /** The folder that the run works in; paths in what it says are relative to it. */
  readonly workspace: string
  /** The branch that a pull request is to be merged into, its last commit, and that of the pull request; absent for any other run. */
  readonly base?: { readonly branch: string; readonly commit: string; readonly head: string }
  /** The commit that alone may decide where secrets go, where a run for a stranger's pull request has them. */
  readonly trusted?: string
  /** `owner/repository` of the workflow; empty where there is none. */
  readonly repository: string
  readonly signal: AbortSignal
  readonly clock: Clock
  /**
   * Asks whoever started the run whether to carry out this plan, which was shown. Throws if not. Absent where nobody is there to ask:
   * a workflow has agreed by its mode. `besides`: sentences about records that are written, which no step of the plan shows.
   */
  readonly agree?: (chapters: readonly Chapter[], besides?: readonly string[]) => Promise<void>
  /** Reads the sources that need no login; default: each from where it is. */
  readonly readSources?: typeof readLocal
  openVault(inputs: VaultInputs): Promise<VaultPorts>
  openAstro(inputs: AstroInputs): Astro
}

/** What a login opens. */
export interface VaultPorts {
  readonly vault: Vault
  /** Keeps working for a while after the end of the run has stopped everything else. */
  readonly lastWords: Vault
}
