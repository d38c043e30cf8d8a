import { visible } from '../base/visible.ts'

/** Breaks what GitHub looks for in the finished page (`@name`, `#1`, `GH-1`, `:tada:`, ids of commits), where no backslash is left; it is not seen. */
const JOINER = '\u2060'

/**
 * A sentence in a page of GitHub: names of others in it stay text, and become no link, image, heading, mention, formula or HTML. Text
 * between two backticks is shown as code. One line.
 */
export const prose = (text: string): string =>
  visible(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join('')

/** GitHub takes seven digits or more for a commit that it has. Not in a UUID, which people copy. */
const COMMIT = /(?<![\p{L}\p{N}_]|-[\da-f]{4}-)[\da-f]{7,40}(?![\p{L}\p{N}_]|-[\da-f]{4}-)/giu

const unlinked = (text: string): string =>
  text
    .replace(COMMIT, id => id.replace(/.{6}(?=.)/g, `$&${JOINER}`))
    .replace(/@|#(?=\d)|\bGH-(?=\d)|:(?=(?!\d+:(?<!:100:|:1234:))[\w+-]+:)/gi, `$&${JOINER}`)

const plain = (text: string): string =>
  unlinked(text)
    .replace(/[\\`*[\]~$|]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    // Inside a word they are not emphasis.
    .replace(/(?<![\p{L}\p{N}_])_+|(?<!_)_+(?![\p{L}\p{N}_])/gu, run => run.replaceAll('_', '\\_'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^[-+=#>]/, '\\$&')
    // GitHub takes no more digits for the number of an item.
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')

/** The same inside a block of HTML, where GitHub reads no Markdown: backslashes and backticks would protect nothing. One line. */
export const html = (text: string): string =>
  unlinked(visible(text)).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What a cell is about: names of things are set as code, words are not. */
export const named = (target: string): string => (target.includes(' ') ? prose(target) : code(target))

/** A name as code, whatever characters it has; good in a table too, where a backslash before a `|` in code has no effect. */
export function code(text: string): string {
  const shown = visible(text)
  if (shown.includes('|')) return `<code>${plain(shown)}</code>`
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return shown === '' ? '' : `${fence}${pad}${shown}${pad}${fence}`
}
