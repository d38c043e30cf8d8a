import { describe, expect, it } from '@jest/globals'
import { AT_NIGHT } from '../build/seed.ts'
import { expectSameEnd } from './crash.ts'

/**
 * SIGKILL at every change that a run asks of Vault or Astro, one after the other. A run that is killed before one of them leaves what
 * it leaves when it is killed after the one before, so that is looked at only at night.
 */
describe('a first run that is killed', () => {
  it.each(AT_NIGHT ? (['after', 'before'] as const) : (['after'] as const))(
    '%s any of its changes ends, with the next attempt, where an undisturbed one does',
    async phase => {
      const end = await expectSameEnd({ phase }, 20)
      expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, record: { retired: [], lock: undefined } })
    },
    900_000
  )
})
