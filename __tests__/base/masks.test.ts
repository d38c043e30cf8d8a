import { describe, expect, it } from '@jest/globals'
import { isOrdinary, isTooShortToMask, Masks, maskForms } from '../../src/base/masks.ts'
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

  it('is also what the JSON of Go and of Python makes of it, as the CLIs of Vault and Astro and many scripts print it', () => {
    expect(forms('R&D <"ops">')).toContain('R\\u0026D \\u003c\\"ops\\"\\u003e')
    expect(forms('line\u2028end')).toContain('line\\u2028end')
    expect(forms('Grüße €\u{1f511}')).toContain('Gr\\u00fc\\u00dfe \\u20ac\\ud83d\\udd11')
  })

  it('is also each line of one that old systems end with CR alone', () => {
    expect(forms('first line\rsecond line')).toEqual(expect.arrayContaining(['first line', 'second line']))
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

  it('is also what the log makes of what nobody sees', () => {
    expect(forms('bell\u0007 and \u202eleft')).toContain('bell\\u{7} and \\u{202e}left')
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

describe('a text without what is masked', () => {
  const hide = (values: readonly string[], text: string) => {
    const masks = new Masks()
    for (const value of values) masks.add(new Secret(value))
    return masks.hide(text)
  }

  it.each<[string, string[], string, string]>([
    ['with nothing in it is the same', ['hunter2'], 'hunter, hunter1', 'hunter, hunter1'],
    ['has asterisks instead', ['hunter2'], 'hunter2 is hunter2', '*** is ***'],
    ['has them for the longer of two that begin alike', ['hunter2', 'hunter2-more'], 'hunter2-more', '***'],
    ['has them once for two that overlap', ['abcdef', 'efghij'], '(abcdefghij)', '(***)'],
    ['has them once for two that touch', ['abcd', 'efgh'], '(abcdefgh)', '(***)'],
    ['has them for one within another', ['abcdefghij', 'defg'], 'abcdefghij defg', '*** ***'],
    ['has them for each line', ['one-line\ntwo-line'], 'two-line, one-line', '***, ***'],
    [
      'has them for what JSON, a URI and the log make of it',
      ['a"b@c\u0007'],
      'a\\"b@c\\u0007 a%22b%40c%07 a"b@c\\u{7}',
      '*** *** ***'
    ],
    ['keeps what is too short', ['abc'], 'abc', 'abc'],
    ['may end in the beginning of one', ['hunter2'], 'hunter', 'hunter']
  ])('%s', (_, values, text, shown) => {
    expect(hide(values, text)).toBe(shown)
  })

  it('knows which forms are new', () => {
    const masks = new Masks()
    expect(masks.add(new Secret('a@bc'))).toEqual(['a@bc', 'a%40bc'])
    expect(masks.add(new Secret('a@bc'))).toEqual([])
  })
})
