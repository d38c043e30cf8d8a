/** The tables of docs/manifest.md, made from the JSON Schema of the manifest. */
import { cell, code, table } from './markdown.mjs'

/** @typedef {import('./manifest-schema.mjs').JsonSchema} JsonSchema */

const HEAD = ['Key', 'Type', 'Default', 'What it is']

/** What stands for a key that people choose, or for the number in a list. */
const CHOSEN = /** @type {Record<string, string>} */ ({ connections: '<conn_id>', deployments: '<name>', imports: '<number>' })

/** How a table calls what has a name in the schema. */
const NAMED = /** @type {Record<string, string>} */ ({
  duration: 'duration',
  text: 'text or source',
  mapping: 'mapping',
  json: 'any',
  import: 'mapping'
})

/** And other things, by their type. */
const PLAIN = /** @type {Record<string, string>} */ ({ string: 'text', object: 'mapping', integer: 'whole number' })

/** Every key of the manifest. A connection is described once, at the top. */
export function keysTable(/** @type {JsonSchema} */ schema) {
  const free = (/** @type {string} */ key) => {
    const { additionalProperties, items } = schema.properties?.[key] ?? {}
    return named(schema, items ?? (additionalProperties || {}))
  }
  const rows = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    ...keyRows({ ...schema, properties: { [key]: value } }, ''),
    ...(CHOSEN[key] === undefined ? [] : keyRows(free(key), `${key}.${CHOSEN[key]}.`))
  ])
  return table([HEAD, ...rows])
}

/** Every source, in both spellings. */
export function sourcesTable(/** @type {JsonSchema} */ schema, /** @type {readonly string[]} */ words) {
  const rows = words.map(word => {
    const [source, leaf] = [word, `$${word}`].map(name => schema.$defs?.[name] ?? {})
    return [code(spelling(source)), code(spelling(leaf)), cell(source?.description ?? '')]
  })
  return table([['As a value', 'Inside `json` and `extra`', 'What it gives'], ...rows])
}

/** The keys of all sources. */
export function sourceKeysTable(/** @type {JsonSchema} */ schema, /** @type {readonly string[]} */ words) {
  const rows = words.flatMap(word => keyRows({ properties: schema.$defs?.[word]?.properties ?? {} }, ''))
  return table([HEAD, ...new Map(rows.map(row => [row[0], row])).values()])
}

/** @returns {string[][]} */
function keyRows(/** @type {JsonSchema} */ { properties = {}, required = [] }, /** @type {string} */ above) {
  return Object.entries(properties).flatMap(([key, value]) => {
    const [what = '', spoken = ''] = (value.description ?? '').split(' Default: ')
    const otherwise = required.includes(key) ? 'required' : (defaultOf(value) ?? cell(spoken.replace(/\.$/, '')))
    const row = [code(above + key), typeOf(value), otherwise, cell(what)]
    return [row, ...keyRows(value, `${above}${key}.`)]
  })
}

function defaultOf(/** @type {JsonSchema} */ { default: value }) {
  if (value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)) return undefined
  return code(Array.isArray(value) ? `[${value.join(', ')}]` : String(value))
}

/** @returns {string} */
function typeOf(/** @type {JsonSchema} */ value) {
  if (value.$ref !== undefined) return NAMED[nameOf(value.$ref)] ?? 'source'
  if (value.enum !== undefined) return value.enum.map(code).join(', ')
  if (value.const !== undefined) return code(String(value.const))
  if (value.anyOf !== undefined) return [...new Set(value.anyOf.map(typeOf))].join(' or ')
  if (value.items !== undefined) return `list of ${typeOf(value.items)}`
  return [value.type ?? []]
    .flat()
    .map(type => PLAIN[type] ?? type)
    .join(' or ')
}

/** An example of a source: what it must have. */
function spelling(/** @type {JsonSchema} */ { properties = {}, required = [] } = {}) {
  const [word = ''] = required
  const { items, properties: inner } = properties[word] ?? {}
  if (items !== undefined) return `{ ${word}: [program, argument] }`
  if (inner === undefined) return `{ ${word}: ${word.endsWith('env') ? 'NAME' : 'PATH'} }`
  const keys = Object.keys(inner).map(key => `${key}: …`)
  return `{ ${word}: { ${keys.join(', ')} } }`
}

/** @returns {JsonSchema} */
function named(/** @type {JsonSchema} */ { $defs = {} }, /** @type {JsonSchema} */ { $ref = '' }) {
  return $defs[nameOf($ref)] ?? {}
}

function nameOf(/** @type {string} */ reference) {
  return reference.replace('#/$defs/', '')
}
