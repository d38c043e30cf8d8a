import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { Placed } from '../../sources/values.ts'
import type { Step } from '../step.ts'

export type Capability = 'create' | 'read' | 'update' | 'list' | 'sudo'

/**
 * When a run asks for something. `looking`: before it can plan. `absent mount`: likewise, where the mount is not there.
 * `mishap`: after a run that was killed, or an answer that was lost. `optional`: no run fails without it. A function: for the
 * steps that it is true of.
 */
export type Occasion = 'looking' | 'absent mount' | 'mishap' | 'optional' | ((step: Step) => boolean)

/** Something that the pipeline's own identity may have to be allowed. Several may be about one path. */
export interface Permission {
  /** As a policy names it, from the namespace on. */
  readonly path: string
  readonly capabilities: readonly Capability[]
  /** The rest of a sentence that begins with "to". */
  readonly why: string
  readonly when: Occasion
  /** A path that this is about: what the server can be asked for. */
  readonly sample: string
}

/** What a run is asked to do, as far as it makes a difference to its rights in Vault. */
export interface Errand {
  readonly mode: 'plan' | 'sync' | 'deploy'
  /** A Deployment is looked at; always so in mode deploy. */
  readonly deployment: boolean
  readonly check: 'full' | 'ledger'
  readonly prune: 'off' | 'plan' | 'apply'
  /** What an earlier run did is taken back, and nothing else is done. */
  readonly undo: boolean
}

export interface Subject {
  readonly manifest: Manifest
  readonly scope: Scope
  /** The secrets that it is about. */
  readonly entries: readonly { readonly path: string }[]
  /** Every source that they name. */
  readonly places: readonly Placed[]
}

type Purpose = readonly [capabilities: readonly Capability[], why: string, when: Occasion]

/** What is needed on exactly this path. */
export const on = (path: string, ...purposes: Purpose[]): Permission[] =>
  purposes.map(([capabilities, why, when]) => ({ path, capabilities, why, when, sample: path }))

/** What is needed on everything below a folder, of which `name` is one. */
export const below = (folder: string, name: string, ...purposes: Purpose[]): Permission[] =>
  on(`${folder}/*`, ...purposes).map(permission => ({ ...permission, sample: `${folder}/${name}` }))

/** Steps of these kinds. */
export const of =
  (...kinds: Step['kind'][]) =>
  ({ kind }: Step): boolean =>
    kinds.includes(kind)
