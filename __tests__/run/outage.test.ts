import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { draw, SEED, sample } from '../build/seed.ts'
import { Watch } from '../fakes/airflow.ts'
import { Clock, OUTAGES, type Outage, type OutageKind, outage } from '../fakes/clock.ts'
import { Fate } from '../fakes/mortal.ts'
import { expectTrueRecord, finish, STORIES, type Story, undisturbedRun } from './stories.ts'

/** Vault or Astro is out of reach, from some call of a run on and for any time up to 90 s. Only the clock of the test passes. */

jest.setTimeout(600_000)
afterEach(() => {
  jest.restoreAllMocks()
})

const LONGEST_S = 90
/** Around these something else happens: what is ridden out, what a lock lasts, and both together. */
const EDGES_S = [5, 10, 30, 31, 38, 60, 61, 90]
/** Vault rides out less than this by itself, and so does a look at Astro. */
const RIDDEN_OUT_MS = { vault: 5_000, astro: 3_000 }

const AN_HOUR_MS = 3_600_000
const [FIRST] = STORIES as readonly [Story]

const kindFor = (...words: readonly unknown[]): OutageKind =>
  OUTAGES[Math.floor(draw('kind', ...words) * OUTAGES.length)] ?? 'refused'

/** The run that meets this, and those after it. */
async function expectWell(story: Story, met: Outage, undisturbedEnd: object): Promise<void> {
  const moment = { ...met, SEED }
  const place = await story.begin('changed')
  const watch = new Watch(story)
  const clock = new Clock(place.vault)
  const { error } = await place.run(story.inputs, new Fate(outage(clock, met), watch.on(place)))
  const mayBeRed = met.ms > RIDDEN_OUT_MS[met.of] || met.of === 'astro'
  expect({ moment, error: mayBeRed ? undefined : error }).toEqual({ moment, error: undefined })
  if (error === undefined) await expectTrueRecord(place, moment)
  clock.pass(AN_HOUR_MS)
  const end = await finish(place, story, watch).catch((failure: Error) => ({ failed: failure.stack }))
  expect({ moment, ...end }).toEqual({ moment, ...undisturbedEnd })
}

describe.each(['vault', 'astro'] as const)('%s is out of reach', of => {
  it.each(STORIES)('during $name: nobody is locked out, and the next run puts it right', async story => {
    const { calls, end } = await undisturbedRun(story, 'changed')
    const moments = calls.filter(({ to }) => of === 'vault' || to === 'astro')
    for (const { number } of sample(moments, 3, of, story.name)) {
      const [edge = 30] = sample(EDGES_S, 1, of, story.name, number)
      for (const seconds of [edge, 1 + Math.floor(draw(of, story.name, number) * LONGEST_S)])
        await expectWell(story, { of, at: number, ms: seconds * 1_000, kind: kindFor(of, story.name, number, seconds) }, end)
    }
  })
})

it('a first run survives an outage of Vault of every length up to 90 s, or the next one does', async () => {
  const { calls, end } = await undisturbedRun(FIRST, 'changed')
  for (let seconds = 1; seconds <= LONGEST_S; seconds++)
    for (const { number } of sample(calls, 1, 'length', seconds))
      await expectWell(FIRST, { of: 'vault', at: number, ms: seconds * 1_000, kind: kindFor('length', seconds, number) }, end)
})
