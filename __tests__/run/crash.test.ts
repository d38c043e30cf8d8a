import { describe, expect, it, jest } from '@jest/globals'
import { Watch } from '../fakes/airflow.ts'
import { cutOff, Fate } from '../fakes/mortal.ts'
import { finish, isEffect, SHIPPING, STORIES, undisturbedRun } from './stories.ts'

// Each story is run some hundred times.
jest.setTimeout(120_000)

describe.each(['changed', 'all'] as const)('where an update moves the times of variables: %s', moves => {
  it.each(STORIES)('$name, cut off at any call, ends as if undisturbed, and nobody is locked out', async story => {
    const { calls, end: undisturbedEnd } = await undisturbedRun(story, moves)
    expect(undisturbedEnd).toMatchObject({ stillToDo: [], secretIdsInVault: 1, holdsWhatIsRecorded: true, retired: [] })

    for (const { number, name: call } of calls) {
      if (story.inputs === SHIPPING && !isEffect(call)) continue
      for (const how of ['killed', 'answer lost'] as const) {
        const moment = `${how} at call ${number}, ${call}`
        const place = await story.begin(moves)
        const watch = new Watch(story)
        const { error } = await place.run(story.inputs, new Fate(cutOff({ how, at: number }), watch.on(place)))
        expect({ moment, red: error !== undefined }).toEqual({ moment, red: true })
        place.vault.passHours(1)
        const end = await finish(place, story, watch).catch((failure: Error) => ({ failed: failure.stack }))
        expect({ moment, ...end }).toEqual({ moment, ...undisturbedEnd })
      }
    }
  })
})
