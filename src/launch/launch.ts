import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withBuildSecrets } from '../astro/build-secrets.ts'
import { openAstro } from '../astro/open.ts'
import { cliProgram } from '../astro/program.ts'
import { CLOCK } from '../base/clock.ts'
import { endProcessesOf, RUN_VARIABLE } from '../base/ending.ts'
import type { Environment } from '../base/environment.ts'
import { explain, UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { RunPorts } from '../run/ports.ts'
import { connect, type VaultConnection } from '../vault/connect.ts'
import { endOf } from './ending.ts'

/** What a way in gives a run, and what it learns of it: the step of a workflow, or a terminal. */
export interface Door {
  /** All that the run works with, except what is opened here. */
  readonly ports: Omit<RunPorts, 'signal' | 'clock' | 'openVault' | 'openAstro'>
  /** The folder in which the run gets one of its own. */
  readonly temp: string
  /** Says what did not end as it should. It fails nothing. */
  readonly warn: (message: string) => void
  /** Waits until what was told is written, if that is behind. */
  readonly taken: () => void | Promise<void>
  /** The folder of the run, as soon as there is one. */
  readonly onFolder: (folder: string) => void
  /** Each token that a login of the run returns, and `undefined` once none is left; `airflow`: the token of the proof. */
  readonly onToken: (whose: 'pipeline' | 'airflow', token: Secret | undefined) => void
  /** A token for method jwt, on demand. */
  readonly idToken: (audience: string | undefined, signal: AbortSignal) => Promise<Secret>
}

/** What a run does, once it has all that it works with. */
export type Story = (inputs: Inputs, ports: RunPorts) => Promise<void>

/**
 * Opens Vault and Astro for one run and gives it a folder, an end and children that end with it. Afterwards nothing of the run is
 * left: no folder, no process, no token that it obtained.
 */
export async function launch(story: Story, inputs: Inputs, door: Door): Promise<void> {
  const { temp, warn, onToken } = door
  const { tell, mask: hide } = door.ports
  const ending = endOf(inputs.runSeconds)
  const { signal } = ending
  mkdirSync(temp, { recursive: true })
  const folder = mkdtempSync(join(temp, 'astro-vault-action-'))
  door.onFolder(folder)
  let connection: VaultConnection | undefined
  let astro: ReturnType<typeof openAstro> | undefined
  const environment: Environment = { ...door.ports.environment, [RUN_VARIABLE]: folder }
  const onLine = (line: string, deployment?: string) => {
    tell({ kind: 'output', line, ...(deployment === undefined ? {} : { target: deployment }) })
    return door.taken()
  }
  const around = {
    folder,
    signal,
    hide,
    found: (finding: Finding) => tell({ kind: 'found', finding }),
    waiting: (message: string) => tell({ kind: 'waiting', message })
  }
  try {
    await story(inputs, {
      ...door.ports,
      environment,
      signal,
      clock: CLOCK,
      async openVault(address) {
        if (address.tls.skipVerify)
          warn(
            `vault-tls-skip-verify is on: anybody between this runner and ${address.url} can pose as Vault and read every secret.`
          )
        const idToken = (audience: string | undefined) => door.idToken(audience, signal)
        connection = await connect(address, { signal, hide, onToken, idToken })
        return connection
      },
      openAstro(given) {
        // A plan that is made again asks for it again.
        astro ??= openAstro({
          ...given,
          program: cliProgram(given.cli, around),
          folder,
          environment: withBuildSecrets(environment, inputs.buildSecrets),
          signal,
          hide,
          onLine
        })
        return astro
      }
    })
  } catch (error) {
    // Those that are left could write into the folder again.
    await endProcessesOf(folder)
    // What was interrupted says only that it was; who ended the run says why.
    throw signal.aborted && !(error instanceof UserError) ? signal.reason : error
  } finally {
    ending.forget()
    astro?.close()
    remove(folder, warn)
    await connection?.logOut().catch(error => warn(`the Vault token of this run was not revoked: ${explain(error)}`))
  }
}

function remove(folder: string, warn: Door['warn']): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    warn(`the temporary folder of this run was not removed: ${(error as Error).message}`)
  }
}
