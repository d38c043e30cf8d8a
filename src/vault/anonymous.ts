import * as z from 'zod/mini'
import type { Secret } from '../base/secret.ts'
import { openAgents } from '../http/agents.ts'
import { proxyFor } from '../http/proxy.ts'
import type { Address } from './address.ts'
import { type Product, type ServerVersion, versionIn } from './advisories.ts'
import { notVault, vaultClient } from './client.ts'
import { refuseIgnored } from './namespaces.ts'
import { vaultTransport } from './service.ts'

/** What a server says of itself before anybody has logged in. */
export interface Health extends ServerVersion {
  readonly product: Product
  readonly isInitialized: boolean
  readonly isSealed: boolean
  /** Of a cluster that only replicates another one, and serves nobody. */
  readonly isRecoverySecondary: boolean
  /** By how many seconds the clock of the server is ahead of the one here, to the second. */
  readonly ahead: number
}

const HEALTH = z.object({
  version: z.string(),
  enterprise: z.optional(z.boolean()),
  initialized: z.boolean(),
  sealed: z.boolean(),
  replication_dr_mode: z.optional(z.string()),
  server_time_utc: z.number()
})

/** What can be asked without a login. Nothing is tried again. */
export interface Anonymous {
  /** Through which it is asked; absent: none. */
  readonly proxy?: URL
  health(): Promise<Health>
  /** Throws if the server has no namespaces, or not these. */
  enter(namespaces: readonly string[]): Promise<void>
  close(): void
}

export function anonymous(
  address: Address,
  { signal, hide }: { signal: AbortSignal; hide: (secret: Secret) => void }
): Anonymous {
  const { url, headers, tls } = address
  const proxy = proxyFor(url, hide)
  const transport = vaultTransport({ agents: openAgents(tls, { proxy }), signal, patienceMs: 0 })
  const ask = (path: string, namespace?: string) => vaultClient({ url, headers, namespace }, transport).get(path)
  return {
    ...(proxy === undefined ? {} : { proxy }),
    async health() {
      const found = HEALTH.safeParse(await ask('sys/health'))
      if (!found.success) throw notVault('sys/health', String(found.error.issues[0]?.path[0]))
      const { initialized, sealed, replication_dr_mode: recovery, server_time_utc: seconds } = found.data
      return {
        ...versionIn(found.data),
        isInitialized: initialized,
        isSealed: sealed,
        isRecoverySecondary: recovery === 'secondary',
        ahead: seconds - Math.floor(Date.now() / 1000)
      }
    },
    async enter(namespaces) {
      await refuseIgnored(address, transport)
      for (const namespace of namespaces) await ask('sys/internal/ui/mounts', namespace)
    },
    close: () => transport.close()
  }
}
