/** The process is gone: nothing that it calls from now on happens. */
export class Killed extends Error {}

/**
 * How a run ends: killed before one of its calls, so that nothing after it happens; or a call that does its work and whose
 * answer is lost, after which the run goes on to clean up as it can.
 */
export interface Ending {
  readonly how: 'killed' | 'answer lost'
  readonly at: number
}

/** Counts the calls on all ports of one run, and ends it at one of them. `witness` looks after each call. */
export class Fate {
  readonly calls: string[] = []
  readonly #end: Ending
  readonly #witness: (call: string) => Promise<void>

  constructor(end: Ending, witness: (call: string) => Promise<void> = async () => {}) {
    this.#end = end
    this.#witness = witness
  }

  /** The same port, as long as the run lives. */
  bind<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => this.#call(String(name), () => member.apply(target, args))
      }
    })
  }

  async #call(name: string, act: () => Promise<unknown>): Promise<unknown> {
    const number = this.calls.push(name)
    const { at, how } = this.#end
    if (how === 'killed' && number >= at) throw new Killed(`at call ${number}, ${name}`)
    const answer = await act()
    await this.#witness(name)
    if (how === 'answer lost' && number === at) throw new Killed(`the answer to call ${number}, ${name}, was lost`)
    return name === 'runtime' ? this.bind(answer as object) : answer
  }
}

/** A run that nobody disturbs. */
export const undisturbed = (witness?: (call: string) => Promise<void>): Fate =>
  new Fate({ how: 'killed', at: Number.POSITIVE_INFINITY }, witness)
