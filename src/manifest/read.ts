import { withoutEnd } from '../base/ends.ts'
import { Mistakes } from '../base/errors.ts'
import { identityFrom } from '../identity/identities.ts'
import { parseManifest } from './document.ts'
import type { ConnectionEntry, Format, Manifest, Value } from './manifest.ts'
import { patternFrom } from './pattern.ts'
import { type Mistake, mistakesFrom } from './problems.ts'
import { independent, restOf } from './rest.ts'
import { ruleMistakes } from './rules.ts'
import { type RawManifest, schema } from './schema.ts'
import { settingsIn } from './settings.ts'
import { valueFrom } from './source.ts'

/** Parses and checks a manifest; throws `Mistakes` with everything that is wrong in it. */
export function readManifest(text: string, file: string): Manifest {
  const { data, mistakes: lost, findingAt } = parseManifest(text, file)
  const mistakes: Mistake[] = [...lost]
  const parsed = schema.safeParse(data, { reportInput: true })
  if (!parsed.success) {
    const wrong = mistakesFrom(parsed.error.issues, schema)
    const rest = restOf(data, wrong)
    mistakes.push(...wrong, ...(rest === undefined ? [] : independent(ruleMistakes(rest), wrong)))
  } else mistakes.push(...ruleMistakes(parsed.data))
  if (mistakes.length > 0 || !parsed.success) throw new Mistakes(mistakes.map(({ path, message }) => findingAt(path, message)))
  return { ...manifestFrom(parsed.data), settings: settingsIn(data), findingAt }
}

function manifestFrom(raw: RawManifest): Omit<Manifest, 'settings' | 'findingAt'> {
  const { vault, astro } = raw
  return {
    name: raw.name,
    vault: {
      mount: vault.mount,
      variablesPath: vault['variables-path'],
      connectionsPath: vault['connections-path'],
      format: vault.format,
      airflowTimeout: vault['airflow-timeout'],
      ...(vault['airflow-url'] === undefined ? {} : { airflowUrl: withoutEnd(vault['airflow-url'], '/') }),
      ...(vault['airflow-ca'] === undefined ? {} : { airflowCa: vault['airflow-ca'] })
    },
    identity: identityFrom(raw),
    manage: new Set(raw.manage),
    astro: {
      skipUnchanged: astro['skip-unchanged'],
      providerInstalled: astro['provider-installed'],
      wake: astro.wake,
      parse: astro.parse,
      ...(astro.pytest ? { pytest: astro['pytest-file'] ?? '' } : {}),
      ...(astro['env-file'] === undefined ? {} : { environmentFile: astro['env-file'] })
    },
    coverage: raw.coverage,
    variables: variablesFrom(raw.variables),
    connections: connectionsFrom(raw.connections, vault.format),
    imports: raw.imports.flatMap(({ file, rename }) =>
      file === undefined ? [] : [{ file, rename: new Map(Object.entries(rename)) }]
    ),
    patterns: raw.imports.flatMap(({ env }, index) =>
      env === undefined ? [] : [patternFrom(env, ['imports', String(index), 'env'])]
    ),
    deployments: new Map(
      Object.entries(raw.deployments).map(([key, entry]) => [
        key,
        {
          isolate: entry.isolate,
          variables: variablesFrom(entry.variables),
          connections: connectionsFrom(entry.connections, vault.format),
          ...(entry['deployment-id'] === undefined ? {} : { id: entry['deployment-id'] }),
          ...(entry['deployment-name'] === undefined ? {} : { name: entry['deployment-name'] })
        }
      ])
    )
  }
}

function variablesFrom(raw: RawManifest['variables']): ReadonlyMap<string, Value> {
  const variables = new Map<string, Value>()
  for (const key of Object.keys(raw)) variables.set(key, variableFrom(raw[key] ?? ''))
  return variables
}

const connectionsFrom = (raw: RawManifest['connections'], format: Format): readonly ConnectionEntry[] =>
  Object.entries(raw).map(([id, connection]) => connectionFrom(id, connection, format))

function variableFrom(raw: RawManifest['variables'][string]): Value {
  return typeof raw === 'object' && 'json' in raw ? { kind: 'json', tree: raw.json } : valueFrom(raw)
}

function connectionFrom(id: string, raw: RawManifest['connections'][string], usual: Format): ConnectionEntry {
  const format = raw.format ?? usual
  if (raw.conn_uri !== undefined) return { id, format, form: 'uri', text: valueFrom(raw.conn_uri) }
  if (raw.conn_json !== undefined) return { id, format, form: 'json', text: valueFrom(raw.conn_json) }
  const fields: Record<string, Value> = {}
  for (const key of ['host', 'schema', 'login', 'password'] as const) {
    const given = raw[key]
    if (given !== undefined) fields[key] = valueFrom(given)
  }
  if (raw.port !== undefined)
    fields['port'] = typeof raw.port === 'number' ? { kind: 'constant', text: String(raw.port) } : valueFrom(raw.port)
  if (typeof raw.extra === 'string') fields['extra'] = { kind: 'constant', text: raw.extra }
  else if (raw.extra !== undefined) fields['extra'] = { kind: 'json', tree: raw.extra }
  const description = raw.description === undefined ? {} : { description: raw.description }
  return { id, format, form: 'fields', connType: raw.conn_type ?? '', ...description, fields }
}
