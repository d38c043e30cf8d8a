import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { VersionConflict } from '../../src/vault/errors.ts'
import { SEED, sample } from '../build/seed.ts'
import { Watch } from '../fakes/airflow.ts'
import { Clock } from '../fakes/clock.ts'
import { Fate, meanwhile, undisturbed } from '../fakes/mortal.ts'
import type { Outcome } from '../fakes/workplace.ts'
import { expectTrueRecord, finish, isEffect, STORIES, undisturbedRun } from './stories.ts'

/**
 * A run is stopped at one of its calls, and goes on when another one has waited for its lock to end, and has done everything.
 */

jest.setTimeout(600_000)
afterEach(() => {
  jest.restoreAllMocks()
})

/** Longer than a lock lasts that is not renewed. */
const STOPPED_MS = 45_000

/** Who has what was replaced destroyed at once gives up what protects from a run that was stopped. */
const KEEPING = STORIES.filter(({ workersStayADay }) => workersStayADay !== false)

describe.each(['changed', 'all'] as const)('where an update moves the times of variables: %s', moves => {
  it.each(KEEPING)(
    '$name, stopped at some call until another run has done it all, locks nobody out, and the next run puts it right',
    async story => {
      const { calls, end: undisturbedEnd } = await undisturbedRun(story, moves)
      const effects = calls.filter(({ name }) => isEffect(name))
      for (const { number, name, to } of sample(effects, 3, moves, story.name)) {
        for (const phase of ['before', 'after'] as const) {
          const moment = `stopped ${phase} call ${number}, ${name} (SEED=${SEED})`
          const place = await story.begin(moves)
          const watch = new Watch(story)
          const clock = new Clock(place.vault)
          let other: Outcome | undefined
          let before = 0
          const stop = meanwhile(number, phase, async () => {
            clock.pass(STOPPED_MS)
            other = await place.run(story.inputs, undisturbed(watch.on(place)))
            before = place.astro.effects.length
          })
          const { error } = await place.run(story.inputs, new Fate(stop, watch.on(place)))
          expect({ moment, other: other?.error }).toEqual({ moment, other: undefined })
          if (error instanceof VersionConflict) {
            const more = place.astro.effects.length - before - (phase === 'before' && to === 'astro' ? 1 : 0)
            expect({ moment, more }).toEqual({ moment, more: 0 })
          }
          if (error === undefined) await expectTrueRecord(place, moment)
          const end = await finish(place, story, watch).catch((failure: Error) => ({ failed: failure.stack }))
          expect({ moment, ...end }).toEqual({ moment, ...undisturbedEnd })
        }
      }
    }
  )
})
