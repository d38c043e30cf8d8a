import { projectOf } from '../astro/deploy-types.ts'
import type { ConsumerRecord } from '../records/consumer.ts'
import { parsePolicy } from '../vault/policy.ts'
import type { Step } from './step.ts'

export type Facts = Readonly<Record<string, unknown>>

/**
 * What a step finds and what it leaves, as plain data: what there is, which version, which keys, and constants of the manifest. Never
 * a value, nor its length.
 * `before` is null if nothing is there or nothing is known of it, `after` if nothing is changed.
 */
export interface Change {
  readonly before: Facts | null
  readonly after: Facts | null
}

/** Made from the step on demand: 20,000 of these need not live as long as the plan. */
export function changeOf(step: Step): Change {
  switch (step.kind) {
    case 'auth-method':
      return { before: null, after: { type: step.type } }
    case 'auth-config': {
      const was = Object.keys(step.was)
      const after = was.length === 0 ? step.fields : Object.fromEntries(was.map(name => [name, step.fields[name]]))
      return { before: was.length === 0 ? null : { fields: step.was }, after: { fields: after } }
    }
    case 'mount':
      return { before: null, after: { type: 'kv', version: '2' } }
    case 'claim': {
      const { added, roles, policies, takenFrom, changing } = step
      const after = { secrets: added.size, roles: roles.size, policies: policies.size }
      return { before: null, after: { ...after, taken: takenFrom.size, changing: changing.length } }
    }
    case 'generate':
      return { before: null, after: { values: step.drawn.size } }
    case 'policy':
    case 'narrow':
      return { before: step.seen === undefined ? null : rulesOf(step.seen), after: rulesOf(step.text) }
    case 'role':
      return roleChange(step)
    case 'secret': {
      const { expected: version, overwrites, keys, constants, found } = step
      return {
        before: { state: overwrites ? 'other' : 'absent', version, ...found },
        after: { state: 'set', version: version + 1, ...(keys && { keys }), ...(constants && { constants }) }
      }
    }
    case 'delete':
      return { before: { state: 'set', version: step.version }, after: { state: 'absent', version: step.version } }
    case 'undelete':
      return { before: { state: 'absent', version: step.version }, after: { state: 'set', version: step.version } }
    case 'ledger': {
      const { known, gone, released } = step
      return { before: null, after: { noted: known.size, gone: gone.size, released: released?.size ?? 0 } }
    }
    case 'record':
      return { before: null, after: { fields: Object.keys(step.change).sort() } }
    case 'credential': {
      const { replaces, boundCidrs } = step
      return {
        before: { state: replaces.length > 0 ? 'other' : 'absent' },
        after: { state: 'set', ...(boundCidrs && { boundCidrs }) }
      }
    }
    case 'kwargs':
      return { before: { state: step.overwrites ? 'other' : 'absent' }, after: { state: 'set' } }
    case 'backend':
      return { before: { state: 'absent' }, after: { state: 'set' } }
    case 'deploy':
      return projectOf(step.request.type) === 'dbt'
        ? { before: null, after: { mountPath: step.request.mountPath } }
        : { before: partsOf(step.was, step.parts), after: partsOf(step.parts, step.parts) }
    case 'retire':
      return { before: { state: step.isGone ? 'absent' : 'set' }, after: { state: 'absent' } }
    case 'verify': {
      const { length: asked } = step.paths
      return { before: null, after: { asked, of: step.of ?? asked } }
    }
    case 'wake':
      return { before: step.was === undefined ? null : { ...step.was }, after: { hibernates: false, seconds: step.seconds } }
    case 'hibernate':
      return { before: { hibernates: false }, after: step.was === undefined ? null : { ...step.was } }
    case 'create':
      return { before: { state: 'absent' }, after: { state: 'set' } }
    case 'revoke':
    case 'remove':
    case 'forget':
      return { before: { state: 'set' }, after: { state: 'absent' } }
    case 'health':
      return { before: null, after: null }
  }
}

/** The owner of a policy and what it grants: path → capabilities. A policy may have rules that this action cannot read. */
function rulesOf(text: string): Facts {
  const policy = parsePolicy(text)
  if (policy === undefined) return { grants: 'unknown' }
  const grants = Object.fromEntries(Array.from(policy.grants, ([path, capabilities]) => [path, [...capabilities].sort()]))
  return { ...(policy.manifest === undefined ? {} : { manifest: policy.manifest }), grants }
}

/** Field by field, only those that differ. Of what Airflow logs in with, only the names. */
function roleChange({ isNew, was, fields = {}, login = {} }: Extract<Step, { kind: 'role' }>): Change {
  const differing = Object.entries(fields).filter(([name]) => isNew || Object.hasOwn(was, name))
  const loginAs = (state: string) => Object.fromEntries(Object.keys(login).map(name => [name, state]))
  return {
    before: isNew ? null : { fields: was, login: loginAs('other') },
    after: { fields: Object.fromEntries(differing), login: loginAs('set') }
  }
}

/** Tree and version, as far as they are known, of each part that is shipped. */
function partsOf(shipped: ConsumerRecord['shipped'], shipping: ConsumerRecord['shipped']): Facts | null {
  const known = Object.entries(shipped).flatMap(([part, { tree, version }]) =>
    part in shipping ? [[part, { tree, ...(version === undefined ? {} : { version }) }] as const] : []
  )
  return known.length === 0 ? null : Object.fromEntries(known)
}
