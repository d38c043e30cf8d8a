import { describe, expect, it } from '@jest/globals'
import { each } from '../src/each.ts'

const NUMBERS = Array.from({ length: 1_000 }, (_, index) => index)
const turn = () => new Promise(resolve => setImmediate(resolve))

describe('each', () => {
  it('does the work for every item once, beginning in their order', async () => {
    const begun: number[] = []
    await each(NUMBERS, async number => {
      begun.push(number)
      await turn()
    })
    expect(begun).toEqual(NUMBERS)
  })

  it('has 64 under way', async () => {
    let [now, most] = [0, 0]
    await each(NUMBERS, async () => {
      most = Math.max(most, ++now)
      await turn()
      now--
    })
    expect([now, most]).toEqual([0, 64])
  })

  it('throws the first failure, and begins nothing after it', async () => {
    const begun: number[] = []
    const work = each(NUMBERS, async number => {
      begun.push(number)
      await turn()
      if (number === 10) throw new Error('ten')
    })
    await expect(work).rejects.toThrow('ten')
    const before = begun.length
    await turn()
    await turn()
    expect(begun).toHaveLength(before)
    expect(before).toBeLessThan(150)
  })

  it('is done where there is nothing to do', async () => {
    await expect(each([], async () => {})).resolves.toBeUndefined()
  })
})
