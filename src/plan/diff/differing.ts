import { isDeepStrictEqual } from 'node:util'
import { isObject } from '../../airflow/json.ts'
import type { Secret } from '../../base/secret.ts'
import type { Entry } from '../../manifest/entries.ts'
import { keysOf, spelledOut, structureOf } from '../../values/constants.ts'
import type { KvData } from '../../vault/port.ts'
import { differingKeys } from '../vault/differing-keys.ts'
import type { SideSecret } from './side.ts'

interface Judgement {
  readonly state: 'different' | 'unknown' | 'equal'
  readonly keys: readonly string[]
  /** What is otherwise in Vault than in the manifests. */
  readonly odd: readonly string[]
}

/** Whether two contents are equal for Airflow, and which keys are not, as far as they can be told apart. */
interface Compared {
  readonly equal: boolean
  readonly keys: readonly string[]
}

/**
 * A constant is compared with a constant, and what is in Vault with what is in Vault, never one with the other: whoever writes a
 * manifest could check guesses of a secret with it.
 */
export function differing(one: SideSecret, other: SideSecret, ...[oneIn, otherIn]: readonly (string | undefined)[]): Judgement {
  const compare = (first: Secret<KvData>, second: Secret<KvData>) => compared(first, second, structureIn(one, other))
  const inVault =
    one.there?.state === 'present' && other.there?.state === 'present' ? compare(one.there.data, other.there.data) : undefined
  if (one.constant !== undefined && other.constant !== undefined) {
    const written = compare(one.constant, other.constant)
    return { ...judgement(written), odd: inVault === undefined ? [] : oddities(written, inVault) }
  }

  const plain = plainKeys(one.entry, oneIn, other.entry, otherIn)
  const [spelled, isPlain] = [[...plain].flatMap(([key, equal]) => (equal ? [] : key)), (key: string) => plain.has(key)]
  if (inVault === undefined) {
    const isOnOneSide =
      [one, other].some(({ there }) => there?.state === 'present') && [one, other].some(({ there }) => there?.state === 'absent')
    return { state: isOnOneSide || spelled.length > 0 ? 'different' : 'unknown', keys: spelled, odd: [] }
  }
  const secret = inVault.keys.filter(key => !isPlain(key))
  const constant = inVault.keys.filter(isPlain)
  // Where no key can be named, any of them may be it.
  const isUnnamed = !inVault.equal && inVault.keys.length === 0
  return {
    ...judgement({ equal: !isUnnamed && spelled.length + secret.length === 0, keys: [...spelled, ...secret] }),
    odd: isUnnamed
      ? []
      : oddities({ equal: spelled.length === 0, keys: spelled }, { equal: constant.length === 0, keys: constant })
  }
}

const judgement = ({ equal, keys }: Compared): Pick<Judgement, 'state' | 'keys'> => ({
  state: equal ? 'equal' : 'different',
  keys
})

function compared(first: Secret<KvData>, second: Secret<KvData>, written: unknown): Compared {
  if (first.equals(second)) return SAME
  const [one, other] = [first.reveal(), second.reveal()]
  // Airflow reads nothing else of a variable.
  if (typeof one['value'] === 'string' && one['value'] === other['value']) return SAME
  const keys = differingKeys(one, other, written)
  // The same connection in other words.
  if (keys?.length === 1 && keys[0] === 'conn_uri') return SAME
  return { equal: false, keys: keys ?? [] }
}

const SAME: Compared = { equal: true, keys: [] }

function oddities(written: Compared, inVault: Compared): readonly string[] {
  if (isDeepStrictEqual([...written.keys].sort(), [...inVault.keys].sort()) && written.equal === inVault.equal) return []
  const what = inVault.equal
    ? 'constants are equal'
    : `${inVault.keys.join(', ') || 'constants'} ${inVault.keys.length === 1 ? 'differs' : 'differ'}`
  return [`in Vault, ${what}: not synced yet, or changed by hand`]
}

/** What both manifests have as a structure of their own: keys in it may be named. */
function structureIn(...sides: readonly SideSecret[]): unknown {
  const trees = sides.map(({ entry }) => entry && structureOf(entry)).filter(isObject)
  return trees.length === 0 ? undefined : Object.assign({}, ...trees)
}

/** Every key that both manifests spell out, and whether they do it alike. */
function plainKeys(
  one: Entry | undefined,
  oneIn: string | undefined,
  other: Entry | undefined,
  otherIn: string | undefined
): ReadonlyMap<string, boolean> {
  if (one === undefined || other === undefined) return new Map()
  const [first, second] = [spelledOut(one, oneIn), spelledOut(other, otherIn)]
  const [was, becomes] = [keysOf(one), keysOf(other)]
  const plain = new Map<string, boolean>()
  for (const [key, text] of first) {
    const there = second.get(key)
    const [a, b] = [was.get(key), becomes.get(key)]
    // Airflow reads some types alike, such as postgres and postgresql.
    if (there === undefined || key === 'conn_type') continue
    if (text !== there) plain.set(key, false)
    // The number 3 and the text "3" look alike, and are not.
    else if ((a?.kind === 'constant' && b?.kind === 'constant') || isDeepStrictEqual(a, b)) plain.set(key, true)
  }
  return plain
}
