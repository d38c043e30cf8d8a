import { isDeepStrictEqual } from 'node:util'
import { asAirflowReads } from '../airflow/connection.ts'
import { fieldsOf } from '../airflow/connection-json.ts'
import { ByName } from '../airflow/definition.ts'
import type { Finding } from '../base/finding.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import { type Import, readImports } from '../imports/read.ts'
import { note } from '../plan/plan.ts'
import { differingKeys } from '../plan/vault/differing-keys.ts'
import type { EntryChange } from '../values/changes.ts'
import { labelOf } from '../values/resolved.ts'
import type { KvData } from '../vault/port.ts'

type Definitions = readonly ImportedDefinition[]

/** What the imported files define on both sides, and a note on each that cannot be compared. */
export interface ImportsOfBoth {
  readonly was: Definitions
  readonly becomes: Definitions
  readonly notes: readonly Finding[]
}

/**
 * Reads the imports of a base by `textAt`. What both sides import from a file that git does not have there, because it ignores it for
 * example, is compared with nothing, but for names that the base is known to define elsewhere: `gone` has those that leave the manifest
 * itself. Everything is compared with nothing if one of the files has mistakes: what they keep out would read as added.
 */
export async function importsOfBoth(
  imports: readonly Import[],
  becomes: Definitions,
  branch: string,
  textAt: (file: string) => Promise<string | undefined>,
  gone: ReadonlySet<string> = new Set()
): Promise<ImportsOfBoth> {
  const texts = new Map<string, string>()
  const notes: Finding[] = []
  for (const { file } of imports) {
    const text = await textAt(file)
    if (text !== undefined) texts.set(file, text)
    else notes.push(note(file, `was not compared with that of ${branch}: git does not have it there as a file`))
  }
  const there = imports.filter(({ file }) => texts.has(file))
  const { definitions, problems } = readImports(there, file => texts.get(file) ?? '')
  if (problems.length > 0)
    return { was: [], becomes: [], notes: [note('imports', `were not compared with those of ${branch}, which have mistakes`)] }
  const was = new ByName(definitions)
  const isUnknown = (one: ImportedDefinition) =>
    was.get(one) === undefined && !gone.has(labelOf(one)) && imports.some(({ file }) => file === one.at.file && !texts.has(file))
  return { was: definitions, becomes: becomes.filter(one => !isUnknown(one)), notes }
}

/**
 * What became of each imported name: which fields differ, and no text of any, since every value of such a file is a secret. A key inside
 * `extra` or a variable is not named either.
 */
export function importedChanges({ was, becomes }: ImportsOfBoth): readonly EntryChange[] {
  const [old, now] = [new ByName(was), new ByName(becomes)]
  const added = becomes.filter(one => old.get(one) === undefined)
  const removed = was.filter(one => now.get(one) === undefined)
  const kept = becomes.flatMap(one => changeOf(old.get(one), one) ?? [])
  return [
    ...kept,
    ...added.map(one => ({ name: labelOf(one), change: 'added', keys: [{ key: 'imports', becomes: one.at.file }] }) as const),
    ...removed.map(one => ({ name: labelOf(one), change: 'removed', keys: [] }) as const)
  ]
}

function changeOf(was: ImportedDefinition | undefined, becomes: ImportedDefinition): EntryChange | undefined {
  if (was === undefined) return undefined
  const [before, after] = [dataOf(was), dataOf(becomes)]
  if (isDeepStrictEqual(before, after)) return undefined
  const keys = differingKeys(before, after) ?? []
  const samePassword = after['password'] !== undefined && before['password'] === after['password']
  return {
    name: labelOf(becomes),
    change: 'changed',
    keys: keys.map(key => ({ key })),
    ...(samePassword && { samePassword })
  }
}

const dataOf = (one: ImportedDefinition): KvData =>
  one.kind === 'variable' ? { value: one.text.reveal() } : fieldsOf(asAirflowReads(one.connection.reveal()), one.description)

/** One row for a name that has moved from the manifest to an imported file, or back. */
export function merged(own: readonly EntryChange[], imported: readonly EntryChange[]): readonly EntryChange[] {
  const others = new Map(imported.map(one => [one.name, one]))
  const moved = new Set<string>()
  const rows = own.map((one): EntryChange => {
    const other = others.get(one.name)
    if (other === undefined || other.change === one.change) return one
    moved.add(one.name)
    return one.change === 'added' ? { ...one, change: 'changed' } : { ...other, change: 'changed' }
  })
  return [...rows, ...imported.filter(({ name }) => !moved.has(name))]
}
