import { it, jest } from '@jest/globals'
import type { Fault } from '../../tools/servers/fault-proxy.mjs'
import { draw, SEED, sample } from '../build/seed.ts'
import { disturb, type Moment, moments } from './disturbed.ts'
import { SPEED } from './fast-clock.ts'

/** Vault, or Astro's API, is out of reach from some change of a run on, for up to 90 s of the run's own clock. */

jest.setTimeout(1_800_000)

const says = (status: number, text: string) => ({ status, body: JSON.stringify({ errors: [text] }) })

const OF_VAULT: Readonly<Record<string, Fault>> = {
  'cuts connections': { when: 'before', action: 'reset' },
  'does not answer': { when: 'before', action: 'hang' },
  'does what it is asked for, and does not answer': { when: 'after', action: 'reset' },
  'has no leader': { when: 'before', action: says(503, 'no active Vault instance found') },
  'is sealed': { when: 'before', action: says(503, 'Vault is sealed') }
}

const OF_ASTRO = {
  'cuts connections': { action: 'cut' },
  'does what it is asked for, and does not answer': { when: 'after', action: 'cut' },
  'is busy': { action: { status: 503, body: { message: 'try again' } } },
  'shows a web page': { action: 'html' }
} as const

const secondsAt = (...words: readonly unknown[]) => 1 + Math.floor(90 * draw('seconds', ...words))

const cases = <T>(all: readonly Moment[], kinds: Readonly<Record<string, T>>, who: string) =>
  sample(
    all.flatMap(moment => Object.entries(kinds).map(([kind, fault]) => ({ moment, kind, fault }))),
    3,
    who
  ).map(one => ({ ...one, seconds: secondsAt(who, one.moment.name, one.kind) }))

it(`Vault that is out of reach from some change on (SEED=${SEED}) makes nobody lie, or locked out`, async () => {
  for (const { moment, kind, fault, seconds } of cases(await moments(), OF_VAULT, 'Vault')) {
    let over = 0
    await disturb(moment, `Vault ${kind} for ${seconds} s`, {
      alone: true,
      faults: () => (performance.now() < over ? fault : undefined),
      async happen() {
        over = performance.now() + (seconds * 1_000) / SPEED
        return {
          takeBack() {
            over = 0
          }
        }
      }
    })
  }
})

it(`Astro's API that is out of reach from some change on (SEED=${SEED}) makes nobody lie, or locked out`, async () => {
  for (const { moment, kind, fault, seconds } of cases(await moments(), OF_ASTRO, 'Astro'))
    await disturb(moment, `Astro ${kind} for ${seconds} s`, {
      alone: true,
      async happen({ stage }) {
        const calledOff = stage.astro.faults.add({ ...fault, times: Number.POSITIVE_INFINITY })
        const timer = setTimeout(calledOff, (seconds * 1_000) / SPEED)
        return {
          takeBack() {
            clearTimeout(timer)
            calledOff()
          }
        }
      }
    })
})
