import { describe, expect, it } from '@jest/globals'
import { MOST, Pace } from '../../src/vault/pace.ts'

/** `+` is a good answer, `-` one that says too much. */
function limitAfter(answers: string): number {
  const pace = new Pace()
  for (const answer of answers) answer === '+' ? pace.good() : pace.tooMuch()
  return pace.limit
}

describe('the number of requests in flight', () => {
  it.each<[string, string, number]>([
    ['begins at most', '', MOST],
    ['never exceeds that', '+'.repeat(100), MOST],
    ['is halved', '-', 8],
    ['is halved once for all that were under way together', '-'.repeat(16), 8],
    ['is halved again by the first that came later', '-'.repeat(17), 4],
    ['counts the good ones among those that were under way', `-${'-+'.repeat(7)}+`, 8],
    ['is halved by what comes after those', `-${'-+'.repeat(7)}+-`, 4],
    ['is never less than one', '-'.repeat(100), 1],
    ['grows by one after a round of good answers', `-${'+'.repeat(8)}`, 9],
    ['does not grow before', `-${'+'.repeat(7)}`, 8],
    ['grows back to where it was', `-${'+'.repeat(8 + 9 + 10 + 11 + 12 + 13 + 14 + 15)}`, MOST]
  ])('%s', (_, answers, limit) => {
    expect(limitAfter(answers)).toBe(limit)
  })
})
