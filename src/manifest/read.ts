import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { type Problem, Problems } from '../errors.ts'
import type { ConnectionEntry, Manifest, Value } from './manifest.ts'
import { type Mistake, mistakesFrom } from './problems.ts'
import { ruleMistakes } from './rules.ts'
import { type Raw, schema } from './schema.ts'
import { valueFrom } from './source.ts'

/** Parses and checks a manifest; throws `Problems` with everything that is wrong in it. */
export function readManifest(text: string, file: string): Manifest {
  const lines = new LineCounter()
  // Without the check for equal keys, which compares each with each; `duplicateKeys` does it in one pass.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false })
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  const broken = document.errors.map(error => ({
    message: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'is not YAML',
    ...placeOf(error.pos[0])
  }))
  if (broken.length > 0) throw new Problems(broken)

  const problemAt = (path: readonly string[], message: string): Problem => ({
    message: `${path.length === 0 ? 'the manifest' : path.join('.')} ${message}`,
    ...placeOf(offsetOf(document, path))
  })
  const fail = (mistakes: readonly Mistake[]) => {
    if (mistakes.length > 0) throw new Problems(mistakes.map(({ path, message }) => problemAt(path, message)))
  }
  fail(duplicateKeys(document))
  const parsed = schema.safeParse(document.toJS())
  if (!parsed.success) fail(mistakesFrom(parsed.error.issues, knownKeys))
  const raw = parsed.data as Raw
  fail(ruleMistakes(raw))
  return manifestFrom(raw, problemAt)
}

function manifestFrom(raw: Raw, problemAt: Manifest['problemAt']): Manifest {
  const { vault, approle } = raw
  return {
    name: raw.name,
    vault: {
      mount: vault.mount,
      variablesPath: vault['variables-path'],
      connectionsPath: vault['connections-path'],
      airflowTimeout: vault['airflow-timeout'],
      ...(vault['airflow-url'] === undefined ? {} : { airflowUrl: vault['airflow-url'].replace(/\/+$/, '') }),
      ...(vault['airflow-ca'] === undefined ? {} : { airflowCa: vault['airflow-ca'] })
    },
    approle: {
      name: approle.name,
      policy: approle.policy,
      mount: approle.mount,
      tokenTtl: approle['token-ttl'],
      tokenMaxTtl: approle['token-max-ttl'] || approle['token-ttl'],
      secretId: {
        ttl: approle['secret-id'].ttl,
        rotateAfter: approle['secret-id']['rotate-after'],
        destroyAfter: approle['secret-id']['destroy-after']
      },
      ...(approle['role-id'] === undefined ? {} : { roleId: approle['role-id'] })
    },
    manage: new Set(raw.manage),
    variables: new Map(Object.entries(raw.variables).map(([key, value]) => [key, variableFrom(value)])),
    connections: Object.entries(raw.connections).map(([id, connection]) => connectionFrom(id, connection)),
    deployments: new Map(
      Object.entries(raw.deployments).map(([key, entry]) => [
        key,
        {
          isolate: entry.isolate,
          ...(entry['deployment-id'] === undefined ? {} : { id: entry['deployment-id'] }),
          ...(entry['deployment-name'] === undefined ? {} : { name: entry['deployment-name'] })
        }
      ])
    ),
    problemAt
  }
}

function variableFrom(raw: Raw['variables'][string]): Value {
  return typeof raw === 'object' && 'json' in raw ? { kind: 'json', tree: raw.json } : valueFrom(raw)
}

function connectionFrom(id: string, raw: Raw['connections'][string]): ConnectionEntry {
  if (raw.conn_uri !== undefined) return { id, form: 'uri', uri: valueFrom(raw.conn_uri) }
  const fields: Record<string, Value> = {}
  for (const key of ['host', 'schema', 'login', 'password'] as const) {
    const given = raw[key]
    if (given !== undefined) fields[key] = valueFrom(given)
  }
  if (raw.port !== undefined)
    fields['port'] = typeof raw.port === 'number' ? { kind: 'constant', text: String(raw.port) } : valueFrom(raw.port)
  if (typeof raw.extra === 'string') fields['extra'] = { kind: 'constant', text: raw.extra }
  else if (raw.extra !== undefined) fields['extra'] = { kind: 'json', tree: raw.extra }
  return { id, form: 'fields', connType: raw.conn_type ?? '', fields }
}

/** Where the value at `path` stands, or the nearest thing above it that is there. */
function offsetOf(document: Document.Parsed, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true) ?? document.contents
    if (!isMap(parent)) continue
    const pair = parent.items.find(item => isScalar(item.key) && String(item.key.value) === path[depth - 1])
    const key = pair?.key
    if (isScalar(key) && key.range) return key.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function duplicateKeys(document: Document.Parsed): Mistake[] {
  const mistakes: Mistake[] = []
  visit(document, {
    Map(_, map, ancestors) {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const name = String(isScalar(key) ? key.value : key)
        const above = ancestors.flatMap(node => ('key' in node && isScalar(node.key) ? [String(node.key.value)] : []))
        if (seen.has(name))
          mistakes.push({ path: [...above, name], message: 'stands here twice; YAML would silently take the last one' })
        seen.add(name)
      }
    }
  })
  return mistakes
}

/** The keys that may stand at a path, read off the schema. */
function knownKeys(path: readonly string[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema
  for (const key of path) at = at && childOf(at, key)
  return at === undefined ? [] : keysOf(at)
}

function childOf(type: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  const inner = bare(type)._zod.def as { type: string; shape?: Record<string, z.core.$ZodType>; valueType?: z.core.$ZodType }
  return inner.shape?.[key] ?? inner.valueType
}

function keysOf(type: z.core.$ZodType): readonly string[] {
  const def = bare(type)._zod.def as { shape?: object; options?: readonly z.core.$ZodType[] }
  return def.options?.flatMap(keysOf) ?? Object.keys(def.shape ?? {})
}

/** Without defaults and `optional` around it. */
function bare(type: z.core.$ZodType): z.core.$ZodType {
  const { innerType } = type._zod.def as { innerType?: z.core.$ZodType }
  return innerType === undefined ? type : bare(innerType)
}
