import { aDeployment } from './builders.mjs'
import { ApiError } from './errors.mjs'
import { deploymentOptions } from './options.mjs'
import { checkQueues, demand, oneOf, pods, recordFrom } from './updates.mjs'

/** @typedef {import('./builders.mjs').DeploymentSpec} DeploymentSpec */

/** Fields that every creation must carry, with their type. */
const required = {
  type: 'string',
  name: 'string',
  workspaceId: 'string',
  astroRuntimeVersion: 'string',
  executor: 'string',
  schedulerSize: 'string',
  isCicdEnforced: 'boolean',
  isDagDeployEnabled: 'boolean',
  isHighAvailability: 'boolean'
}

/** What else is kept of one. Variables are not: a later update sets them. */
const optional = ['description', 'cloudProvider', 'region', 'clusterId', 'isDevelopmentMode', 'scalingSpec', 'workloadIdentity']

/**
 * A new Deployment as it was asked for, or a refusal.
 *
 * @param {any} body
 * @param {Pick<import('./platform.mjs').Platform, 'clock' | 'deployments' | 'deleted' | 'workspaces'>} platform
 * @returns {DeploymentSpec}
 */
export function createdFrom(body, platform) {
  const sent = recordFrom(body, 'The Deployment')
  demand(sent, required, 'The Deployment')
  if (!sent['remoteExecution']) demand(sent, pods, 'The Deployment')
  oneOf(sent, 'type', ['STANDARD', 'DEDICATED'])
  oneOf(sent, 'executor', ['CELERY', 'KUBERNETES', 'ASTRO'])
  oneOf(sent, 'schedulerSize', ['SMALL', 'MEDIUM', 'LARGE', 'EXTRA_LARGE'])
  checkQueues(sent)
  const place = sent['type'] === 'STANDARD' ? { cloudProvider: 'string', region: 'string' } : { clusterId: 'string' }
  demand(sent, place, `A Deployment of type ${sent['type']}`)
  const workspace = platform.workspaces().find(({ id }) => id === sent['workspaceId'])
  if (!workspace) throw new ApiError(404, `Workspace ${sent['workspaceId']} not found`)
  const { name } = body
  if (name === '') throw new ApiError(400, 'name must not be empty')
  if (platform.deployments.some(({ fields }) => fields.workspaceId === workspace.id && fields.name === name))
    throw new ApiError(400, `A Deployment with the name ${name} already exists in the Workspace`)
  const { runtimeReleases } = deploymentOptions(
    platform.deployments.map(({ fields }) => [fields.runtimeVersion, fields.airflowVersion])
  )
  const runtime = runtimeReleases.find(({ version }) => version === sent['astroRuntimeVersion'])
  if (!runtime) throw new ApiError(400, `Astro Runtime ${sent['astroRuntimeVersion']} is not available`)
  const number = platform.deployments.length + platform.deleted.length + 1
  const at = platform.clock()
  const kept = [...Object.keys(required), ...Object.keys(pods), ...optional].filter(key => (sent[key] ?? null) !== null)
  return aDeployment({
    ...Object.fromEntries(kept.map(key => [key, sent[key]])),
    ...(body.workerQueues && { workerQueues: body.workerQueues.map(queueOf) }),
    id: `cldep${String(number).padStart(20, '0')}`,
    namespace: `new-star-${String(number).padStart(4, '0')}`,
    workspaceName: workspace.name,
    runtimeVersion: runtime.version,
    airflowVersion: runtime.airflowVersion,
    imageTag: runtime.version,
    dagTarballVersion: '',
    createdAt: at,
    updatedAt: at
  })
}

/** Its pod sizes follow from the machine. @param {any} sent @param {number} index */
const queueOf = (sent, index) => ({ ...sent, id: `clwq${String(index + 1).padStart(21, '0')}`, podCpu: '1', podMemory: '2Gi' })
