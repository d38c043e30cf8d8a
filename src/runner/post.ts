import { rmSync } from 'node:fs'
import { endProcessesOf } from '../base/ending.ts'
import type { Environment } from '../base/environment.ts'
import { explain } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { openAgents } from '../http/agents.ts'
import { proxyFor } from '../http/proxy.ts'
import { type InputSource, readAddress } from '../inputs/inputs.ts'
import { revoke } from '../vault/open.ts'
import { vaultTransport } from '../vault/service.ts'
import { repositoryOf } from './github.ts'
import { inputSource } from './job.ts'
import { log } from './log.ts'
import { type Leftovers, readLeftovers } from './state.ts'
import { tellUntold } from './untold.ts'

const LIMIT_MS = 20_000

/** The post step. What it could not clean up is a warning: the job is over. */
export const post = (): Promise<void> =>
  cleanUp(inputSource(process.env), process.env, log).catch(error =>
    log.warning(`not everything was cleaned up: ${explain(error)}`)
  )

interface Say {
  info(line: string): void
  warning(message: string): void
}

/**
 * After the job, however main ended: nothing of this run stays or goes on on the runner, its tokens are revoked, and GitHub shows no
 * deployment in progress.
 */
export async function cleanUp(source: InputSource, environment: Environment, say: Say): Promise<void> {
  const { folder, tokens, untold } = readLeftovers()
  const remove = async () => {
    if (folder === undefined) return
    // A killed main may have left children, which would write into the folder again.
    await endProcessesOf(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  const show = async () => {
    if (untold === undefined) return
    const token = new Secret(source.get('github-token'))
    const outcome = await tellUntold(untold, repositoryOf(environment), token)
    if (outcome === 'told') say.info('Told GitHub how the deployment of this run ended.')
    else if (outcome === 'not there') say.info('GitHub has no deployment of this run.')
    else say.warning(outcome.warning)
  }
  // Each is tried, even if others fail.
  const outcomes = await Promise.allSettled([revokeAll(tokens, source, say), remove(), show()])
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  if (tokens.length === 0 && untold === undefined) say.info('Nothing is left to clean up.')
}

async function revokeAll(tokens: Leftovers['tokens'], source: InputSource, say: Say): Promise<void> {
  if (tokens.length === 0) return
  // How to reach Vault is read from the inputs again, so that no client key has to be left anywhere.
  const address = readAddress(source)
  const namespaces = { pipeline: address.loginNamespace, airflow: address.namespace }
  const agents = openAgents(address.tls, { proxy: proxyFor(address.url) })
  const transport = vaultTransport({ agents, signal: AbortSignal.timeout(LIMIT_MS) })
  const end = async ({ whose, token }: (typeof tokens)[number]) => {
    await revoke({ ...address, namespace: namespaces[whose] }, token, transport)
    say.info(whose === 'pipeline' ? "Revoked this run's Vault token." : 'Revoked the Vault token of the proof.')
  }
  const outcomes = await Promise.allSettled(tokens.map(end))
  transport.close()
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}
