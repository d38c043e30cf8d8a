import { closest, distance } from 'fastest-levenshtein'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** A mistake in a value: where (keys from the top) and what, as the rest of a sentence that begins with the place. */
export interface Mistake {
  readonly path: readonly string[]
  readonly message: string
}

/** What zod found, in our words. `known` gives the keys that may stand at a path, for suggestions. */
export function mistakesFrom(issues: readonly Issue[], known: (path: readonly string[]) => readonly string[]): Mistake[] {
  return issues.flatMap(issue => mistakes(issue, [], known))
}

function mistakes(issue: Issue, above: readonly string[], known: (path: readonly string[]) => readonly string[]): Mistake[] {
  const path = [...above, ...issue.path.map(String)]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ path: [...path, key], message: `is not a known key${suggestion(key, known(path))}` }))
    case 'invalid_union':
      return likeliest(issue.errors)?.flatMap(inner => mistakes(inner, path, known)) ?? [{ path, message: issue.message }]
    case 'invalid_type':
      return [
        {
          path,
          message: issue.message.endsWith('received undefined')
            ? `is missing (${article(issue.expected)} is expected)`
            : `must be ${article(issue.expected)}`
        }
      ]
    case 'invalid_value':
      return [{ path, message: issue.message.startsWith('must') ? issue.message : `must be one of ${issue.values.join(', ')}` }]
    case 'too_small':
      return [{ path, message: issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}` }]
    case 'too_big':
      return [{ path, message: `must be at most ${issue.maximum}` }]
    default:
      return [{ path, message: issue.message }]
  }
}

/** Of several shapes, the one that the value was meant to have: its kind fits, something inside is wrong. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const rightKind = branches.filter(issues => !issues.some(issue => issue.code === 'invalid_type' && issue.path.length === 0))
  const unknownKeys = (issues: readonly Issue[]) =>
    issues.filter(issue => issue.code === 'unrecognized_keys' || issue.code === 'invalid_type').length
  return [...rightKind].sort((a, b) => unknownKeys(a) - unknownKeys(b))[0]
}

/** ` — did you mean "x"?` where one of the known names is near. */
export function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const near = closest(name, [...known])
  return distance(name, near) <= Math.max(2, name.length / 3) ? `; did you mean "${near}"?` : `; known are ${known.join(', ')}`
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    string: 'a text (in quotes where YAML would see a number)',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false'
  }
  return words[type] ?? type
}
