import type { Astro } from '../astro/port.ts'
import type { Secret } from '../secret.ts'
import type { Vault } from '../vault/port.ts'

/** What a run says while it works. */
export interface Log {
  info(line: string): void
  warning(message: string): void
  /** Hides a value, in every form it may take, from everything printed from now on. */
  mask(secret: Secret): void
}

export interface Ports {
  readonly vault: Vault
  readonly astro: Astro
  readonly log: Log
}
