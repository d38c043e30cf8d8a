export type Capability = 'create' | 'read' | 'update' | 'delete' | 'list' | 'sudo'

/** Any step of a plan. */
export interface AnyStep {
  readonly kind: string
}

/**
 * When a run asks for something. `looking`: before it can plan. `absent mount`: likewise, where the mount is not there.
 * `mishap`: after a run that was killed, or an answer that was lost. `optional`: no run fails without it. A function: for the
 * steps that it is true of.
 */
export type Occasion<S> = 'looking' | 'absent mount' | 'mishap' | 'optional' | ((step: S) => boolean)

/** Something that the pipeline's own login may have to be allowed. Several may be about one path. */
export interface Permission<S = AnyStep> {
  /** As a policy names it, from the namespace on. */
  readonly path: string
  readonly capabilities: readonly Capability[]
  /** The rest of a sentence that begins with "to". */
  readonly why: string
  readonly when: Occasion<S>
  /** A path that this is about: what the server can be asked for. */
  readonly sample: string
}

export type Purpose<S> = readonly [capabilities: readonly Capability[], why: string, when: Occasion<S>]

/** What is needed on exactly this path. */
export const on = <S = AnyStep>(path: string, ...purposes: Purpose<S>[]): Permission<S>[] =>
  purposes.map(([capabilities, why, when]) => ({ path, capabilities, why, when, sample: path }))

/** What is needed on everything below a folder, of which `name` is one. */
export const below = <S = AnyStep>(folder: string, name: string, ...purposes: Purpose<S>[]): Permission<S>[] =>
  on(`${folder}/*`, ...purposes).map(permission => ({ ...permission, sample: `${folder}/${name}` }))

/** Steps of these kinds. */
export const of =
  (...kinds: string[]) =>
  ({ kind }: AnyStep): boolean =>
    kinds.includes(kind)
