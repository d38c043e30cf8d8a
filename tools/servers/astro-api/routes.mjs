import { createdFrom } from './creations.mjs'
import { finishDeploy, rollBack, startDeploy, viewDeploy } from './deploys.mjs'
import { ApiError } from './errors.mjs'
import { overrideFrom } from './hibernation.mjs'
import { among, clusters, found, page, theDeploy, theDeployment, visibleWorkspaces } from './lookups.mjs'
import { deploymentOptions } from './options.mjs'

/**
 * @typedef {{
 *   platform: import('./platform.mjs').Platform,
 *   access: import('./tokens.mjs').Access,
 *   url: string,
 *   query: URLSearchParams,
 *   body: unknown,
 *   isCli: boolean,
 *   entry: import('./exchange.mjs').RecordEntry
 * }} Call
 * @typedef {import('./deployments.mjs').Deployment} Deployment
 */

/**
 * The API below its prefix and `/organizations/{org}`; handlers get the ids of the path and give the answer's JSON.
 *
 * @type {[method: string, path: RegExp, (call: Call, ...ids: string[]) => unknown][]}
 */
const routes = [
  ['GET', /^$/, ({ platform }) => platform.organization],
  ['GET', /^\/workspaces$/, call => page('workspaces', visibleWorkspaces(call), call)],
  ['GET', /^\/workspaces\/([^/]+)$/, (call, id) => found('Workspace', visibleWorkspaces(call), id)],
  ['GET', /^\/clusters$/, call => page('clusters', clusters(call), call)],
  ['GET', /^\/clusters\/([^/]+)$/, (call, id) => found('Cluster', clusters(call), id)],
  ['GET', /^\/deployment-options$/, ({ platform }) => deploymentOptions(platform.deployments.map(runtimeOf))],
  ['GET', /^\/deployments$/, listDeployments],
  ['POST', /^\/deployments$/, createDeployment],
  ['GET', /^\/deployments\/([^/]+)$/, (call, id) => theDeployment(call, id).read({ isAtOnce: call.isCli })],
  ['POST', /^\/deployments\/([^/]+)$/, updateDeployment],
  ['DELETE', /^\/deployments\/([^/]+)$/, deleteDeployment],
  ['POST', /^\/deployments\/([^/]+)\/hibernation-override$/, override],
  ['DELETE', /^\/deployments\/([^/]+)\/hibernation-override$/, removeOverride],
  ['GET', /^\/deployments\/([^/]+)\/deploys$/, listDeploys],
  ['POST', /^\/deployments\/([^/]+)\/deploys$/, createDeploy],
  ['GET', /^\/deployments\/([^/]+)\/deploys\/([^/]+)$/, (call, id, deployId) => viewOf(call, id, theDeploy(call, id, deployId))],
  ['POST', /^\/deployments\/([^/]+)\/deploys\/([^/]+)\/finalize$/, finalizeDeploy],
  ['POST', /^\/deployments\/([^/]+)\/deploys\/([^/]+)$/, finalizeDeploy],
  ['POST', /^\/deployments\/([^/]+)\/deploys\/([^/]+)\/rollback$/, rollBackDeploy]
]

/**
 * Does a request's work and gives the JSON to answer, or throws an ApiError.
 *
 * @param {string} method
 * @param {string} path without the prefix
 * @param {Call} call
 */
export async function route(method, path, call) {
  if (method === 'GET' && path === '/organizations') return page('organizations', [call.platform.organization], call)
  const [, organization, rest = ''] = path.match(/^\/organizations\/([^/]+)(\/.*)?$/) ?? []
  for (const [verb, pattern, handler] of organization === undefined ? [] : routes) {
    const ids = rest.match(pattern)
    if (verb !== method || !ids) continue
    if (organization !== call.access.organization) throw new ApiError(403, 'You are not authorized for this Organization')
    return handler(call, ...ids.slice(1))
  }
  throw new ApiError(404, `No such endpoint: ${method} ${path}`)
}

/** @param {Call} call */
function listDeployments(call) {
  const { platform, access, query } = call
  const workspaces = query.getAll('workspaceIds')
  if (access.workspace && workspaces.some(id => id !== access.workspace)) {
    throw new ApiError(403, 'You are not authorized for this Workspace')
  }
  const wanted = platform.deployments.filter(
    ({ id, fields }) =>
      (!access.workspace || fields.workspaceId === access.workspace) &&
      (!access.deployment || id === access.deployment) &&
      among(workspaces, fields.workspaceId) &&
      among(query.getAll('names'), fields.name) &&
      among(query.getAll('deploymentIds'), id)
  )
  const list = wanted.map(deployment => deployment.view())
  return page('deployments', list, call)
}

/** @param {Call} call */
async function createDeployment(call) {
  const { platform, access, body } = call
  const spec = createdFrom(body, platform)
  if (access.deployment || (access.workspace && access.workspace !== spec.workspaceId))
    throw new ApiError(403, 'You are not authorized to create Deployments in this Workspace')
  const deployment = platform.create(spec)
  await platform.changed(deployment)
  return deployment.view()
}

/** @param {Call} call @param {string} id */
function deleteDeployment(call, id) {
  call.platform.remove(theDeployment(call, id))
  return {}
}

/** @param {Call} call @param {string} id */
async function updateDeployment(call, id) {
  const deployment = theDeployment(call, id)
  const update = { deployment: deployment.id, ...deployment.update(call.body) }
  call.platform.updates.push(update)
  call.entry.update = update
  await call.platform.changed(deployment)
  return deployment.view()
}

/** @param {Call} call @param {string} id */
function override(call, id) {
  const deployment = theDeployment(call, id)
  deployment.override(overrideFrom(call.body, deployment.fields))
  return deployment.overrideShown()
}

/** @param {Call} call @param {string} id */
function removeOverride(call, id) {
  const deployment = theDeployment(call, id)
  if (deployment.overrideShown() === undefined) throw new ApiError(404, 'The Deployment has no hibernation override')
  deployment.override(undefined)
  return {}
}

/** @param {Call} call @param {string} id */
function listDeploys(call, id) {
  theDeployment(call, id)
  const deploys = call.platform.deploys.filter(deploy => deploy.deployment === id).reverse()
  const list = deploys.map(deploy => viewOf(call, id, deploy))
  return page('deploys', list, call)
}

/** @param {Call} call @param {string} id */
function createDeploy(call, id) {
  const { platform } = call
  const deploy = startDeploy(theDeployment(call, id), call.body, { number: platform.deploys.length + 1, at: platform.clock() })
  platform.deploys.push(deploy)
  return viewOf(call, id, deploy)
}

/** @param {Call} call @param {string} id @param {string} deployId */
async function finalizeDeploy(call, id, deployId) {
  const deployment = theDeployment(call, id)
  const deploy = theDeploy(call, id, deployId)
  finishDeploy(deploy, deployment, call.body, call.platform.clock())
  call.entry.deploy = deploy
  await call.platform.changed(deployment)
  return viewOf(call, id, deploy)
}

/** @param {Call} call @param {string} id @param {string} deployId */
async function rollBackDeploy(call, id, deployId) {
  const { platform, body } = call
  const deployment = theDeployment(call, id)
  const moment = { number: platform.deploys.length + 1, at: platform.clock() }
  const deploy = rollBack(theDeploy(call, id, deployId), deployment, body, moment)
  platform.deploys.push(deploy)
  await platform.changed(deployment)
  return viewOf(call, id, deploy)
}

/** @param {Call} call @param {string} id @param {import('./deploys.mjs').Deploy} deploy */
const viewOf = (call, id, deploy) => viewDeploy(deploy, theDeployment(call, id), call.url)

/** @param {Deployment} deployment */
const runtimeOf = ({ fields }) => /** @type {const} */ ([fields.runtimeVersion, fields.airflowVersion])
