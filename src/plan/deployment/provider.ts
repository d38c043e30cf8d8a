import { misfit, PROVIDER, requirementLine } from '../../airflow/provider.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type DeploymentStep, type Plan, planOf } from '../step.ts'
import { shipsProvider } from './shipping.ts'

/**
 * Whether the provider in the image that is shipped suits the Airflow in it: with one that does not, Airflow takes every
 * secret for missing, or the image cannot be made. The Deployment's Airflow is only a guess at that of the new image, so by
 * it alone nothing is refused.
 */
export function planProvider({ deployment, project }: ObservedDeployment, { steps }: Plan<DeploymentStep>): Plan<never> {
  const airflow = project?.airflow ?? deployment.airflowVersion
  if (project === undefined || airflow === undefined || !steps.some(shipsProvider)) return planOf({})
  const versions = project.providerVersions ?? ''
  const found = misfit(versions, airflow)
  if (found === undefined) return planOf({})
  const why = 'fatal' in found ? found.fatal : found.doubtful
  const text = `asks for ${PROVIDER}${versions}, ${why}; write ${requirementLine(airflow)}`
  return 'fatal' in found && project.airflow !== undefined
    ? planOf({ conflicts: [`${project.dir}/requirements.txt ${text}`] })
    : planOf({ notes: [{ subject: 'requirements.txt', text }] })
}
