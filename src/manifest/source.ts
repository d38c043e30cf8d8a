import { WholeFloat } from '../airflow/float.ts'
import { namedSource, type RawSource, WORDS } from '../sources/schema.ts'
import type { Value } from './manifest.ts'

/**
 * In a constant, `${deployment}` is the name of an isolated Deployment, and `$${` stands for `${`. Anything else after `${` is
 * reserved.
 */
const RESERVED = /(?<!\$)\$\{(?!deployment\})/
const DEPLOYMENT = /(?<!\$)\$\{deployment\}/g

export function constantProblem(text: string): string | undefined {
  return RESERVED.test(text)
    ? 'contains `$' + '{`, which is reserved for `$' + '{deployment}`; write `$$' + '{`, or take the value from { env: NAME }'
    : undefined
}

/** A constant with its `${deployment}` filled in; undefined if it has one and there is no Deployment. */
export function constantFor(text: string, deployment: string | undefined): string | undefined {
  if (deployment === undefined && text.search(DEPLOYMENT) >= 0) return undefined
  return text.replaceAll(DEPLOYMENT, deployment ?? '').replaceAll('$${', '${')
}

export type RawText = string | RawSource

export const valueFrom = (raw: RawText): Value =>
  typeof raw === 'string' ? { kind: 'constant', text: raw } : { kind: 'source', ...namedSource(raw) }

/** Yields every node with a key such as `$env`, and the path to it. */
export function* leaves(tree: unknown, path: readonly string[] = []): Generator<{ path: readonly string[]; node: object }> {
  if (typeof tree !== 'object' || tree === null) return
  if (!Array.isArray(tree) && Object.keys(tree).some(key => LEAF.has(key))) yield { path, node: tree }
  else for (const [key, child] of Object.entries(tree)) yield* leaves(child, [...path, key])
}

/** Yields the paths of numbers that would not be written as they were read. */
export function* inexactNumbers(tree: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof tree === 'number' && (Number.isInteger(tree) ? !Number.isSafeInteger(tree) : !Number.isFinite(tree))) yield path
  if (typeof tree !== 'object' || tree === null || tree instanceof WholeFloat) return
  for (const [key, child] of Object.entries(tree)) yield* inexactNumbers(child, [...path, key])
}

const LEAF = new Set(WORDS.map(word => `$${word}`))
