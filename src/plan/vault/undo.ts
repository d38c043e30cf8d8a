import type { Secret } from '../../base/secret.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedUndo } from '../../observe/observed.ts'
import { secretFingerprint } from '../../records/key.ts'
import { findingsOf, named, whoMayUse } from '../../records/readers.ts'
import { changesByPath, type SecretChange } from '../../records/secret-changes.ts'
import type { KvData } from '../../vault/port.ts'
import { conflict, join, type Plan, planOf, told } from '../plan.ts'
import { isSecretStep, type VaultStep } from '../step.ts'
import { pending, toWrite } from './claim.ts'

/** Reverses what the run `run` changed below this scope and nobody has changed since. Pure. */
export function planUndo(scope: Scope, run: string, observed: ObservedUndo): Plan<VaultStep> {
  const { ledger, changes, claims, readers } = observed
  if (changes.length === 0) {
    const message = `has no record of a change that run ${run} made below ${scope.variablesPath}/ or ${scope.connectionsPath}/`
    const hint =
      'Choose the Deployments of that run, as with `deployments: all`: isolated ones have folders of their own. Only the last 20 runs that changed secrets are kept.'
    return told(conflict(`manifest ${scope.manifest}`, message, hint))
  }
  const byPath = changesByPath(changes)
  const undoing = join([...byPath].map(([path, ofPath]) => undoOne(path, ofPath, scope.mount, run, observed)))
  const steps = undoing.steps.filter(isSecretStep)
  if (steps.length === 0) return undoing
  const paths = steps.map(({ path }) => path)
  const changing = new Set(paths)
  const doubt =
    ledger.doubt === undefined
      ? []
      : [conflict('undo', `is not possible yet: ${ledger.doubt}`, 'Run without `undo` first: that rebuilds the ledger.')]
  const adopted = [...byPath].filter(([, ofPath]) => ofPath.at(-1)?.adopted).map(([path]) => path)
  const conflicts = steps.flatMap(({ path, kind }) => {
    const at = `${scope.mount}/${path}`
    const cannot = `so run ${run} cannot be undone there`
    const other = claims?.by.get(path)
    if (other !== undefined) return [conflict(at, `now belongs to manifest ${other}, ${cannot}`)]
    const [doubtful] = ledger.entries.has(path) ? [] : (claims?.doubtful ?? [])
    if (doubtful !== undefined)
      return [
        conflict(at, `may belong to manifest ${doubtful.manifest} by now, whose ledger ${doubtful.why}, ${cannot}`, doubtful.hint)
      ]
    const users = whoMayUse({ kind: 'secret', path, place: scope }, readers)
    if (kind !== 'delete' || named(users).length === 0) return []
    return [conflict(at, `may still be read by ${named(users).join(', ')}, ${cannot}`), ...findingsOf(users)]
  })
  const reason = toWrite(steps)
  const none = new Set<string>()
  return join<VaultStep>([
    planOf({
      findings: [...doubt, ...conflicts],
      steps: [
        {
          kind: 'claim',
          manifest: scope.manifest,
          entries: pending(ledger, paths),
          roles: new Map(),
          policies: none,
          added: new Set(paths.filter(path => !ledger.entries.has(path))),
          takenFrom: new Map(),
          changing: steps,
          reason
        }
      ]
    }),
    undoing,
    planOf({
      steps: [
        {
          kind: 'ledger',
          manifest: scope.manifest,
          known: new Map(),
          gone: new Set(adopted.filter(path => !changing.has(path))),
          released: new Set(adopted),
          reason: 'the next run compares with them'
        }
      ]
    })
  ])
}

function undoOne(
  path: string,
  ofPath: readonly SecretChange[],
  mount: string,
  run: string,
  { now, before, left, key }: ObservedUndo
): Plan<VaultStep> {
  const at = `${mount}/${path}`
  const isMadeBy = (start: string, data: Secret<KvData>) =>
    key === undefined || secretFingerprint(key, mount, path, data).startsWith(start)
  const [latest, first] = [ofPath[0], ofPath.at(-1)]
  const there = now.get(path)
  const was = before.get(path)
  if (latest === undefined || first === undefined || there === undefined || there.state === 'not-visible')
    return told(conflict(at, 'cannot be read with this token, so it cannot be undone'))

  if (!first.existed && there.state === 'absent') return planOf({})
  if (first.existed && was?.state === 'present' && there.state === 'present' && was.data.equals(there.data)) return planOf({})
  if (first.kind === 'delete' && there.state === 'present' && there.version === first.from) return planOf({})
  const version = latest.kind === 'write' ? latest.from + 1 : latest.from
  const content = left.get(path)
  const made = there.version === version ? there : content
  if (latest.wrote !== undefined && made?.state === 'present' && !isMadeBy(latest.wrote, made.data)) {
    return told(
      conflict(at, `was changed by somebody else just before run ${run} (version ${version}); undoing would lose that change`)
    )
  }
  // A later run may have been undone: then the same content is there in a later version.
  const same = content?.state === 'present' && there.state === 'present' && content.data.equals(there.data)
  if (there.version !== version && there.version !== latest.from && !same) {
    return told(
      conflict(
        at,
        `was changed again after run ${run} (it has version ${there.version}; that run left version ${version}); undoing would lose that change`
      )
    )
  }
  const reason = `run ${run} ${first.kind === 'delete' ? 'deleted' : first.existed ? 'changed' : 'created'} it`
  if (!first.existed) return planOf({ steps: [{ kind: 'delete', path, version: there.version, reason }] })
  if (there.state === 'absent' && there.version === first.from)
    return planOf({ steps: [{ kind: 'undelete', path, version: first.from, reason }] })
  if (first.kind === 'delete')
    return told(
      conflict(
        at,
        `was deleted by run ${run} (version ${first.from}), which later wrote it again`,
        `Undelete that version with \`vault kv undelete -mount=${mount} -versions=${first.from} ${path}\` to see what it was, and restore it by hand.`
      )
    )
  if (was?.state !== 'present') return told(conflict(at, `cannot be restored: Vault no longer keeps version ${first.from}`))
  const overwrites = there.state === 'present'
  return planOf({ steps: [{ kind: 'secret', path, data: was.data, expected: there.version, overwrites, reason }] })
}
