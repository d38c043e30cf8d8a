import type { ChildProcess } from 'node:child_process'
import type { Tapped } from '../../tools/servers/vault-tap.mjs'
import type { Stage } from './attempt.ts'
import { readWith } from './vault-over-http.ts'

export const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

/** Calls by POST that only look; all other POST and PUT change something. */
const LOOKS = ['sys/capabilities-self', '/secret-id-accessor/lookup']

const changes = ({ method, path }: { method: string; path: string }) =>
  method !== 'GET' && !LOOKS.some(look => path.endsWith(look))

/** `before` a change reaches the server, or `after` it was carried out and before the answer comes back. */
export type Phase = 'before' | 'after'

/**
 * Counts every change that a run asks of Vault and Astro, and lets something happen at the n-th. It can kill the run there, or
 * stop it, CLI and all.
 */
export class Reaper {
  /** Every change that was carried out. */
  seen: string[] = []
  /** The address that the Deployment reaches Vault from. */
  from: string | undefined
  /** What the token file of its pods has. */
  podToken: string | undefined
  /** Changes after which the Deployment's credentials did not work. */
  readonly lockedOut: string[] = []
  #begun = 0
  #stage: Stage
  #next: { at: number; phase: Phase; happen: () => Promise<void> } | undefined
  #child: ChildProcess | undefined
  /** How many calls earlier runs have made: others may have their process ids by now. */
  #earlier: Promise<number> = Promise.resolve(0)

  constructor(stage: Stage) {
    this.#stage = stage
    stage.astro.onRequest(request => this.#meet(request))
  }

  readonly hook = (tapped: Tapped) => this.#meet(tapped)

  /** The next run meets this there; the change, or its answer, waits until it is over. */
  meetAt(at: number, phase: Phase, happen: () => Promise<void>): void {
    this.spare()
    this.#next = { at, phase, happen }
  }

  /** The next run dies there. */
  strikeAt(at: number, phase: Phase): void {
    this.meetAt(at, phase, async () => {
      await this.signal('SIGKILL')
      // Neither the server nor the client hears of it again.
      await new Promise(() => {})
    })
  }

  spare(): void {
    this.seen = []
    this.#begun = 0
    this.#next = undefined
  }

  /** To the run, and to the groups of all that it has started. */
  async signal(signal: NodeJS.Signals): Promise<void> {
    this.#child?.kill(signal)
    const earlier = await this.#earlier
    for (const { pid } of (await this.#stage.calls()).slice(earlier)) {
      send(-pid, signal)
      send(pid, signal)
    }
  }

  /** Of a run on the fast clock: whatever it has started gets no more time. */
  endLimits(): void {
    this.#child?.kill('SIGUSR2')
  }

  readonly onSpawn = (child: ChildProcess): void => {
    this.#child = child
    this.#earlier = this.#stage.calls().then(({ length }) => length)
  }

  async #meet({ phase, method, path }: Tapped): Promise<void> {
    if (!changes({ method, path })) return
    const count = phase === 'before' ? ++this.#begun : this.seen.push(`${method} ${path}`)
    if (phase === 'after')
      await credentialsWork(this.#stage, this).catch(error => this.lockedOut.push(`${method} ${path}: ${error}`))
    const { at, phase: when, happen } = this.#next ?? {}
    if (when !== phase || count !== at) return
    this.#next = undefined
    await happen?.()
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already, or leads no group.
  }
}

/** A scene that `prepare` has made ready: what happened in it so far does not count. */
export async function prepared<S extends { readonly reaper: Reaper; stop(): Promise<void> }>(
  scene: S,
  prepare: (scene: S) => Promise<void>
): Promise<S> {
  try {
    await prepare(scene)
    scene.reaper.spare()
    return scene
  } catch (error) {
    await scene.stop()
    throw error
  }
}

/** Whatever KWARGS the Deployment has at this moment must let Airflow in, and let it read. */
export async function credentialsWork(stage: Stage, airflow: Partial<Pick<Reaper, 'from' | 'podToken'>> = {}): Promise<void> {
  const kwargs = stage.astro.deployment('prod').value(KWARGS)
  if (kwargs !== undefined)
    await readWith(
      { ...stage.vault, from: airflow.from, podToken: airflow.podToken },
      JSON.parse(kwargs),
      'greeting',
      'warehouse'
    )
}
