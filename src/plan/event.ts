import type { Finding } from '../base/finding.ts'
import type { EntryChange } from '../values/changes.ts'
import type { Diff } from './diff/diff.ts'
import type { Plan } from './plan.ts'
import type { Step } from './step.ts'

export type Mode = 'plan' | 'sync' | 'deploy'

/** How a step ended. `left-alone`: it could not be done from here, or nothing shows that it was, which does no harm. `lost`: somebody else was faster. */
export type Outcome = 'done' | 'left-alone' | 'lost'

/** How a run ended for one target. `skipped`: it was not begun. */
export type TargetOutcome = 'succeeded' | 'failed' | 'skipped'

/** What a run was started for, as the inputs say it. */
export interface About {
  /** Path of the manifest. */
  readonly manifest: string
  /** Whichever input chose one or several; absent if none did. */
  readonly deployment?: string
  /** Whom the preview of that is for; absent if the run is about none. */
  readonly preview?: string
}

/** The plan for one target, or for what the targets of one scope share. */
export interface Chapter {
  /** Absent for what they share. */
  readonly target?: Target
  /** The key of the isolated Deployment whose own scope it is about; absent for the shared scope. */
  readonly scope?: string
  readonly plan: Plan
  /** Why nobody knows whether what differs in it is drift: a run is at work there, or was killed. */
  readonly doubt?: Finding
}

interface Owned {
  readonly target?: { readonly name: string; readonly key?: string | undefined } | undefined
  readonly scope?: string | undefined
}

const ownerOf = ({ target, scope }: Owned): string | undefined => (target === undefined ? scope : (target.key ?? target.name))

/** Whose the steps of a chapter are, where the chapters of a run are about several Deployments or scopes; undefined otherwise. */
export function ownersIn(chapters: readonly Owned[]): (chapter: Owned) => string | undefined {
  const isOne = new Set(chapters.flatMap(one => ownerOf(one) ?? [])).size < 2
  return isOne ? () => undefined : ownerOf
}

/** One consumer that a run is about, by its id and its name in Astro; by its key alone where it was not found. */
export interface Target {
  readonly id: string
  readonly name: string
  /** Its key under `deployments:`, if it was chosen by that. */
  readonly key?: string
  /** The id by which Vault knows the credential that it holds now. */
  readonly credential?: string | undefined
  /** Its page in Astro. */
  readonly url?: string
}

/** What tells a target from the others of a run. */
export const targetKey = ({ key, id }: Pick<Target, 'key' | 'id'>): string => key ?? id

/**
 * What a run reports while it works: log, summary and plan file listen, and hear no value that is masked. `target`: the
 * `targetKey` of the consumer that it is about. Every run has `begun` first and `ended` last, whatever happens in between.
 */
export type Event = {
  readonly target?: string
} /** Before anything was read. `mode`: as it was given; absent if it is none. */ & (
  | { readonly kind: 'begun'; readonly mode?: Mode; readonly about?: About }
  /** `findings`: why the run failed. */
  | { readonly kind: 'ended'; readonly outcome: 'succeeded' | 'failed'; readonly findings: readonly Finding[] }
  /** What is known about a target, before its plan and again at its end. */
  | { readonly kind: 'target'; readonly about: Target }
  /** What a pull request changes in the manifest, told if Vault is not asked. `base`: the branch that it is compared with. */
  | { readonly kind: 'compared'; readonly base: string; readonly changes: readonly EntryChange[] }
  /** How what the run is about differs from what `compare-with` names, one for each scope. */
  | { readonly kind: 'diff'; readonly diffs: readonly Diff[] }
  /** All that the run is going to do. `compared`: Vault could be read. */
  | { readonly kind: 'planned'; readonly chapters: readonly Chapter[]; readonly compared: boolean }
  /** A plan that was made again, from the world as it is now, replaces the one before. */
  | { readonly kind: 'replanned'; readonly target: string; readonly plan: Plan }
  /** How the run ended for a target; `skipped`: it was not begun. `findings`: why. */
  | { readonly kind: 'result'; readonly about: Target; readonly outcome: TargetOutcome; readonly findings: readonly Finding[] }
  | { readonly kind: 'started'; readonly step: Step }
  | { readonly kind: 'done'; readonly step: Step; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly step: Step }
  /** Of many steps that are carried out at once. */
  | { readonly kind: 'progress'; readonly action: string; readonly done: number; readonly of: number; readonly noun: string }
  | { readonly kind: 'waiting'; readonly message: string }
  | { readonly kind: 'found'; readonly finding: Finding }
  /** A line of what a child process prints. */
  | { readonly kind: 'output'; readonly line: string }
)

export type Tell = (event: Event) => void

/** Reports the beginning and the end of a step. */
export async function carryOut(step: Step, tell: Tell, act: () => Promise<Outcome>): Promise<Outcome> {
  tell({ kind: 'started', step })
  try {
    const outcome = await act()
    tell({ kind: 'done', step, outcome })
    return outcome
  } catch (error) {
    tell({ kind: 'failed', step })
    throw error
  }
}
