import type { Astro, DeploymentRef } from '../../astro/port.ts'
import type { Inputs } from '../../inputs/inputs.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Preview } from '../../manifest/preview.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { Allow } from '../permissions.ts'
import type { RunPorts, VaultPorts } from '../ports.ts'
import type { PreparedRun, ResolvedRun } from '../prepare.ts'

/** The run about the targets that it is really about. */
export type Choose = (run: ResolvedRun) => ResolvedRun

export interface AboutPreview {
  readonly prepared: PreparedRun
  readonly opened: VaultPorts
  readonly ports: RunPorts
  readonly allow: Allow
  resolve(): Promise<ResolvedRun>
  /** Deploys, or plans, as for any other Deployment. */
  act(choose: Choose): Promise<void>
}

/** The one preview that a run is about. */
export interface PreviewRun extends AboutPreview {
  readonly inputs: Inputs
  /** Of the file: lifetimes are those of the base. */
  readonly manifest: Manifest
  readonly base: DeploymentRef
  readonly preview: Preview
  readonly scope: Scope
  readonly astro: Astro
}

/** The same run about these Deployments. */
export const aboutThese =
  (targets: readonly DeploymentRef[]): Choose =>
  run => ({ ...run, scopes: run.scopes.map(scope => ({ ...scope, targets: targets.map(ref => ({ ref })) })) })
