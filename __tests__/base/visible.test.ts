import { describe, expect, it } from '@jest/globals'
import { inert, shortened, visible } from '../../src/base/visible.ts'
import { log } from '../../src/runner/log.ts'

describe('a text of others', () => {
  it.each([
    ['a line end', '\n', '\\n'],
    ['an escape sequence', '\u001b', '\\u{1b}'],
    ['a change of direction', '\u202e', '\\u{202e}'],
    ['a zero width space', '\u200b', '\\u{200b}'],
    ['a zero width joiner', '\u200d', '\\u{200d}'],
    ['a word joiner', '\u2060', '\\u{2060}'],
    ['a soft hyphen', '\u00ad', '\\u{ad}'],
    ['a letter as a tag', '\u{e0041}', '\\u{e0041}'],
    ['a variation selector', '\ufe0f', '\\u{fe0f}'],
    ['another variation selector', '\u{e0100}', '\\u{e0100}'],
    ['a filler of Hangul', '\u3164', '\\u{3164}'],
    ['a filler of Hangul for a first letter', '\u115f', '\\u{115f}'],
    ['a filler of half width', '\uffa0', '\\u{ffa0}'],
    ['a vowel of Khmer that nobody sees', '\u17b4', '\\u{17b4}'],
    ['a grapheme joiner', '\u034f', '\\u{34f}'],
    ['a note for musicians', '\u{1d173}', '\\u{1d173}'],
    ['an annotation', '\ufff9', '\\u{fff9}'],
    ['empty Braille', '\u2800', '\\u{2800}'],
    ['half a character', '\ud83d', '\\u{d83d}']
  ])('shows %s', (_, character, shown) => {
    expect(visible(`a${character}b`)).toBe(`a${shown}b`)
    expect(inert(`a${character}b`)).toBe(`a${shown}b`)
  })

  it.each(['Grüße, 漢字, ক্ষ, שלום', '😀👍🏽', 'e\u0301', 'a\u00a0b'])(
    'is left alone where everybody sees all of it: %s',
    text => {
      expect(visible(text)).toBe(text)
    }
  )

  it('is visible in the heading of a group of the log, too', () => {
    const { write } = process.stdout
    let printed = ''
    process.stdout.write = (text: unknown) => {
      printed += text
      return true
    }
    log.group('Deployment \u202eprod\u200b', [])
    process.stdout.write = write
    expect(printed).toContain('::group::Deployment \\u{202e}prod\\u{200b}')
  })

  it('is cut between characters, and shows that', () => {
    expect(shortened('abc', 3)).toBe('abc')
    expect(shortened('abcd', 3)).toBe('ab…')
    expect(shortened('😀😀😀', 4)).toBe('😀…')
    expect(shortened('😀😀😀', 6)).toBe('😀😀😀')
    for (let most = 1; most < 9; most++) expect(shortened('a😀b😀c😀', most)).not.toMatch(/\p{Cs}/u)
  })
})
