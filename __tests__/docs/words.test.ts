import { readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { codeIn, pages, read, root, tableIn, withoutCode } from './pages.ts'

const STYLE = 'docs/style.md'
const banned = tableIn(read(STYLE), 'banned').flatMap(([left = '']) => codeIn(left))

const examples = readdirSync(`${root}/examples`, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(ya?ml|py|txt)$/.test(name))
  .map(name => `examples/${name}`)

/** The words alone: line breaks and comment signs are none. */
const wordsOf = (text: string) =>
  text
    .replaceAll(/\n[\s>#-]*/g, ' ')
    .replaceAll(/[*_]/g, '')
    .replaceAll(/\s+/g, ' ')

/** The phrases of the list that a text has, each with what is around it. */
const found = (text: string) => {
  const words = wordsOf(text)
  const small = words.toLowerCase()
  return banned
    .filter(phrase => small.includes(phrase.toLowerCase()))
    .flatMap(phrase => [...words.matchAll(new RegExp(`.{0,30}\\b${phrase}\\b.{0,30}`, 'gi'))].map(([all]) => all))
}

describe('the list of phrases to avoid', () => {
  it('finds one, also across lines', () => {
    expect(banned.length).toBeGreaterThan(20)
    expect(found('Both inputs exclude\n> each other.')).toEqual(['Both inputs exclude each other.'])
  })

  it.each(pages.filter(page => page !== STYLE))('has none that is in %s', page => {
    expect(found(withoutCode(read(page)))).toEqual([])
  })

  it.each(examples)('has none that is in %s', name => {
    expect(found(read(name))).toEqual([])
  })
})
