/**
 * `npm run readme`: writes the tables of inputs and outputs in README.md from action.yml, between `<!-- inputs -->` and
 * `<!-- /inputs -->` (and the same for outputs). With `--check` it writes nothing and ends 1 when they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { markdownTable } from 'markdown-table'
import { parse } from 'yaml'
import { between } from './generated.mjs'

/**
 * @typedef {object} Action what is read of action.yml
 * @property {Record<string, { description: string, default?: string }>} inputs
 * @property {Record<string, { description: string }>} outputs
 */

const file = fileURLToPath(new URL('../README.md', import.meta.url))
const action = /** @type {Action} */ (parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')))

const before = readFileSync(file, 'utf8')
try {
  const after = between(between(before, 'README.md', 'inputs', inputsTable(action)), 'README.md', 'outputs', outputsTable(action))
  if (!process.argv.includes('--check')) writeFileSync(file, after)
  else if (after !== before)
    throw new Error('README.md: the tables of inputs and outputs are not what action.yml says; run `npm run readme`.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function inputsTable(/** @type {Action} */ { inputs }) {
  const rows = Object.entries(inputs).map(([name, { description, default: value = '' }]) => [
    code(name),
    cell(description),
    value === '' ? '' : code(value)
  ])
  return table([['Input', 'What it is', 'Default'], ...rows])
}

function outputsTable(/** @type {Action} */ { outputs }) {
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)])
  return table([['Output', 'What it is'], ...rows])
}

/** Without padding: one long description would fill every other row with blanks. */
function table(/** @type {string[][]} */ rows) {
  return markdownTable(rows, { alignDelimiters: false })
}

function code(/** @type {string} */ text) {
  return `\`${cell(text)}\``
}

/** markdown-table escapes `|` by itself. */
function cell(/** @type {string} */ text) {
  return text.replaceAll(/\s+/g, ' ').trim()
}
