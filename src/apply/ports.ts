import type { KeyObject } from 'node:crypto'
import type { Astro } from '../astro/port.ts'
import type { Place } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import type { Run } from '../records/lock.ts'
import type { Vault } from '../vault/port.ts'

/** What a run says while it works. */
export interface Log {
  info(line: string): void
  /** `place` is where the annotation stands. */
  warning(message: string, place?: Place): void
  /** Hides a value, in every form it may take, from everything printed from now on. */
  mask(secret: Secret): void
}

export interface Ports {
  readonly vault: Vault
  readonly astro: Astro
  readonly log: Log
}

/** What the steps that touch Vault alone share. */
export interface VaultContext {
  readonly vault: Vault
  readonly log: Log
  readonly mount: string
  readonly run: Run
  /** The key of our fingerprints, made when it is first asked for. */
  key(): Promise<KeyObject>
}
