import { describe, expect, it } from '@jest/globals'
import { Masks } from '../../src/base/masks.ts'
import type { Chapter } from '../../src/plan/event.ts'
import type { Step } from '../../src/plan/step.ts'
import { agreementOn } from '../../src/terminal/agreement.ts'
import { screenOf } from '../../src/terminal/screen.ts'

const BACKEND: Step = { kind: 'backend', reason: 'Airflow does not use Vault yet' }
const HEALTH: Step = { kind: 'health', reason: 'these changes restart it' }

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

  it('is asked again about the same step for another Deployment, which is shown first', async () => {
    const { said, agree } = somebody('y', 'n')
    await agree([chapter('prod', BACKEND)])
    await expect(agree([chapter('dev', BACKEND)])).rejects.toThrow('the rest was not agreed to')
    expect(said.shown).toBe('The plan has changed meanwhile\n  set AIRFLOW__SECRETS__BACKEND: Airflow does not use Vault yet\n')
  })
})
