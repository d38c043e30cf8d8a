import { dirname, relative } from 'node:path'
import { UserError } from '../base/errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { withMatches } from '../manifest/matches.ts'
import { patternOf } from '../manifest/pattern.ts'
import { readManifest } from '../manifest/read.ts'
import { scopeOf } from '../manifest/scope.ts'
import { note, type Plan, planOf, told } from '../plan/plan.ts'
import { baseOf, fileAt } from '../project/git.ts'
import { type EntryChange, entryChanges, ownChanges } from '../values/changes.ts'
import { settingChanges } from '../values/setting-changes.ts'
import { importedChanges, importsOfBoth, merged } from './base-imports.ts'
import { importsOf } from './imports.ts'
import type { RunPorts } from './ports.ts'
import type { PreparedRun } from './prepare.ts'

const SUBJECT = 'the manifest'
const HINT =
  'Set `fetch-depth: 0` at actions/checkout. `fetch-depth: 2` is enough where it checks out the merge, as it does by default.'

/**
 * Tells what a pull request changes in the manifest and in the files that it imports, as git has them in the base branch: constants,
 * fields, names and settings. For a run that cannot ask Vault. The plan has a note where there is nothing to compare with.
 */
export async function compareWithBase(
  { inputs, manifest, scopes, imported }: PreparedRun,
  ports: RunPorts
): Promise<Plan<never>> {
  const { base, tell } = ports
  if (base === undefined) return planOf({})
  const git = { projectDir: '.', ...ports }
  const commit = await baseOf(git, base)
  const file = commit === undefined ? 'unknown' : await fileAt(git, commit, relative('', inputs.manifest))
  if (commit === undefined || file === 'unknown')
    return told(note(SUBJECT, `was not compared with that of ${base.branch}: git does not have its commit`, HINT))
  try {
    // Without such a file, everything is new.
    const text = file ?? `version: 1\nname: ${manifest.name}\n`
    // With what its patterns match here, as the other has it.
    const { manifest: before } = withMatches(readManifest(text, inputs.manifest), ports.environment)
    const changes = scopes.flatMap(({ scope }) =>
      entryChanges({ manifest: before, scope: scopeOf(before, scope.deployment) }, { manifest, scope })
    )
    const textAt = async (path: string) => {
      const text = await fileAt(git, commit, path)
      return text === 'unknown' ? undefined : text
    }
    const imports = importsOf(before, dirname(inputs.manifest))
    const gone = new Set(changes.flatMap(({ name, change }) => (change === 'removed' ? [name] : [])))
    const both = await importsOfBoth(imports, imported.definitions, base.branch, textAt, gone)
    // A run that is about none of them is about all that the file says of them.
    const own = inputs.selection === undefined ? ownChanges(before, manifest) : []
    const entries = merged(once(changes), importedChanges(both)).filter(one => !mayStay(one, manifest))
    tell({ kind: 'compared', base: base.branch, changes: [...entries, ...own, ...settingChanges(before, manifest)] })
    return told(...both.notes)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return told(note(SUBJECT, `was not compared with that of ${base.branch}, which has mistakes`))
  }
}

/** What a pattern may still bring is not known to be removed. */
export function mayStay(
  { name: label, change }: Pick<EntryChange, 'name' | 'change'>,
  { patterns }: Pick<Manifest, 'patterns'>
): boolean {
  const [, kind, name = ''] = /^(variable|connection)s\.(.*)$/.exec(label) ?? []
  if (change !== 'removed' || (kind !== 'variable' && kind !== 'connection')) return false
  return patternOf(patterns, { kind, name }) !== undefined
}

/** What several scopes have in common is told once. */
const once = (changes: readonly EntryChange[]): readonly EntryChange[] => [
  ...new Map(changes.map(change => [JSON.stringify(change), change])).values()
]
