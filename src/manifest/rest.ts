import { isNear } from '../base/suggestion.ts'
import { type Mistake, mistakesFrom } from './problems.ts'
import { type RawManifest, schema } from './schema.ts'

/** What a manifest must have, for one in which it is wrong. */
const REQUIRED = { version: 1, name: 'unnamed' }

/**
 * The manifest without what is known to be wrong in it, so that one run finds the mistakes in the rest too. Removes that from
 * `data`, in place, and then whatever is not complete without it. Undefined if nothing is left that can be judged.
 */
export function restOf(data: unknown, wrong: readonly Mistake[]): RawManifest | undefined {
  const rest = typeof data === 'object' && data !== null ? { ...data } : {}
  for (let mistakes = wrong; ; ) {
    const removed = mistakes.filter(({ path }) => remove(rest, path))
    const parsed = schema.safeParse({ ...REQUIRED, ...rest }, { reportInput: true })
    if (parsed.success) return parsed.data
    if (removed.length === 0) return undefined
    mistakes = mistakesFrom(parsed.error.issues, schema)
  }
}

/** Removes what is at `path`; where nothing is, what lacks it. */
function remove(data: object, path: readonly string[]): boolean {
  let found: (() => boolean) | undefined
  let at: unknown = data
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) break
    const parent = at as Record<string, unknown>
    found = () => delete parent[key]
    at = parent[key]
  }
  return found?.() ?? false
}

/** Those that are mistakes whatever should have been instead of the wrong ones. */
export function independent(mistakes: readonly Mistake[], wrong: readonly Mistake[]): Mistake[] {
  const paths = new Set(wrong.map(({ path }) => nameOf(path)))
  const above = new Set(wrong.flatMap(({ path }) => path.map((_, index) => nameOf(path.slice(0, index + 1)))))
  const inside = new Map<string, string[]>()
  for (const { path } of wrong) {
    const parent = nameOf(path.slice(0, -1))
    inside.set(parent, [...(inside.get(parent) ?? []), path.at(-1) ?? ''])
  }
  const isInDoubt = (path: readonly string[]) =>
    above.has(nameOf(path)) ||
    path.some((_, index) => paths.has(nameOf(path.slice(0, index)))) ||
    inside.get(nameOf(path.slice(0, -1)))?.some(key => isNear(key, path.at(-1) ?? ''))
  return mistakes.filter(({ given = [] }) => !given.some(isInDoubt))
}

const nameOf = (path: readonly string[]) => path.join('\0')
