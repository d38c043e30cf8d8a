import { describe, expect, it } from '@jest/globals'
import { Masks } from '../../src/base/masks.ts'
import { Secret } from '../../src/base/secret.ts'
import { masked } from '../../src/launch/masked.ts'
import type { NameDiff } from '../../src/plan/diff/diff.ts'
import type { Event } from '../../src/plan/event.ts'
import { note, planOf, warning } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { Journal } from '../../src/report/journal.ts'
import { planFile } from '../../src/report/plan-file.ts'
import { reportOf } from '../../src/report/report.ts'
import { renderPage, SUMMARY } from '../../src/report/summary.ts'
import { FakeLog } from '../fakes/log.ts'

/** What Markdown, the eye or a limit of length would change, so that the runner no longer knew it. */
const VALUES = [
  'p@s:s/w?o#rd-100',
  'snake_case_*star*',
  'a<b>c&d-here',
  'back`tick`-here',
  '[link](here)',
  'https://user:hunter22@host/x',
  'a|b|c|here',
  'escape\u001b[1m-here',
  'turned\u202e-here',
  'two\nlines-here',
  `long-${'x'.repeat(2_100)}`
]
const masks = new Masks()
for (const value of VALUES) masks.add(new Secret(value))
const hear = (event: Event) => masked(event, text => masks.hide(text))

const quoted = VALUES.map(value => `it said: (${value})`)
const HIDDEN = VALUES.map(() => 'it said: (***)')
const findings = quoted.map(text => ({ severity: 'error', subject: text, message: text, hint: text }) as const)
const plan = planOf({ findings: quoted.flatMap(text => [note(text, text), warning(text, text, text)]) })
const STEP: Step = { kind: 'verify', paths: ['a'], reads: [], reason: '' }

const ofName = (text: string): NameDiff => ({
  ...{ name: 'variables.a', state: 'different', notes: [text] },
  keys: [{ key: 'value', first: text, second: text }]
})

const EVENTS: readonly Event[] = [
  { kind: 'begun', mode: 'sync' },
  { kind: 'planned', chapters: [{ target: { id: 'clx1', name: 'prod' }, plan }], compared: true },
  { kind: 'replanned', target: 'clx1', plan },
  ...findings.map(finding => ({ kind: 'found', finding }) as const),
  ...quoted.map(message => ({ kind: 'waiting', message }) as const),
  ...quoted.map(line => ({ kind: 'output', line }) as const),
  { kind: 'diff', diffs: quoted.map(text => ({ ...{ first: 'dev', second: 'prod', notes: [text] }, names: [ofName(text)] })) },
  { kind: 'ended', outcome: 'failed', findings }
]

describe('what listeners hear', () => {
  it('quotes no value that is masked', () => {
    const ended = hear({ kind: 'ended', outcome: 'failed', findings })
    expect(ended).toMatchObject({ findings: HIDDEN.map(text => ({ subject: text, message: text, hint: text })) })
    expect(hear({ kind: 'output', line: 'key: a<b>c&d-here' })).toEqual({ kind: 'output', line: 'key: ***' })
  })

  it('is nothing of a value in the summary, the plan file and the log, escaped or cut', () => {
    const [journal, log] = [new Journal(), new FakeLog()]
    for (const event of EVENTS.map(hear)) for (const listener of [journal.hear, log.tell]) listener(event)
    const all = [renderPage(reportOf(journal), SUMMARY), ...planFile(reportOf(journal)), ...log.lines, ...log.warnings].join('\n')
    const parts = /p@|100|snake|star|b>|c&|tick|link|hunter22|b\|c|here|escape|turned|lines|xxx/
    expect(all.split('\n').filter(line => parts.test(line))).toEqual([])
    expect(all).toContain('it said: (')
  })

  it('keeps the steps of a plan, by which their outcomes are known', () => {
    const heard = hear({ kind: 'planned', chapters: [{ plan: planOf({ steps: [STEP] }) }], compared: true })
    expect(heard.kind === 'planned' && heard.chapters[0]?.plan.steps[0]).toBe(STEP)
  })
})
