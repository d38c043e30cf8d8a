import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withBuildSecrets } from '../astro/build-secrets.ts'
import { openAstro } from '../astro/open.ts'
import { cliProgram } from '../astro/program.ts'
import { endProcessesOf, RUN_VARIABLE } from '../base/ending.ts'
import type { Environment } from '../base/environment.ts'
import { explain, failureOf, Mistakes, UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import { aboutOf, type Inputs, modeOf, readInputs } from '../inputs/inputs.ts'
import type { VaultInputs } from '../inputs/vault.ts'
import type { Tell } from '../plan/event.ts'
import { Journal } from '../report/journal.ts'
import { logTo } from '../report/log.ts'
import { reportOf } from '../report/report.ts'
import { main } from '../run/main.ts'
import { connect, type VaultConnection } from '../vault/connect.ts'
import { commenting } from './comment.ts'
import { currentRun, inputSource } from './job.ts'
import { listeners } from './listeners.ts'
import { annotate, hide, log, mask, taken } from './log.ts'
import { masked } from './masked.ts'
import { idToken } from './oidc.ts'
import { publish } from './publish.ts'
import { type PullRequest, pullRequestOf, trustedIn } from './pull-request.ts'
import { leaveFolder, leaveToken } from './state.ts'

/**
 * One step of a workflow, from its inputs to its outputs and summary. Sets the exit code. A new listener is a new file and a word
 * here.
 */
export async function step(): Promise<void> {
  const temp = process.env['RUNNER_TEMP'] || tmpdir()
  const source = inputSource(process.env)
  const journal = new Journal()
  const pullRequest = pullRequestOf(process.env)
  const comment = commenting(
    { pullRequest, token: new Secret(source.get('github-token')), report: () => reportOf(journal, hide) },
    log
  )
  const { tell: pass, finish } = listeners([logTo(log), journal.hear, comment], message => log.warning(message))
  const tell: Tell = event => pass(masked(event, hide))
  const mode = modeOf(source)
  tell({ kind: 'begun', about: aboutOf(source), ...(mode === undefined ? {} : { mode }) })
  try {
    await run(readInputs(source, mask), tell, temp, pullRequest)
    tell({ kind: 'ended', outcome: 'succeeded', findings: [] })
  } catch (error) {
    process.exitCode = 1
    if (error instanceof Mistakes) annotate(error)
    else log.error(explain(error))
    tell({ kind: 'ended', outcome: 'failed', findings: reasons(error) })
  }
  try {
    publish(journal, hide, process.env, temp)
  } catch (error) {
    process.exitCode = 1
    log.error(explain(error))
  }
  await finish()
}

/** The log has all findings; whoever else hears of them, so many. */
const MOST = 200

function reasons(error: unknown): readonly Finding[] {
  const all = failureOf(error)
  if (all.length <= MOST) return all
  return [...all.slice(0, MOST), { severity: 'error', message: `… and ${all.length - MOST} more, which the log lists` }]
}

async function run(inputs: Inputs, tell: Tell, temp: string, pullRequest: PullRequest | undefined): Promise<void> {
  const ending = endOf(inputs)
  const { signal } = ending
  mkdirSync(temp, { recursive: true })
  const folder = mkdtempSync(join(temp, 'astro-vault-action-'))
  leaveFolder(folder)
  let connection: VaultConnection | undefined
  let astro: ReturnType<typeof openAstro> | undefined
  const environment: Environment = { ...process.env, [RUN_VARIABLE]: folder }
  const onLine = (line: string) => {
    tell({ kind: 'output', line })
    return taken()
  }
  const around = {
    folder,
    signal,
    hide: mask,
    found: (finding: Finding) => tell({ kind: 'found', finding }),
    waiting: (message: string) => tell({ kind: 'waiting', message })
  }
  try {
    await main(inputs, {
      environment,
      tell,
      mask,
      run: currentRun(environment),
      workspace: environment['GITHUB_WORKSPACE'] || '.',
      repository: environment['GITHUB_REPOSITORY'] ?? '',
      ...(pullRequest === undefined ? {} : { base: pullRequest.base }),
      ...trustedIn(environment),
      signal,
      async openVault(address) {
        connection = await open(address, signal)
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
          hide: mask,
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
    remove(folder)
    await connection?.logOut().catch(error => log.warning(`the Vault token of this run was not revoked: ${explain(error)}`))
  }
}

/** Ends the run at its time limit, and when it is cancelled. */
function endOf({ runSeconds }: Inputs): { readonly signal: AbortSignal; forget(): void } {
  const ending = new AbortController()
  const end = (why: string) => ending.abort(new UserError(why))
  const deadline = setTimeout(() => end(`the run took longer than its limit of ${runSeconds} s (run-timeout)`), runSeconds * 1000)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end('the run was cancelled'))
  return { signal: ending.signal, forget: () => clearTimeout(deadline) }
}

function open(address: VaultInputs, signal: AbortSignal): Promise<VaultConnection> {
  if (address.tls.skipVerify)
    log.warning(
      `vault-tls-skip-verify is on: anybody between this runner and ${address.url} can pose as Vault and read every secret.`
    )
  return connect(address, { signal, hide: mask, onToken: leaveToken, idToken: audience => idToken(audience, signal) })
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    log.warning(`the temporary folder of this run was not removed: ${(error as Error).message}`)
  }
}
