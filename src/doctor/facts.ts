import type { Deployment } from '../astro/port.ts'
import type { AstroInputs } from '../inputs/astro.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { VaultInputs } from '../inputs/vault.ts'
import type { ObservedDeployment, ObservedVault } from '../observe/observed.ts'
import type { DesiredVault } from '../plan/vault/desired.ts'
import type { RunPorts } from '../run/ports.ts'
import type { PreparedRun, PreparedScope, ResolvedRun, ResolvedScope } from '../run/prepare.ts'
import type { Chosen } from '../run/targets.ts'
import type { Address } from '../vault/address.ts'
import type { Health } from '../vault/anonymous.ts'
import type { Vault } from '../vault/port.ts'

/** What a request to the address of Vault came to: what the server says of itself, or why there was no such answer. */
export type Knocked = { readonly health: Health } | { readonly error: unknown }

/** Vault as it is, and as the manifest wants it, for one scope. */
export interface Compared {
  readonly desired: DesiredVault
  readonly observed: ObservedVault
}

/** What checks need. The first ones are given; each of the others is found by the check of that name. */
export interface Facts {
  readonly inputs: Inputs
  readonly ports: RunPorts
  readonly address: Address
  readonly credentials: VaultInputs
  readonly token: AstroInputs
  readonly scope: PreparedScope
  readonly chosen: Chosen

  readonly manifest: PreparedRun
  readonly DAGs: true
  readonly image: true
  readonly CLI: true

  readonly network: Knocked
  readonly TLS: Knocked
  readonly server: Health
  readonly seal: Health
  readonly version: true
  readonly clock: true
  readonly namespace: true
  readonly login: Vault
  readonly 'airflow-url': true
  readonly values: ResolvedRun

  readonly permissions: true
  readonly 'auth method': true
  readonly mount: true
  readonly places: ResolvedScope
  readonly records: Compared
  readonly 'auth config': true
  readonly policy: true
  readonly role: true
  readonly logins: true
  readonly secrets: true
  readonly proof: true

  readonly Deployment: Deployment
  readonly 'Remote Execution': true
  readonly backend: true
  readonly kwargs: true
  readonly record: ObservedDeployment
  readonly 'secret-id': true
  readonly shadowing: true
  readonly status: true
}
