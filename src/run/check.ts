import { requirementLine } from '../airflow/provider.ts'
import { Mistakes } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import { type Finding, sentenceOf } from '../base/finding.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { unfitProvider } from '../plan/deployment/provider.ts'
import { noProvider } from '../plan/deployment/shipping.ts'
import { note } from '../plan/plan.ts'
import { imageFacts } from '../project/project.ts'
import type { RunPorts } from './ports.ts'
import { complete, NOT_IN_THIS_FOLDER, type PreparedRun, prepare } from './prepare.ts'
import { show } from './show.ts'
import { warn } from './warnings.ts'

/**
 * Checks what is in git: the manifest and its imports, the names that DAGs ask for, and the provider in the image. Reads no value and
 * asks nobody. Without a chosen Deployment it checks what all share, and each that is isolated. Shows all findings, and throws if
 * there is an error among them.
 */
export async function check(inputs: Inputs, ports: RunPorts): Promise<void> {
  const shared = prepare(inputs, NOT_IN_THIS_FOLDER)
  const isolated = inputs.selection === undefined ? [...shared.manifest.deployments].filter(([, { isolate }]) => isolate) : []
  const all = [shared, ...isolated.map(([entry]) => prepare({ ...inputs, selection: { entry } }))]
  const found: Finding[] = []
  for (const prepared of all) found.push(...(await findingsIn(prepared, ports)))
  found.push(...imageFindings(shared))
  const findings = [...new Map(found.map(finding => [sentenceOf(finding), finding])).values()]
  show([{ plan: { steps: [], findings } }], ports, { compared: false })
}

/** Of one scope. */
async function findingsIn(prepared: PreparedRun, ports: RunPorts): Promise<readonly Finding[]> {
  const found: Finding[] = []
  const collecting: RunPorts = { ...ports, tell: event => void (event.kind === 'found' && found.push(event.finding)) }
  try {
    const notes = await warn(complete(prepared, new Map()), collecting, Number.POSITIVE_INFINITY)
    return [...found, ...notes.findings]
  } catch (error) {
    if (!(error instanceof Mistakes)) throw error
    return [...found, ...error.findings]
  }
}

/** An image that was built elsewhere, or a folder that builds none, says nothing. */
export function imageFindings({ inputs, manifest }: PreparedRun): readonly Finding[] {
  const { projectDir: dir, imageName } = inputs
  if (imageName !== '' || manifest.astro.providerInstalled) return []
  if (readIfThere(`${dir}/Dockerfile`) === undefined)
    return [note('the image', `was not checked for Airflow's hashicorp provider: ${dir} has no Dockerfile`)]
  const image = imageFacts(dir)
  return image.provider ? unfitProvider({ ...image, dir }) : [noProvider({ ...image, dir }, requirementLine(image.airflow))]
}
