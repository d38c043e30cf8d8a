import { beforeAll } from '@jest/globals'
import type { Vault } from '../../../src/vault/port.ts'
import { appRoles } from './approle.ts'
import { folders } from './folders.ts'
import { runtimes } from './runtime.ts'
import { secrets } from './secrets.ts'
import { systems } from './system.ts'

/** A server, and what others than this project do to one. */
export interface Server {
  /** The port, with all rights. */
  readonly vault: Vault
  /** The port as a token without any policy has it, until `ask` ends. */
  powerless<T>(ask: (vault: Vault) => Promise<T>): Promise<T>
  mountKv(path: string, version: '1' | '2'): Promise<void>
  /** Whether it lists a folder with the versions of its secrets. */
  readonly listsVersions: boolean
  /** Destroys a version of a secret for good. */
  destroy(mount: string, path: string, version: number): Promise<void>
}

/** What all cases share. Each takes names of its own in them. */
export const KV = 'kv'
export const APPROLE = 'approle'

/**
 * What both implementations of the port keep to: the real one, on a server, and the one in memory that most tests use. Read
 * in order, the cases are the manual of the port.
 */
export function contract(start: () => Promise<Server>): void {
  let server: Server
  beforeAll(async () => {
    server = await start()
    await server.vault.enableAuth(APPROLE, 'approle')
    await server.vault.enableKv2(KV)
  })

  for (const cases of [systems, secrets, folders, appRoles, runtimes]) cases(() => server)
}
