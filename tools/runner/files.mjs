/**
 * Reads what a step wrote to GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV: lines `name=value`, or `name<<DELIMITER`, the value on
 * the next lines, and the delimiter alone on the last.
 *
 * @param {string} text
 * @returns {Record<string, string>} the last value wins
 * @throws Error for what the runner refuses too, which makes the step fail
 */
export function parseFileCommands(text) {
  /** @type {Record<string, string>} */
  const values = {}
  const lines = text.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const [, name, sign, rest] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? []
    if (!name || rest === undefined || (sign === '<<' && rest === ''))
      throw new Error(`Invalid format '${line}': write name=value or name<<DELIMITER.`)
    if (sign === '=') values[name] = rest
    else {
      const end = lines.indexOf(rest)
      if (end < 0) throw new Error(`Invalid value of '${name}': its delimiter '${rest}' does not come again.`)
      values[name] = lines.splice(0, end).join('\n')
      lines.shift()
    }
  }
  return values
}
