import * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { type Api, listAll } from './api.ts'
import { versions, versionsOf } from './deploy-types.ts'
import { addressesOf, externalIps } from './external-ips.ts'
import { overrideOf, scaling } from './hibernation.ts'
import type { Deployment, DeploymentRef, DeploymentVariable } from './port.ts'
import { AstroError } from './service.ts'

const variable = z.object({
  key: z.string(),
  isSecret: z.boolean(),
  /** Absent for secrets. */
  value: z.nullish(z.string()),
  updatedAt: z.nullish(z.string())
})
const identity = z.object({ id: z.string(), name: z.string() })
const deployment = z.extend(z.extend(versions, identity.shape), {
  ...externalIps.shape,
  workspaceId: z.string(),
  status: z.string(),
  description: z.nullish(z.string()),
  airflowVersion: z.nullish(z.string()),
  scalingSpec: scaling,
  oidcIssuerUrl: z.nullish(z.string()),
  namespace: z.nullish(z.string()),
  remoteExecution: z.nullish(z.object({ enabled: z.boolean() })),
  environmentVariables: z.nullish(z.array(variable))
})
const page = z.object({ deployments: z.array(identity), totalCount: z.number() })

/** The Deployments of these ids and names. The names of several are looked up with one list of the Workspace. */
export async function findDeployments(
  api: Api,
  workspace: string,
  refs: readonly DeploymentRef[]
): Promise<readonly PromiseSettledResult<Deployment>[]> {
  const names = refs.filter(ref => 'name' in ref)
  const listed = names.length > 1 ? await list(api, workspace, 'the Deployments of the Workspace') : undefined
  return await Promise.allSettled(refs.map(async ref => await findDeployment(api, workspace, ref, listed)))
}

/** The Deployment of an id or a name, if it is in the Workspace. `listed`: those of the Workspace, if they are known. */
export async function findDeployment(
  api: Api,
  workspace: string,
  ref: DeploymentRef,
  listed?: readonly Named[]
): Promise<Deployment> {
  const id = 'id' in ref ? ref.id : idOf(ref.name, listed ?? (await named(api, workspace, ref.name)))
  if (id === undefined) throw notFound(`"${'name' in ref ? ref.name : ''}"`, workspace, 'no Deployment has this name')
  const found = await readDeployment(api, { id, name: 'id' in ref ? ref.id : ref.name }).catch(error => {
    throw error instanceof AstroError && error.status === 404 ? notFound(id, workspace, error.said) : error
  })
  if (found.workspaceId === workspace) return found
  throw new UserError(`Deployment ${found.name} is in Workspace ${found.workspaceId}, not in Workspace ${workspace}`, {
    hint: 'Check the id of the Deployment and `workspace-id`.'
  })
}

/** A Deployment as it is now. Throws for an answer about another one: everything that follows would be done to that. */
export async function readDeployment(api: Api, { id, name }: Pick<Deployment, 'id' | 'name'>): Promise<Deployment> {
  const path = `/deployments/${encodeURIComponent(id)}`
  const found = await api.get({ path, about: `Deployment ${name}`, shape: deployment })
  if (found.id !== id)
    throw new UserError(`Astro was asked for Deployment ${id} and answered with ${found.name} (${found.id})`, {
      hint: 'Check that nothing between this runner and Astro, such as a proxy, keeps answers for later.'
    })
  const override = overrideOf(found.scalingSpec)
  return {
    id: found.id,
    name: found.name,
    workspaceId: found.workspaceId,
    status: found.status,
    dagDeploys: found.isDagDeployEnabled,
    ...(found.description ? { description: found.description } : {}),
    ...(found.airflowVersion ? { airflowVersion: found.airflowVersion } : {}),
    ...(found.oidcIssuerUrl ? { issuer: found.oidcIssuerUrl } : {}),
    ...(found.namespace ? { namespace: found.namespace } : {}),
    ...(override === undefined ? {} : { override }),
    ...(found.remoteExecution?.enabled ? { remoteExecution: true } : {}),
    variables: new Map((found.environmentVariables ?? []).map(one => [one.key, variableOf(one)])),
    shipped: versionsOf(found),
    ...(found.isDagDeployEnabled && found.dagTarballVersion ? { runningDags: found.dagTarballVersion } : {}),
    addresses: addressesOf(found)
  }
}

const variableOf = ({ isSecret, value, updatedAt }: z.output<typeof variable>): DeploymentVariable => ({
  secret: isSecret,
  updatedAt: timeIn(updatedAt),
  ...(isSecret || typeof value !== 'string' ? {} : { value: new Secret(value) })
})

/** Empty where there is none: Go's zero time, year 1, means that too. */
const timeIn = (text: string | null | undefined): string => (text?.startsWith('0001-') ? '' : (text ?? ''))

/** The Deployment of a name; undefined if there is none. */
export async function deploymentNamed(api: Api, workspace: string, name: string): Promise<Deployment | undefined> {
  const id = idOf(name, await named(api, workspace, name))
  return id === undefined ? undefined : await readDeployment(api, { id, name })
}

/** The Deployment of an id; undefined only if Astro says that there is none. */
export async function deploymentWithId(api: Api, id: string): Promise<Deployment | undefined> {
  try {
    return await readDeployment(api, { id, name: id })
  } catch (error) {
    if (error instanceof AstroError && error.status === 404) return undefined
    throw error
  }
}

type Named = z.output<typeof identity>

const named = (api: Api, workspace: string, name: string) => list(api, workspace, `Deployment "${name}"`, { names: name })

const list = (api: Api, workspace: string, about: string, query: Readonly<Record<string, string>> = {}) =>
  listAll(api, {
    path: '/deployments',
    query: { workspaceIds: workspace, ...query },
    about,
    page,
    entries: ({ deployments }) => deployments
  })

function idOf(name: string, listed: readonly Named[]): string | undefined {
  const [found, another] = listed.filter(one => one.name === name)
  if (another === undefined) return found?.id
  throw new UserError(`more than one Deployment is named "${name}"`, {
    hint: 'Use the id of the Deployment instead of its name.'
  })
}

const notFound = (named: string, workspace: string, said: string): UserError =>
  new UserError(`Deployment ${named} was not found in Workspace ${workspace}: ${said}`, {
    hint: 'Check the id or name of the Deployment and `workspace-id`, and that `astro-api-token` has access to the Deployment.'
  })
