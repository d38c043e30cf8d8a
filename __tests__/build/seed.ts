import { createHash } from 'node:crypto'

/** What all that is drawn at random follows from: the same in every run, unless the environment has a `SEED`, as it has at night. */
export const SEED = Number(process.env['SEED'] || 1)

/** Then there is time for more. */
export const AT_NIGHT = process.env['FUZZ_SECONDS'] !== undefined
const TIMES = AT_NIGHT ? 10 : 1

/** From 0 to 1; follows from the seed and these words alone, in whatever order they are asked for. */
export const draw = (...words: readonly unknown[]): number =>
  createHash('sha256')
    .update([SEED, ...words].join(' '))
    .digest()
    .readUInt32BE() /
  2 ** 32

/** That many of them, drawn, in their order; at night ten times as many. `words` tell one sample from another. */
export function sample<T>(all: readonly T[], count: number, ...words: readonly unknown[]): readonly T[] {
  const lots = all.map((one, index) => ({ one, index, lot: draw(...words, index) }))
  const drawn = lots.sort((a, b) => a.lot - b.lot).slice(0, count * TIMES)
  return drawn.sort((a, b) => a.index - b.index).map(({ one }) => one)
}
