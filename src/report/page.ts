import { counted } from '../base/counted.ts'

/** A part of a page that may be cut between its lines. Everything in it is Markdown already. */
export interface Block {
  /** What its lines are, to say how many are left out: `secrets`. */
  readonly title: string
  readonly before: readonly string[]
  readonly lines: readonly string[]
  readonly after: readonly string[]
  /** How many more lines it would have. */
  readonly more: number
}

/** A block that is not cut. */
export const whole = (lines: readonly string[]): Block => ({ title: '', before: lines, lines: [], after: [], more: 0 })

/** How long a page may be, in bytes, and where the rest is. */
export interface Limit {
  readonly bytes: number
  readonly rest: string
}

/** Room for the end of a block, and for what says how much is left out. */
const RESERVE = 1_000

/** The blocks one after the other, cut at the end of a line, and what was left out in the last one. */
export function cutTo(blocks: readonly Block[], { bytes, rest }: Limit): string {
  let room = bytes - RESERVE
  const page: string[] = []
  const left: string[] = []
  const take = (lines: readonly string[]) => {
    const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
    if (size > room) return false
    room -= size
    page.push(...lines)
    return true
  }
  for (const { title, before, lines, after, more } of blocks) {
    const isBegun = take([...before, ...lines.slice(0, 1), ...after])
    // What comes last in it was taken first, so that it always fits.
    if (isBegun) page.length -= after.length
    let taken = isBegun ? Math.min(1, lines.length) : 0
    while (isBegun && taken < lines.length && take([lines[taken] as string])) taken++
    if (isBegun) page.push(...after)
    const out = lines.length - taken + more
    if (out > 0) left.push(`${title}: ${counted(out, 'line')}`)
  }
  if (left.length > 0) page.push('', `Left out here, ${left.join(', ')}. ${rest}`)
  return `${page.join('\n')}\n`
}
