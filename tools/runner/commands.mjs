/**
 * Workflow commands: lines by which a step talks to the runner.
 *
 * @typedef {{ name: string, properties: Record<string, string>, message: string }} Command
 */

const names = new Set(
  [
    ['add-mask', 'debug', 'notice', 'warning', 'error', 'group', 'endgroup', 'stop-commands', 'set-output', 'save-state'],
    // Known and thus not shown, but of no effect here.
    ['echo', 'add-matcher', 'remove-matcher', 'set-env', 'add-path', 'internal-set-repo-path']
  ].flat()
)

/**
 * Reads lines one after the other, as the runner does: `read` gives the command on a line, or undefined where the line is text
 * (also for an unknown command, and for all that stands between `::stop-commands::token` and `::token::`).
 *
 * @returns {(line: string) => Command | undefined}
 */
export function commandReader() {
  let resumeAt = ''
  return line => {
    const command = split(line)
    if (!command) return undefined
    if (resumeAt !== '') {
      if (command.name !== resumeAt) return undefined
      resumeAt = ''
      return command
    }
    const name = command.name.toLowerCase()
    if (!names.has(name)) return undefined
    if (name === 'stop-commands') resumeAt = command.message
    return { ...command, name }
  }
}

/**
 * All commands in an output, in order.
 *
 * @param {string} output
 * @returns {Command[]}
 */
export function parseCommands(output) {
  const read = commandReader()
  return output.split(/\r\n|\n|\r/).flatMap(line => read(line) ?? [])
}

/**
 * @param {string} line
 * @returns {Command | undefined}
 */
function split(line) {
  const [, head, message] = /^\s*::(.*?)::(.*)$/s.exec(line) ?? []
  if (head === undefined || message === undefined) return undefined
  const space = head.indexOf(' ')
  const name = space < 0 ? head : head.slice(0, space)
  const pairs = space < 0 ? [] : head.slice(space).trim().split(',')
  const properties = pairs.flatMap(pair => {
    const equals = pair.indexOf('=')
    return equals < 0 ? [] : [[pair.slice(0, equals), unescapeProperty(pair.slice(equals + 1))]]
  })
  return { name, properties: Object.fromEntries(properties), message: unescapeData(message) }
}

/** @type {Record<string, string>} */
const characters = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' }

/** @param {string} text */
const unescapeData = text => text.replace(/%25|%0D|%0A/g, code => characters[code] ?? code)

/** @param {string} text */
const unescapeProperty = text => text.replace(/%25|%0D|%0A|%3A|%2C/g, code => characters[code] ?? code)
