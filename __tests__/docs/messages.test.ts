import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
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

/** The code spans in the first column of the tables that have one of these headings. */
const quotes = ['docs/troubleshooting.md', 'docs/keeping-in-sync.md'].flatMap(page =>
  lexer(read(page))
    .filter((token): token is Tokens.Table => token.type === 'table')
    .filter(({ header }) => /^(Message|Reason in the summary)$/.test(header[0]?.text ?? ''))
    .flatMap(({ rows }) => rows.flatMap(([first]) => codeIn(first?.text ?? '')))
    .map(quote => [page, quote] as const)
)

it('the pages quote a message for most of what can go wrong', () => expect(quotes.length).toBeGreaterThan(50))

it.each(quotes)('%s quotes what the action says: %s', (_, quote) => {
  expect(wordsOf(quote).filter(words => !sources.includes(words))).toEqual([])
})
