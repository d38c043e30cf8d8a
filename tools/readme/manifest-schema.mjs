/**
 * The JSON Schema (draft 2020-12) of the manifest, made from the schema that the action itself reads it with. Editors
 * complete and check a manifest by it. Rules between keys of one entry are added here; what the action judges by entries
 * that are far from each other, or by what a text means, it does not say.
 */
import * as z from 'zod/mini'
import { schema } from '../../src/manifest/schema.ts'
import { WORDS } from '../../src/sources/schema.ts'

/**
 * @typedef {object} JsonSchema the words of JSON Schema that are met here
 * @property {string} [$ref]
 * @property {Record<string, JsonSchema>} [$defs]
 * @property {string | string[]} [type]
 * @property {Record<string, JsonSchema>} [properties]
 * @property {JsonSchema | false} [additionalProperties]
 * @property {JsonSchema} [propertyNames]
 * @property {Record<string, JsonSchema>} [dependentSchemas]
 * @property {JsonSchema} [if]
 * @property {JsonSchema} [then]
 * @property {JsonSchema[]} [oneOf]
 * @property {string} [pattern]
 * @property {number} [maxLength]
 * @property {number} [minProperties]
 * @property {string[]} [required]
 * @property {JsonSchema} [items]
 * @property {JsonSchema[]} [anyOf]
 * @property {JsonSchema} [not]
 * @property {string[]} [enum]
 * @property {unknown} [const]
 * @property {unknown} [default]
 * @property {string} [description]
 */

/** @returns {JsonSchema} */
export function manifestSchema() {
  const { $defs = {}, ...rest } = /** @type {JsonSchema} */ (z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }))
  const { connection = {}, deployment = {}, text = {}, variable = {} } = $defs
  const leaves = Object.fromEntries(WORDS.map(word => [`$${word}`, leafOf($defs[word] ?? {})]))
  const json = { $ref: '#/$defs/json' }
  const structures = {
    json: {
      ...$defs['json'],
      anyOf: [{ type: ['string', 'number', 'boolean', 'null'] }, { type: 'array', items: json }, { $ref: '#/$defs/mapping' }]
    },
    mapping: {
      ...$defs['mapping'],
      anyOf: [
        { type: 'object', propertyNames: { not: { enum: Object.keys(leaves) } }, additionalProperties: json },
        ...Object.keys(leaves).map(word => ({ $ref: `#/$defs/${word}` }))
      ]
    }
  }
  const ruled = {
    text: withoutReserved(text),
    variable: withoutReserved(variable),
    connection: connectionOf(connection),
    deployment: deploymentOf(deployment)
  }
  return { ...named(rest), $defs: { ...$defs, ...leaves, ...structures, ...ruled } }
}

/** Names by the rules of `src/airflow/names.ts`. */
const NAMES = {
  connections: { pattern: '^(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_.-]*$', maxLength: 200 },
  variables: {
    pattern: '^(?!.*\\.\\.)(?!(.*/)?\\.(/|$))[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)*$',
    maxLength: 250
  }
}

/** The schema of a mapping that has variables and connections, with the rules for their names. */
function named(/** @type {JsonSchema} */ { properties = {}, ...rest }) {
  const ruled = Object.entries(NAMES).map(([kind, propertyNames]) => [kind, { ...properties[kind], propertyNames }])
  return { ...rest, properties: { ...properties, ...Object.fromEntries(ruled) } }
}

/** Of `${` in a constant, only `${deployment}` has a meaning. */
function withoutReserved(/** @type {JsonSchema} */ { anyOf = [], ...rest }) {
  const pattern = '^(?![\\s\\S]*(?<!\\$)\\$\\{(?!deployment\\}))'
  return { ...rest, anyOf: anyOf.map(part => (part.type === 'string' ? { ...part, pattern } : part)) }
}

const NOT_SECRET = { properties: { 'not-secret': { const: true } }, required: ['not-secret'] }
const ISOLATED = { properties: { isolate: { const: true } }, required: ['isolate'] }

/** By fields, of which the type is one, or as a whole; a constant password only with `not-secret: true`. */
function connectionOf(/** @type {JsonSchema} */ { properties = {}, ...rest }) {
  const alone = (/** @type {string} */ key) => ({ propertyNames: { enum: [key, 'format', 'not-secret'] } })
  return {
    ...rest,
    properties: { ...properties, conn_type: { ...properties['conn_type'], pattern: '^[A-Za-z][A-Za-z0-9._]*$' } },
    anyOf: ['conn_type', 'conn_uri', 'conn_json'].map(key => ({ required: [key] })),
    dependentSchemas: { conn_uri: alone('conn_uri'), conn_json: alone('conn_json') },
    if: { properties: { password: { type: 'string' } }, required: ['password'] },
    // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
    then: NOT_SECRET
  }
}

/** One way to find it; its own variables and connections only with `isolate: true`. */
function deploymentOf(/** @type {JsonSchema} */ deployment) {
  const has = (/** @type {string} */ key) => ({ properties: { [key]: { type: 'object', minProperties: 1 } }, required: [key] })
  return {
    ...named(deployment),
    oneOf: ['deployment-id', 'deployment-name'].map(key => ({ required: [key] })),
    if: { anyOf: Object.keys(NAMES).map(has) },
    // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
    then: ISOLATED
  }
}

/** The same source inside a structure, where its words have `$` before them. */
function leafOf(/** @type {JsonSchema} */ { properties = {}, required = [], ...rest }) {
  const marked = Object.entries(properties).map(([key, value]) => [`$${key}`, value])
  return { ...rest, properties: Object.fromEntries(marked), required: required.map(key => `$${key}`) }
}
