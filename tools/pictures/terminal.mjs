/** What a program wrote to a terminal, as an SVG: its text stays text, so that a test can read it, and it is sharp at any size. */
import headless from '@xterm/headless'

const COLUMNS = 80
const ROWS = 200
/** Of one character, in the units of the picture. */
const WIDTH = 8.4
const HEIGHT = 20
const MARGIN = 16

const LIGHT = {
  ground: '#f6f8fa',
  line: '#d1d9e0',
  text: '#1f2328',
  red: '#cf222e',
  green: '#1a7f37',
  yellow: '#9a6700',
  grey: '#59636e'
}
const DARK = {
  ground: '#0d1117',
  line: '#3d444d',
  text: '#f0f6fc',
  red: '#f85149',
  green: '#3fb950',
  yellow: '#d29922',
  grey: '#9198a1'
}

/** The names of a terminal's colours that are used, by their numbers. @type {Record<number, string>} */
const NAMES = { 1: 'red', 2: 'green', 3: 'yellow', 8: 'grey' }

/**
 * @param {string} written with escape sequences
 * @param {{ theme: string }} options `theme`: `light` or `dark`
 * @returns {Promise<string>}
 */
export async function terminalPicture(written, { theme }) {
  const { ground, line, text, ...colours } = theme === 'dark' ? DARK : LIGHT
  const rows = await rowsOf(written)
  const size = [COLUMNS * WIDTH + 2 * MARGIN, rows.length * HEIGHT + 2 * MARGIN]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(' ')}" role="img" aria-labelledby="title">
  <title id="title">A session on a terminal</title>
  <style>
    text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; fill: ${text}; white-space: pre }
    .bold { font-weight: 700 }
${Object.entries(colours)
  .map(([name, colour]) => `    .${name} { fill: ${colour} }\n`)
  .join('')}  </style>
  <rect x=".5" y=".5" width="${size.map(length => length - 1).join('" height="')}" rx="6" fill="${ground}" stroke="${line}"/>
${rows.map(drawn).join('')}</svg>
`
}

/** @typedef {{ text: string, look: string }} Part of one line, of the same look: names of classes */

/**
 * What is on the display in the end: a line that was overwritten is not, and what is longer than it is wide goes on below.
 *
 * @param {string} written
 * @returns {Promise<Part[][]>}
 */
async function rowsOf(written) {
  const terminal = new headless.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true })
  await new Promise(resolve => terminal.write(written, () => resolve(undefined)))
  const { active } = terminal.buffer
  if (active.baseY > 0) throw new Error(`the session has more than ${ROWS} lines`)
  const rows = Array.from({ length: active.cursorY }, (_, y) => partsOf(active.getLine(y)))
  terminal.dispose()
  return rows
}

/** @param {import('@xterm/headless').IBufferLine | undefined} line */
function partsOf(line) {
  /** @type {Part[]} */
  const parts = []
  for (let x = 0; x < (line?.translateToString(true).length ?? 0); x++) {
    const cell = line?.getCell(x)
    const look = [cell?.isBold() ? 'bold' : '', NAMES[cell?.getFgColor() ?? -1] ?? ''].filter(Boolean).join(' ')
    const text = cell?.getChars() || ' '
    const last = parts.at(-1)
    if (last?.look === look) last.text += text
    else parts.push({ text, look })
  }
  return parts
}

/** One line, as wide as on a terminal in whatever font there is. @param {Part[]} parts @param {number} row */
function drawn(parts, row) {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0)
  if (length === 0) return ''
  const inside = parts.map(({ text, look }) => (look === '' ? escaped(text) : `<tspan class="${look}">${escaped(text)}</tspan>`))
  const width = Number((length * WIDTH).toFixed(1))
  return `  <text x="${MARGIN}" y="${MARGIN + row * HEIGHT + 14}" textLength="${width}" xml:space="preserve">${inside.join('')}</text>\n`
}

const escaped = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
