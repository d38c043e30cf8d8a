import { fieldProblems } from '../airflow/connection.ts'
import { parseJsonConnection } from '../airflow/connection-json.ts'
import { INEXACT } from '../airflow/json.ts'
import { connIdProblem, variableKeyProblem } from '../airflow/names.ts'
import { parseUri } from '../airflow/uri.ts'
import { identityMistakes } from '../identity/identities.ts'
import { leafSource } from '../sources/schema.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import { importMistakes } from './imports.ts'
import { LOCAL } from './local.ts'
import type { Format } from './manifest.ts'
import { type Mistake, mistakesFrom } from './problems.ts'
import type { RawManifest } from './schema.ts'
import { constantProblem, inexactNumbers, leaves } from './source.ts'

/** The rules that a schema cannot express. Each mistake names the key it is about. */
export function ruleMistakes(raw: RawManifest): Mistake[] {
  return [
    ...vaultMistakes(raw),
    ...identityMistakes(raw),
    ...importMistakes(raw.imports),
    ...deploymentMistakes(raw),
    ...variableMistakes(raw.variables),
    ...connectionMistakes(raw.connections, raw.vault.format)
  ]
}

function vaultMistakes({ vault }: RawManifest): Mistake[] {
  const overlaps = (a: string, b: string) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
  if (!overlaps(vault['variables-path'], vault['connections-path'])) return []
  const given = ['variables-path', 'connections-path'].map(key => ['vault', key])
  return [{ path: ['vault', 'connections-path'], message: 'overlaps variables-path; the two need separate folders', given }]
}

function deploymentMistakes({ deployments, vault }: RawManifest): Mistake[] {
  // Every Deployment may read what is below a shared folder, and every workstation writes what is below its own.
  const shared = [vault['variables-path'], vault['connections-path']].map(path => path.replace(/\/.*/, ''))
  const taken = [...new Set(['connections', 'variables', 'config', OWN_FOLDER, LOCAL, ...shared])]
  return Object.entries(deployments).flatMap(([key, entry]) => {
    const mistakes: Mistake[] = []
    const path = ['deployments', key]
    if ((entry['deployment-id'] === undefined) === (entry['deployment-name'] === undefined)) {
      const given = ['deployment-id', 'deployment-name'].map(word => [...path, word])
      mistakes.push({ path, message: 'needs exactly one of deployment-id and deployment-name', given })
    }
    for (const word of ['deployment-id', 'deployment-name'] as const) {
      const [first] = Object.keys(deployments).filter(other => deployments[other]?.[word] === entry[word])
      if (entry[word] !== undefined && first !== key)
        mistakes.push({ path: [...path, word], message: `is the same as in deployments.${first}; list each Deployment once` })
    }
    if (entry.isolate && (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(key) || taken.includes(key))) {
      mistakes.push({
        path,
        message: `cannot name a folder in Vault; use lower-case letters and digits, with \`-\` between them, at most 63 characters, and none of ${taken.join(', ')}`
      })
    }
    const overrides = [...variableMistakes(entry.variables, path), ...connectionMistakes(entry.connections, vault.format, path)]
    const own = (['variables', 'connections'] as const).filter(kind => Object.keys(entry[kind]).length > 0)
    if (!entry.isolate)
      mistakes.push(
        ...own.map(kind => ({
          path: [...path, kind],
          message: 'requires `isolate: true`: without it, this Deployment reads the same paths as the others',
          given: [[...path, 'isolate']]
        }))
      )
    return [...mistakes, ...overrides]
  })
}

function variableMistakes(variables: RawManifest['variables'], above: readonly string[] = []): Mistake[] {
  const mistakes: Mistake[] = []
  for (const key of Object.keys(variables)) {
    const raw = variables[key] ?? ''
    const tell = (message: string | undefined) => {
      if (message !== undefined) mistakes.push({ path: [...above, 'variables', key], message })
    }
    tell(variableKeyProblem(key))
    if (typeof raw === 'string') tell(constantProblem(raw))
    else if ('json' in raw) mistakes.push(...leafMistakes(raw.json, [...above, 'variables', key, 'json']))
  }
  return mistakes
}

function connectionMistakes(connections: RawManifest['connections'], usual: Format, above: readonly string[] = []): Mistake[] {
  return Object.entries(connections).flatMap(([id, raw]) => {
    const path = [...above, 'connections', id]
    const mistakes = found(path, connIdProblem(id))
    for (const key of ['host', 'schema', 'login', 'password', 'extra', 'conn_uri', 'conn_json'] as const) {
      mistakes.push(...found([...path, key], constantIn(raw[key], constantProblem)))
    }
    if (raw.description !== undefined && (raw.format ?? usual) === 'uri')
      mistakes.push({
        path: [...path, 'description'],
        message: 'cannot be stored in a URI; set `format: fields` next to it, or remove it',
        given: [
          [...path, 'format'],
          ['vault', 'format']
        ]
      })
    if (raw.conn_json !== undefined) return [...mistakes, ...jsonMistakes(raw, path)]
    if (raw.conn_uri !== undefined) return [...mistakes, ...uriMistakes(raw, path)]

    if (raw.conn_type === undefined)
      mistakes.push({
        path: [...path, 'conn_type'],
        message: 'is missing; Airflow 3 cannot use a connection without it',
        given: ['conn_type', 'conn_uri', 'conn_json'].map(key => [...path, key])
      })
    if (typeof raw.password === 'string' && raw['not-secret'] !== true) {
      mistakes.push({
        path: [...path, 'password'],
        message: 'is in plain text; take it from { env: NAME }, or set `not-secret: true` next to it if it is not a secret',
        given: [[...path, 'not-secret']]
      })
    }
    const known = {
      connType: raw.conn_type ?? 'generic',
      ...(typeof raw.port === 'number' ? { port: raw.port } : {}),
      ...(typeof raw.extra === 'string' ? { extra: raw.extra } : {})
    }
    mistakes.push(...fieldProblems(known).map(({ field, problem }) => ({ path: [...path, field], message: problem })))
    if (typeof raw.extra === 'object') mistakes.push(...leafMistakes(raw.extra, [...path, 'extra']))
    return mistakes
  })
}

/** A connection given as one text excludes every other field. */
const besideMistakes = (
  raw: RawManifest['connections'][string],
  text: 'conn_uri' | 'conn_json',
  path: readonly string[]
): Mistake[] =>
  Object.keys(raw)
    .filter(key => ![text, 'not-secret', 'format'].includes(key))
    .map(key => ({ path: [...path, key], message: `cannot be combined with ${text}; Airflow would ignore it` }))

function jsonMistakes(raw: RawManifest['connections'][string], path: readonly string[]): Mistake[] {
  const mistakes = besideMistakes(raw, 'conn_json', path)
  if (typeof raw.conn_json !== 'string') return mistakes
  const at = [...path, 'conn_json']
  const parsed = parseJsonConnection(raw.conn_json)
  if ('problem' in parsed) mistakes.push({ path: at, message: parsed.problem })
  else if (parsed.connection.password && raw['not-secret'] !== true)
    mistakes.push({
      path: at,
      message:
        'contains a password in plain text; take the JSON from { env: NAME }, or set `not-secret: true` next to it if that is not a secret',
      given: [[...path, 'not-secret']]
    })
  return mistakes
}

function uriMistakes(raw: RawManifest['connections'][string], path: readonly string[]): Mistake[] {
  const mistakes = besideMistakes(raw, 'conn_uri', path)
  if (typeof raw.conn_uri !== 'string') return mistakes
  const parsed = parseUri(raw.conn_uri)
  if (!parsed.ok) mistakes.push({ path: [...path, 'conn_uri'], message: parsed.problem })
  else if (parsed.value.password && raw['not-secret'] !== true) {
    mistakes.push({
      path: [...path, 'conn_uri'],
      message:
        'contains a password in plain text; take the URI from { env: NAME }, or set `not-secret: true` next to it if that is not a secret',
      given: [[...path, 'not-secret']]
    })
  }
  return mistakes
}

function leafMistakes(tree: unknown, path: readonly string[]): Mistake[] {
  const numbers = [...inexactNumbers(tree, path)].map(at => ({ path: at, message: `is a number ${INEXACT}` }))
  const sources = [...leaves(tree, path)].flatMap(({ path: at, node }) => {
    const source = leafSource(node)
    if (source === undefined) return []
    if ('source' in source) return source.source.from === 'generate' && at.join('.').length > LONGEST_PLACE ? [tooDeep(at)] : []
    if ('problem' in source) return [{ path: at, message: source.problem }]
    return mistakesFrom(source.issues, source.schema).map(({ path: inside, message }) => ({ path: [...at, ...inside], message }))
  })
  return [...numbers, ...sources]
}

/** The record of generated values names each by its place. */
const LONGEST_PLACE = 2_000

const tooDeep = (path: readonly string[]): Mistake => ({
  path,
  message: `is too long a place for a generated value; use keys of at most ${LONGEST_PLACE} characters in all`
})

const found = (path: readonly string[], message: string | undefined): Mistake[] =>
  message === undefined ? [] : [{ path, message }]

const constantIn = (raw: unknown, check: (text: string) => string | undefined) =>
  typeof raw === 'string' ? check(raw) : undefined
