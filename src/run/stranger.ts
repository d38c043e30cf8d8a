import { basename, dirname } from 'node:path'
import { UserError } from '../base/errors.ts'
import { readUtf8 } from '../base/files.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { fileAt, lastCommit } from '../project/git.ts'
import type { RunPorts } from './ports.ts'

/**
 * Ends a run that has the rights of the base branch (`pull_request_target`) and would do what a stranger's manifest or project says:
 * that decides which secrets go where. Whatever git cannot say counts as a stranger's.
 */
export async function refuseStranger(inputs: Inputs, ports: RunPorts): Promise<void> {
  const { trusted } = ports
  const { manifest, projectDir, vault, astro, allowCommands } = inputs
  if (trusted === undefined || (vault === undefined && astro === undefined && !allowCommands)) return
  const committed = await fileAt({ ...ports, projectDir: dirname(manifest) }, trusted, basename(manifest))
  const isOurs = committed === readUtf8(manifest) && (await lastCommit({ ...ports, projectDir })) === trusted
  if (isOurs) return
  throw new UserError(
    `${manifest} or the project is not that of the base branch (${trusted}), but this run for a pull request from a fork has its secrets`,
    {
      hint: 'Use the event `pull_request` and `mode: plan` without credentials; or check out the base branch, which is what actions/checkout does for `pull_request_target`.'
    }
  )
}
