import { rmSync } from 'node:fs'
import { readLeftovers } from './github/state.ts'
import { type InputSource, readAddress } from './inputs.ts'
import { openAgents } from './vault/agents.ts'
import { revoke } from './vault/open.ts'
import { proxyFor } from './vault/proxy.ts'
import { openTransport } from './vault/transport.ts'

const LIMIT_MS = 20_000

/** After the job, however main ended: nothing of this run stays on the runner, and its token is of no more use. */
export async function post(source: InputSource, info: (line: string) => void): Promise<void> {
  const { folder, token } = readLeftovers()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  if (token === undefined) return info('Nothing is left to clean up.')
  // How to reach Vault is read from the inputs again, so that no client key has to be left anywhere.
  const address = readAddress(source)
  const agents = openAgents(address.tls, proxyFor(address.url))
  const transport = openTransport({ agents, signal: AbortSignal.timeout(LIMIT_MS) })
  try {
    await revoke(address, token, transport)
    info("Revoked this run's Vault token.")
  } finally {
    transport.close()
  }
}
