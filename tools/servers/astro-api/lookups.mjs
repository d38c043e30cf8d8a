import { ApiError } from './errors.mjs'

/** @typedef {import('./routes.mjs').Call} Call */

/**
 * A Deployment that exists and that the token may touch.
 *
 * @param {Call} call
 * @param {string} id
 */
export function theDeployment({ platform, access }, id) {
  const deployment = platform.deployments.find(one => one.id === id)
  if (!deployment) throw new ApiError(404, `Deployment ${id} not found`)
  const foreign = access.workspace && access.workspace !== deployment.fields.workspaceId
  if (foreign || (access.deployment && access.deployment !== id)) {
    throw new ApiError(403, 'You are not authorized for this Deployment')
  }
  return deployment
}

/** @param {Call} call @param {string} id @param {string} deployId */
export function theDeploy({ platform }, id, deployId) {
  const deploys = platform.deploys.filter(deploy => deploy.deployment === id)
  return found('Deploy', deploys, deployId)
}

/** @param {Call} call */
export const visibleWorkspaces = ({ platform, access }) =>
  platform.workspaces().filter(({ id }) => !access.workspace || id === access.workspace)

/** @param {Call} call */
export function clusters({ platform }) {
  const ids = new Set(platform.deployments.flatMap(({ fields }) => fields.clusterId ?? []))
  return [...ids].map(id => ({ id, name: `cluster-${id}`, type: 'DEDICATED', status: 'CREATED', nodePools: [] }))
}

/** @param {string[]} wanted none: all @param {string} value */
export const among = (wanted, value) => wanted.length === 0 || wanted.includes(value)

/**
 * @template {{ id: string }} T
 * @param {string} what
 * @param {T[]} list
 * @param {string} id
 */
export function found(what, list, id) {
  const one = list.find(entry => entry.id === id)
  if (!one) throw new ApiError(404, `${what} ${id} not found`)
  return one
}

/**
 * One page of a list; without a limit the platform gives 20.
 *
 * @param {string} name
 * @param {unknown[]} list
 * @param {Call} call
 */
export function page(name, list, { query }) {
  const [limit, offset] = [Number(query.get('limit') ?? 20), Number(query.get('offset') ?? 0)]
  if (!(limit >= 1 && limit <= 1000 && offset >= 0)) throw new ApiError(400, 'limit must be 1 to 1000, offset 0 or more')
  return { [name]: list.slice(offset, offset + limit), totalCount: list.length, limit, offset }
}
