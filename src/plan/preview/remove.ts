import type { Deployment } from '../../astro/port.ts'
import type { Finding } from '../../base/finding.ts'
import { labelOf, type Preview } from '../../manifest/preview.ts'
import { isMarked, type PreviewRecord, type Use } from '../../records/consumer.ts'
import { asLine } from '../../records/fields.ts'
import type { Ledger } from '../../records/ledger.ts'
import { named, type Readers, type RecordedPreview, roleOf, whoMayUse } from '../../records/readers.ts'
import { ownerOf } from '../../vault/policy.ts'
import type { KvRead, RoleFields, Visible } from '../../vault/port.ts'
import { conflict, join, note, type Plan, planOf, told, warning } from '../plan.ts'
import type { RemovalStep } from '../step.ts'
import type { ObservedPreview } from './create.ts'
import { deletedBy } from './expired.ts'
import { planLostMark } from './mark.ts'

export interface ObservedRest extends ObservedPreview {
  /** Whether anything at all is recorded under the name. */
  readonly isRecorded: boolean
  readonly role: Visible<RoleFields>
  readonly policy: Visible<string>
  readonly ledger: Ledger
  /** The secrets of its own folders, by path. */
  readonly secrets: ReadonlyMap<string, KvRead>
  readonly readers: Readers
}

/** What belongs to a preview, by its record; by its name if that is gone. */
export type Belongings = Pick<PreviewRecord, 'access' | 'policy'> & { readonly manifest: string }

/**
 * All that belongs to a preview and is still there: its credentials first, so that it reads nothing from then on, its records last. What
 * is not provably its own is a conflict. Where its Deployment has lost its mark, that and the records stay (`planLostMark`). Pure.
 */
export function planRemove({ name, of }: Preview, belongs: Belongings, observed: ObservedRest): Plan<RemovalStep> {
  const { record, there, isRecorded, ledger, secrets } = observed
  const revoke = planRevoke(name, belongs, observed)
  const deletes = [...secrets].flatMap(([path, read]): RemovalStep[] =>
    read.state === 'present' ? [{ kind: 'delete', path, version: read.version, reason: 'it is in a folder of the preview' }] : []
  )
  // That its description was edited says nothing of what the records name, which must not be readable any more.
  if (planLostMark({ record, there }).findings.length > 0) return join<RemovalStep>([revoke, planOf({ steps: deletes })])
  const remove = planRemoveDeployment(name, there, record)
  const roles = ledger.roles.has(roleOf(belongs.access)) ? [roleOf(belongs.access)] : []
  const policies = ledger.policies.has(belongs.policy) ? [belongs.policy] : []
  const paths = new Set([...secrets.keys()].filter(path => ledger.entries.has(path)))
  const isKnown = isRecorded || roles.length + policies.length + paths.size > 0
  const forget: RemovalStep = {
    kind: 'forget',
    preview: name,
    deployments: [
      ...new Set([
        ...(record?.deployment === undefined ? [] : [record.deployment]),
        ...ownOf(name, belongs, observed).map(({ who }) => who.id)
      ])
    ],
    ...{ roles, policies, paths },
    reason: 'nothing else is left of it'
  }
  const plan = join<RemovalStep>([revoke, planOf({ steps: deletes }), remove, planOf({ steps: isKnown ? [forget] : [] })])
  if (plan.steps.length + plan.findings.length > 0) return plan
  return told(notThere(name, of, observed.readers.previews ?? []))
}

const MOST_NAMED = 5

/** Nothing has that name, which may be the name that a mistyped input gives: a preview that lives on must not look deleted. */
function notThere(name: string, of: string, previews: readonly RecordedPreview[]): Finding {
  const subject = `preview ${name}`
  const same = previews.filter(one => one.of === asLine(of))
  const named = (some: readonly RecordedPreview[]) =>
    some
      .slice(0, MOST_NAMED)
      .map(one => `${one.name} of ${one.base}`)
      .join(', ') + (some.length > MOST_NAMED ? ` and ${some.length - MOST_NAMED} more` : '')
  const [first] = same
  if (first !== undefined)
    return warning(
      subject,
      `does not exist, but ${labelOf(of)} still has ${named(same)}`,
      `To delete ${first.name}, use ${deletedBy(first)}, in the repository that deployed it.`
    )
  const nothing = `does not exist: nothing is left of a preview for ${labelOf(of)}`
  if (previews.length === 0) return note(subject, nothing)
  return note(subject, `${nothing}; there are ${named(previews)}`, 'If you meant one of these, check `preview-for` and the base.')
}

function planRevoke(preview: string, belongs: Belongings, observed: ObservedRest): Plan<RemovalStep> {
  const { access, policy: name, manifest } = belongs
  const { role, policy, ledger } = observed
  const subject = `role ${access.role}`
  const unseen = [role, policy].flatMap(one =>
    one.state === 'not-visible' ? [conflict(subject, `cannot be seen: ${one.because}`)] : []
  )
  if (unseen.length > 0) return told(...unseen)
  const own = new Set(ownOf(preview, belongs, observed))
  const others = usersOf(belongs, observed).filter(use => !own.has(use))
  if (others.length > 0) {
    const message = `is also used by ${named({ uses: others, unknown: [] }).join(', ')}`
    return told(conflict(subject, message, 'Deploy that Deployment with its own role first.'))
  }
  const hasRole = role.state === 'present'
  const hasPolicy = policy.state === 'present'
  if (hasRole && !ledger.roles.has(roleOf(access)))
    return told(conflict(subject, 'was not created by this action', 'Delete it in Vault, then run again.'))
  if (hasPolicy && ownerOf(policy.value) !== manifest && !ledger.policies.has(name))
    return told(conflict(`policy ${name}`, 'was not created by this action', 'Delete it in Vault, then run again.'))
  if (!hasRole && !hasPolicy) return planOf({})
  const reason = 'the preview is deleted, and reads nothing from now on'
  return planOf({
    steps: [{ kind: 'revoke', access, ...(hasRole && { role: access.role }), ...(hasPolicy && { policy: name }), reason }]
  })
}

const usersOf = ({ access }: Belongings, { readers }: ObservedRest): readonly Use[] =>
  whoMayUse({ kind: 'role', access }, readers).uses

/** By its id, since it may have been renamed; and by its name: one that somebody deleted in Astro has left a record with another id. */
const ownOf = (name: string, belongs: Belongings, observed: ObservedRest): readonly Use[] =>
  usersOf(belongs, observed).filter(({ who }) => who.name === name || who.id === observed.record?.deployment)

const UNRECORDED =
  'If `vault.mount` was another one when it was deployed, delete it with that. Otherwise delete it in Astro, or rename it if it is no preview; then run again.'

function planRemoveDeployment(name: string, there: Deployment | undefined, record: PreviewRecord | undefined): Plan<RemovalStep> {
  if (there === undefined) return planOf({})
  if (record === undefined || !isMarked(there, record)) {
    const message = `exists (${there.id}), and no record says that this action made it as a preview`
    return told(conflict(`Deployment ${name}`, message, UNRECORDED))
  }
  const { id, workspaceId } = there
  return planOf({
    steps: [{ kind: 'remove', deployment: { id, name: there.name, workspaceId }, reason: 'this action made it as a preview' }]
  })
}
