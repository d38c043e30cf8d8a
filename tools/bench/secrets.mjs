/** The secrets of the benchmark: variables of 100 bytes. */
const secretKey = (/** @type {number} */ index) => `key_${String(index).padStart(6, '0')}`

export const secretPath = (/** @type {number} */ index) => `variables/${secretKey(index)}`

export const secretValue = (/** @type {number} */ index) => `value ${index} `.padEnd(100, 'x')

/** For the action. `head`: its name and settings; `prefix`: of each key. */
export const manifest = (/** @type {number} */ count, head = 'name: bench', prefix = '') =>
  `version: 1\n${head}\nvariables:\n${lines(count, index => `  ${prefix}${secretKey(index)}: "${secretValue(index)}"`)}`

/** For clients that read one secret after the other: path, tab, value. */
export const table = (/** @type {number} */ count) => lines(count, index => `${secretPath(index)}\t${secretValue(index)}`)

/**
 * @param {number} count
 * @param {(index: number) => string} line
 */
const lines = (count, line) => Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('')
