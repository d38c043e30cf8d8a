import type { Value } from './manifest.ts'

/** `${` in a constant is kept free for later; `$${` writes it. */
const RESERVED = /(?<!\$)\$\{/

export function constantProblem(text: string): string | undefined {
  return RESERVED.test(text)
    ? 'has `$' + '{`, which is reserved; write it with two `$`, or take the value from { env: NAME }'
    : undefined
}

export type RawText = string | { readonly env: string; readonly 'allow-empty'?: boolean | undefined }

export function valueFrom(raw: RawText): Value {
  if (typeof raw === 'string') return { kind: 'constant', text: raw.replaceAll('$${', '${') }
  return { kind: 'env', name: raw.env, allowEmpty: raw['allow-empty'] ?? false }
}

/** The source that a leaf of `json:` or `extra:` names, or the reason why it is none; undefined for plain data. */
export function leafSource(node: unknown): { name: string; allowEmpty: boolean } | { problem: string } | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node) || !('$env' in node)) return undefined
  const { $env: name, '$allow-empty': allowEmpty = false, ...rest } = node as Record<string, unknown>
  if (typeof name !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return { problem: '`$env` takes the name of an environment variable' }
  if (typeof allowEmpty !== 'boolean') return { problem: '`$allow-empty` is true or false' }
  const [stray] = Object.keys(rest)
  if (stray !== undefined) return { problem: `\`$env\` stands alone; "${stray}" does not belong beside it` }
  return { name, allowEmpty }
}

/** Visits every leaf that has `$env`, with the path to it. */
export function* leaves(tree: unknown, path: readonly string[] = []): Generator<{ path: readonly string[]; node: object }> {
  if (typeof tree !== 'object' || tree === null) return
  if ('$env' in tree && !Array.isArray(tree)) yield { path, node: tree }
  else for (const [key, child] of Object.entries(tree)) yield* leaves(child, [...path, key])
}
