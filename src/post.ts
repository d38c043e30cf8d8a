import { rmSync } from 'node:fs'
import { readLeftovers } from './github/state.ts'
import { revoke } from './vault/open.ts'
import { openTransport } from './vault/transport.ts'

const LIMIT_MS = 20_000

/** After the job, however main ended: nothing of this run stays on the runner, and its token is of no more use. */
export async function post(info: (line: string) => void): Promise<void> {
  const { folder, login } = readLeftovers()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  if (login === undefined) return info('Nothing is left to clean up.')
  const transport = openTransport({ signal: AbortSignal.timeout(LIMIT_MS), ...(login.ca === undefined ? {} : { ca: login.ca }) })
  try {
    await revoke(login, login.token, transport)
    info("Revoked this run's Vault token.")
  } finally {
    transport.close()
  }
}
