import type { DeployRequest } from '../astro/port.ts'
import type { Secret } from '../secret.ts'
import type { Consumer, Credential, Retired } from '../state/consumer.ts'
import type { Ledger } from '../state/ledger.ts'
import type { KvData, RoleFields } from '../vault/port.ts'

interface About {
  /** Why, for a person: the rest of a sentence that begins with the subject. */
  readonly reason: string
}

/** One change, as plain data. A new capability is a new kind, with a planner and an applier of its own. */
export type Step = About &
  (
    | { readonly kind: 'auth-method'; readonly path: string }
    | { readonly kind: 'mount'; readonly path: string }
    | { readonly kind: 'claim'; readonly manifest: string; readonly added: Ledger }
    | { readonly kind: 'policy'; readonly name: string; readonly text: string }
    | {
        readonly kind: 'role'
        readonly authMount: string
        readonly name: string
        readonly fields?: RoleFields
        readonly roleId?: string
      }
    | { readonly kind: 'secret'; readonly path: string; readonly data: Secret<KvData>; readonly expected: number }
    | { readonly kind: 'record'; readonly change: { readonly [K in keyof Consumer]?: Consumer[K] | undefined } }
    | { readonly kind: 'secret-id'; readonly replaces: readonly Retired[] }
    | { readonly kind: 'verify'; readonly paths: readonly string[]; readonly reads: readonly string[] }
    | { readonly kind: 'kwargs' }
    | { readonly kind: 'backend' }
    | { readonly kind: 'deploy'; readonly request: DeployRequest; readonly tree: string; readonly provider: boolean }
    | { readonly kind: 'health' }
    | { readonly kind: 'retire'; readonly credential: Credential }
    | { readonly kind: 'tighten'; readonly name: string; readonly text: string }
  )

/** Changes in Vault that need no lock: each is safe to repeat. */
export type VaultStep = Extract<Step, { kind: 'auth-method' | 'mount' | 'claim' | 'policy' | 'role' | 'secret' }>

/** What concerns one Deployment, and is done under its lock. */
export type DeploymentStep = Exclude<Step, VaultStep>

/** A finding that changes nothing but should be read. */
export interface Note {
  readonly subject: string
  readonly text: string
}

export interface Plan<S extends Step = Step> {
  readonly steps: readonly S[]
  readonly notes: readonly Note[]
  /** Why the plan must not be carried out; each a sentence that says what to do. */
  readonly conflicts: readonly string[]
}

export const join = <S extends Step>(plans: readonly Plan<S>[]): Plan<S> => ({
  steps: plans.flatMap(plan => plan.steps),
  notes: plans.flatMap(plan => plan.notes),
  conflicts: plans.flatMap(plan => plan.conflicts)
})

export const planOf = <S extends Step>(part: Partial<Plan<S>>): Plan<S> => ({ steps: [], notes: [], conflicts: [], ...part })
