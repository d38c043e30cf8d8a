import { describe, expect, it } from '@jest/globals'
import { seconds } from '../../src/base/duration.ts'

describe('a duration', () => {
  it.each<[string | number, number]>([
    ['90s', 90],
    ['10m', 600],
    ['1h30m', 5_400],
    ['30d', 2_592_000],
    ['3650d', 315_360_000],
    ['0', 0],
    ['0s', 0],
    ['3600', 3_600],
    [3_600, 3_600],
    [0, 0]
  ])('%j is %d seconds', (text, expected) => {
    expect(seconds(text)).toBe(expected)
  })

  it.each([
    '',
    'soon',
    '1 h',
    '1H',
    '-1s',
    '1.5h',
    'h',
    '1w',
    '3651d',
    '99999999d',
    '9999999999999999',
    '9'.repeat(400),
    315_360_001,
    1e300,
    -1,
    1.5
  ])('%j is none', text => {
    expect(seconds(text)).toBeUndefined()
  })
})
