import type { DeployType } from '../../astro/deploy-types.ts'
import type { Deployment } from '../../astro/port.ts'
import type { ObservedProject } from '../../observe/observed.ts'
import type { ConsumerRecord, ShippedPart } from '../../records/consumer.ts'

/** A type of deploy, absent if there is nothing to ship, and why: what follows the colon after the step or note. */
export interface Inferred {
  readonly type?: DeployType
  readonly reason: string
}

/** What to ship, by content: the files of each part against those that this action shipped last, if they still are what runs. */
export function infer(
  { dagDeploys, shipped }: Pick<Deployment, 'dagDeploys' | 'shipped'>,
  { trees, imageName }: Pick<ObservedProject, 'trees' | 'imageName'>,
  was: ConsumerRecord['shipped']
): Inferred {
  const { image, dags } = was
  const whole = (reason: string): Inferred => ({ type: 'image-and-dags', reason })
  if (image === undefined && dags === undefined) return whole('this action has not deployed the project yet')
  if (image === undefined || dags === undefined)
    return whole(`this action has not deployed ${image === undefined ? 'the image' : 'dags/'} yet`)
  if (imageName !== undefined) return whole('what is in the image of image-name is unknown')
  if (!runs(image, shipped.image)) return whole('the Deployment is not known to run the image that this action deployed last')
  if (!runs(dags, shipped.dags)) return whole(whyOthers(dagDeploys, image, dags))
  if (image.tree !== trees.image) return whole(`the image has changed since version ${image.version}`)
  if (dags.tree === trees.dags) return { reason: 'neither dags/ nor the image has changed since the last one' }
  const changed = `dags/ has changed since version ${dags.version}`
  return dagDeploys
    ? { type: 'dags-only', reason: `${changed}, the image has not` }
    : whole(`${changed}, and DAG-only deploys are turned off`)
}

/** Whether a part is what the Deployment runs. Without a version nobody can tell. */
export const runs = (was: ShippedPart, version: string | undefined): boolean =>
  was.version !== undefined && was.version === version

/** While DAG-only deploys are turned off, the DAGs have the version of the image. */
function whyOthers(dagDeploys: boolean, image: ShippedPart, dags: ShippedPart): string {
  const wereOff = dags.version === image.version
  return dagDeploys === wereOff
    ? `DAG-only deploys were turned ${dagDeploys ? 'on' : 'off'} after this action deployed last`
    : 'the Deployment is not known to run the DAGs that this action deployed last'
}
