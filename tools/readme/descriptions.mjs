/** What `--help` says about the options of a terminal, made from what action.yml says about its inputs. */

/** @typedef {import('./inputs-reference.mjs').Groups} Groups */

/** The module, as the formatter would write it. */
export function descriptionsModule(/** @type {Groups} */ groups) {
  const inputs = Object.values(groups).flatMap(Object.entries)
  const lines = inputs.map(([name, { description }]) => entry(name, firstSentence(description)))
  const defaults = inputs.flatMap(([name, { default: value }]) =>
    value === undefined || /^\$\{\{/.test(value) ? [] : [entry(name, value)]
  )
  return `import type { InputName } from '../inputs/schema.ts'

// Made from action.yml by \`npm run readme\`.
// biome-ignore format: one line for each
export const DESCRIPTIONS: Readonly<Record<InputName, string>> = {
${lines.join(',\n')}
}

/** What counts where an input is not given, unless it is known only in a run. */
// biome-ignore format: one line for each
export const DEFAULTS: Readonly<Partial<Record<InputName, string>>> = {
${defaults.join(',\n')}
}
`
}

/** What `--version` says. */
export const versionModule = (/** @type {{ version: string }} */ { version }) => `// Made from package.json by \`npm run readme\`.
export const VERSION = '${version}'
`

const entry = (/** @type {string} */ name, /** @type {string} */ text) =>
  `  ${/^\w+$/.test(name) ? name : quoted(name)}: ${quoted(text)}`

const quoted = (/** @type {string} */ text) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`)

/** Code stays marked: the help names options there. docs/inputs.md has the rest. */
function firstSentence(/** @type {string} */ text) {
  const [first = ''] = /^.*?\.(?= |$)/.exec(text) ?? [text]
  return first
}
