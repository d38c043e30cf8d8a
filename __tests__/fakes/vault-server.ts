import { afterEach, beforeEach } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import type { Transport } from '../../src/http/transport.ts'
import { fixed, vaultFor } from '../../src/vault/open.ts'
import type { Vault } from '../../src/vault/port.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { anAddress, someAgents } from '../build/address.ts'
import { type Answer, type LocalServer, localServer } from './server.ts'

/** What Vault says to a token that may not do something. */
export const REFUSED = { errors: ['1 error occurred:\n\t* permission denied\n\n'] }

/** A local server for each test of a file, and the real port of Vault on top of it. */
export class VaultServer {
  server!: LocalServer
  /** Tries nothing again. */
  transport!: Transport
  vault!: Vault

  constructor() {
    beforeEach(async () => {
      this.server = await localServer()
      this.transport = vaultTransport({ agents: someAgents(), signal: new AbortController().signal, patienceMs: 0 })
      this.vault = vaultFor(anAddress({ url: this.server.url, namespace: 'admin' }), fixed(new Secret('token')), this.transport)
    })
    afterEach(async () => {
      this.transport.close()
      await this.server.stop()
    })
  }

  /** To every call. */
  answer(status: number, body: unknown = {}): void {
    this.server.handle = () => ({ status, body })
  }

  /** One after the other. */
  answers(...list: Answer[]): void {
    this.server.handle = () => list[this.server.calls.length - 1]
  }

  get calls() {
    return this.server.calls
  }

  get asked(): readonly string[] {
    return this.calls.map(({ method, path }) => `${method} ${path}`)
  }
}
