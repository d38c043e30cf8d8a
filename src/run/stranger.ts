import { basename, dirname } from 'node:path'
import { UserError } from '../base/errors.ts'
import { readUtf8 } from '../base/files.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { fileAt, isCheckoutOf } from '../project/git.ts'
import { isPath } from './diff.ts'
import type { RunPorts } from './ports.ts'

/**
 * Ends a run for a stranger's commit that has the rights of this repository (`pull_request_target`, `workflow_run`), unless all that it
 * reads is the trusted commit and nothing else: that decides which secrets go where. Whatever git cannot say counts as a stranger's.
 */
export async function refuseStranger(inputs: Inputs, ports: RunPorts): Promise<void> {
  const { trusted } = ports
  const { manifest, compareWith, projectDir, dbt, vault, astro, allowCommands } = inputs
  if (trusted === undefined || (vault === undefined && astro === undefined && !allowCommands)) return
  const at = (dir: string) => ({ ...ports, projectDir: dir })
  const manifests = [manifest, ...(isPath(compareWith) ? [compareWith] : [])]
  // A link to a manifest would lead out of what is looked at.
  for (const file of manifests)
    if ((await fileAt(at(dirname(file)), trusted, basename(file))) !== readUtf8(file)) throw refused(file, trusted)
  for (const dir of new Set([...manifests.map(dirname), projectDir, ...(dbt === undefined ? [] : [dbt.dir])]))
    if (!(await isCheckoutOf(at(dir), trusted))) throw refused(`the checkout of ${dir}`, trusted)
}

const refused = (what: string, trusted: string): UserError =>
  new UserError(
    `${what} is not as in commit ${trusted} of this repository and nothing else, but this run for a commit of another repository has its secrets`,
    {
      hint: 'Use the event `pull_request` and `mode: plan` without credentials; or check out that commit alone, as actions/checkout does without `ref`, and leave no other file there, also none that git ignores.'
    }
  )
