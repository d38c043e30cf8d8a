import type { Secret } from '../base/secret.ts'
import type { DeployType, Part } from './deploy-types.ts'

export interface DeploymentVariable {
  readonly secret: boolean
  /** Absent for secrets: the platform never returns them. */
  readonly value?: Secret
  readonly updatedAt: string
}

/** The version of each part that a Deployment runs now; absent if the platform did not say. */
export type Shipped = Readonly<Partial<Record<Part, string>>>

export interface Deployment {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly status: string
  readonly airflowVersion?: string
  readonly dagDeploys: boolean
  readonly variables: ReadonlyMap<string, DeploymentVariable>
  readonly shipped: Shipped
}

export type DeploymentRef = { readonly id: string } | { readonly name: string }

export interface DeployRequest {
  readonly type: DeployType
  readonly projectDir: string
  readonly description: string
  /** A file that an image deploy changes, and the text that it must have before and after. */
  readonly keep?: { readonly file: string; readonly text: string }
}

/** What this project asks of Astro. One call at a time for one Deployment. */
export interface Astro {
  find(ref: DeploymentRef): Promise<Deployment>
  /** Sets one variable and returns the Deployment as it is afterwards; throws unless the platform shows the change. */
  setVariable(deployment: Deployment, key: string, value: Secret, options: { secret: boolean }): Promise<Deployment>
  /** Ships the project and returns the Deployment as it is afterwards; throws unless the project has arrived. */
  deploy(deployment: Deployment, request: DeployRequest): Promise<Deployment>
}

/** Whether a Deployment is up; a hibernating one is healthy too. */
export const isHealthy = ({ status }: Deployment): boolean => status === 'HEALTHY' || status === 'HIBERNATING'
