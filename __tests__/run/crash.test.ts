import { describe, expect, it, jest } from '@jest/globals'
import { AT_NIGHT } from '../build/seed.ts'
import { Watch } from '../fakes/airflow.ts'
import { type Call, cutOff, type Ending, Fate } from '../fakes/mortal.ts'
import { finish, isEffect, type Moves, SHIPPING, STORIES, type Story, undisturbedRun } from './stories.ts'

// Each story is run some hundred times.
jest.setTimeout(120_000)

/**
 * The endings that can differ from each other; at night all others, too. A run that is killed before a read leaves what it leaves when
 * it is killed before the next effect, and whose times an update moves is all the same before the first one.
 */
function endings(
  calls: readonly Call[],
  { inputs }: Story,
  moves: Moves
): (Ending & { readonly call: string; readonly red: boolean })[] {
  const first = calls.find(({ name }) => name === 'setVariable')?.number ?? 0
  const changed = calls.filter(({ name }) => name === 'setVariable' || name === 'deploy').at(-1)?.number ?? calls.length
  return calls.flatMap(({ number: at, name: call }) => {
    if (inputs === SHIPPING && !isEffect(call)) return []
    // One look that fails does not end the wait for health.
    const lost = { how: 'answer lost', at, call, red: call !== 'find' || at < changed } as const
    const killed = { how: 'killed', at, call, red: true } as const
    if (AT_NIGHT) return [killed, lost]
    if (moves === 'all' && at < first) return []
    return isEffect(call) ? [killed, lost] : [lost]
  })
}

describe.each(['changed', 'all'] as const)('where an update moves the times of variables: %s', moves => {
  it.each(STORIES)('$name, cut off at any call, ends as if undisturbed, and nobody is locked out', async story => {
    const { calls, end: undisturbedEnd } = await undisturbedRun(story, moves)
    expect(undisturbedEnd).toMatchObject({ stillToDo: [], secretIdsInVault: 1, holdsWhatIsRecorded: true, retired: [] })

    for (const { how, at, call, red } of endings(calls, story, moves)) {
      const moment = `${how} at call ${at}, ${call}`
      const place = await story.begin(moves)
      const watch = new Watch(story)
      const { error } = await place.run(story.inputs, new Fate(cutOff({ how, at }), watch.on(place)))
      expect({ moment, red: error !== undefined }).toEqual({ moment, red })
      place.vault.passHours(1)
      const end = await finish(place, story, watch).catch((failure: Error) => ({ failed: failure.stack }))
      expect({ moment, ...end }).toEqual({ moment, ...undisturbedEnd })
    }
  })
})
