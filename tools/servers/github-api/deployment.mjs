/** A deployment and a status of it, with every field that GitHub's description requires. */
import { BOT, repository, time, userBody } from './user.mjs'

/**
 * @typedef {{ id: number, state: string, [key: string]: unknown }} Status
 * @typedef {{ id: number, ref: string, environment: string, statuses: Status[], [key: string]: unknown }} Stored
 */

/** @param {Stored} deployment */
export function deploymentBody({ id, ref, environment, description = null, payload = {} }) {
  const url = `${repository}/deployments/${id}`
  return {
    id,
    node_id: `DE_${id}`,
    url,
    sha: '0123456789012345678901234567890123456789',
    ref,
    task: 'deploy',
    payload,
    environment,
    original_environment: environment,
    description,
    creator: userBody(BOT),
    statuses_url: `${url}/statuses`,
    repository_url: repository,
    created_at: time,
    updated_at: time
  }
}

/**
 * @param {Stored} deployment
 * @param {Status} status
 */
export function statusBody(deployment, { id, state, description = '', log_url = '', environment_url = '' }) {
  const url = `${repository}/deployments/${deployment.id}`
  return {
    id,
    node_id: `DES_${id}`,
    url: `${url}/statuses/${id}`,
    state,
    description,
    log_url,
    environment_url,
    target_url: '',
    environment: deployment.environment,
    creator: userBody(BOT),
    deployment_url: url,
    repository_url: repository,
    created_at: time,
    updated_at: time
  }
}
