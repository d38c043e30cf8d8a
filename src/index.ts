import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import { openAstro } from './astro/open.ts'
import { explain, Mistakes, UserError } from './base/errors.ts'
import { Secret } from './base/secret.ts'
import { type Inputs, readInputs } from './inputs/inputs.ts'
import type { VaultInputs } from './inputs/vault.ts'
import { Journal } from './report/journal.ts'
import { main } from './run/main.ts'
import { idToken } from './runner/oidc.ts'
import { post } from './runner/post.ts'
import { publish } from './runner/publish.ts'
import { annotate, countOf, currentRun, inputSource, mask, runnerLog } from './runner/runner.ts'
import { isPost, leaveFolder, leaveToken } from './runner/state.ts'
import { terminal } from './terminal/terminal.ts'
import { openAgents } from './vault/http/agents.ts'
import { withGrace } from './vault/http/grace.ts'
import { proxyFor } from './vault/http/proxy.ts'
import { openTransport } from './vault/http/transport.ts'
import { openSession, revoke, vaultFor } from './vault/open.ts'

/**
 * The edge: builds what `main` works with from the real world, and explains what went wrong. One bundle is main and post, and a
 * command where it is given arguments.
 */
const args = process.argv.slice(2)
if (args.length > 0) {
  process.exitCode = terminal(
    args,
    text => void process.stdout.write(text),
    text => void process.stderr.write(text)
  )
} else if (isPost())
  await post(inputSource(process.env), core.info).catch(error => core.warning(`not everything was cleaned up: ${explain(error)}`))
else {
  await step()
  // What was given up in a run that failed, such as a request of @actions/core that hangs, would keep this process alive.
  if (process.exitCode) process.stdout.write('', () => process.exit())
}

async function step(): Promise<void> {
  const temp = process.env['RUNNER_TEMP'] || tmpdir()
  let journal = new Journal('plan')
  try {
    const inputs = readInputs(inputSource(process.env), mask)
    journal = new Journal(inputs.mode)
    await run(inputs, journal, temp)
    publish(journal, process.env, temp)
  } catch (error) {
    if (error instanceof Mistakes) annotate(error)
    core.setFailed(error instanceof Mistakes ? countOf(error) : explain(error))
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
  mkdirSync(temp, { recursive: true })
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
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      core.warning(`the folder of this run was not removed: ${(error as Error).message}`)
    }
    await logOut().catch(error => core.warning(`the Vault token of this run was not revoked: ${explain(error)}`))
  }
}

/** Logs in, and leaves the token for post in case this process ends before it can log out. */
async function enter({ login, ...address }: VaultInputs, signal: AbortSignal) {
  if (address.tls.skipVerify)
    core.warning(
      `vault-tls-skip-verify is on: anybody between this runner and ${address.url} can be Vault, and gets every secret.`
    )
  const proxy = proxyFor(address.url)
  if (proxy !== undefined) hideLogin(proxy)
  const transport = openTransport({ agents: openAgents(address.tls, proxy), signal })
  const entering = openTransport({ agents: openAgents(address.tls, proxy), signal: withGrace(signal) })
  // With connections of its own: the end of the run closes the others.
  const lasting = { agents: openAgents(address.tls, proxy), signal: new AbortController().signal }
  const afterwards = openTransport({ ...lasting, patienceMs: 5_000 })
  const close = () => {
    for (const each of [transport, entering, afterwards]) each.close()
  }
  const surroundings = { idToken: (audience: string | undefined) => idToken(audience, signal), hide: mask }
  const session = await openSession(address, login, entering, surroundings, token => {
    mask(token)
    leaveToken('pipeline', token)
  }).catch(error => {
    // A tunnel that is still being dug would keep this process alive.
    close()
    throw error
  })
  const logOut = async () => {
    try {
      for (const token of session.issued) await revoke({ ...address, namespace: address.loginNamespace }, token, afterwards)
      if (session.issued.length > 0) leaveToken('pipeline', undefined)
    } finally {
      close()
    }
  }
  const onAirflowToken = (token: Secret | undefined) => {
    if (token !== undefined) mask(token)
    leaveToken('airflow', token)
  }
  const vault = vaultFor(address, session, transport, { entering, lasting: afterwards, onAirflowToken })
  return { vault, lastWords: vaultFor(address, session, afterwards), logOut }
}

/** The password of a proxy stands in its URL. */
function hideLogin({ password }: URL): void {
  for (const form of [password, decodeURIComponent(password)]) if (form !== '') mask(new Secret(form))
}

function showGroup(heading: string, lines: readonly string[]): void {
  core.startGroup(heading)
  for (const line of lines) core.info(line)
  core.endGroup()
}
