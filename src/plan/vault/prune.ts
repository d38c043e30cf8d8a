import type { Named } from '../../airflow/definition.ts'
import { counted } from '../../base/counted.ts'
import { type Finding, saidOf } from '../../base/finding.ts'
import { type Pattern, patternOf } from '../../manifest/pattern.ts'
import { isBelow } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { orphansOf } from '../../observe/owned.ts'
import { findingsOf, isUnlisted, named, type Users, whoMayUse } from '../../records/readers.ts'
import { conflict, join, note, type Plan, planOf, told, warning } from '../plan.ts'
import type { SecretStep, VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { isKnown } from './secrets.ts'

type DeleteStep = Extract<SecretStep, { kind: 'delete' | 'undelete' }>

/** So many may always go: a share of a small manifest says nothing. */
const ALWAYS = 3
const SUBJECT = 'secrets that are no longer in the manifest'

/** Soft-deletes what is ours and was removed from the manifest. Whatever looks like an accident ends the run instead. */
export function planPrune(desired: DesiredVault, observed: ObservedVault): Plan<VaultStep> {
  const { scope, wanted, prune } = desired
  const { ledger } = observed
  const orphans = orphansOf(scope, wanted, ledger)
  const patternAt = patternsBy(desired)
  const paths = orphans.filter(path => patternAt(path) === undefined)
  const kept = prune.mode === 'off' ? [] : orphans.flatMap(path => keptFor(patternAt(path), `${scope.mount}/${path}`))
  if (paths.length === 0) return told(...kept)
  if (prune.mode === 'off') {
    const count = `${counted(paths.length, 'secret')} of this action`
    const message = `${paths.length === 1 ? 'is' : 'are'} no longer in the manifest; \`prune: plan\` lists them, \`prune: apply\` deletes them`
    return told(note(count, message))
  }
  if (ledger.doubt !== undefined) return told(note(SUBJECT, `are left alone: ${ledger.doubt}`))

  const asked = paths.map(path => whoMayUse({ kind: 'secret', path, place: scope }, observed.readers))
  const [doubts] = asked.filter(({ unknown }) => unknown.length > 0)
  if (doubts !== undefined) return inDoubt(doubts, prune.mode)
  const found = join([told(...kept), ...paths.map(path => planOne(path, desired, observed))])
  const refusals = refusalsOf(found.steps.length, desired, observed)
  if (prune.mode === 'apply') return { ...found, findings: [...found.findings, ...refusals] }
  const named = found.steps.map(({ path }) =>
    note(`${scope.mount}/${path}`, 'is no longer in the manifest; `prune: apply` would delete it')
  )
  const refused = refusals.map(refusal => note('`prune: apply`', `would fail: ${saidOf(refusal)}`, refusal.hint))
  return told(...refused, ...found.findings, ...named)
}

/** The pattern that may have brought what is at a path, however little of the environment this run was given. */
function patternsBy({ manifest: { patterns }, scope }: DesiredVault): (path: string) => Pattern | undefined {
  const named = (path: string): Named => {
    const kind = path.startsWith(`${scope.variablesPath}/`) ? 'variable' : 'connection'
    return { kind, name: path.slice(scope[`${kind}sPath`].length + 1) }
  }
  return path => (patterns.length === 0 ? undefined : patternOf(patterns, named(path)))
}

const keptFor = (pattern: Pattern | undefined, subject: string): Finding[] =>
  pattern === undefined
    ? []
    : [note(subject, `is no longer in the manifest, but ${pattern.text} may have brought it, so it is not deleted`, BY_HAND)]

const BY_HAND = 'If it should go, delete it in Vault by hand.'

/** Nobody can tell who still reads which secret. */
function inDoubt(users: Users, mode: 'plan' | 'apply'): Plan<never> {
  if (!isUnlisted(users))
    return told(
      warning(SUBJECT, 'are left alone, because some records of other Deployments cannot be read'),
      ...findingsOf(users)
    )
  const message =
    'cannot be deleted: this token cannot list the records of other Deployments, so nobody can tell who still reads them'
  const hint = 'Allow the token to list them, or set `prune: off`.'
  return told(mode === 'apply' ? conflict(SUBJECT, message, hint) : note(SUBJECT, message, hint))
}

/** Why so many must not be deleted at once. What somebody has already deleted counts on neither side. */
function refusalsOf(count: number, { scope, wanted, prune }: DesiredVault, { ledger, orphans }: ObservedVault): Finding[] {
  if (wanted.length === 0 && count > 0)
    return [
      conflict(
        'the manifest',
        `has no variables and no connections, so prune would delete ${count === 1 ? 'the only secret' : `all ${count} secrets`}`,
        'If that is intended, set `prune: off` and delete them by hand.'
      )
    ]
  const gone = [...orphans].filter(([path, { state }]) => state === 'absent' && isBelow(scope, path)).length
  const owned = [...ledger.entries.keys()].filter(path => isBelow(scope, path)).length - gone
  // Whole percents: 0.29 × 100 is less than 29.
  const percent = Math.round(prune.limit * 100)
  const most = Math.max(ALWAYS, Math.floor((owned * percent) / 100))
  if (count <= most) return []
  return [
    conflict(
      'prune',
      `would delete ${count} of ${owned} secrets, more than the ${most} that prune-limit (${percent} %) allows`,
      'Review them with `prune: plan`; if they should go, raise `prune-limit` for one run.'
    )
  ]
}

function planOne(path: string, { scope }: DesiredVault, observed: ObservedVault): Plan<DeleteStep> {
  const there = observed.orphans.get(path)
  const entry = observed.ledger.entries.get(path)
  const subject = `${scope.mount}/${path}`
  if (there === undefined || there.state === 'not-visible' || entry === undefined)
    return told(note(subject, 'is no longer in the manifest, but cannot be read, so it is not deleted'))
  if (there.state === 'absent') return planOf({})
  const { version, data } = there
  // What an undo has restored is recorded without fingerprint.
  const ours =
    entry.fingerprint === '' ? version === entry.version : isKnown(observed, { mount: scope.mount, path, version }, data)
  if (!ours)
    return told(note(subject, 'is no longer in the manifest, but somebody else has changed it since, so it is not deleted'))
  const { uses } = whoMayUse({ kind: 'secret', path, place: scope }, observed.readers)
  if (uses.length > 0) {
    const readers = named({ uses, unknown: [] }).join(', ')
    return told(note(subject, `is no longer in the manifest, but ${readers} may still read it there, so it is not deleted`))
  }
  return planOf({ steps: [{ kind: 'delete', path, version, reason: 'it is no longer in the manifest' }] })
}
