import { CORE_SCHEMA, floatCoreTag, mapTag } from 'js-yaml'
import { WholeFloat, wholeFloat } from '../airflow/float.ts'

const named = (key: unknown) => (key instanceof WholeFloat ? key.value : key)

/** The usual YAML, except that a whole float differs from an int. As a key, it is the number. */
export const WITH_FLOATS = CORE_SCHEMA.withTags(
  { ...floatCoreTag, resolve: (...given) => wholeFloat(floatCoreTag.resolve(...given)) },
  {
    ...mapTag,
    addPair: (container, key, value) => mapTag.addPair(container, named(key), value),
    has: (container, key) => mapTag.has(container, named(key))
  }
)

/** Whether a value becomes JSON: `variables.x.json` and `connections.x.extra`, and the same below `deployments.y`. */
const isJson = (key: string, depth: number) => (depth === 2 || depth === 4) && (key === 'json' || key === 'extra')

/** Turns the floats in `data` into plain numbers, in place, except where they become JSON. */
export function plainNumbers(data: unknown, depth = 0): void {
  if (typeof data !== 'object' || data === null) return
  for (const [key, child] of Object.entries(data)) {
    if (isJson(key, depth)) continue
    if (child instanceof WholeFloat) (data as Record<string, unknown>)[key] = child.value
    else plainNumbers(child, depth + 1)
  }
}
