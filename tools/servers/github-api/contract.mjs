/** Checks requests, and the answers of the loopback API, against GitHub's own OpenAPI description. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

/** @typedef {{ $ref?: string, name?: string, in?: string, required?: boolean, schema?: object }} Parameter */
/** @typedef {{ parameters: Parameter[], requestBody?: Content, responses: Record<string, Content> }} Operation */
/** @typedef {{ content?: Record<string, { schema: object }> }} Content */

/** @type {{ operations: Record<string, Operation>, components: { parameters: Record<string, Parameter>, schemas: Record<string, Schema> } }} */
const contract = JSON.parse(readFileSync(new URL('contract.json', import.meta.url), 'utf8'))
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: true })
const strict = new Ajv({ strict: false, validateFormats: false, allErrors: true })
/** @type {Map<string, import('ajv').ValidateFunction>} */
const known = new Map()

function compiled(/** @type {string} */ key, /** @type {object} */ schema) {
  const validate = known.get(key) ?? strict.compile({ ...schema, components: contract.components })
  known.set(key, validate)
  return validate
}

/**
 * The least that GitHub may answer, by its description: what is required, empty.
 *
 * @param {string} name of a schema
 * @returns {any}
 */
export const blank = name => emptyOf(resolved({ $ref: `#/components/schemas/${name}` }))

/** @typedef {{ $ref?: string, type?: string, format?: string, enum?: unknown[], nullable?: boolean, required?: string[], properties?: Record<string, Schema>, anyOf?: Schema[] }} Schema */

/** @returns {unknown} */
function emptyOf(/** @type {Schema} */ { type, enum: values, nullable, required = [], properties = {}, anyOf: [either] = [] }) {
  if (nullable) return null
  if (values !== undefined) return values[0]
  if (either !== undefined) return emptyOf(resolved(either))
  if (type === 'object') return Object.fromEntries(required.map(key => [key, emptyOf(resolved(properties[key] ?? {}))]))
  return { string: '', integer: 0, number: 0, boolean: false, array: [] }[type ?? ''] ?? null
}

/** @returns {Schema} */
const resolved = (/** @type {Schema} */ schema) =>
  schema.$ref === undefined ? schema : (contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})

const routes = Object.entries(contract.operations).map(([name, operation]) => {
  const [method, path = ''] = name.split(' ')
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  const parameters = operation.parameters.map(parameter =>
    parameter.$ref === undefined ? parameter : (contract.components.parameters[parameter.$ref.split('/').at(-1) ?? ''] ?? {})
  )
  return { name, method, pattern, operation, parameters }
})

/**
 * The operation that a request is, with its parameters.
 *
 * @param {string} method
 * @param {URL} url
 * @param {unknown} body
 * @returns {{ name: string, parameters: Record<string, string>, problems: string[] }} `name` is empty if GitHub has no such operation
 */
export function readRequest(method, url, body) {
  for (const { name, pattern, operation, parameters, ...route } of routes) {
    const path = pattern.exec(url.pathname)?.groups
    if (route.method !== method || path === undefined) continue
    const given = { ...path, ...Object.fromEntries(url.searchParams) }
    const known = parameters.map(parameter => parameter.name)
    const problems = Object.keys(given).flatMap(key => (known.includes(key) ? [] : [`no parameter ${key}`]))
    for (const { name: key = '', required, schema = {} } of parameters) {
      if (given[key] === undefined) problems.push(...(required ? [`parameter ${key} is missing`] : []))
      else if (!ajv.validate(schema, given[key])) problems.push(`parameter ${key} ${ajv.errorsText()}`)
    }
    const schema = operation.requestBody?.content?.['application/json']?.schema
    if (schema === undefined && body !== undefined) problems.push('it takes no body')
    if (schema !== undefined) {
      const validate = compiled(`${name} request`, schema)
      if (!validate(body)) problems.push(strict.errorsText(validate.errors))
    }
    const fields = Object.keys(/** @type {{ properties?: object } | undefined} */ (schema)?.properties ?? {})
    const more = Object.keys(/** @type {object} */ (body ?? {})).filter(key => !fields.includes(key))
    return { name, parameters: given, problems: [...problems, ...more.map(key => `no field ${key}`)] }
  }
  return { name: '', parameters: {}, problems: ['no such operation'] }
}

/**
 * Throws if GitHub would never answer so.
 *
 * @param {string} name of the operation
 * @param {number} status
 * @param {unknown} body
 */
export function checkAnswer(name, status, body) {
  const schema = contract.operations[name]?.responses[status]?.content?.['application/json']?.schema
  if (schema === undefined) throw new Error(`${name} is described without an answer ${status}`)
  const validate = compiled(`${name} ${status}`, schema)
  if (!validate(body)) throw new Error(`the answer to ${name} is not GitHub's: ${strict.errorsText(validate.errors)}`)
}
