import * as z from 'zod/mini'
import { type Api, listAll } from './api.ts'
import { versions } from './deploy-types.ts'
import type { Deployment } from './port.ts'

const entry = z.extend(versions, {
  id: z.string(),
  deploymentId: z.string(),
  /** INITIALIZED, DEPLOYED or FAILED. */
  status: z.string(),
  description: z.nullish(z.string()),
  /** What is mounted in Airflow beside the DAGs, such as dbt projects. */
  bundles: z.nullish(z.array(z.object({ currentVersion: z.nullish(z.string()), desiredVersion: z.nullish(z.string()) })))
})
const page = z.object({ deploys: z.array(entry), totalCount: z.number() })

/** One deploy to a Deployment, by whomever, as the platform lists it. */
export type DeployEntry = z.output<typeof entry>

/** Of everything that is mounted there after this deploy. */
export const bundleVersions = ({ bundles }: DeployEntry): readonly string[] =>
  (bundles ?? []).flatMap(({ currentVersion, desiredVersion }) => [currentVersion ?? [], desiredVersion ?? []].flat())

/** Every deploy to a Deployment. */
export const listDeploys = (api: Pick<Api, 'get'>, { id, name }: Pick<Deployment, 'id' | 'name'>) =>
  listAll(api, {
    path: `/deployments/${encodeURIComponent(id)}/deploys`,
    about: `the deploys of Deployment ${name}`,
    page,
    entries: ({ deploys }) => deploys
  })

/** What tells our deploy from everybody else's, behind what the user wants to read there. The platform takes 500 characters. */
export const marked = (description: string, mark: string): string => `${description} (astro-vault-action ${mark})`

/** Those that carry the mark. More than one: somebody has copied it, and nobody can tell which is ours. */
export const withMark = (deploys: readonly DeployEntry[], deploymentId: string, mark: string): readonly DeployEntry[] =>
  deploys.filter(one => one.deploymentId === deploymentId && one.description?.endsWith(marked('', mark)))
