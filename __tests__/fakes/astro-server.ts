import { afterEach, beforeEach } from '@jest/globals'
import { type Api, openApi } from '../../src/astro/api.ts'
import { Secret } from '../../src/base/secret.ts'
import { type LocalServer, localServer } from './server.ts'

/** A local server for each test of a file, and what looks at Astro's API on top of it. */
export class AstroServer {
  server!: LocalServer
  /** Tries nothing again. */
  api!: Api
  readonly #opened: Api[] = []

  constructor() {
    beforeEach(async () => {
      this.server = await localServer()
      this.api = this.open({ patienceMs: 0 })
    })
    afterEach(async () => {
      for (const api of this.#opened.splice(0)) api.close()
      await this.server.stop()
    })
  }

  /** Default: as patient as a run. */
  open(difference: { patienceMs?: number; signal?: AbortSignal } = {}): Api {
    const address = new URL(this.server.url)
    const given = { token: new Secret('token'), organization: 'org1', signal: new AbortController().signal, hide: () => {} }
    const api = openApi({ ...given, address, ...difference })
    this.#opened.push(api)
    return api
  }

  /** To one call after the other; the last one to all that follow. */
  answers(...bodies: unknown[]): void {
    this.server.handle = () => ({ status: 200, body: bodies[Math.min(this.server.calls.length, bodies.length) - 1] })
  }

  /** What was asked, below the Organization. */
  get asked(): readonly string[] {
    return this.server.calls.map(({ path }) => path.replace('organizations/org1', ''))
  }
}
