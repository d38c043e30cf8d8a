import * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import type { Api } from './api.ts'
import { versions } from './deploy-types.ts'

const entry = z.extend(versions, {
  id: z.string(),
  deploymentId: z.string(),
  /** INITIALIZED, DEPLOYED or FAILED. */
  status: z.string(),
  description: z.nullish(z.string())
})
const page = z.object({ deploys: z.array(entry), totalCount: z.number() })

/** One deploy to a Deployment, by whomever, as the platform lists it. */
export type DeployEntry = z.output<typeof entry>

/** The most that the platform gives at once. */
const PAGE = 1000

/** Every deploy to a Deployment. The platform promises no order, so none is left out. */
export async function listDeploys(api: Api, deploymentId: string): Promise<readonly DeployEntry[]> {
  const path = `/deployments/${encodeURIComponent(deploymentId)}/deploys`
  const found = new Map<string, DeployEntry>()
  for (;;) {
    const known = found.size
    const { success, data } = page.safeParse(await api.get(`${path}?limit=${PAGE}&offset=${known}`))
    if (!success) throw new UserError(`Astro's API shows something else at ${path} than a list of deploys`)
    for (const one of data.deploys) found.set(one.id, one)
    // A list that others add to shifts while it is read; one that shows nothing new has come to its end.
    if (found.size >= data.totalCount || found.size === known) return [...found.values()]
  }
}

/** What tells our deploy from everybody else's, behind what the user wants to read there. The platform takes 500 characters. */
export const marked = (description: string, mark: string): string => `${description} (astro-vault-action ${mark})`

/** Those that carry the mark. More than one: somebody has copied it, and nobody can tell which is ours. */
export const withMark = (deploys: readonly DeployEntry[], deploymentId: string, mark: string): readonly DeployEntry[] =>
  deploys.filter(one => one.deploymentId === deploymentId && one.description?.endsWith(marked('', mark)))
