import { describe, expect, it } from '@jest/globals'
import { Limiter } from '../../src/http/limiter.ts'

/** Acts that begin at once, or wait, and end when a test says so. */
class Acts {
  readonly begun: number[] = []
  readonly #ends: ((failure?: Error) => void)[] = []
  readonly #limiter: Limiter

  constructor(limit: () => number) {
    this.#limiter = new Limiter(limit)
  }

  take(act: number): Promise<number> {
    return this.#limiter.take(async () => {
      this.begun.push(act)
      await new Promise<void>((resolve, reject) => {
        this.#ends[act] = failure => (failure === undefined ? resolve() : reject(failure))
      })
      return act
    })
  }

  async end(act: number, failure?: Error): Promise<void> {
    this.#ends[act]?.(failure)
    await new Promise(setImmediate)
  }
}

describe('the limiter', () => {
  it('let through as many as the limit says, the others in their order, and give what each gives', async () => {
    const acts = new Acts(() => 2)
    const all = [0, 1, 2, 3].map(act => acts.take(act))
    expect(acts.begun).toEqual([0, 1])
    await acts.end(1)
    expect(acts.begun).toEqual([0, 1, 2])
    for (const act of [0, 2, 3]) await acts.end(act)
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3])
  })

  it('are handed on after a failure too, which only its own caller hears of', async () => {
    const acts = new Acts(() => 1)
    const [first, second] = [acts.take(0), acts.take(1)]
    const refused = expect(first).rejects.toThrow('refused')
    await acts.end(0, new Error('refused'))
    await refused
    await acts.end(1)
    expect(await second).toBe(1)
  })

  it('follow a limit that grows: several begin when one has ended', async () => {
    let limit = 1
    const acts = new Acts(() => limit)
    for (let act = 0; act < 5; act++) void acts.take(act)
    limit = 3
    await acts.end(0)
    expect(acts.begun).toEqual([0, 1, 2, 3])
  })

  it('follow a limit that shrinks: nobody begins before enough have ended', async () => {
    let limit = 3
    const acts = new Acts(() => limit)
    for (let act = 0; act < 5; act++) void acts.take(act)
    limit = 1
    await acts.end(0)
    await acts.end(1)
    expect(acts.begun).toEqual([0, 1, 2])
    await acts.end(2)
    expect(acts.begun).toEqual([0, 1, 2, 3])
  })
})
