import { describe, expect, it } from '@jest/globals'
import { Masks } from '../../src/base/masks.ts'
import { Secret } from '../../src/base/secret.ts'
import type { Chapter } from '../../src/plan/event.ts'
import type { Step } from '../../src/plan/step.ts'
import { agreementOn } from '../../src/terminal/agreement.ts'
import { screenOf } from '../../src/terminal/screen.ts'
import { Workplace } from '../fakes/workplace.ts'

const BACKEND: Step = { kind: 'backend', reason: 'Airflow does not use Vault yet' }
const HEALTH: Step = { kind: 'health', reason: 'these changes restart it' }

const deploying = (tree: string): Step => ({
  kind: 'deploy',
  request: { type: 'dags-only', projectDir: '.', description: '' },
  was: {},
  parts: { dags: { tree } },
  reason: 'dags/ has changed'
})

const chapter = (id: string, ...steps: Step[]): Chapter => ({ target: { id, name: id }, plan: { steps, findings: [] } })

/** Somebody who answers one after the other, and what was shown meanwhile. */
function somebody(...answers: string[]) {
  const said = { shown: '', questions: 0 }
  const station = {
    environment: {},
    home: '',
    temp: '',
    colours: { stdout: false, stderr: false },
    showsProgress: false,
    ask: async () => {
      said.questions++
      return answers.shift() ?? ''
    },
    print: (text: string) => {
      said.shown += text
    },
    complain: () => {}
  }
  const agree = agreementOn('sync', station, screenOf(station, new Masks(), { apart: false }), new AbortController().signal)
  return { said, agree }
}

describe('whoever starts a run', () => {
  it.each(['y', 'Y', 'yes', ' YES '])('agrees with %p, once for the same steps', async answer => {
    const { said, agree } = somebody(answer)
    await agree([chapter('prod', BACKEND, HEALTH)])
    await agree([chapter('prod', BACKEND)])
    expect(said).toEqual({ shown: '', questions: 1 })
  })

  it.each(['', 'n', 'no', 'yep', 'y n'])('does not agree with %p', async answer => {
    await expect(somebody(answer).agree([chapter('prod', BACKEND)])).rejects.toThrow('not agreed to; nothing was changed')
  })

  it('is not asked about what changes nothing', async () => {
    const { said, agree } = somebody()
    await agree([chapter('prod', HEALTH)])
    expect(said.questions).toBe(0)
  })

  it.each<[string, Step, Step]>([
    [
      'a policy that somebody has edited',
      { kind: 'policy', name: 'p', text: 'new', seen: 'old', reason: 'it grants too little' },
      { kind: 'policy', name: 'p', text: 'new', seen: 'edited', reason: 'it grants too little' }
    ],
    [
      'a secret that has another version',
      { kind: 'secret', path: 'a', data: new Secret({}), expected: 1, overwrites: true, reason: 'it differs' },
      { kind: 'secret', path: 'a', data: new Secret({}), expected: 2, overwrites: true, reason: 'it differs' }
    ],
    ['other files of DAGs', deploying('tree-1'), deploying('tree-2')],
    ['another reason', BACKEND, { ...BACKEND, reason: 'the Deployment no longer has it' }]
  ])('is asked again about %s', async (_, first, second) => {
    const { said, agree } = somebody('y', 'n')
    await agree([chapter('prod', first)])
    await agree([chapter('prod', { ...first })])
    await expect(agree([chapter('prod', second)])).rejects.toThrow('the rest was not agreed to')
    expect(said.questions).toBe(2)
  })

  it('is not asked again about a policy that this run has widened itself, before it narrows it', async () => {
    const { said, agree } = somebody('y')
    const narrow = { kind: 'narrow', name: 'p', text: 'least', reason: 'no Deployment needs it any more' } as const
    await agree([chapter('prod', { ...narrow, seen: 'before' })])
    await agree([chapter('prod', { ...narrow, seen: 'widened' })])
    expect(said.questions).toBe(1)
  })

  it('is asked once in a whole run that changes Vault and a Deployment', async () => {
    const place = new Workplace({ astro: { 'provider-installed': true } })
    const runs = [{}, { rotateNow: true }, {}]
    for (const [index, inputs] of runs.entries()) {
      if (index === 2) place.manifest({ astro: { 'provider-installed': true }, vault: { 'variables-path': 'new/variables' } })
      const { said, agree } = somebody('y', 'y', 'y')
      place.agree = agree
      await place.runWell(inputs)
      expect(said).toEqual({ shown: '', questions: 1 })
    }
  })

  it('is asked again about the same step for another Deployment, which is shown first', async () => {
    const { said, agree } = somebody('y', 'n')
    await agree([chapter('prod', BACKEND)])
    await expect(agree([chapter('dev', BACKEND)])).rejects.toThrow('the rest was not agreed to')
    expect(said.shown).toBe('The plan has changed meanwhile\n  set AIRFLOW__SECRETS__BACKEND: Airflow does not use Vault yet\n')
  })
})
