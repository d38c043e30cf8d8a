import { describe, expect, it } from '@jest/globals'
import { note, type Plan, planOf } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { Journal } from '../../src/report/journal.ts'

const step = (kind: 'mount' | 'auth-method', path: string): Step => ({ kind, path, reason: '' })
const HEALTH: Step = { kind: 'health', reason: '' }

describe('a journal', () => {
  it('counts as a change what was done, not what only looked', () => {
    const journal = new Journal('deploy')
    journal.plan(planOf({ steps: [step('mount', 'a'), HEALTH] }))
    journal.did(HEALTH)
    expect(journal.changed).toBe(false)
    journal.did(step('mount', 'a'))
    expect(journal.changed).toBe(true)
  })

  it('of a plan counts what would be done', () => {
    const journal = new Journal('plan')
    expect(journal.changed).toBe(false)
    journal.plan(planOf({ steps: [step('mount', 'a')] }))
    expect([journal.changed, journal.deployed, journal.secretsWritten]).toEqual([true, false, 0])
  })

  it('replaces what was foreseen by what was planned under the lock, and keeps the rest', () => {
    const journal = new Journal('deploy')
    const before: Plan = planOf({ steps: [step('mount', 'a')], findings: [note('x', 'a')] })
    const foreseen: Plan = planOf({ steps: [step('auth-method', 'b')], findings: [note('x', 'b')] })
    journal.plan(before)
    journal.plan(foreseen)
    journal.replan(foreseen, planOf({ steps: [step('auth-method', 'c')], findings: [note('x', 'c')] }))
    expect(journal.planned).toEqual([step('mount', 'a'), step('auth-method', 'c')])
    expect(journal.findings).toEqual([note('x', 'a'), note('x', 'c')])
  })
})
