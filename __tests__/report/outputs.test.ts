import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import type { Mode } from '../../src/plan/event.ts'
import { planOf, warning } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { Journal } from '../../src/report/journal.ts'
import { jsonOutputs } from '../../src/report/outputs.ts'
import { reportOf } from '../../src/report/report.ts'

const secret = (path: string, difference: Partial<Extract<Step, { kind: 'secret' }>> = {}): Step => ({
  kind: 'secret',
  path,
  data: new Secret({}),
  expected: 1,
  overwrites: true,
  reason: 'its value has changed',
  ...difference
})
const policy: Step = { kind: 'policy', name: 'astro_policy', text: '', reason: 'somebody deleted it', found: { by: 'drift' } }
const verify: Step = { kind: 'verify', paths: ['a'], reads: [], reason: 'it must read' }
const ledger: Step = { kind: 'ledger', manifest: 'm', known: new Map(), gone: new Set(), reason: 'it is old' }
const lockedOut = { ...warning('Deployment dev', 'cannot log in'), topic: 'drift' as const }

/** The outputs of a run with this plan, of which `done` were done. */
function outputs(mode: Mode, steps: readonly Step[], done: readonly Step[] = [], compared = true) {
  const journal = new Journal(mode)
  journal.hear({ kind: 'planned', chapters: [{ plan: planOf({ steps, findings: [lockedOut] }) }], compared })
  for (const step of done) journal.hear({ kind: 'done', step, outcome: 'done' })
  const { values, cut } = jsonOutputs(reportOf(journal))
  return { ...Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text && JSON.parse(text)])), cut }
}

describe('the JSON outputs', () => {
  const [a, b] = [secret('variables/a', { found: { by: 'drift' } }), secret('connections/b', { expected: 0, overwrites: false })]
  const all = [ledger, policy, a, b, verify]

  it('of a run are what it did, with the versions that it wrote', () => {
    expect(outputs('sync', all, [ledger, policy, a, verify])).toEqual({
      versions: { 'variables/a': 2 },
      changes: ['policy:astro_policy', 'secret:variables/a'],
      drift: ['policy:astro_policy', 'secret:variables/a', 'Deployment dev'],
      cut: []
    })
  })

  it('of a plan are what it would do, and no version is written', () => {
    expect(outputs('plan', all)).toMatchObject({
      versions: {},
      changes: ['policy:astro_policy', 'secret:variables/a', 'secret:connections/b']
    })
  })

  it('tell apart what is done to each of several Deployments', () => {
    const journal = new Journal('sync')
    const steps = ['prod', 'dev'].map(name => ({ name, step: { kind: 'backend', reason: 'it was changed' } as const }))
    const chapters = steps.map(({ name, step }) => ({ target: { id: `cl${name}`, name }, plan: planOf({ steps: [step] }) }))
    journal.hear({ kind: 'planned', chapters: [{ plan: planOf({ steps: [policy] }) }, ...chapters], compared: true })
    for (const step of [policy, ...steps.map(({ step }) => step)]) journal.hear({ kind: 'done', step, outcome: 'done' })
    const { changes, drift } = jsonOutputs(reportOf(journal)).values
    expect(JSON.parse(changes)).toEqual(['policy:astro_policy', 'prod: backend', 'dev: backend'])
    expect(JSON.parse(drift)).toEqual(['policy:astro_policy'])
  })

  it('do not say that nothing has changed where nobody knows', () => {
    expect(outputs('plan', [], [], false)).toEqual({ versions: {}, changes: '', drift: '', cut: [] })
  })

  it('stay valid and within what GitHub takes, and say what they leave out', () => {
    const steps = Array.from({ length: 20_000 }, (_, index) => secret(`variables/"quoted"_${index}`))
    const { versions, changes, cut } = outputs('sync', steps, steps) as { versions: object; changes: string[]; cut: string[] }
    expect(JSON.stringify(versions).length).toBeLessThanOrEqual(100_100)
    expect(JSON.stringify(changes).length).toBeLessThanOrEqual(100_100)
    expect(cut).toEqual([
      `output versions has ${Object.keys(versions).length} of 20000 entries; the plan file has them all`,
      `output changes has ${changes.length} of 20000 entries; the plan file has them all`
    ])
    expect(changes.length).toBeGreaterThan(1_000)
  })
})
