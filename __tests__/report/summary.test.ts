import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { note, planOf, warning } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { Journal } from '../../src/report/journal.ts'
import { planFile } from '../../src/report/plan-file.ts'
import { planFileSchema } from '../../src/report/plan-file-schema.ts'
import { renderPlan } from '../../src/report/render.ts'
import { reportOf } from '../../src/report/report.ts'
import { renderPage, SUMMARY } from '../../src/report/summary.ts'
import { FakeLog } from '../fakes/log.ts'

const secret = (name: string, reason = 'it does not exist yet'): Step => ({
  kind: 'secret',
  path: `variables/${name}`,
  data: new Secret({ value: 'hunter2' }),
  expected: 0,
  overwrites: false,
  reason
})
const secrets = (count: number, name = 'v') => Array.from({ length: count }, (_, index) => secret(`${name}${index}`))
const VERIFY: Step = { kind: 'verify', paths: ['a'], reads: [], reason: '' }
const DEPLOY: Step = {
  kind: 'deploy',
  request: { type: 'dags-only', projectDir: '.', description: 'x' },
  was: {},
  parts: { dags: { tree: 't' } },
  reason: 'the project has changed'
}

const WAKE: Step = { kind: 'wake', seconds: 60, reason: 'it is hibernating' }
const HIBERNATE: Step = { kind: 'hibernate', reason: 'it is awake for this run only' }

const POLICY: Step = { kind: 'policy', name: 'p', text: 'path "a/*" { capabilities = ["read"] }', reason: 'it is new' }
const LEDGER: Step = { kind: 'ledger', manifest: 'analytics', known: new Map(), gone: new Set(), reason: '' }

/** A plan with these steps for all, and these for Deployment prod. */
function forProd(shared: readonly Step[], own: readonly Step[]): Journal {
  const journal = new Journal('plan')
  const target = { id: 'clx1', name: 'prod' }
  const chapters = [{ plan: planOf({ steps: shared }) }, { target, plan: planOf({ steps: own }) }]
  journal.hear({ kind: 'planned', chapters, compared: true })
  return journal
}

/** A run that planned these steps and did the first so many. */
function aJournal(
  steps: readonly Step[],
  { mode = 'deploy' as Journal['mode'], done = steps.length, notes = [] as string[] } = {}
): Journal {
  const journal = new Journal(mode)
  const plan = { steps, findings: notes.map(text => note('policy', text)) }
  journal.hear({ kind: 'planned', chapters: [{ plan }], compared: true })
  for (const step of steps.slice(0, done)) journal.hear({ kind: 'done', step, outcome: 'done' })
  return journal
}
/** The same run, if it failed in the end. */
function failed(journal: Journal, message: string): Journal {
  journal.hear({ kind: 'ended', outcome: 'failed', findings: [{ severity: 'error', message }] })
  return journal
}
const page = (journal: Journal, limit = SUMMARY) => renderPage(reportOf(journal), limit)
const summary = (...args: Parameters<typeof aJournal>) => page(aJournal(...args))
const rows = (text: string) =>
  text.split('\n').filter(line => line.startsWith('| ') && !/^\| (What|Secret) \|/.test(line) && !line.startsWith('| -'))

describe('the heading', () => {
  it.each<[string, string]>([
    [summary([secret('a')]), '1 secret changed'],
    [summary([secret('a'), VERIFY]), 'Airflow can read everything, 1 of 1; 1 secret changed'],
    [summary([VERIFY]), 'Airflow can read everything, 1 of 1; nothing to change'],
    [summary([{ ...VERIFY, of: 10_000 }]), 'Airflow can read 1 of 1 asked, for 10000; nothing to change'],
    [summary([VERIFY], { done: 0 }), 'nothing to change'],
    [summary([VERIFY], { mode: 'plan', done: 0 }), 'nothing to change'],
    [summary(secrets(2), { mode: 'plan', done: 0 }), '2 secrets to change'],
    [summary([POLICY], { mode: 'plan', done: 0 }), '1 setting to change'],
    [summary([LEDGER], { mode: 'plan', done: 0 }), "nothing to change but this action's own records"],
    [page(forProd([secret('a')], [DEPLOY])), '1 secret to change, 1 Deployment will restart'],
    [page(forProd([secret('a')], [VERIFY])), '1 secret to change, nothing will restart'],
    [page(forProd([], [DEPLOY])), '1 Deployment will restart'],
    [page(forProd([], [WAKE, DEPLOY, HIBERNATE])), '1 Deployment will restart'],
    [page(forProd([], [HIBERNATE])), '1 setting to change, nothing will restart'],
    [page(failed(aJournal(secrets(2)), 'it broke')), 'failed']
  ])('%#', (text, verdict) => {
    expect(text.split('\n')[0]).toBe(`## Vault secrets backend: ${verdict}`)
  })
})

describe('the heading of a run for many Deployments', () => {
  const proof = (paths: number, of?: number): Step => ({
    kind: 'verify',
    paths: secrets(paths).map(({ kind }, index) => `${kind}${index}`),
    reads: [],
    ...(of === undefined ? {} : { of }),
    reason: ''
  })
  /** Two that share their secrets, and one that is isolated. */
  function about([a, b, own]: readonly [Step, Step, Step], outcome: 'done' | 'left-alone' = 'done') {
    const journal = new Journal('deploy')
    const chapter = (key: string, step: Step) => ({
      target: { id: `cl-${key}`, name: key, key },
      plan: planOf({ steps: [step] })
    })
    const none = planOf<Step>({})
    const chapters = [{ plan: none }, { scope: 'own', plan: none }, chapter('a', a), chapter('b', b), chapter('own', own)]
    journal.hear({ kind: 'planned', chapters, compared: true })
    for (const step of [a, b]) journal.hear({ kind: 'done', step, outcome: 'done' })
    journal.hear({ kind: 'done', step: own, outcome })
    return page(journal).split('\n')[0]
  }

  it('adds up what was proved in all scopes, and counts once what several share', () => {
    expect(about([proof(2), proof(2), proof(3)])).toContain('Airflow can read everything, 5 of 5; nothing to change')
  })

  it('says how many were asked for where one proof was a sample', () => {
    expect(about([proof(2), proof(2), proof(3, 100)])).toContain('Airflow can read 5 of 5 asked, for 102;')
  })

  it('says nothing of everything where one proof was not done', () => {
    expect(about([proof(2), proof(2), proof(3)], 'left-alone')).toMatch(/: nothing to change$/)
  })
})

describe('the tables', () => {
  it('say what, why and how it ended', () => {
    const text = page(failed(aJournal([secret('a'), DEPLOY], { done: 1 }), 'it broke'))
    expect(text).toContain('### Secrets: 1')
    expect(
      rows(text).map(row =>
        row
          .split('|')
          .map(cell => cell.trim())
          .slice(1, -1)
      )
    ).toEqual([
      ['`variables/a`', 'added: it does not exist yet', 'done'],
      ['deploy `dags-only`', 'the project has changed', 'not done']
    ])
  })

  it('are folded away when they are long', () => {
    expect(summary(secrets(12))).not.toContain('<details>')
    expect(summary(secrets(13))).toContain('<details><summary><b>Secrets: 13</b></summary>')
  })

  it('have 200 rows, and count the others', () => {
    const text = summary(secrets(201))
    expect(rows(text)).toHaveLength(200)
    expect(text).toContain('Left out here, Secrets: 1 line. The plan file (output `plan-file`) has everything.')
    expect(summary(secrets(200))).not.toContain('Left out')
  })

  it('keep their shape whatever stands in them', () => {
    const text = summary([secret('a', 'a | b <script> & c\nd')], { notes: ['x | <y>'] })
    expect(text).toContain('a \\| b &lt;script> &amp; c\\\\nd')
    expect(text).toContain('x \\| &lt;y>')
  })

  it('list the notes', () => {
    expect(summary([], { notes: ['one', 'two'] })).toContain('### Notes: 2')
  })
})

describe('a row about a secret', () => {
  const plannedRow = (step: object) => rows(summary([{ ...secret('a'), ...step } as Step], { mode: 'plan', done: 0 }))[0]
  const changed = { overwrites: true, expected: 3, reason: 'its value has changed' }

  it.each<[string, object, string]>([
    ['is new', {}, 'added: it does not exist yet'],
    ['is new and spelled out', { constants: { value: 'Hello' } }, 'added: `value` → `Hello`'],
    ['changes by unknown keys', changed, 'changed: its value has changed'],
    [
      'changes by keys, of which the manifest spells some out',
      { ...changed, keys: ['host', 'password', 'extra.sslmode'], constants: { host: 'db2', 'extra.sslmode': 'require' } },
      'changed: `host` → `db2`, `extra.sslmode` → `require`, `password`'
    ],
    [
      'was changed by hand',
      {
        ...changed,
        keys: ['password'],
        found: { by: 'drift', since: '2026-11-20T12:34:56Z' },
        reason: 'somebody else changed it'
      },
      'drifted: somebody else changed it, at 2026-11-20 12:34 UTC; `password`'
    ],
    [
      'was deleted by hand, nobody knows when',
      { found: { by: 'drift' }, constants: { value: 'Hello' }, reason: 'somebody deleted it' },
      'drifted: somebody deleted it'
    ],
    ['was made by others', { ...changed, found: { by: 'foreign' } }, 'taken over: its value has changed'],
    [
      'goes',
      { kind: 'delete', version: 3, reason: 'it is no longer in the manifest' },
      'removed: it is no longer in the manifest'
    ]
  ])('that %s', (_, step, row) => {
    expect(plannedRow(step)).toBe(`| \`variables/a\` | ${row} |`)
  })

  it('keeps constants as text, and takes out of them what is masked', () => {
    const step = { ...secret('a'), constants: { value: '![x](https://evil.example) | @octocat #12 hunter2' } } as Step
    const journal = aJournal([step], { mode: 'plan', done: 0 })
    const text = renderPage(
      reportOf(journal, said => said.replaceAll('hunter2', '***')),
      SUMMARY
    )
    expect(text).toContain('\\| @\u2060octocat #\u206012 \\*\\*\\*</code> |')
  })
})

describe('a row about a policy or a role', () => {
  it('has every path and field that changes', () => {
    const seen = 'path "a/*" { capabilities = ["list"] }\npath "b" { capabilities = ["read"] }'
    const access = { authMount: 'approle', role: 'astro_role' } as never
    const role: Step = {
      kind: 'role',
      access,
      was: { token_ttl: 3600, token_policies: [] },
      fields: { token_ttl: 7200, token_policies: ['p'], secret_id_ttl: 60 },
      login: { role_id: 'x' },
      reason: 'it differs'
    }
    const text = summary([{ ...POLICY, seen }, role], { mode: 'plan', done: 0 })
    expect(text).toContain('it is new; `a/* +read −list`; `b −read`')
    expect(text).toContain('it differs; `token_ttl` `3600` → `7200`; `token_policies` `(none)` → `p`; `role_id` changes')
  })
})

describe('names that DAGs ask for and nobody defines', () => {
  it('have a table of their own, apart from the notes', () => {
    const journal = new Journal('plan')
    const finding = {
      ...note('variables.oncall', 'is used in dags/alerts.py:7, but is not in the manifest'),
      topic: 'not-defined' as const
    }
    const chapters = [{ plan: planOf({ findings: [finding, note('policy', 'is wide')] }) }]
    journal.hear({ kind: 'planned', chapters, compared: true })
    expect(page(journal).match(/^### .*/gm)).toEqual(['### Asked for by DAGs, and not in the manifest: 1', '### Notes: 1'])
    expect(page(journal)).toContain('| `variables.oncall` | is used in dags/alerts.py:7, but is not in the manifest |')
  })
})

describe('a page with less room', () => {
  const limit = { bytes: 6_000, rest: 'The job summary has more.' }

  it('is cut at the end of a line, and says what is left out and where it is', () => {
    const text = page(aJournal(secrets(300), { notes: ['one'] }), limit)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit.bytes)
    const shown = rows(text).length
    expect(text).toContain('\n</details>\n')
    expect(text).toContain(`Left out here, Secrets: ${300 - shown} lines, Notes: 1 line. The job summary has more.`)
  })

  it.each([0, 1, 2, 20])('has every line if all have room: %d', count => {
    expect(rows(page(aJournal(secrets(count)), limit))).toHaveLength(count)
  })
})

describe('a failure', () => {
  it('is told in full, line by line, as text', () => {
    const text = page(failed(aJournal([]), 'first <b>\nsecond'))
    expect(text).toContain('> [!CAUTION]\n> first &lt;b>  \n> second  \n')
  })
})

describe('the limit of the platform', () => {
  it('is kept with 20,000 secrets', () => {
    const text = summary(secrets(20_000))
    expect(Buffer.byteLength(text)).toBeLessThan(SUMMARY.bytes)
    expect(text).toContain('Left out here, Secrets: 19800 lines.')
  })

  it('is kept with 20,000 secrets of long names, a long failure and many notes', () => {
    const notes = Array.from({ length: 20_000 }, () => 'ü'.repeat(2_000))
    const failure = Array.from({ length: 20_000 }, () => 'x'.repeat(5_000)).join('\n')
    const text = page(failed(aJournal(secrets(20_000, 'n'.repeat(900)), { notes }), failure))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY.bytes)
    expect(text).toMatch(/\nLeft out here, .*Notes: \d+ lines\. The plan file \(output `plan-file`\) has everything\.\n$/)
  })
})

describe('the plan file', () => {
  const parsed = (journal: Journal) => JSON.parse([...planFile(reportOf(journal))].join(''))

  it('has every step, with what became of it, and every note', () => {
    const file = parsed(aJournal([secret('a'), secret('b')], { done: 1, notes: ['read me'] }))
    expect(planFileSchema.parse(file)).toEqual({
      schema: 1,
      mode: 'deploy',
      outcome: 'succeeded',
      findings: [],
      compared: true,
      chapters: [
        {
          steps: [
            expect.objectContaining({
              id: 'secret:variables/a',
              target: 'variables/a',
              reason: 'it does not exist yet',
              before: { state: 'absent', version: 0 },
              after: { state: 'set', version: 1 },
              outcome: 'done'
            }),
            expect.not.objectContaining({ outcome: expect.anything() })
          ],
          findings: [{ severity: 'note', subject: 'policy', message: 'read me' }]
        }
      ]
    })
  })

  it('has a chapter for each target', () => {
    const journal = new Journal('plan')
    const shared = { plan: { steps: [secret('a')], findings: [] } }
    const target = { id: 'clx1', name: 'prod', credential: 'accessor-1' }
    journal.hear({ kind: 'planned', chapters: [shared, { target, plan: { steps: [DEPLOY], findings: [] } }], compared: true })
    const { chapters } = planFileSchema.parse(parsed(journal))
    expect(chapters.map(chapter => [chapter.target, chapter.steps.map(({ id }) => id)])).toEqual([
      [undefined, ['secret:variables/a']],
      [{ id: 'clx1', name: 'prod' }, [expect.stringMatching(/^deploy:/)]]
    ])
  })

  it.each([0, 1, 499, 500, 501, 1000, 1001])('is whole in however many parts it comes: %d steps', count => {
    expect(parsed(aJournal(secrets(count))).chapters[0].steps).toHaveLength(count)
  })
})

describe('the log of the plan', () => {
  it('is grouped by subject and bounded', () => {
    const plan = { steps: [...secrets(250), DEPLOY], findings: [note('policy', 'read me')] }
    const groups = renderPlan(plan)
    expect(groups.map(({ heading }) => heading)).toEqual(['Secrets (250)', 'Deployment (1)', 'Notes (1)'])
    expect(groups[0]?.lines).toHaveLength(201)
    expect(groups[0]?.lines.at(-1)).toBe('… and 50 more')
  })
})

describe('a note with a hint', () => {
  const finding = note('prune', 'would go too far', 'Raise prune-limit.')
  const journal = new Journal('plan')
  journal.hear({ kind: 'planned', chapters: [{ plan: { steps: [], findings: [finding] } }], compared: true })

  it('has both on one line of the log', () => {
    expect(renderPlan({ steps: [], findings: [finding] })).toEqual([
      { heading: 'Notes (1)', lines: ['prune would go too far. Raise prune-limit.'] }
    ])
  })

  it('has both in one row of the summary', () => {
    expect(page(journal)).toMatch(/\| `prune` +\| would go too far\. Raise prune-limit\. \|/)
  })

  it('has them apart in the plan file', () => {
    expect([...planFile(reportOf(journal))].join('')).toContain('"message":"would go too far","hint":"Raise prune-limit."')
  })
})

describe('what a plan warns of', () => {
  const warn = (count: number) => Array.from({ length: count }, (_, index) => warning(`Deployment d${index}`, 'cannot log in'))

  it('is listed in the summary before the notes', () => {
    const journal = new Journal('sync')
    const plan = planOf({ findings: [note('policy', 'is wide'), ...warn(2)] })
    journal.hear({ kind: 'planned', chapters: [{ plan }], compared: true })
    const headings = page(journal).match(/^### .*/gm)
    expect(headings).toEqual(['### Warnings: 2', '### Notes: 1'])
    expect(page(journal)).toContain('cannot log in')
  })

  it('is an annotation each, once and eight at most, with one that counts the others', () => {
    const log = new FakeLog()
    log.tell({ kind: 'planned', chapters: [{ plan: planOf({ findings: [...warn(10), ...warn(10)] }) }], compared: true })
    expect(log.warnings).toHaveLength(9)
    expect(log.warnings[0]).toBe('Deployment d0 cannot log in')
    expect(log.warnings[8]).toBe('… and 2 more')
  })
})

describe('a note without one', () => {
  it('has no second sentence, and no empty hint', () => {
    expect(note('prune', 'would go too far', undefined)).toEqual({
      severity: 'note',
      subject: 'prune',
      message: 'would go too far'
    })
    expect(renderPlan({ steps: [], findings: [note('prune', 'would go too far')] })[0]?.lines).toEqual(['prune would go too far'])
  })
})

describe('no report', () => {
  it('ever has a value in it', () => {
    const journal = aJournal(secrets(3))
    const logged = JSON.stringify(renderPlan({ steps: journal.planned, findings: [] }))
    expect(`${page(journal)} ${[...planFile(reportOf(journal))].join('')} ${logged}`).not.toContain('hunter2')
  })
})
