import { describe, expect, it } from '@jest/globals'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { cutOff, Fate, undisturbed } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

const SYNC = { mode: 'sync', astro: undefined, selection: undefined } as object
const PRUNE = { ...SYNC, prune: { mode: 'apply', limit: 0.2 } } as const
const BEFORE = { connections: {}, variables: { a: 'A', b: 'B', c: 'C' } }
const AFTER = { connections: {}, variables: { a: 'new', c: 'C', d: 'D' } }

/** Values as Airflow finds them. */
const values = ({ vault }: Workplace) =>
  Object.fromEntries(
    [...vault.secrets]
      .filter(([path, { length }]) => path.startsWith('airflow/variables/') && !vault.deleted.has(`${path}@${length}`))
      .map(([path, versions]) => [path.replace('airflow/variables/', ''), versions.at(-1)?.['value']])
      .sort()
  )

/** Run 1 has written the manifest as it was before. */
async function begin(): Promise<Workplace> {
  const place = new Workplace(BEFORE)
  await place.runWell(SYNC)
  place.manifest(AFTER)
  return place
}

/** Run 2 has changed one secret, made one and deleted one. */
async function pruned(): Promise<Workplace> {
  const place = await begin()
  await place.runWell(PRUNE)
  return place
}

/** Cuts the third run (or the second) off at each of its calls in turn, and shows what it left to `then`. */
async function cutOffAtEach(make: () => Promise<Workplace>, inputs: Partial<Inputs>, then: (place: Workplace) => Promise<void>) {
  const count = undisturbed()
  expect((await (await make()).run(inputs, count)).error).toBeUndefined()
  expect(count.calls.length).toBeGreaterThan(10)
  for (const { number, name: call } of count.calls)
    for (const how of ['killed', 'answer lost'] as const) {
      const place = await make()
      await place.run(inputs, new Fate(cutOff({ how, at: number })))
      await then(place).catch(error => {
        throw new Error(`${how} at call ${number}, ${call}: ${(error as Error).message}`)
      })
    }
}

describe('a run that prunes, cut off at any call', () => {
  it('is finished by the next one', async () => {
    await cutOffAtEach(begin, PRUNE, async place => {
      await place.runWell(PRUNE)
      expect(values(place)).toEqual(AFTER.variables)
      expect((await place.runWell({ ...PRUNE, check: 'ledger' })).journal.changed).toBe(false)
    })
  })

  it('can be undone as far as it came', async () => {
    await cutOffAtEach(begin, PRUNE, async place => {
      const { error } = await place.run({ ...SYNC, undo: 'run-2' })
      if (error !== undefined) expect((error as Error).message).toContain('has no record of a change that run run-2 made')
      expect(values(place)).toEqual(BEFORE.variables)
    })
  })
})

describe('a run that undoes another one, cut off at any call', () => {
  const UNDO = { ...SYNC, undo: 'run-2' } as const

  it('is finished by the same undo', async () => {
    await cutOffAtEach(pruned, UNDO, async place => {
      await place.runWell(UNDO)
      expect(values(place)).toEqual(BEFORE.variables)
      expect((await place.runWell(UNDO)).journal.changed).toBe(false)
    })
  })

  it('leaves nothing that the next run does not put right', async () => {
    await cutOffAtEach(pruned, UNDO, async place => {
      place.manifest(BEFORE)
      await place.runWell(PRUNE)
      expect(values(place)).toEqual(BEFORE.variables)
      expect((await place.runWell({ ...PRUNE, check: 'ledger' })).journal.changed).toBe(false)
    })
  })
})
