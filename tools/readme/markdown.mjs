import { markdownTable } from 'markdown-table'

/** Without padding: one long description would fill every other row with blanks. */
export function table(/** @type {string[][]} */ rows) {
  return markdownTable(rows, { alignDelimiters: false })
}

export function code(/** @type {string} */ text) {
  return `\`${cell(text)}\``
}

/** On one line; markdown-table escapes `|` by itself. */
export function cell(/** @type {string} */ text) {
  return text.replaceAll(/\s+/g, ' ').trim()
}
