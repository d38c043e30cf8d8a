import type { Finding } from '../base/finding.ts'
import { nearest, suggestion } from '../base/suggestion.ts'
import type { ImportedDefinition } from './collector.ts'

/** What the names given with `--plain` can be about. */
export interface Nameable {
  readonly definitions: readonly ImportedDefinition[]
  /** What became a secret all the same, such as `connections.warehouse.password`. */
  readonly secrets: readonly string[]
}

/**
 * Why these names kept no value. The name of a value that is a constant anyway is no mistake; a slip is one, because it would
 * pass for caution.
 */
export function plainMistakes(unused: readonly string[], { definitions, secrets }: Nameable): Finding[] {
  if (unused.length === 0) return []
  const known = new Set(definitions.flatMap(one => [...namesOf(one)]))
  const passwords = new Set(definitions.map(({ kind, name }) => (kind === 'connection' ? `connections.${name}.password` : '')))
  const wholes = secrets.map(one => (known.has(one) ? one : one.replace(/\.conn_uri$/, '')))

  const unknown = (name: string): Why => {
    const usable = [...known].filter(one => !passwords.has(one))
    const near = nearest(name, [...usable, ...usable.map(one => one.slice(one.indexOf('.') + 1))])
    const list = near === undefined ? secrets.filter(one => usable.includes(one)) : [near]
    return { message: `names nothing in these files${suggestion(name, list)}` }
  }
  const whySecret = (name: string): Why | undefined => {
    if (passwords.has(name)) return PASSWORD
    const whole = wholes.find(one => name === one || name.startsWith(`${one}.`))
    if (whole !== undefined) return { message: `cannot be kept: ${whole} becomes one secret as a whole` }
    const inside = secrets.filter(one => one.startsWith(`${name}.`))
    return inside.length === 0 ? undefined : { message: `names several values${suggestion(name, inside)}` }
  }
  return unused.flatMap((name): Finding[] => {
    const full = ['', 'variables.', 'connections.'].map(kind => kind + name).find(one => known.has(one))
    const why = full === undefined ? unknown(name) : whySecret(full)
    return why === undefined ? [] : [{ severity: 'error', subject: `--plain ${name}`, ...why }]
  })
}

type Why = Pick<Finding, 'message' | 'hint'>

const PASSWORD: Why = {
  message: 'names a password, which always becomes a secret here',
  hint: 'If it is not a secret, write it into the printed manifest yourself, with `not-secret: true` next to it.'
}

/** All that a user may name in an entry: itself, its fields, and what is inside a structure. */
function namesOf(one: ImportedDefinition): Generator<string> {
  const name = `${one.kind}s.${one.name}`
  if (one.kind === 'variable') return namesIn(structureIn(one.text.reveal()), name)
  const { connType: conn_type, extra, ...fields } = one.connection.reveal()
  return namesIn({ conn_type, ...fields, extra: extra && structureIn(extra) }, name)
}

function* namesIn(tree: unknown, name: string): Generator<string> {
  if (tree === undefined) return
  yield name
  if (typeof tree !== 'object' || tree === null) return
  for (const [key, child] of Object.entries(tree)) yield* namesIn(child, `${name}.${key}`)
}

function structureIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
