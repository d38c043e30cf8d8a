import { misfit, PROVIDER, requirementLine } from '../../airflow/provider.ts'
import type { Finding } from '../../base/finding.ts'
import type { ObservedDeployment, ObservedProject } from '../../observe/observed.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'
import { shipsProvider } from './shipping.ts'

/**
 * Whether the provider in the image that is shipped suits the Airflow in it: if it does not, Airflow takes every secret for
 * missing, or the image cannot be built. Of several lines with markers, one that suits is enough. The Deployment's Airflow is
 * only a guess at that of the new image, so it alone is no reason to refuse.
 */
export function planProvider({ deployment, project }: ObservedDeployment, { steps }: Plan<DeploymentStep>): Plan<never> {
  if (project === undefined || !shipsProvider(steps)) return planOf({})
  return told(...unfitProvider(project, project.airflow ?? deployment.airflowVersion))
}

/** The same for the files of a project alone. */
export function unfitProvider(
  project: Pick<ObservedProject, 'dir' | 'providerVersions' | 'airflow'>,
  airflow = project.airflow
): readonly Finding[] {
  if (airflow === undefined) return []
  const all = (project.providerVersions ?? ['']).map(versions => ({ versions, found: misfit(versions, airflow) }))
  const unfit = all.filter(({ found }) => found !== undefined)
  const isFatal = all.every(({ found }) => found !== undefined && 'fatal' in found)
  const [first] = unfit
  if (first?.found === undefined) return []
  const { versions, found } = first
  const why = 'fatal' in found ? found.fatal : found.doubtful
  const file = `${project.dir}/requirements.txt`
  const message = `asks for ${PROVIDER}${versions}, ${why}`
  const hint = `Write \`${requirementLine(airflow)}\` instead.`
  return [isFatal && project.airflow !== undefined ? conflict(file, message, hint) : note(file, message, hint)]
}
