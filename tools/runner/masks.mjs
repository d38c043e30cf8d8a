/**
 * Hides every mask, and every line of a mask that has several, behind `***`. Like the runner it looks for all of them in the
 * text as it was and joins what overlaps or touches. Unlike the runner it does not look for masks in other spellings (JSON,
 * base64, percent-encoded): an action must not rely on those.
 *
 * @param {string} text
 * @param {Iterable<string>} masks empty ones are ignored
 * @returns {string}
 */
export function applyMasks(text, masks) {
  const hidden = [...masks].flatMap(mask => [mask, ...mask.split(/[\r\n]+/)]).filter(mask => mask !== '')
  const places = [...new Set(hidden)].flatMap(mask => occurrences(text, mask)).sort((a, b) => a.start - b.start)

  /** @type {{ start: number, end: number }[]} */
  const ranges = []
  for (const place of places) {
    const last = ranges.at(-1)
    if (last && place.start <= last.end) last.end = Math.max(last.end, place.end)
    else ranges.push(place)
  }

  let shown = ''
  let at = 0
  for (const { start, end } of ranges) {
    shown += `${text.slice(at, start)}***`
    at = end
  }
  return shown + text.slice(at)
}

/**
 * @param {string} text
 * @param {string} mask
 */
function occurrences(text, mask) {
  const found = []
  for (let start = text.indexOf(mask); start >= 0; start = text.indexOf(mask, start + 1))
    found.push({ start, end: start + mask.length })
  return found
}
