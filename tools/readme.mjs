/**
 * `npm run readme`: writes what is made from other files: the tables of inputs and outputs in README.md from action.yml, the
 * JSON Schema of the manifest, and the tables of docs/manifest.md from that. A table stands between `<!-- name -->` and
 * `<!-- /name -->`. With `--check` it writes nothing and ends 1 when they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { WORDS } from '../src/sources/schema.ts'
import { between } from './generated.mjs'
import { keysTable, sourceKeysTable, sourcesTable } from './manifest-reference.mjs'
import { manifestSchema } from './manifest-schema.mjs'
import { cell, code, table } from './markdown.mjs'

/**
 * @typedef {object} Action what is read of action.yml
 * @property {Record<string, { description: string, default?: string }>} inputs
 * @property {Record<string, { description: string }>} outputs
 */

const action = /** @type {Action} */ (load(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')))
const schema = manifestSchema()
const [README, REFERENCE, SCHEMA] = ['README.md', 'docs/manifest.md', 'schema/airflow-secrets.schema.json']

try {
  make(README, { inputs: inputsTable(action), outputs: outputsTable(action) })
  make(REFERENCE, {
    keys: keysTable(schema),
    sources: sourcesTable(schema, WORDS),
    'source-keys': sourceKeysTable(schema, WORDS)
  })
  write(SCHEMA, `${JSON.stringify(schema, undefined, 2)}\n`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function make(/** @type {string} */ name, /** @type {Record<string, string>} */ tables) {
  const before = readFileSync(fileOf(name), 'utf8')
  write(
    name,
    Object.entries(tables).reduce((text, [marker, content]) => between(text, name, marker, content), before)
  )
}

function write(/** @type {string} */ name, /** @type {string} */ text) {
  if (!process.argv.includes('--check')) writeFileSync(fileOf(name), text)
  else if (readFileSync(fileOf(name), 'utf8') !== text)
    throw new Error(`${name} is not what it is made from; run \`npm run readme\`.`)
}

function fileOf(/** @type {string} */ name) {
  return new URL(`../${name}`, import.meta.url)
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
