import { constantsOf } from '../../values/constants.ts'
import { differing } from './differing.ts'
import { noteOn } from './notes.ts'
import type { Side, SideSecret } from './side.ts'

/** The most important first. */
export const DIFF_STATES = ['only-in-first', 'only-in-second', 'different', 'unknown', 'equal'] as const

/** A key that differs; each text is there only if that manifest spells it out. */
export interface DifferingKey {
  readonly key: string
  readonly first?: string
  readonly second?: string
}

export interface NameDiff {
  readonly name: string
  readonly state: (typeof DIFF_STATES)[number]
  /** Empty also where nobody can tell the keys apart. */
  readonly keys: readonly DifferingKey[]
  /** How Vault is not as a manifest has it, and why something is unknown. */
  readonly notes: readonly string[]
}

/** How two Deployments or manifests differ. Has no value from Vault. */
export interface Diff {
  readonly first: string
  readonly second: string
  /** They read the same secrets, so there is nothing to compare. */
  readonly shared?: true
  readonly names: readonly NameDiff[]
  readonly notes: readonly string[]
}

/** Name by name, those that differ first. Constants count as the manifests have them, everything else as Vault has it. Pure. */
export function diffNames(first: Side, second: Side): readonly NameDiff[] {
  const names = [...new Set([...first.secrets.keys(), ...second.secrets.keys()])]
  const found = names.map((name): NameDiff => {
    const [one, other] = [first.secrets.get(name), second.secrets.get(name)]
    if (one === undefined) return { name, state: 'only-in-second', keys: [], notes: [] }
    if (other === undefined) return { name, state: 'only-in-first', keys: [], notes: [] }
    return { name, ...judged(one, other, first, second) }
  })
  return DIFF_STATES.flatMap(state => found.filter(one => one.state === state))
}

function judged(one: SideSecret, other: SideSecret, first: Side, second: Side): Omit<NameDiff, 'name'> {
  const { state, keys, odd } = differing(one, other, first.deployment, second.deployment)
  const notes = [...noteOn(one, first.name), ...noteOn(other, second.name), ...odd]
  const spelled = [spelledBy(one, first), spelledBy(other, second)] as const
  return {
    state,
    keys: keys.map(key => keyOf(key, spelled[0][key], spelled[1][key])),
    notes: state === 'unknown' && notes.length === 0 ? [NOBODY_LOOKED] : notes
  }
}

const NOBODY_LOOKED = 'it has a source, and Vault was not asked'

/** Texts that look alike, cut or as numbers, tell nobody a difference. */
const keyOf = (key: string, first: string | undefined, second: string | undefined): DifferingKey => ({
  key,
  ...(first === undefined || first === second ? {} : { first }),
  ...(second === undefined || first === second ? {} : { second })
})

const spelledBy = ({ entry }: SideSecret, { deployment }: Side): Readonly<Record<string, string>> =>
  entry === undefined ? {} : constantsOf(entry, deployment)
