/** The secrets of the benchmark: variables of 100 bytes. */
export const secretKey = (/** @type {number} */ index) => `key_${String(index).padStart(6, '0')}`

export const secretPath = (/** @type {number} */ index) => `variables/${secretKey(index)}`

export const secretValue = (/** @type {number} */ index) => `value ${index} `.padEnd(100, 'x')

export const manifest = (/** @type {number} */ count) =>
  `version: 1\nname: bench\nvariables:\n${Array.from({ length: count }, (_, index) => `  ${secretKey(index)}: "${secretValue(index)}"\n`).join('')}`
