import { counted } from './counted.ts'

const FIRST_MS = 5_000
/** Of the time so far: with this, work of six hours, the longest that GitHub lets a job take, is told in 60 lines. */
const SHARE = 1 / 6

/**
 * Counts work of which there is much: what it returns is called for each piece. Says how far it has come after five seconds, and
 * then ever more seldom: `1200 of 20000 secrets (240 a second)`. `now`: milliseconds.
 */
export function tally(of: number, noun: string, say: (far: string) => void, now = () => performance.now()): () => void {
  const begun = now()
  let said = begun
  let done = 0
  return () => {
    done++
    const at = now()
    if (done === of || at - said < Math.max(FIRST_MS, (at - begun) * SHARE)) return
    said = at
    say(`${done} of ${counted(of, noun)} (${Math.round((done * 1000) / (at - begun))} a second)`)
  }
}
