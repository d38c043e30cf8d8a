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
 * (also for an unknown command, and for all that stands between `::stop-commands::token` and `::token::`, in whatever case and form).
 *
 * @returns {(line: string) => Command | undefined}
 */
export function commandReader() {
  let resumeAt = ''
  const known = (/** @type {string} */ name) => names.has(name.toLowerCase()) || isToken(name)
  const isToken = (/** @type {string} */ name) => resumeAt !== '' && name.toLowerCase() === resumeAt.toLowerCase()
  return line => {
    const command = split(line, known)
    if (!command) return undefined
    if (resumeAt !== '') {
      if (!isToken(command.name)) return undefined
      resumeAt = ''
      return command
    }
    const name = command.name.toLowerCase()
    // A token that is a command's name, or none, is refused.
    if (name === 'stop-commands' && (command.message === '' || names.has(command.message.toLowerCase()))) return undefined
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
 * `::name key=value,…::message` after nothing but white space, and the older `##[name key=value;…]message` anywhere in a line.
 *
 * @param {string} line
 * @param {(name: string) => boolean} isKnown the older form is looked for where the newer one names no command
 * @returns {Command | undefined}
 */
function split(line, isKnown) {
  const newer = /^[\s\u0085]*::(.*?)::(.*)$/s.exec(line)
  const older = /##\[(.*?)\](.*)$/s.exec(line)
  const commands = [newer && parse(newer, ',', unescapeProperty), older && parse(older, ';', unescapeOlder)]
  return commands.find(command => command && isKnown(command.name)) ?? undefined
}

/**
 * @param {RegExpExecArray} parts
 * @param {string} separator
 * @param {(text: string) => string} decode of a property
 * @returns {Command}
 */
function parse([, head = '', message = ''], separator, decode) {
  const space = head.indexOf(' ')
  const name = space < 0 ? head : head.slice(0, space)
  const pairs = space < 0 ? [] : head.slice(space).trim().split(separator)
  const properties = pairs.flatMap(pair => {
    const equals = pair.indexOf('=')
    return equals < 0 ? [] : [[pair.slice(0, equals), decode(pair.slice(equals + 1))]]
  })
  const text = separator === ',' ? unescapeData(message) : unescapeOlder(message)
  return { name, properties: Object.fromEntries(properties), message: text }
}

/** @type {Record<string, string>} */
const characters = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%3B': ';', '%5D': ']' }

/** @param {string} text */
const unescapeData = text => text.replace(/%25|%0D|%0A/g, code => characters[code] ?? code)

/** @param {string} text */
const unescapeProperty = text => text.replace(/%25|%0D|%0A|%3A|%2C/g, code => characters[code] ?? code)

/** @param {string} text */
const unescapeOlder = text => text.replace(/%25|%0D|%0A|%3B|%5D/g, code => characters[code] ?? code)
