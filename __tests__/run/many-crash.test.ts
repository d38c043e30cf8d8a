import { describe, expect, it } from '@jest/globals'
import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import { readConsumer } from '../../src/records/consumer.ts'
import { aFleet } from '../fakes/fleet.ts'
import { cutOff, Fate, undisturbed } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

const NAMES = ['a', 'b', 'c'] as const
const DEPLOYMENTS = Object.fromEntries(NAMES.map(name => [name, { 'deployment-name': name, isolate: name === 'c' }]))
const INPUTS = { deployType: 'none', selection: { entries: 'all' }, canary: 'b' } as const

function aPlace() {
  const place = new Workplace({ astro: { 'provider-installed': true }, deployments: DEPLOYMENTS })
  const fleet = aFleet(NAMES)
  place.fleet = fleet.port
  return { place, fleet }
}

/** Of each Deployment: whether it holds what its record says, and whether anybody holds its lock. */
async function endOf({ place, fleet }: ReturnType<typeof aPlace>) {
  const found = NAMES.map(async name => {
    const { value: record } = await readConsumer(place.vault, 'airflow', `cl-${name}`)
    const { secret_id: held } = JSON.parse(fleet.member(name).variables.get(BACKEND_KWARGS)?.value ?? '{}')
    const issued = place.vault.issued.get(record?.holds?.id ?? '')
    return [name, { holds: issued !== undefined && issued.secretId === held, lock: record?.lock }]
  })
  return Object.fromEntries(await Promise.all(found))
}

const GOOD = Object.fromEntries(NAMES.map(name => [name, { holds: true, lock: undefined }]))
/** Every so many calls. */
const STRIDE = Number(process.env['FUZZ_SECONDS'] ?? 0) > 0 ? 1 : 5

describe('a run for many, with a canary', () => {
  it.each(['killed', 'answer lost'] as const)(
    'is finished by the next one, whichever of its calls it ended at: %s',
    async how => {
      const whole = undisturbed()
      const { place } = aPlace()
      expect((await place.run(INPUTS, whole)).error).toBeUndefined()
      expect(whole.calls.length).toBeGreaterThan(60)
      for (let at = 1; at <= whole.calls.length; at += STRIDE) {
        const scene = aPlace()
        const { error } = await scene.place.run(INPUTS, new Fate(cutOff({ how, at })))
        // An answer that only a step of cleaning up waits for is missed by nobody.
        if (how === 'killed') expect([at, error === undefined]).toEqual([at, false])
        scene.place.vault.passHours(1)
        const next = await scene.place.run(INPUTS)
        expect([at, next.error, await endOf(scene)]).toEqual([at, undefined, GOOD])
      }
    },
    120_000
  )
})
