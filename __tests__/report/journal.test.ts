import { describe, expect, it } from '@jest/globals'
import type { Outcome } from '../../src/plan/event.ts'
import { note, type Plan, planOf } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { Journal } from '../../src/report/journal.ts'

const mount = (path: string): Step => ({ kind: 'mount', path, reason: '' })
const HEALTH: Step = { kind: 'health', reason: '' }
const PROD = { id: 'clx1', name: 'prod' }

const planned = (journal: Journal, plan: Plan, target?: typeof PROD) =>
  journal.hear({ kind: 'planned', chapters: [{ plan, ...(target && { target }) }], compared: true })
const came = (journal: Journal, step: Step, outcome: Outcome = 'done') => journal.hear({ kind: 'done', step, outcome })

describe('a journal', () => {
  it('knows nothing of a run that has only begun', () => {
    const journal = new Journal()
    journal.hear({ kind: 'begun', mode: 'deploy' })
    expect([journal.mode, journal.compared, journal.failure, journal.changed]).toEqual(['deploy', false, undefined, false])
  })

  it('keeps why a run failed', () => {
    const journal = new Journal()
    const findings = [{ severity: 'error', message: 'permission denied' }] as const
    journal.hear({ kind: 'begun' })
    journal.hear({ kind: 'ended', outcome: 'failed', findings })
    expect([journal.mode, journal.failure]).toEqual([undefined, findings])
  })

  it('counts as a change what was done, not what only looked', () => {
    const journal = new Journal('deploy')
    planned(journal, planOf({ steps: [mount('a'), HEALTH] }))
    came(journal, HEALTH)
    expect(journal.changed).toBe(false)
    came(journal, mount('a'))
    expect(journal.changed).toBe(true)
  })

  it('does not count what was left alone, or failed', () => {
    const journal = new Journal('deploy')
    planned(journal, planOf({ steps: [mount('a'), mount('b')] }))
    came(journal, mount('a'), 'left-alone')
    journal.hear({ kind: 'failed', step: mount('b') })
    expect([journal.changed, journal.done, [...journal.outcomes.values()]]).toEqual([false, [], ['left-alone', 'failed']])
  })

  it('of a plan counts what would be done', () => {
    const journal = new Journal('plan')
    expect(journal.changed).toBe(false)
    planned(journal, planOf({ steps: [mount('a')] }))
    expect([journal.changed, journal.deployed, journal.secretsWritten]).toEqual([true, false, 0])
  })

  it('replaces what was foreseen of a target by what was planned under its lock, and keeps the rest', () => {
    const journal = new Journal('deploy')
    const chapters = [
      { plan: planOf({ steps: [mount('a')], findings: [note('x', 'a')] }) },
      { target: PROD, plan: planOf({ steps: [mount('b')], findings: [note('x', 'b')] }) }
    ]
    journal.hear({ kind: 'planned', chapters, compared: true })
    const plan = planOf({ steps: [mount('c')], findings: [note('x', 'c')] })
    journal.hear({ kind: 'replanned', target: PROD.id, plan })
    expect(journal.planned).toEqual([mount('a'), mount('c')])
    expect(journal.findings).toEqual([note('x', 'a'), note('x', 'c')])
  })

  it('begins anew where the whole plan is made again, and keeps what was done', () => {
    const journal = new Journal('deploy')
    planned(journal, planOf({ steps: [mount('a'), mount('b'), mount('c')] }))
    const [a, b] = journal.planned
    if (a !== undefined) came(journal, a)
    if (b !== undefined) journal.hear({ kind: 'failed', step: b })
    planned(journal, planOf({ steps: [mount('b')] }))
    expect([journal.planned, journal.done]).toEqual([[mount('a'), mount('b')], [mount('a')]])
  })

  it('keeps what was done for a target when its plan is made again, each step once', () => {
    const journal = new Journal('deploy')
    planned(journal, planOf({ steps: [mount('a'), HEALTH, mount('b')] }), PROD)
    for (const step of journal.planned.slice(0, 2)) came(journal, step)
    for (const steps of [[HEALTH, mount('b')], [mount('b')]])
      journal.hear({ kind: 'replanned', target: PROD.id, plan: planOf({ steps }) })
    expect(journal.planned).toEqual([mount('a'), HEALTH, mount('b')])
    expect(journal.done).toEqual([mount('a'), HEALTH])
  })

  it('knows each target by what it was told last', () => {
    const journal = new Journal('deploy')
    journal.hear({ kind: 'target', about: { ...PROD, credential: 'old' } })
    planned(journal, planOf({}), PROD)
    journal.hear({ kind: 'target', target: PROD.id, about: { ...PROD, credential: 'new' } })
    expect(journal.targets).toEqual([{ ...PROD, credential: 'new' }])
  })
})
