import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import { openAstro } from './astro/open.ts'
import { explain, Problems, UserError } from './errors.ts'
import { publish } from './github/publish.ts'
import { annotate, countOf, currentRun, inputSource, mask, runnerLog } from './github/runner.ts'
import { forgetLogin, isPost, leaveFolder, leaveLogin } from './github/state.ts'
import { type Inputs, readInputs, type VaultInputs } from './inputs.ts'
import { main } from './main.ts'
import { post } from './post.ts'
import { Journal } from './report/journal.ts'
import { openSession, revoke, vaultFor } from './vault/open.ts'
import { openTransport } from './vault/transport.ts'

/** The edge: builds what `main` works with from the real world, and explains what went wrong. One bundle is main and post. */
if (isPost()) await post(core.info).catch(error => core.warning(`not everything was cleaned up: ${explain(error)}`))
else await step()

async function step(): Promise<void> {
  const temp = process.env['RUNNER_TEMP'] || tmpdir()
  let journal = new Journal('plan')
  try {
    const inputs = readInputs(inputSource(process.env), mask)
    journal = new Journal(inputs.mode)
    await run(inputs, journal, temp)
    publish(journal, process.env, temp)
  } catch (error) {
    if (error instanceof Problems) annotate(error)
    core.setFailed(error instanceof Problems ? countOf(error) : explain(error))
    publish(journal, process.env, temp, explain(error))
  }
}

async function run(inputs: Inputs, journal: Journal, temp: string): Promise<void> {
  const ending = new AbortController()
  const end = (why: string) => ending.abort(new UserError(why))
  const deadline = setTimeout(
    () => end(`the run took longer than its limit of ${inputs.runSeconds} s (run-timeout)`),
    inputs.runSeconds * 1000
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end('the run was cancelled'))

  const { signal } = ending
  const folder = mkdtempSync(join(temp, 'astro-vault-action-'))
  leaveFolder(folder)
  let logOut = async () => {}
  try {
    await main(
      inputs,
      {
        environment: process.env,
        log: {
          ...runnerLog(),
          group: (heading, lines) => showGroup(heading, lines)
        },
        run: currentRun(process.env),
        repository: process.env['GITHUB_REPOSITORY'] ?? '',
        signal,
        async openVault(address) {
          const opened = await enter(address, signal)
          logOut = opened.logOut
          return opened
        },
        openAstro: astro => openAstro({ ...astro, folder, environment: process.env, signal }, core.info)
      },
      journal
    )
  } catch (error) {
    // What was interrupted says only that it was; who ended the run says why.
    throw signal.aborted && !(error instanceof UserError) ? signal.reason : error
  } finally {
    clearTimeout(deadline)
    rmSync(folder, { recursive: true, force: true })
    await logOut().catch(error => core.warning(`the Vault token of this run was not revoked: ${explain(error)}`))
  }
}

/** Logs in, and leaves the token for post in case this process ends before it can log out. */
async function enter(address: VaultInputs, signal: AbortSignal) {
  const ca = address.ca === undefined ? {} : { ca: address.ca }
  const transport = openTransport({ ...ca, signal })
  const afterwards = openTransport({ ...ca, signal: new AbortController().signal, patienceMs: 5_000 })
  const { token, own } = await openSession(address, address.login, transport)
  if (own) {
    mask(token)
    leaveLogin({ url: address.url, namespace: address.namespace, ca: address.ca, token })
  }
  const logOut = async () => {
    if (own) await revoke(address, token, afterwards)
    if (own) forgetLogin()
    transport.close()
    afterwards.close()
  }
  return { vault: vaultFor(address, token, transport), lastWords: vaultFor(address, token, afterwards), logOut }
}

function showGroup(heading: string, lines: readonly string[]): void {
  core.startGroup(heading)
  for (const line of lines) core.info(line)
  core.endGroup()
}
