import { describe, expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import type { Event } from '../../src/plan/event.ts'
import { type Listener, listeners } from '../../src/runner/listeners.ts'

const BEGUN: Event = { kind: 'begun', mode: 'sync' }
const ENDED: Event = { kind: 'ended', outcome: 'succeeded', findings: [] }

/** Tells these listeners of a whole run, waits for its end, and returns the warnings. */
async function warningsOf(all: readonly Listener[], limitMs?: number): Promise<readonly string[]> {
  const warnings: string[] = []
  const { tell, finish } = listeners(all, message => warnings.push(message), limitMs)
  tell(BEGUN)
  tell(ENDED)
  await finish()
  return warnings
}

describe('the listeners of a run', () => {
  it('hear of its beginning and its end', async () => {
    const heard: string[] = []
    expect(await warningsOf([({ kind }) => void heard.push(kind)])).toEqual([])
    expect(heard).toEqual(['begun', 'ended'])
  })

  it('may finish their work after the end of the run', async () => {
    const sent: string[] = []
    const slow: Listener = async ({ kind }) => {
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      sent.push(kind)
    }
    expect(await warningsOf([slow])).toEqual([])
    expect(sent).toEqual(['begun', 'ended'])
  })

  it.each<[string, Listener]>([
    ['at once', () => raise()],
    ['later', async () => raise()]
  ])('warn once if one fails %s, and the others still hear everything', async (_, broken) => {
    const heard: string[] = []
    const warnings = await warningsOf([broken, ({ kind }) => void heard.push(kind)])
    expect(warnings).toEqual(['a listener of the run failed: the status was refused'])
    expect(heard).toEqual(['begun', 'ended'])
  })

  it('cannot keep the run from ending', async () => {
    expect(await warningsOf([() => new Promise(() => {})], 1)).toEqual([
      'a listener of the run still worked 0.001 s after the end of the run, and was stopped'
    ])
  })
})

function raise(): never {
  throw new UserError('the status was refused')
}
