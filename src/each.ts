/** Begun and not yet done: more than the pool has connections, and few enough to hold in memory. */
const UNDER_WAY = 64

/**
 * Does `work` for each item, some at a time: of thousands only those under way take room. The first failure is thrown, and
 * nothing is begun after it.
 */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  // All take from one generator; a loop that is left by a failure closes it for the others too.
  const rest = (function* () {
    yield* items
  })()
  const inTurn = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: UNDER_WAY }, inTurn))
}
