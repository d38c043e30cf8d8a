import { describe, expect, it } from '@jest/globals'
import { expectSameEnd } from './crash.ts'

/** SIGKILL at every change that a run asks of Vault or Astro, one after the other. */
describe('a first run that is killed', () => {
  it.each(['after', 'before'] as const)(
    '%s any of its changes ends, with the next attempt, where an undisturbed one does',
    async phase => {
      const end = await expectSameEnd({ phase }, 20)
      expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, record: { retired: [], lock: undefined } })
    },
    900_000
  )
})
