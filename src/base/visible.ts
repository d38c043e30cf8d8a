/**
 * Characters that a reader cannot see, or that act on the display: line ends, escape sequences, changes of direction, joiners, tags,
 * fillers, and halves of characters, which no request can hold.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A sentence of ours with foreign text in it, which may be a list of lines. */
export const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n')

/** Foreign text on one line, with nothing hidden in it: `a\nb` with a backslash for a name of two lines. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, character => SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)

/** The same as a line that a runner of GitHub takes for no command: `##\[group]`, `\::debug::`. */
export const inert = (line: string): string => disarmed(visible(line))

/** The same for text of many lines, in which all else stays as it is. */
export const disarmed = (text: string): string =>
  text
    .replaceAll('##[', '##\\[')
    .split(/([\n\r\u2028\u2029])/)
    .map(line => (line.trimStart().startsWith('::') ? `\\${line}` : line))
    .join('')

/** No more of a text than people read: at most so many UTF-16 units, never half a character, and `…` where it was cut. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
