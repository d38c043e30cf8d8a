/**
 * Log-log charts side by side as one SVG. It brings its own white ground, so it can be read on light and dark pages.
 *
 * @typedef {object} Panel
 * @property {string} title with the unit: `time, ms`
 * @property {{ name: string, points: readonly (readonly [number, number])[] }[]} series at most two; all numbers above 0
 */

const COLOURS = ['#4338ca', '#d97706']
const WIDTH = 350
const HEIGHT = 330
/** Of the plot in its panel. */
const AREA = { left: 62, right: 14, top: 66, bottom: 46 }

/**
 * @param {{ title: string, description: string, xTitle: string, panels: Panel[] }} chart
 * @returns {string}
 */
export function chart({ title, description, xTitle, panels }) {
  const width = WIDTH * panels.length
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-labelledby="title text">
  <title id="title">${escaped(title)}</title>
  <desc id="text">${escaped(description)}</desc>
  <style>
    text { font-family: -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; font-size: 12px; fill: #526070 }
    .title { font-size: 15px; font-weight: 600; fill: #1f2937 }
    .middle { text-anchor: middle }
    .end { text-anchor: end }
    .grid { stroke: #e2e8f0; fill: none }
    .one { stroke: #94a3b8; stroke-dasharray: 4 4; fill: none }
    .series { stroke-width: 2; fill: none }
  </style>
  <rect width="${width}" height="${HEIGHT}" rx="6" fill="#ffffff" stroke="#cbd5e1"/>
${panels.map((panel, index) => `  <g transform="translate(${index * WIDTH} 0)">\n${drawn(panel, xTitle)}\n  </g>`).join('\n')}
</svg>
`
}

/**
 * @param {Panel} panel
 * @param {string} xTitle
 */
function drawn({ title, series }, xTitle) {
  const points = series.flatMap(({ points }) => points)
  const x = axis(
    points.map(([x]) => x),
    AREA.left,
    WIDTH - AREA.right
  )
  const y = axis(
    points.map(([, y]) => y),
    HEIGHT - AREA.bottom,
    AREA.top
  )
  const [left, right, top, bottom] = [AREA.left, WIDTH - AREA.right, AREA.top, HEIGHT - AREA.bottom]
  const centre = (left + right) / 2
  return [
    `<text class="title" x="${left}" y="24">${escaped(title)}</text>`,
    ...x.ticks.map(tick => `<path class="grid" d="M${x.at(tick)} ${top}V${bottom}"/>`),
    ...x.ticks.map(tick => `<text class="middle" x="${x.at(tick)}" y="${bottom + 17}">${label(tick)}</text>`),
    ...y.ticks.map(tick => `<path class="grid" d="M${left} ${y.at(tick)}H${right}"/>`),
    ...y.ticks.map(tick => `<text class="end" x="${left - 6}" y="${round(y.at(tick) + 4)}">${label(tick)}</text>`),
    `<text class="middle" x="${centre}" y="${bottom + 36}">${escaped(xTitle)}</text>`,
    ...proportional(series[0]?.points ?? [], x, y),
    ...series.flatMap(({ name, points }, index) => curve(name, points, x, y, index))
  ]
    .map(line => `    ${line}`)
    .join('\n')
}

/**
 * @param {string} name
 * @param {Panel['series'][number]['points']} points
 * @param {Axis} x
 * @param {Axis} y
 * @param {number} index
 */
function curve(name, points, x, y, index) {
  const colour = COLOURS[index]
  const at = 36 + 16 * index
  const path = points.map(([px, py], point) => `${point === 0 ? 'M' : 'L'}${x.at(px)} ${y.at(py)}`).join('')
  return [
    `<path class="series" stroke="${colour}" d="${path}"/>`,
    ...points.map(([px, py]) => `<circle cx="${x.at(px)}" cy="${y.at(py)}" r="3" fill="${colour}"/>`),
    `<path class="series" stroke="${colour}" d="M${AREA.left} ${at}h18"/>`,
    `<text x="${AREA.left + 24}" y="${at + 4}">${escaped(name)}</text>`
  ]
}

/** Where the curve would lie if it were proportional to x and ended at the same point; only as far as it is inside the plot. */
function proportional(/** @type {Panel['series'][number]['points']} */ points, /** @type {Axis} */ x, /** @type {Axis} */ y) {
  const [end] = points.slice(-1)
  if (end === undefined) return []
  const from = Math.max(x.low, (y.low * end[0]) / end[1])
  return [`<path class="one" d="M${x.at(from)} ${y.at((from * end[1]) / end[0])}L${x.at(end[0])} ${y.at(end[1])}"/>`]
}

/**
 * @typedef {object} Axis
 * @property {number} low
 * @property {number[]} ticks
 * @property {(value: number) => number} at where it lies in the panel
 */

/**
 * @param {readonly number[]} values
 * @param {number} start where the smallest lies
 * @param {number} end
 * @returns {Axis} from one tick to another
 */
function axis(values, start, end) {
  const marks = Array.from({ length: 30 }, (_, index) => [1, 2, 5].map(mark => mark * 10 ** (index - 6))).flat()
  const low = Math.max(...marks.filter(mark => mark <= Math.min(...values)))
  const high = Math.min(...marks.filter(mark => mark >= Math.max(...values) && mark > low))
  const inside = marks.filter(mark => mark >= low && mark <= high)
  const ticks = inside.length <= 6 ? inside : inside.filter(mark => Number.isInteger(Math.log10(mark)))
  const scale = (end - start) / Math.log(high / low)
  return { low, ticks, at: value => round(start + scale * Math.log(value / low)) }
}

const round = (/** @type {number} */ value) => Math.round(value * 10) / 10

const label = (/** @type {number} */ value) => value.toLocaleString('en')

const escaped = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
