import { describe, expect, it } from '@jest/globals'
import { tally } from '../../src/base/tally.ts'

/** What is said of `pieces` that take `each` milliseconds. */
function saidOf(pieces: number, each: number): string[] {
  const said: string[] = []
  let clock = 1_000
  const one = tally(
    pieces,
    'secret',
    far => said.push(far),
    () => clock
  )
  for (let piece = 0; piece < pieces; piece++) {
    clock += each
    one()
  }
  return said
}

describe('long work', () => {
  it('is told with count and rate, from five seconds on', () => {
    expect(saidOf(20_000, 1).slice(0, 2)).toEqual([
      '5000 of 20000 secrets (1000 a second)',
      '10000 of 20000 secrets (1000 a second)'
    ])
  })

  it('is told every few seconds in its first minute, and in 60 lines at most in six hours', () => {
    expect(saidOf(60, 1_000).length).toBeGreaterThanOrEqual(8)
    expect(saidOf(6 * 3_600, 1_000).length).toBeLessThanOrEqual(60)
  })

  it.each([
    ['in a minute', 0.6],
    ['in an hour, as from far away', 36],
    ['in six hours', 216]
  ])('with 100,000 secrets %s is told every few seconds at first, and in 60 lines at most', (_, each) => {
    const said = saidOf(100_000, each)
    expect(said.length).toBeGreaterThanOrEqual(8)
    expect(said.length).toBeLessThanOrEqual(60)
    expect(said[0]).toBe(`${Math.ceil(5_000 / each)} of 100000 secrets (${Math.round(1_000 / each)} a second)`)
  })

  it('is not told where it takes less, nor when it is over', () => {
    expect([saidOf(4_999, 1), saidOf(1, 60_000), saidOf(0, 1)]).toEqual([[], [], []])
  })
})
