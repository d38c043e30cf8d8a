const DEEPEST = 100
const LARGEST = 1_000_000

interface Extent {
  readonly size: number
  readonly depth: number
}

/**
 * Why the aliases of a document cannot be followed: what `*name` stands for may hold itself, or so many others that it never ends.
 * Every shared part is looked at once.
 */
export function aliasProblem(data: unknown): string | undefined {
  const { size, depth } = extentOf(data, new Map())
  if (depth === Number.POSITIVE_INFINITY) return 'has an alias (`*name`) inside the very part that it stands for'
  if (depth > DEEPEST) return `is nested more than ${DEEPEST} levels deep by its aliases (\`*name\`)`
  if (size > LARGEST) return `has aliases (\`*name\`) that stand for more than ${LARGEST} values; write them out`
  return undefined
}

function extentOf(node: unknown, known: Map<object, Extent>): Extent {
  if (typeof node !== 'object' || node === null) return { size: 1, depth: 0 }
  const there = known.get(node)
  if (there !== undefined) return there
  known.set(node, { size: 1, depth: Number.POSITIVE_INFINITY })
  let [size, depth] = [1, 0]
  for (const child of Object.values(node)) {
    const extent = extentOf(child, known)
    size += extent.size
    depth = Math.max(depth, extent.depth)
  }
  const extent = { size, depth: depth + 1 }
  known.set(node, extent)
  return extent
}
