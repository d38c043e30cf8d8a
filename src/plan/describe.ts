import { BACKEND, BACKEND_KWARGS } from '../airflow/kwargs.ts'
import { counted } from '../base/counted.ts'
import { visible } from '../base/visible.ts'
import { keyOf, nameOf } from '../records/consumer.ts'
import type { Step } from './step.ts'

/** The headings under which a plan and a summary list their steps, in this order. */
export const SUBJECTS = ['Vault', 'Secrets', 'Credential', 'Deployment', 'Clean-up'] as const
export type Subject = (typeof SUBJECTS)[number]

/** What a step does, and to what: `write policy`, `astro_policy`. Never a value. */
export function describe(step: Step): { readonly subject: Subject; readonly action: string; readonly target: string } {
  switch (step.kind) {
    case 'auth-method':
      return { subject: 'Vault', action: `enable ${step.type} auth method`, target: `auth/${step.path}` }
    case 'auth-config':
      return { subject: 'Vault', action: 'configure auth method', target: `auth/${step.path}` }
    case 'mount':
      return { subject: 'Vault', action: 'enable KV version 2 secrets engine', target: `${step.path}/` }
    case 'claim':
      return { subject: 'Vault', action: 'claim secrets and roles for manifest', target: step.manifest }
    case 'policy':
      return { subject: 'Vault', action: 'write policy', target: step.name }
    case 'role':
      return { subject: 'Vault', action: 'write role', target: `auth/${step.access.authMount}/role/${step.access.role}` }
    case 'secret':
      return { subject: 'Secrets', action: step.overwrites ? 'update' : 'create', target: step.path }
    case 'generate':
      return { subject: 'Vault', action: 'store', target: counted(step.drawn.size, 'generated value') }
    case 'delete':
      return { subject: 'Secrets', action: 'delete', target: step.path }
    case 'undelete':
      return { subject: 'Secrets', action: 'undelete', target: step.path }
    case 'ledger':
      return { subject: 'Vault', action: 'record versions in the ledger of manifest', target: step.manifest }
    case 'record':
      return { subject: 'Credential', action: 'correct', target: 'the record of the Deployment' }
    case 'credential':
      return {
        subject: 'Credential',
        action: step.replaces.length === 0 ? 'issue' : 'replace',
        target: `${step.replaces.length === 0 ? 'a' : 'the'} ${step.noun}`
      }
    case 'verify':
      return {
        subject: 'Credential',
        action: 'verify',
        target: `${counted(step.paths.length, 'path')} with Airflow's own login`
      }
    case 'kwargs':
      return { subject: 'Deployment', action: 'set', target: BACKEND_KWARGS }
    case 'backend':
      return { subject: 'Deployment', action: 'set', target: BACKEND }
    case 'deploy':
      return { subject: 'Deployment', action: 'deploy', target: step.request.type }
    case 'wake':
      return { subject: 'Deployment', action: 'wake', target: 'the Deployment' }
    case 'hibernate':
      return { subject: 'Deployment', action: 'restore', target: 'the hibernation of the Deployment' }
    case 'health':
      return { subject: 'Deployment', action: 'wait until', target: 'the Deployment is healthy' }
    case 'retire':
      return {
        subject: 'Clean-up',
        action: `${step.credential.id === '' || step.isGone ? 'forget' : 'destroy'} ${step.noun}`,
        target: nameOf(step.credential)
      }
    case 'create':
      return { subject: 'Deployment', action: 'create', target: `Deployment ${step.copy.name}` }
    case 'revoke':
      return {
        subject: 'Clean-up',
        action: 'delete',
        target: [
          ...(step.role === undefined ? [] : [`role ${step.role} with its secret-ids`]),
          ...(step.policy === undefined ? [] : [`policy ${step.policy}`])
        ].join(' and ')
      }
    case 'remove':
      return { subject: 'Clean-up', action: 'delete', target: `Deployment ${step.deployment.name}` }
    case 'forget':
      return { subject: 'Clean-up', action: 'delete', target: `the records of preview ${step.preview}` }
    case 'narrow':
      return { subject: 'Clean-up', action: 'narrow policy', target: step.name }
  }
}

/**
 * Kind and target: `secret:variables/greeting`, `policy:astro_policy`. The same from run to run, and unique in a chapter; a step
 * that a chapter has only once has its kind alone.
 */
export function idOf(step: Step): string {
  switch (step.kind) {
    case 'auth-method':
    case 'auth-config':
    case 'mount':
    case 'secret':
    case 'delete':
    case 'undelete':
      return `${step.kind}:${step.path}`
    case 'claim':
    case 'generate':
    case 'ledger':
      return `${step.kind}:${step.manifest}`
    case 'policy':
    case 'narrow':
      return `${step.kind}:${step.name}`
    case 'role':
      return `${step.kind}:${step.access.authMount}/${step.access.role}`
    case 'record':
      // What an earlier run has left, and who owns the Deployment now, are corrected one after the other.
      return `${step.kind}:${Object.keys(step.change).sort().join('+')}`
    case 'deploy':
      return `${step.kind}:${step.request.type}`
    case 'retire':
      return `${step.kind}:${keyOf(step.credential)}`
    case 'create':
    case 'revoke':
    case 'remove':
    case 'forget':
    case 'credential':
    case 'verify':
    case 'kwargs':
    case 'backend':
    case 'wake':
    case 'health':
    case 'hibernate':
      return step.kind
  }
}

export function sentence(step: Step): string {
  const { action, target } = describe(step)
  return visible(`${action} ${target}: ${step.reason}`)
}

/** The same, once it is done: the plan has told the reason. */
export function accomplished(step: Step): string {
  const { action, target } = describe(step)
  return visible(`✓ ${action} ${target}`)
}
