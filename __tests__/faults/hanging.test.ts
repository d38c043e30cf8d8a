import { expect, it, jest } from '@jest/globals'
import pMap from 'p-map'
import { disturb, STORIES, type Story } from './disturbed.ts'

/** Astro's API takes a request and never answers. */

jest.setTimeout(600_000)

const [FIRST] = STORIES as readonly [Story]

const A_LOOK = { method: 'GET', path: /\/deployments\/[^/]+$/ }
const THE_LIST = { method: 'GET', path: /\/deploys$/ }
const A_VARIABLE = { method: 'POST', path: /\/deployments\/[^/]+$/ }
const A_DEPLOY = { method: 'POST', path: /\/deploys$/ }
const AN_UPLOAD = { method: 'PUT', path: /\/upload\// }
const ITS_END = { method: 'POST', path: /\/finalize$/ }

const CALLS = [
  { name: 'a look at the Deployment', ...A_LOOK, when: 'before' },
  { name: 'the list of deploys', ...THE_LIST, when: 'before' },
  { name: 'a change of a variable', ...A_VARIABLE, when: 'before' },
  { name: 'a change of a variable, which is carried out', ...A_VARIABLE, when: 'after' },
  { name: 'the beginning of a deploy', ...A_DEPLOY, when: 'before' },
  { name: 'the upload of the DAGs', ...AN_UPLOAD, when: 'before' },
  { name: 'the end of a deploy', ...ITS_END, when: 'before' },
  { name: 'the end of a deploy, which is carried out', ...ITS_END, when: 'after' }
] as const

it('Astro that hangs at any kind of call ends a run red once its time is over, and makes nobody lie, or locked out', async () => {
  const hang = async ({ name, ...call }: (typeof CALLS)[number]) =>
    disturb({ story: FIRST, at: 1, phase: 'before', name }, `Astro hangs at ${name}`, {
      alone: true,
      async happen({ stage, reaper }) {
        let met = false
        const calledOff = stage.astro.faults.add({ ...call, action: 'hang', times: Number.POSITIVE_INFINITY })
        const off = stage.astro.onRequest(({ phase, method, path }: { phase: string; method: string; path: string }) => {
          if (phase !== call.when || method !== call.method || !call.path.test(path)) return
          met = true
          reaper.endLimits()
        })
        return {
          expectOf({ exitCode, log }) {
            const told = expect.stringMatching(/did not (end within|answer)/)
            expect({ name, met, exitCode, log }).toEqual({ name, met: true, exitCode: 1, log: told })
          },
          takeBack() {
            off()
            calledOff()
          }
        }
      }
    })
  await pMap(CALLS, hang, { concurrency: 3, stopOnError: false })
})
