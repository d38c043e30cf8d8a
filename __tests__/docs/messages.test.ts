import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { lexer, type Tokens } from 'marked'
import { codeIn, read, root } from './pages.ts'

/** All sources as one text, as their strings read when they are printed. */
const sources = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => readFileSync(`${root}/src/${name}`, 'utf8').replaceAll('\\', ''))
  .join('\n')

/** What a quoted message says between its names and numbers. */
const wordsOf = (message: string) =>
  message
    .split('…')
    .map(part => part.trim())
    .filter(part => part.split(/\s+/).length > 2)

const messages = lexer(read('docs/troubleshooting.md'))
  .filter((token): token is Tokens.Table => token.type === 'table')
  .flatMap(({ rows }) => rows.flatMap(([first]) => codeIn(first?.text ?? '')))

describe('the troubleshooting page', () => {
  it('has a message for most of what can go wrong', () => expect(messages.length).toBeGreaterThan(40))

  it.each(messages)('quotes what the action says: %s', message => {
    expect(wordsOf(message).filter(words => !sources.includes(words))).toEqual([])
  })
})
