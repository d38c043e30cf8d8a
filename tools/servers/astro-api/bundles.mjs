import { ApiError } from './errors.mjs'

/** The docs of Astro say so of a Deployment. */
const most = 10

/** Where DAG deploys go. */
const dags = '/usr/local/airflow/dags'

/**
 * What is mounted into a Deployment beside its DAGs. Deploys show them, a Deployment does not.
 *
 * @typedef {{ bundleType: string, mountPath: string, deployId: string, currentVersion: string, desiredVersion: string }} Bundle
 * @typedef {import('./deployments.mjs').Deployment} Deployment
 * @typedef {import('./uploads.mjs').Upload} Upload
 */

/**
 * The bundle that a request to deploy one is about.
 *
 * @param {any} body
 * @param {Deployment} deployment
 */
export function bundleFrom({ bundleType, bundleMountPath: mountPath }, { bundles, fields }) {
  if (!fields.isDagDeployEnabled) throw new ApiError(400, 'DAG deploys are not enabled for this Deployment')
  if (bundleType !== 'dbt') throw new ApiError(400, 'bundleType must be dbt')
  if (typeof mountPath !== 'string' || !/^(\/[^/]+)+$/.test(mountPath)) throw new ApiError(400, 'bundleMountPath must be a path')
  if (mountPath === dags) throw new ApiError(400, `bundleMountPath must not be ${dags}`)
  if (bundles.size >= most && !bundles.has(mountPath)) throw new ApiError(400, `A Deployment has at most ${most} bundles`)
  return { bundleType, mountPath }
}

/**
 * Mounts what was uploaded; an empty version takes the bundle away.
 *
 * @param {{ id: string, bundle: Pick<Bundle, 'bundleType' | 'mountPath'>, upload: Upload }} deploy
 * @param {Deployment} deployment
 * @param {unknown} version
 * @returns {string[] | undefined} the names in the archive
 */
export function mountBundle({ id, bundle, upload }, { bundles }, version) {
  const { mountPath } = bundle
  if (version === '') {
    if (!bundles.delete(mountPath)) throw new ApiError(400, `There is no bundle at ${mountPath}`)
    return undefined
  }
  if (typeof version !== 'string' || version !== upload.versionId)
    throw new ApiError(400, 'bundleTarballVersion is not that of the uploaded bundle')
  if (!upload.entries) throw new ApiError(400, 'The uploaded bundle is not a tar.gz archive')
  bundles.set(mountPath, { ...bundle, deployId: id, currentVersion: version, desiredVersion: version })
  return upload.entries
}
