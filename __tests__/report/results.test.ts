import { describe, expect, it } from '@jest/globals'
import type { Target } from '../../src/plan/event.ts'
import { planOf } from '../../src/plan/plan.ts'
import { Journal } from '../../src/report/journal.ts'
import { resultsOf } from '../../src/report/results.ts'

const [PROD, DEV]: readonly Target[] = [
  { id: 'clx1', name: 'prod', key: 'eu', credential: 'accessor-1' },
  { id: 'clx2', name: 'dev' }
]
const STEP = { kind: 'backend', reason: '' } as const

function aJournal(mode: 'plan' | 'deploy' = 'deploy'): Journal {
  const journal = new Journal(mode)
  const chapters = [PROD, DEV].map(target => ({ target, plan: planOf({ steps: [{ ...STEP }] }) }))
  journal.hear({ kind: 'planned', compared: true, chapters: chapters as [] })
  return journal
}

const outcomes = (journal: Journal) => journal.results.map(({ outcome, changed }) => [outcome, changed])

describe('the output `results`', () => {
  it('has an object for each Deployment', () => {
    const journal = aJournal('plan')
    expect(JSON.parse(resultsOf(journal))).toEqual([
      {
        deployment: 'eu',
        id: 'clx1',
        name: 'prod',
        outcome: 'succeeded',
        changed: true,
        deployed: false,
        'secret-id-accessor': 'accessor-1'
      },
      { id: 'clx2', name: 'dev', outcome: 'succeeded', changed: true, deployed: false }
    ])
  })

  it('says of a run that ended before its end which Deployments it was through with, and which it had begun', () => {
    const journal = aJournal()
    const [first] = journal.planned
    journal.hear({ kind: 'done', step: first ?? STEP, outcome: 'done' })
    journal.hear({ kind: 'ended', outcome: 'failed', findings: [{ severity: 'error', message: 'the run was cancelled' }] })
    expect(outcomes(journal)).toEqual([
      ['failed', true],
      ['skipped', false]
    ])
    journal.hear({ kind: 'result', about: PROD ?? { id: '', name: '' }, outcome: 'succeeded', findings: [] })
    expect(outcomes(journal)[0]).toEqual(['succeeded', true])
  })

  it('has one that was not found, too', () => {
    const journal = new Journal('deploy')
    const findings = [{ severity: 'error', message: 'Deployment dev was not found' }] as const
    journal.hear({ kind: 'result', about: { id: '', name: 'dev', key: 'dev' }, outcome: 'failed', findings })
    journal.hear({ kind: 'planned', compared: true, chapters: [] })
    expect(JSON.parse(resultsOf(journal))).toEqual([
      { deployment: 'dev', id: '', name: 'dev', outcome: 'failed', changed: false, deployed: false, error: findings[0].message }
    ])
  })

  it('fits into the outputs of a job, whatever there is to say', () => {
    const journal = new Journal('deploy')
    for (let number = 0; number < 3_000; number++) {
      const findings = [{ severity: 'error', message: 'x'.repeat(1_000) }] as const
      journal.hear({ kind: 'result', about: { id: `cl${number}`, name: `d${number}` }, outcome: 'failed', findings })
    }
    expect(resultsOf(journal).length).toBeLessThan(512 * 1024)
    expect(JSON.parse(resultsOf(journal))).toHaveLength(3_000)
  })
})
