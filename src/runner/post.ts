import { rmSync } from 'node:fs'
import { endProcessesOf } from '../base/ending.ts'
import { explain } from '../base/errors.ts'
import { openAgents } from '../http/agents.ts'
import { proxyFor } from '../http/proxy.ts'
import { type InputSource, readAddress } from '../inputs/inputs.ts'
import { revoke } from '../vault/open.ts'
import { vaultTransport } from '../vault/service.ts'
import { inputSource } from './job.ts'
import { log } from './log.ts'
import { readLeftovers } from './state.ts'

const LIMIT_MS = 20_000

/** The post step. What it could not clean up is a warning: the job is over. */
export const post = (): Promise<void> =>
  cleanUp(inputSource(process.env), log.info).catch(error => log.warning(`not everything was cleaned up: ${explain(error)}`))

/** After the job, however main ended: nothing of this run stays or goes on on the runner, and its tokens are revoked. */
export async function cleanUp(source: InputSource, info: (line: string) => void): Promise<void> {
  const { folder, tokens } = readLeftovers()
  const remove = async () => {
    if (folder === undefined) return
    // A killed main may have left children, which would write into the folder again.
    await endProcessesOf(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  if (tokens.length === 0) {
    await remove()
    return info('Nothing is left to clean up.')
  }
  // How to reach Vault is read from the inputs again, so that no client key has to be left anywhere.
  const address = readAddress(source)
  const namespaces = { pipeline: address.loginNamespace, airflow: address.namespace }
  const agents = openAgents(address.tls, { proxy: proxyFor(address.url) })
  const transport = vaultTransport({ agents, signal: AbortSignal.timeout(LIMIT_MS) })
  const end = async ({ whose, token }: (typeof tokens)[number]) => {
    await revoke({ ...address, namespace: namespaces[whose] }, token, transport)
    info(whose === 'pipeline' ? "Revoked this run's Vault token." : 'Revoked the Vault token of the proof.')
  }
  // Each is tried, even if others fail.
  const outcomes = await Promise.allSettled([...tokens.map(end), remove()])
  transport.close()
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}
