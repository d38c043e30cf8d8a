/**
 * The JSON Schema (draft 2020-12) of the manifest, made from the schema that the action itself reads it with. Editors
 * complete and check a manifest by it. What the action judges by more than one key, it does not say.
 */
import * as z from 'zod/mini'
import { schema } from '../src/manifest/schema.ts'
import { WORDS } from '../src/sources/schema.ts'

/**
 * @typedef {object} JsonSchema the words of JSON Schema that are met here
 * @property {string} [$ref]
 * @property {Record<string, JsonSchema>} [$defs]
 * @property {string | string[]} [type]
 * @property {Record<string, JsonSchema>} [properties]
 * @property {JsonSchema | false} [additionalProperties]
 * @property {JsonSchema} [propertyNames]
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
  return { ...rest, $defs: { ...$defs, ...leaves, ...structures } }
}

/** The same source inside a structure, where its words have `$` before them. */
function leafOf(/** @type {JsonSchema} */ { properties = {}, required = [], ...rest }) {
  const marked = Object.entries(properties).map(([key, value]) => [`$${key}`, value])
  return { ...rest, properties: Object.fromEntries(marked), required: required.map(key => `$${key}`) }
}
