import { type Connection, connectionProblems } from '../airflow/connection.ts'
import { parseJsonConnection } from '../airflow/connection-json.ts'
import type { Content } from '../airflow/definition.ts'
import { textProblem } from '../airflow/text.ts'
import { parseUri } from '../airflow/uri.ts'
import { variableValueProblem } from '../airflow/variable.ts'
import { Secret } from '../base/secret.ts'
import type { Entry } from '../manifest/entries.ts'
import type { ConnectionEntry, Format, Manifest, Value } from '../manifest/manifest.ts'
import { describeMissing } from '../sources/values.ts'
import type { Reader } from './reader.ts'
import type { Diagnostics, Resolved } from './resolved.ts'

/** An entry of the manifest with the values of its sources, checked by Airflow's rules. */
export function resolveEntry(entry: Entry, reader: Reader, manifest: Manifest, diagnostics: Diagnostics): Resolved {
  const { kind, name, at } = entry
  reader.begin(entry)
  const made = entry.kind === 'variable' ? variable(entry.value, reader) : connection(entry, reader, diagnostics)
  if (reader.missing.length > 0)
    return { kind, name, at, unresolved: manifest.findingAt(at, `needs ${describeMissing(reader.missing)}`) }
  if ('kind' in made) return { ...made, name, at }
  for (const problem of made) diagnostics.problem(entry, problem)
  return { kind, name, at }
}

/** What Airflow will read, or why it could not use that: sentences that continue from the name of the entry. */
type Made = (Content & { readonly format?: Format }) | readonly string[]

function variable(value: Value, reader: Reader): Made {
  const text = reader.text(value)
  const problem = variableValueProblem(text)
  return problem === undefined ? { kind: 'variable', text: new Secret(text) } : [problem]
}

function connection(whole: Extract<Entry, { kind: 'connection' }>, reader: Reader, diagnostics: Diagnostics): Made {
  const entry = whole.connection
  switch (entry.form) {
    case 'fields':
      return checked(entry, connectionFrom(entry, reader), entry.description)
    case 'uri': {
      const text = reader.text(entry.text, 'conn_uri')
      if (text === '') return ['has an empty conn_uri']
      const parsed = parseUri(text)
      if (!parsed.ok) return [`conn_uri ${parsed.problem}`]
      for (const warning of parsed.warnings) diagnostics.warning(whole, `conn_uri ${warning}`)
      return checked(entry, parsed.value)
    }
    case 'json': {
      const parsed = parseJsonConnection(reader.text(entry.text, 'conn_json'))
      if ('problem' in parsed) return [`conn_json ${parsed.problem}`]
      return checked(entry, parsed.connection, entry.format === 'fields' ? parsed.description : undefined)
    }
  }
}

function checked({ format }: ConnectionEntry, made: Connection, description?: string): Made {
  const unkept = textProblem(description ?? '')
  const problems = [...connectionProblems(made), ...(unkept === undefined ? [] : [`description ${unkept}`])]
  if (problems.length > 0) return problems
  return { kind: 'connection', connection: new Secret(made), format, ...(description === undefined ? {} : { description }) }
}

function connectionFrom(entry: Extract<ConnectionEntry, { form: 'fields' }>, reader: Reader): Connection {
  const { port, ...fields } = entry.fields
  const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, reader.text(value, name)]))
  return {
    connType: entry.connType,
    ...texts,
    ...(port === undefined ? {} : { port: Number(reader.text(port, 'port').trim() || Number.NaN) })
  }
}
