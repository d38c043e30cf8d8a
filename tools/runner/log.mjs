import { commandReader } from './commands.mjs'
import { applyMasks } from './masks.mjs'

/** @typedef {{ level: 'error' | 'warning' | 'notice', message: string, title?: string, file?: string, line?: number }} Annotation */

/** What a job's log shows of its steps, and what the runner picks out of their output on the way. */
export class JobLog {
  /** @type {string[]} */
  masks = []
  /** @type {Annotation[]} */
  annotations = []
  /** @type {Record<string, string>} outputs set by command */
  outputs = {}
  /** @type {Record<string, string>} state saved by command */
  state = {}
  /** @type {string[]} */
  #lines = []
  #debug

  /** @param {{ debug: boolean }} options whether debug lines are shown */
  constructor({ debug }) {
    this.#debug = debug
  }

  /** The log as a reader sees it. A mask hides nothing that was written before it. */
  get text() {
    return this.#lines.map(line => `${line}\n`).join('')
  }

  /**
   * One step's output, line by line. Commands work on stdout and stderr alike, and stop together.
   *
   * @returns {(line: string) => void}
   */
  step() {
    const read = commandReader()
    return line => {
      const command = read(line)
      if (command?.name === 'stop-commands' && command.message.length > 6) this.masks.push(command.message)
      if (command) this.#obey(command, line)
      else this.#show(line)
    }
  }

  /**
   * @param {import('./commands.mjs').Command} command
   * @param {string} line
   */
  #obey({ name, properties, message }, line) {
    switch (name) {
      case 'add-mask':
        if (message.trim() === '')
          this.#annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.", {})
        else this.masks.push(message)
        break
      case 'error':
      case 'warning':
      case 'notice':
        this.#annotate(name, message, properties)
        break
      case 'group':
        this.#show(message)
        break
      case 'debug':
        if (this.#debug) this.#show(`Debug: ${message}`)
        break
      case 'set-output':
        this.outputs[properties['name'] ?? ''] = message
        break
      case 'save-state':
        this.state[properties['name'] ?? ''] = message
        break
      case 'endgroup':
      case 'echo':
      case 'add-matcher':
      case 'remove-matcher':
      case 'set-env':
      case 'add-path':
      case 'internal-set-repo-path':
        break
      default:
        // Where commands stop and go on: the line is shown, and its token hidden.
        this.#show(line)
    }
  }

  /**
   * @param {Annotation['level']} level
   * @param {string} message
   * @param {Record<string, string>} properties
   */
  #annotate(level, message, { title, file, line }) {
    const masked = (/** @type {string} */ text) => applyMasks(text, this.masks)
    this.annotations.push({
      level,
      message: masked(message),
      ...(title ? { title: masked(title) } : {}),
      ...(file ? { file: masked(file) } : {}),
      ...(line ? { line: Number(line) } : {})
    })
    this.#show(`${level.charAt(0).toUpperCase()}${level.slice(1)}: ${message}`)
  }

  /** @param {string} text */
  #show(text) {
    this.#lines.push(applyMasks(text, this.masks))
  }
}
