/**
 * Takes from GitHub's own OpenAPI description what the loopback GitHub API is checked by: the operations that this action uses,
 * and all that they refer to, without their texts. The description is 385 MB, so only this small part of it is kept.
 *
 *     npm pack @octokit/openapi && tar -xzf octokit-openapi-*.tgz package/generated/api.github.com.json
 *     node tools/servers/github-api/take-contract.mjs package/generated/api.github.com.json
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const OPERATIONS = {
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': ['200'],
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': ['201'],
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': ['200'],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': ['200'],
  'GET /repos/{owner}/{repo}/issues': ['200'],
  'POST /repos/{owner}/{repo}/issues': ['201'],
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}': ['200'],
  'GET /repos/{owner}/{repo}/deployments': ['200'],
  'POST /repos/{owner}/{repo}/deployments': ['201'],
  'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['201']
}
const TEXTS = new Set(['description', 'summary', 'example', 'examples', 'title', 'externalDocs', 'headers'])

const [, , file = ''] = process.argv
const whole = JSON.parse(await readFile(file, 'utf8'))
/** @type {Record<string, Record<string, unknown>>} */
const components = {}

/**
 * Without texts, but for properties that have such a name.
 *
 * @returns {unknown}
 */
function bare(/** @type {unknown} */ node, isNames = false) {
  if (Array.isArray(node)) return /** @type {unknown[]} */ (node.map(one => bare(one)))
  if (typeof node !== 'object' || node === null) return node
  const kept = Object.entries(node).filter(([key]) => isNames || !(TEXTS.has(key) || key.startsWith('x-')))
  for (const [key, value] of kept) if (key === '$ref' && typeof value === 'string') keep(value)
  const all = Object.fromEntries(
    kept.map(([key, value]) => /** @type {const} */ ([key, bare(value, key === 'properties' && !isNames)]))
  )
  // JSON Schema knows no `nullable`, and ajv knows it only beside a type.
  if (isNames || all['nullable'] !== true || 'type' in all) return all
  const { nullable: _, ...other } = all
  return { anyOf: [other, { type: 'null' }] }
}

function keep(/** @type {string} */ ref) {
  const [, , kind = '', name = ''] = ref.split('/')
  components[kind] ??= {}
  const there = components[kind]
  if (name in there) return
  there[name] = undefined
  there[name] = bare(whole.components[kind][name])
}

const paths = Object.entries(OPERATIONS).map(([operation, statuses]) => {
  const [method = '', path = ''] = operation.split(' ')
  const { parameters, requestBody, responses } = whole.paths[path][method.toLowerCase()]
  const answers = Object.fromEntries(statuses.map(status => [status, responses[status]]))
  return [operation, bare({ parameters, ...(requestBody && { requestBody }), responses: answers })]
})
const contract = { version: whole.info.version, operations: Object.fromEntries(paths), components }
await writeFile(fileURLToPath(new URL('contract.json', import.meta.url)), `${JSON.stringify(contract)}\n`)
