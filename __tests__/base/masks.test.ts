import { describe, expect, it } from '@jest/globals'
import { isOrdinary, isTooShortToMask, maskForms } from '../../src/base/masks.ts'
import { Secret } from '../../src/base/secret.ts'

const forms = (value: string) => maskForms(new Secret(value))

describe('what is masked', () => {
  it('is a plain value as it is', () => {
    expect(forms('hunter2')).toEqual(['hunter2'])
    expect(forms('abcd')).toEqual(['abcd'])
  })

  it('is also what JSON makes of it', () => {
    expect(forms('say "hi" \\ there')).toContain('say \\"hi\\" \\\\ there')
  })

  it('is also what a URI makes of it', () => {
    expect(forms("p@s:s/w?o#r'd!")).toContain('p%40s%3As%2Fw%3Fo%23r%27d%21')
  })

  it('is also every line of it, trimmed, in each of these forms', () => {
    const key = '-----BEGIN KEY-----\r\n  line/one\n\nline two\n-----END KEY-----\n'
    expect(forms(key)).toEqual(
      expect.arrayContaining([
        key,
        key.trim(),
        'line/one',
        'line%2Fone',
        'line two',
        '-----END KEY-----',
        JSON.stringify(key).slice(1, -1)
      ])
    )
  })

  it('is nothing twice', () => {
    expect(forms('same\nsame')).toEqual([...new Set(forms('same\nsame'))])
  })

  it('survives characters that no URI can hold', () => {
    expect(() => forms('broken \ud800 pair')).not.toThrow()
  })
})

describe('what is not masked', () => {
  it.each(['', 'a', 'abc', ' abc ', '\n\n\n\n'])('is under four characters: %j', value => {
    expect(forms(value).filter(form => form.trim().length < 4)).toEqual([])
    expect(isTooShortToMask(new Secret(value))).toBe(true)
  })

  it('is a short line of a long value', () => {
    expect(forms('{\n"a": 1234\n}')).not.toContain('}')
    expect(isTooShortToMask(new Secret('abcd'))).toBe(false)
  })
})

describe('an ordinary text, which masks would hide elsewhere too', () => {
  it.each(['true', 'prod', 'Production', 'STAGING', 'localhost', ' true\n', '2026', '20261231'])('is %j', value => {
    expect(isOrdinary(new Secret(value))).toBe(true)
  })

  it.each(['abc', 'hunter2', 'correcthorsebattery', 'aGkTqPzXbnMd', '4111111111111111', 'https://example.com', ''])(
    'is not %j',
    value => {
      expect(isOrdinary(new Secret(value))).toBe(false)
    }
  )
})
