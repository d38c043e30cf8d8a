import { ApiError } from './errors.mjs'

/** @typedef {import('./deployments.mjs').Fields} Fields */

/** Fields that every update must carry, with their type: the platform replaces the record, it does not patch it. */
const required = {
  type: 'string',
  name: 'string',
  description: 'string',
  workspaceId: 'string',
  executor: 'string',
  schedulerSize: 'string',
  isCicdEnforced: 'boolean',
  isDagDeployEnabled: 'boolean',
  isHighAvailability: 'boolean'
}

/** Required as well, unless tasks run outside Astro. */
export const pods = {
  defaultTaskPodCpu: 'string',
  defaultTaskPodMemory: 'string',
  resourceQuotaCpu: 'string',
  resourceQuotaMemory: 'string'
}

const queue = {
  name: 'string',
  astroMachine: 'string',
  isDefault: 'boolean',
  minWorkerCount: 'number',
  maxWorkerCount: 'number',
  workerConcurrency: 'number'
}

const optional = ['isDevelopmentMode', 'workerQueues', 'remoteExecution', 'contactEmails', 'scalingSpec', 'workloadIdentity']

/**
 * Refuses an update that the platform would refuse.
 *
 * @param {unknown} body
 * @param {Fields} current
 * @returns {{ environmentVariables: unknown }}
 */
export function checkUpdate(body, current) {
  const sent = recordFrom(body, 'The update')
  demand(sent, required, 'The update')
  if (!sent['remoteExecution']) demand(sent, pods, 'The update')
  if (sent['type'] !== current.type) throw new ApiError(400, `The Deployment is of type ${current.type}`)
  if (sent['workspaceId'] !== current.workspaceId)
    throw new ApiError(400, 'An update cannot move a Deployment to another Workspace')
  if (sent['name'] === '') throw new ApiError(400, 'name must not be empty')
  oneOf(sent, 'executor', ['CELERY', 'KUBERNETES', 'ASTRO'])
  oneOf(sent, 'schedulerSize', ['SMALL', 'MEDIUM', 'LARGE', 'EXTRA_LARGE'])
  checkQueues(sent)
  return { environmentVariables: sent['environmentVariables'] }
}

/**
 * The fields of the record that an accepted update carries, its variables apart.
 *
 * @param {any} body
 * @param {Fields} current
 * @returns {Partial<Fields>}
 */
export function fieldsFrom(body, { workerQueues }) {
  const names = [...Object.keys(required), ...Object.keys(pods), ...optional]
  const fields = Object.fromEntries(names.filter(name => (body[name] ?? null) !== null).map(name => [name, body[name]]))
  // A request names a queue's settings only; its pod sizes follow from the machine and stay with the record.
  const queues = body.workerQueues?.map((/** @type {any} */ sent) => ({
    ...workerQueues.find(({ name }) => name === sent.name),
    ...sent
  }))
  return { ...fields, ...(queues && { workerQueues: queues }) }
}

/** @param {Record<string, unknown>} sent */
export function checkQueues(sent) {
  if (sent['executor'] === 'KUBERNETES' || sent['remoteExecution']) return
  const queues = sent['workerQueues']
  if (!Array.isArray(queues)) throw new ApiError(400, `workerQueues is required for the executor ${sent['executor']}`)
  for (const one of queues) demand(recordFrom(one, 'A worker queue'), queue, 'A worker queue')
  if (!queues.some(({ name }) => name === 'default')) throw new ApiError(400, 'A worker queue called default is required')
}

/**
 * @param {unknown} value
 * @param {string} what
 * @returns {Record<string, unknown>}
 */
export function recordFrom(value, what) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.fromEntries(Object.entries(value))
  throw new ApiError(400, `${what} must be a JSON object`)
}

/**
 * @param {Record<string, unknown>} sent
 * @param {Record<string, string>} types
 * @param {string} what
 */
export function demand(sent, types, what) {
  for (const [name, type] of Object.entries(types)) {
    if (typeof sent[name] !== type) throw new ApiError(400, `${what} needs ${name}, a ${type}`)
  }
}

/**
 * @param {Record<string, unknown>} sent
 * @param {string} name
 * @param {string[]} allowed
 */
export function oneOf(sent, name, allowed) {
  if (!allowed.includes(String(sent[name]))) throw new ApiError(400, `${name} must be one of ${allowed.join(', ')}`)
}
