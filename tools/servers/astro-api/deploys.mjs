import { bundleFrom, mountBundle } from './bundles.mjs'
import { ApiError } from './errors.mjs'
import { anUpload } from './uploads.mjs'

const types = ['DAG_ONLY', 'IMAGE_ONLY', 'IMAGE_AND_DAG', 'BUNDLE']
const withImage = ['IMAGE_ONLY', 'IMAGE_AND_DAG']

/** The reference of the API says so of a description. */
const longest = 500

/**
 * A deploy, from its record (INITIALIZED) to its end (DEPLOYED; a test may make it FAILED). `entries` are the names in the
 * uploaded archive.
 *
 * @typedef {{
 *   id: string, deployment: string, type: string, description: string, git: any,
 *   status: 'INITIALIZED' | 'DEPLOYED' | 'FAILED', rollbackFromId?: string,
 *   imageTag: string, dagTarballVersion: string | undefined, entries: string[] | undefined,
 *   isDagDeployEnabled: boolean, upload: import('./uploads.mjs').Upload, createdAt: string, updatedAt: string,
 *   bundle: Pick<Bundle, 'bundleType' | 'mountPath'> | undefined, bundles: Bundle[]
 * }} Deploy
 * @typedef {import('./bundles.mjs').Bundle} Bundle
 * @typedef {import('./deployments.mjs').Deployment} Deployment
 */

/**
 * The first half of a deploy: a record, a tag for the image and a place for the DAGs.
 *
 * @param {Deployment} deployment
 * @param {any} body
 * @param {{ number: number, at: string }} moment
 * @returns {Deploy}
 */
export function startDeploy(deployment, body, { number, at }) {
  const { type, description = '', git } = body ?? {}
  if (!types.includes(type)) throw new ApiError(400, `type must be one of ${types.join(', ')}`)
  checkDescription(description)
  if (git !== undefined) checkGit(git)
  const bundle = type === 'BUNDLE' ? bundleFrom(body, deployment) : undefined
  const id = idOf(number)
  return {
    id,
    deployment: deployment.id,
    type,
    description,
    git,
    status: 'INITIALIZED',
    imageTag: withImage.includes(type) ? `deploy-${at.replace(/\W/g, '-')}` : deployment.fields.imageTag,
    dagTarballVersion: undefined,
    entries: undefined,
    bundle,
    bundles: [...deployment.bundles.values()],
    isDagDeployEnabled: deployment.fields.isDagDeployEnabled,
    upload: anUpload(`signature-of-${id}`),
    createdAt: at,
    updatedAt: at
  }
}

/**
 * The second half: what was uploaded and pushed becomes what the Deployment runs, or is mounted into it.
 *
 * @param {Deploy} deploy
 * @param {Deployment} deployment
 * @param {any} body
 * @param {string} at
 */
export function finishDeploy(deploy, deployment, body, at) {
  if (deploy.status === 'DEPLOYED') throw new ApiError(400, 'The deploy has been finalized already')
  const { type, upload, bundle } = deploy
  if (bundle) {
    deploy.entries = mountBundle({ ...deploy, bundle }, deployment, body?.bundleTarballVersion)
    deploy.bundles = [...deployment.bundles.values()]
    end(deploy, at)
    return deployment.finishDeploy({})
  }
  const withDags = type !== 'IMAGE_ONLY' && deploy.isDagDeployEnabled
  if (type === 'DAG_ONLY' && !withDags) throw new ApiError(400, 'DAG deploys are not enabled for this Deployment')
  if (withDags) {
    const version = body?.dagTarballVersion
    // An image deploy without DAGs says so with an empty version; it takes the DAGs away.
    const none = version === '' && type === 'IMAGE_AND_DAG' && !upload.versionId
    if (!none && (!version || version !== upload.versionId))
      throw new ApiError(400, 'dagTarballVersion is not that of the uploaded DAGs')
    if (!none && !upload.entries) throw new ApiError(400, 'The uploaded DAGs are not a tar.gz archive')
    deploy.dagTarballVersion = version
    deploy.entries = upload.entries
  }
  end(deploy, at)
  const { imageTag, dagTarballVersion } = deploy
  deployment.finishDeploy({
    ...(type !== 'DAG_ONLY' && { imageTag }),
    ...(dagTarballVersion !== undefined && { dagTarballVersion })
  })
}

/** @param {Deploy} deploy @param {string} at */
function end(deploy, at) {
  deploy.status = 'DEPLOYED'
  deploy.updatedAt = at
}

/**
 * A deploy as the API shows it.
 *
 * @param {Deploy} deploy
 * @param {Deployment} deployment
 * @param {string} url of the API
 */
export function viewDeploy({ deployment, entries, upload, bundle, ...deploy }, { fields, imageRepository }, url) {
  const uploadUrl = `${url}/upload/${deploy.id}?sig=${upload.signature}`
  const isOpen = deploy.isDagDeployEnabled && deploy.status === 'INITIALIZED'
  return {
    ...deploy,
    deploymentId: deployment,
    imageRepository,
    astroRuntimeVersion: fields.runtimeVersion,
    airflowVersion: fields.airflowVersion,
    ...(bundle && { bundleMountPath: bundle.mountPath }),
    ...(isOpen && { [bundle ? 'bundleUploadUrl' : 'dagsUploadUrl']: uploadUrl })
  }
}

/**
 * What was deployed before becomes what the Deployment runs again, by a deploy of its own.
 *
 * @param {Deploy} target
 * @param {Deployment} deployment
 * @param {any} body
 * @param {{ number: number, at: string }} moment
 * @returns {Deploy}
 */
export function rollBack(target, deployment, body, { number, at }) {
  const { description = target.description } = body ?? {}
  checkDescription(description)
  if (target.status !== 'DEPLOYED') throw new ApiError(400, 'Only what was deployed can be rolled back to')
  const { imageTag, dagTarballVersion } = target
  deployment.finishDeploy({ imageTag, ...(dagTarballVersion !== undefined && { dagTarballVersion }) })
  return { ...target, id: idOf(number), description, rollbackFromId: target.id, createdAt: at, updatedAt: at }
}

/** @param {number} number */
const idOf = number => `cldpl${String(number).padStart(20, '0')}`

/** @param {unknown} description */
function checkDescription(description) {
  if (typeof description !== 'string') throw new ApiError(400, 'description must be a text')
  if ([...description].length > longest) throw new ApiError(400, `description must have at most ${longest} characters`)
}

/** @param {any} git */
function checkGit(git) {
  const needed = git.provider === 'GENERIC' ? ['remoteUrl'] : ['provider', 'account', 'repo', 'commitUrl']
  for (const name of [...needed, 'branch', 'commitSha']) {
    if (typeof git[name] !== 'string' || git[name] === '') throw new ApiError(400, `git needs ${name}`)
  }
}
