/** The pages that the pictures are taken of: a job summary and a log, close to how GitHub shows them. */
import { readFileSync } from 'node:fs'
import { marked } from 'marked'
import { commandReader } from '../runner/commands.mjs'
import { applyMasks } from '../runner/masks.mjs'

/** @typedef {import('./runs.mjs').ShownRun} ShownRun */

const STYLE = readFileSync(new URL('github.css', import.meta.url), 'utf8')

/**
 * @param {ShownRun} run
 * @param {string} theme `light` or `dark`
 * @param {string} [header] what is above the text
 */
export function summaryPage({ title, summary }, theme, header = `${title} summary`) {
  const alert = /<blockquote>\s*<p>\[!CAUTION\]/g
  const body = /** @type {string} */ (marked.parse(summary)).replace(alert, '<blockquote class="caution"><p><b>Caution</b><br>')
  return page(theme, `<section class="card"><header>${escaped(header)}</header><div class="markdown">${body}</div></section>`)
}

/**
 * @param {ShownRun} run
 * @param {string} theme
 */
export function logPage({ title, output, masks, seconds }, theme) {
  const rows = logRows(output, masks).map(
    ({ text, kind }, index) => `<li class="${kind}"><i>${index + 1}</i><span>${escaped(text) || ' '}</span></li>`
  )
  const head = `<header><b class="tick">✓</b> Run OWNER/astro-vault-action@v1 <time>${seconds}s</time></header>`
  return page(theme, `<section class="log" aria-label="${escaped(title)}">${head}<ol>${rows.join('')}</ol></section>`)
}

/**
 * The lines of a log as GitHub shows them: commands are obeyed, groups are open, values are masked.
 *
 * @param {string} output
 * @param {string[]} masks
 */
function logRows(output, masks) {
  const read = commandReader()
  /** @type {{ text: string, kind: string }[]} */
  const rows = []
  let grouped = false
  for (const line of output.replace(/\n$/, '').split(/\r\n|\n|\r/)) {
    const command = read(line)
    const text = applyMasks(command?.message ?? line, masks)
    if (command === undefined) rows.push({ text, kind: grouped ? 'inside' : text.startsWith('✓') ? 'done' : 'plain' })
    else if (command.name === 'group') rows.push({ text: `▾ ${text}`, kind: 'group' })
    else if (command.name === 'warning') rows.push({ text: `Warning: ${text}`, kind: 'warning' })
    if (command?.name === 'group' || command?.name === 'endgroup') grouped = command.name === 'group'
  }
  return rows
}

const page = (/** @type {string} */ theme, /** @type {string} */ body) =>
  `<!doctype html><html lang="en" data-theme="${theme}"><meta charset="utf-8"><style>${STYLE}</style><body>${body}</body></html>`

const escaped = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
