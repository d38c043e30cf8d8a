import type { z } from 'zod'
import { isNear, suggestion } from '../base/suggestion.ts'
import { keysOf, optionsOf, requiredKeysOf, typeAt } from './keys.ts'

type Issue = z.core.$ZodIssue

/** A mistake in a value: where (keys from the top) and what, as the rest of a sentence that begins with the place. */
export interface Mistake {
  readonly path: readonly string[]
  readonly message: string
  /** The other keys that it judges by: where one of these is wrong itself, this may be no mistake. */
  readonly given?: readonly (readonly string[])[]
}

/** The issues that zod found in a value of `type`, in our words. They must carry their input (`reportInput`). */
export function mistakesFrom(issues: readonly Issue[], type: z.core.$ZodType): Mistake[] {
  return withoutMisspelt(issues).flatMap(issue => mistakes(issue, { type, path: [] }))
}

/** A schema, and the path of the value that it describes. */
interface Spot {
  readonly type: z.core.$ZodType | undefined
  readonly path: readonly string[]
}

function mistakes(issue: Issue, above: Spot): Mistake[] {
  const inside = issue.path.map(String)
  const path = [...above.path, ...inside]
  const type = typeAt(above.type, inside)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ path: [...path, key], message: strayKey(key, keysOf(type)) }))
    case 'invalid_union':
      return inUnion(issue.errors, { type, path }) ?? [{ path, message: issue.message }]
    case 'invalid_type':
      return [
        {
          path,
          message: isMissing(issue) ? `is missing; it must be ${article(issue.expected)}` : `must be ${article(issue.expected)}`
        }
      ]
    case 'invalid_value':
      return [{ path, message: issue.message.startsWith('must') ? issue.message : `must be one of ${issue.values.join(', ')}` }]
    case 'too_small':
      return [{ path, message: tooSmall(issue) }]
    case 'too_big':
      return [{ path, message: tooBig(issue) }]
    default:
      return [{ path, message: issue.message }]
  }
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): string {
  if (origin !== 'string' && origin !== 'array') return `must be at least ${minimum}`
  return minimum === 1 ? 'must not be empty' : `must have at least ${minimum} characters`
}

const tooBig = ({ origin, maximum }: Extract<Issue, { code: 'too_big' }>) =>
  origin === 'string' ? `must have at most ${maximum} characters` : `must be at most ${maximum}`

/**
 * What is wrong with the shape that the value was probably meant to have: the one whose type fits, and most of whose keys fit.
 * Undefined if nothing shows which that is.
 */
function inUnion(branches: readonly (readonly Issue[])[], { type, path }: Spot): Mistake[] | undefined {
  const [best] = branches
    .map(withoutMisspelt)
    .filter(issues => !issues.some(issue => issue.code === 'invalid_type' && issue.path.length === 0))
    .sort((a, b) => weight(a) - weight(b))
  if (best === undefined) return undefined
  if (best.some(issue => isMissing(issue) && issue.path.length === 1)) {
    const words = optionsOf(type).flatMap(requiredKeysOf)
    const strays = best.flatMap(issue => (issue.code === 'unrecognized_keys' ? issue.keys : []))
    const mistakes = strays.map(key => ({ path: [...path, key], message: `is not a known key${suggestion(key, words)}` }))
    return mistakes.length > 0 ? mistakes : undefined
  }
  return best.flatMap(issue => mistakes(issue, { type, path }))
}

const weight = (issues: readonly Issue[]) =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)

/** YAML and JSON have no `undefined`. */
const isMissing = (issue: Issue) => issue.code === 'invalid_type' && issue.input === undefined

/** A key that is missing because it is misspelt is reported once, as the unknown key. */
function withoutMisspelt(issues: readonly Issue[]): Issue[] {
  const unknown = issues.flatMap(issue =>
    issue.code === 'unrecognized_keys' ? issue.keys.map(key => ({ key, above: issue.path.join('.') })) : []
  )
  return issues.filter(issue => {
    const [name, ...above] = issue.path.map(String).reverse()
    const place = above.reverse().join('.')
    return !(isMissing(issue) && unknown.some(stray => stray.above === place && isNear(stray.key, name ?? '')))
  })
}

/** A key of another shape is known, but not here. */
const strayKey = (key: string, known: readonly string[]) =>
  known.includes(key) ? 'cannot be combined with the other keys here' : `is not a known key${suggestion(key, known)}`

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    string: 'a string (in quotes if it looks like a number)',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false'
  }
  return words[type] ?? type
}
