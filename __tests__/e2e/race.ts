import type { Tapped } from '../../tools/servers/vault-tap.mjs'

/** Holds the first POST to each of `paths` until a second one is there: whoever looked before found nothing. */
export class Race {
  /** The paths at which two met, in that order. */
  readonly met: string[] = []
  readonly #paths: readonly string[]
  readonly #waiting = new Map<string, () => void>()

  constructor(paths: readonly string[]) {
    this.#paths = paths
  }

  readonly hook = async ({ phase, method, path }: Tapped): Promise<void> => {
    if (phase !== 'before' || method !== 'POST' || !this.#paths.includes(path) || this.met.includes(path)) return
    const release = this.#waiting.get(path)
    if (release === undefined) return await new Promise(resolve => this.#waiting.set(path, resolve))
    this.met.push(path)
    release()
  }
}
