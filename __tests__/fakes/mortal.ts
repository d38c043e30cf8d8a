import { FakeAstro } from './astro.ts'

/** The process is gone: nothing that it calls from now on happens. */
export class Killed extends Error {}

/** One call of a run on one of its ports. */
export interface Call {
  /** From 1. */
  readonly number: number
  readonly name: string
  readonly to: 'vault' | 'astro'
}

/** What happens around a call; `act` carries it out. */
export type Meeting = (call: Call, act: () => Promise<unknown>) => Promise<unknown>

/**
 * How a run ends: killed before one of its calls, so that nothing after it happens; or a call that does its work and whose
 * answer is lost, after which the run goes on to clean up as it can.
 */
export interface Ending {
  readonly how: 'killed' | 'answer lost'
  readonly at: number
}

export const cutOff =
  ({ how, at }: Ending): Meeting =>
  async ({ number, name }, act) => {
    if (how === 'killed' && number >= at) throw new Killed(`at call ${number}, ${name}`)
    const answer = await act()
    if (how === 'answer lost' && number === at) throw new Killed(`the answer to call ${number}, ${name}, was lost`)
    return answer
  }

/**
 * The run stands still while this happens: before that call is carried out, or after it and before the run has its answer. The
 * calls that it has made besides wait, too.
 */
export function meanwhile(at: number, phase: 'before' | 'after', happen: () => Promise<void>): Meeting {
  let over = Promise.resolve()
  return async ({ number }, act) => {
    if (number === at && phase === 'before') over = happen()
    await over
    const answer = await act()
    if (number === at && phase === 'after') over = happen()
    await over
    return answer
  }
}

/** Counts the calls on all ports of one run, and lets each meet what it has to. `witness` looks after each call. */
export class Fate {
  readonly calls: Call[] = []
  readonly #meet: Meeting
  readonly #witness: (call: string) => Promise<void>

  constructor(meet: Meeting, witness: (call: string) => Promise<void> = async () => {}) {
    this.#meet = meet
    this.#witness = witness
  }

  /** The same port, as long as the run lives. */
  bind<T extends object>(port: T, to: Call['to'] = port instanceof FakeAstro ? 'astro' : 'vault'): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => this.#call(String(name), to, () => member.apply(target, args))
      }
    })
  }

  async #call(name: string, to: Call['to'], act: () => Promise<unknown>): Promise<unknown> {
    const call = { number: this.calls.length + 1, name, to }
    this.calls.push(call)
    const answer = await this.#meet(call, async () => {
      const done = await act()
      await this.#witness(name)
      return done
    })
    return name === 'runtime' ? this.bind(answer as object, to) : answer
  }
}

/** A run that nobody disturbs. */
export const undisturbed = (witness?: (call: string) => Promise<void>): Fate => new Fate((_, act) => act(), witness)
