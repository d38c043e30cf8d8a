const DEEPEST = 100
const LARGEST = 1_000_000

interface Extent {
  readonly size: number
  readonly depth: number
}

/**
 * Why the aliases of a document cannot be resolved: what `*name` stands for may contain itself, or expand without end. Every
 * shared part is visited once.
 */
export function aliasProblem(data: unknown): string | undefined {
  const { size, depth } = extentOf(data, new Map())
  if (depth === Number.POSITIVE_INFINITY) return 'has an alias (`*name`) inside the part that it stands for'
  if (depth > DEEPEST) return `has aliases (\`*name\`) that nest more than ${DEEPEST} levels deep`
  if (size > LARGEST) return `has aliases (\`*name\`) that expand to more than ${LARGEST} values`
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
