import { expect, it, jest } from '@jest/globals'
import { SEED, sample } from '../build/seed.ts'
import { untrueTicks } from '../e2e/ticks.ts'
import { disturb, expectGreen, moments } from './disturbed.ts'

/** A run is stopped with all that it has started, and goes on when another one has waited for its lock, and has done everything. */

jest.setTimeout(1_800_000)

it(`a run that is stopped at some of its changes (SEED=${SEED}) locks nobody out, tells nothing untrue, and is put right`, async () => {
  for (const moment of sample(await moments(), 5, 'stopped'))
    await disturb(moment, 'stopped', {
      alone: true,
      async happen({ stage, reaper, run }) {
        await reaper.signal('SIGSTOP')
        const other = await run('22')
        expectGreen(other)
        expect({ moment: moment.name, untrue: untrueTicks(other) }).toEqual({ moment: moment.name, untrue: [] })
        const known = new Set(stage.astro.record)
        await reaper.signal('SIGCONT')
        return {
          expectOf({ log, astro }) {
            const sets = astro.filter(entry => !known.has(entry) && entry.update !== undefined)
            if (log.includes('the lock on Deployment prod was lost'))
              expect({ moment: moment.name, sets }).toMatchObject({ sets: [] })
          }
        }
      }
    })
})
