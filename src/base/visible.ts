/** Characters that a reader cannot see, or that act on the display: line ends, escape sequences, changes of direction. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A sentence of ours with foreign text in it, which may be a list of lines. */
export const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n')

/** Foreign text on one line, with nothing hidden in it: `a\nb` with a backslash for a name of two lines. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, character => SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)

/** The same as a line that a runner of GitHub takes for no command: `##\[group]`, `\::debug::`. */
export const inert = (line: string): string => disarmed(visible(line))

/** The same for text of many lines, in which all else stays as it is. */
export const disarmed = (text: string): string => text.replaceAll('##[', '##\\[').replace(/^(?=[^\S\n\r]*::)/gm, '\\')
