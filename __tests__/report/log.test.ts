import { describe, expect, it } from '@jest/globals'
import type { Finding } from '../../src/base/finding.ts'
import { conflict, note } from '../../src/plan/plan.ts'
import { FakeLog } from '../fakes/log.ts'
import { Workplace } from '../fakes/workplace.ts'

describe('the log of a plan without a change', () => {
  const said = (findings: readonly Finding[], compared = true) => {
    const log = new FakeLog()
    log.tell({ kind: 'planned', chapters: [{ plan: { steps: [], findings } }], compared })
    return log.lines
  }

  it('says so', () => {
    expect(said([])).toEqual(['Nothing to change.'])
    expect(said([note('x', 'is y')])).toContain('Nothing to change.')
    expect(said([], false)).toEqual(['Nothing was compared.'])
  })

  it('does not where a conflict is why nothing is changed', () => {
    expect(said([conflict('x', 'is y')])).toEqual([])
    expect(said([conflict('x', 'is y')], false)).toEqual([])
  })

  it('does not where an undo is refused', async () => {
    const { said, error } = await new Workplace().run({ undo: '4711' })
    expect(String(error)).toContain('has no record of a change that run 4711 made')
    expect(said.lines).toEqual([])
  })
})
