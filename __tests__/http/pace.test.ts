import { describe, expect, it } from '@jest/globals'
import { MOST, NEAR, Pace } from '../../src/http/pace.ts'

/** `+` is a good answer after so many milliseconds, `-` one that says too much. */
function limitAfter(answers: string, ms = 1): number {
  const pace = new Pace()
  for (const answer of answers) answer === '+' ? pace.good(ms) : pace.tooMuch()
  return pace.limit
}

describe('the number of requests in flight', () => {
  it.each<[string, string, number]>([
    ['begins as for a server next door', '', NEAR],
    ['never exceeds that next door', '+'.repeat(1000), NEAR],
    ['is halved', '-', 8],
    ['is halved once for all that were under way together', '-'.repeat(16), 8],
    ['is halved again by the first that came later', '-'.repeat(17), 4],
    ['counts the good ones among those that were under way', `-${'-+'.repeat(7)}+`, 8],
    ['is halved by what comes after those', `-${'-+'.repeat(7)}+-`, 4],
    ['is never less than one', '-'.repeat(100), 1],
    ['grows by one after a round of good answers', `-${'+'.repeat(8)}`, 9],
    ['does not grow before', `-${'+'.repeat(7)}`, 8],
    ['grows back to where it was', `-${'+'.repeat(8 + 9 + 10 + 11 + 12 + 13 + 14 + 15)}`, NEAR]
  ])('%s', (_, answers, limit) => {
    expect(limitAfter(answers)).toBe(limit)
  })

  it.each<[string, number, string, number]>([
    ['grows with the distance', 10, '+', 32],
    ['grows to four times as many', 20, '+', MOST],
    ['never exceeds that, however far', 500, '+', MOST],
    ['is halved there too', 20, '+-', 32],
    ['grows back there too', 20, `+-${'+'.repeat(32)}`, 33]
  ])('far away %s', (_, ms, answers, limit) => {
    expect(limitAfter(answers, ms)).toBe(limit)
  })

  it('goes by the fastest answer: a slow one says nothing of the way', () => {
    const pace = new Pace()
    for (const ms of [40, 2, 300]) pace.good(ms)
    expect(pace.limit).toBe(NEAR)
  })
})
