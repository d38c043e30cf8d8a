import type { KeyObject } from 'node:crypto'
import type { Astro } from '../astro/port.ts'
import type { Clock } from '../base/clock.ts'
import type { Secret } from '../base/secret.ts'
import type { LoginFacts } from '../identity/identity.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Tell } from '../plan/event.ts'
import type { HeldLock } from '../records/held-lock.ts'
import type { Run } from '../records/lock.ts'
import type { Readers } from '../records/readers.ts'
import type { Vault } from '../vault/port.ts'

/** What every applier works with. */
export interface Ports {
  readonly vault: Vault
  readonly tell: Tell
  /** Hides a value, in every form it may take, from everything printed from now on. */
  readonly mask: (secret: Secret) => void
}

/** What the steps that touch Vault alone share. */
export interface VaultContext extends Ports {
  readonly mount: string
  readonly run: Run
  /** The key of our fingerprints, made on first use. */
  key(): Promise<KeyObject>
  /** Who may be reading at this moment, also where only these policies, which the role has just lost, lead to. */
  readonly readers: (lost?: readonly string[]) => Promise<Readers>
}

/** What all steps on one Deployment share. */
export interface DeploymentContext extends Ports {
  readonly astro: Astro
  readonly manifest: Manifest
  readonly scope: Scope
  readonly lock: HeldLock
  readonly run: Run
  /** `owner/repository` of the workflow, for the metadata of a credential; empty where there is none. */
  readonly repository: string
  /** Who may be reading at this moment. */
  readonly readers: () => Promise<Readers>
  /** All kwargs but the credential. */
  readonly kwargsFor: (login: LoginFacts) => object
  readonly clock: Clock
  readonly waitSeconds: number
  readonly signal: AbortSignal
}
