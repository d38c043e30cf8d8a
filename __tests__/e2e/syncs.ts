import { dirname } from 'node:path'
import { runAction } from '../../tools/runner/runner.mjs'
import { BUNDLE } from '../../tools/runner/stage.mjs'
import { startVault, type VaultServer } from '../../tools/servers/vault-server.mjs'
import type { Tapped } from '../../tools/servers/vault-tap.mjs'
import { aFolder } from '../fakes/folder.ts'

interface Sync {
  readonly inputs?: Readonly<Record<string, string>>
  readonly runId?: string
  readonly onSpawn?: Parameters<typeof runAction>[0]['onSpawn']
}

/** Runs of the bundle in mode sync on one server, each in a workspace of its own: several may be under way at once. */
export class Syncs {
  readonly vault: VaultServer
  readonly #folder = aFolder()
  #runs = 0

  private constructor(vault: VaultServer) {
    this.vault = vault
  }

  static async open(): Promise<Syncs> {
    return new Syncs(await startVault({ fast: true }))
  }

  async close(): Promise<void> {
    await this.vault.stop()
  }

  async run(manifest: object, { inputs = {}, runId = '1', onSpawn }: Sync = {}) {
    const file = `${++this.#runs}/airflow-secrets.yaml`
    const workspace = dirname(this.#folder.write(file, JSON.stringify({ version: 1, ...manifest })))
    const before = (await this.vault.audit()).length
    const run = await runAction({
      bundle: BUNDLE,
      workspace,
      inputs: { mode: 'sync', 'vault-url': this.vault.url, 'vault-token': this.vault.rootToken, ...inputs },
      env: { GITHUB_RUN_ID: runId },
      post: false,
      ...(onSpawn && { onSpawn })
    })
    await run.remove()
    return { ...run, requests: (await this.vault.audit()).length - before }
  }
}

/** Holds the first `count` requests that `concerns` is true of until all of them are there. */
export function meeting(count: number, concerns: (tapped: Tapped) => boolean): (tapped: Tapped) => Promise<void> {
  const waiting: (() => void)[] = []
  return async tapped => {
    if (tapped.phase !== 'before' || waiting.length === count || !concerns(tapped)) return
    const met = new Promise<void>(resolve => waiting.push(resolve))
    if (waiting.length === count) for (const letGo of waiting) letGo()
    await met
  }
}
