import { describe, expect, it } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import type { Finding } from '../../src/base/finding.ts'
import { Secret } from '../../src/base/secret.ts'
import type { NameDiff } from '../../src/plan/diff/diff.ts'
import { note, planOf, warning } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { COMMENT, commentOf, markerOf } from '../../src/report/comment.ts'
import { Journal } from '../../src/report/journal.ts'
import { reportOf } from '../../src/report/report.ts'
import { renderPage } from '../../src/report/summary.ts'
import type { EntryChange } from '../../src/values/changes.ts'

const about = { manifest: 'airflow-secrets.yaml', deployment: 'prod' }
const secret = (path: string): Step => ({
  kind: 'secret',
  path,
  data: new Secret({}),
  expected: 0,
  overwrites: false,
  reason: 'it does not exist yet'
})

/** A plan with all that a test gives. */
function planned({ steps = [] as Step[], findings = [note('policy', 'is wide')], compared = true, told = about } = {}): Journal {
  const journal = new Journal('plan')
  journal.hear({ kind: 'begun', mode: 'plan', about: told })
  journal.hear({ kind: 'planned', chapters: [{ plan: planOf({ steps, findings }) }], compared })
  return journal
}
function withBase(changes: readonly EntryChange[], branch = 'main', findings = [note('policy', 'is wide')]): Journal {
  const journal = planned({ compared: false, findings })
  journal.hear({ kind: 'compared', base: branch, changes })
  return journal
}
const comment = (journal: Journal) => commentOf(reportOf(journal))

describe('a comment', () => {
  it('is the page below a marker', () => {
    const report = reportOf(planned({ steps: [secret('variables/a')] }))
    expect(commentOf(report)).toEqual({ body: `${markerOf(report)}\n${renderPage(report, COMMENT)}`, isNews: true })
  })

  it.each<[string, Journal, string]>([
    ['nothing would change', planned(), 'nothing to change'],
    ['the manifest is that of the base', withBase([]), 'the manifest does not change; Vault was not asked']
  ])('is one line, and no news, where %s', (_, journal, answer) => {
    const body = `${markerOf(reportOf(journal))}\nVault secrets backend: ${answer}.\n`
    expect(comment(journal)).toEqual({ body, isNews: false })
  })

  it.each<[string, Journal]>([
    ['a secret would change', planned({ steps: [secret('variables/a')] })],
    ['the plan warns', planned({ findings: [warning('policy', 'is gone')] })],
    ['a DAG asks for what nobody defines', planned({ findings: [{ ...note('variables.a', 'is used'), topic: 'not-defined' }] })],
    ['nothing was compared, neither with Vault nor with the base', planned({ compared: false })],
    ['the manifest changes', withBase([{ name: 'variables.a', change: 'removed', keys: [] }])]
  ])('is news where %s', (_, journal) => {
    expect(comment(journal).isNews).toBe(true)
  })

  it('is news where the run failed', () => {
    const journal = planned()
    journal.hear({ kind: 'ended', outcome: 'failed', findings: [{ severity: 'error', message: 'it broke' }] })
    expect(comment(journal).isNews).toBe(true)
  })
})

describe('the marker', () => {
  it.each([
    { manifest: 'a.yaml', deployment: 'prod' },
    { manifest: '--><h1>x</h1>', deployment: '--!> @octocat\n' },
    { manifest: 'a b', deployment: '<!--' },
    { manifest: 'a', deployment: 'prod', preview: '--> 42\n' }
  ])('of $manifest ends where it should, on one line', told => {
    const marker = markerOf(reportOf(planned({ told })))
    expect(marker).toMatch(/^<!-- [^<>\n]* -->$/)
    expect(marker.slice(4, -3)).not.toContain('-->')
  })

  it('leaves room for a page of any length, whoever has chosen how many Deployments by which names', () => {
    const steps = Array.from({ length: 200 }, (_, index) => secret(`variables/${'x'.repeat(400)}${index}`))
    const names = Array.from({ length: 400 }, (_, index) => `customer-${index}`)
    const [one = '', other] = [names, names.slice(1)].map(
      some => comment(planned({ steps, told: { ...about, manifest: 'ü'.repeat(1_000), deployment: some.join(', ') } })).body
    )
    expect(one.length).toBeGreaterThan(57_000)
    expect(one.length).toBeLessThanOrEqual(65_536)
    expect(one.split('\n')[0]).not.toBe(other?.split('\n')[0])
  })

  it('differs for every manifest, Deployment and preview', () => {
    const told = ['a', 'b'].flatMap(manifest =>
      ['', 'x'].flatMap(deployment =>
        [{}, { preview: '1' }, { preview: '2' }].map(preview => ({ manifest, deployment, ...preview }))
      )
    )
    expect(new Set(told.map(one => markerOf(reportOf(planned({ told: one }))))).size).toBe(12)
  })
})

describe('the manifest against that of the base branch', () => {
  const rows = (journal: Journal) =>
    comment(journal)
      .body.split('\n')
      .filter(line => /^\| `(variables|connections)\./.test(line))

  it.each<[string, EntryChange, string]>([
    [
      'a constant',
      { name: 'variables.a', change: 'changed', keys: [{ key: 'value', was: 'dev', becomes: 'prod' }] },
      'changed: `value` `dev` → `prod`'
    ],
    [
      'a host',
      { name: 'connections.w', change: 'changed', keys: [{ key: 'host', was: 'db', becomes: 'db2' }], samePassword: true },
      'changed: `host` `db` → `db2` (password unchanged)'
    ],
    ['another source', { name: 'variables.a', change: 'changed', keys: [{ key: 'value' }] }, 'changed: `value`'],
    [
      'a source instead of a constant',
      { name: 'variables.a', change: 'changed', keys: [{ key: 'value', was: 'x' }] },
      'changed: `value` `x` → not shown'
    ],
    [
      'what only one of them has',
      {
        name: 'connections.w',
        change: 'changed',
        keys: [
          { key: 'host', was: null, becomes: 'db' },
          { key: 'port', becomes: null }
        ]
      },
      'changed: `host` not set → `db`, `port` not shown → not set'
    ],
    [
      'no text at all',
      { name: 'variables.a', change: 'changed', keys: [{ key: 'value', was: '', becomes: 'x' }] },
      "changed: `value` `''` → `x`"
    ],
    ['a new constant', { name: 'variables.a', change: 'added', keys: [{ key: 'value', becomes: 'x' }] }, 'added: `value` `x`'],
    ['a new secret', { name: 'variables.a', change: 'added', keys: [] }, 'added: from its source'],
    [
      'a name that nobody asks for',
      { name: 'variables.a', change: 'removed', keys: [] },
      'removed: no DAG is known to ask for it'
    ]
  ])('tells of %s', (_, change, row) => {
    expect(rows(withBase([change]))).toEqual([`| \`${change.name}\` | ${row} |`])
  })

  it('tells where a removed name is still asked for', () => {
    const found = {
      ...note('variables.a', 'is used in dags/alerts.py:7, but is not in the manifest'),
      topic: 'not-defined' as const
    }
    expect(rows(withBase([{ name: 'variables.a', change: 'removed', keys: [] }], 'main', [found]))[0]).toBe(
      '| `variables.a` | removed: is used in dags/alerts.py:7, but is not in the manifest |'
    )
  })
})

describe('names and texts of others', () => {
  const HOSTILE = [
    '[click](https://evil.example)',
    '![pixel](https://evil.example/x.png)',
    '<img src=x onerror=alert(1)>',
    '</td></table><script>alert(1)</script>',
    '</summary></details><h1>merged</h1>',
    'a | b | c',
    '`code` <b>',
    '`</b></summary></details><a href=https://evil.example><img src=https://evil.example/x.png></a>`',
    '`<!--`',
    '# heading\n- item',
    'www.evil.example'
  ]
  const USUAL = new Set('h2 h3 p strong code table thead tbody tr th td details summary b blockquote br'.split(' '))

  it.each(HOSTILE.flatMap(text => [1, 13].map(rows => [text, rows] as const)))(
    'are shown as text wherever they stand: %j, in tables of %i rows',
    (text, rows) => {
      const times = <T>(one: T): T[] => Array.from({ length: rows }, () => one)
      const steps: Step[] = [
        { ...secret(`variables/${text}`), constants: { [text]: text }, reason: text } as Step,
        { ...secret('variables/b'), overwrites: true, keys: [text], found: { by: 'drift', since: text }, reason: text } as Step,
        {
          kind: 'role',
          access: { authMount: text, role: text } as never,
          was: { [text]: text },
          fields: { [text]: [text] },
          reason: text
        }
      ]
      const journal = planned({
        steps: times(steps).flat(),
        findings: times<Finding[]>([note(text, text), { ...note(text, text), topic: 'not-defined' }]).flat(),
        told: { manifest: text, deployment: text }
      })
      journal.hear({
        kind: 'compared',
        base: text,
        changes: times({ name: text, change: 'changed', keys: [{ key: text, was: text, becomes: text }] })
      })
      const name: NameDiff = { name: text, state: 'different', keys: [{ key: text, first: text, second: text }], notes: [text] }
      journal.hear({ kind: 'diff', diffs: [{ first: text, second: text, names: times(name), notes: [text] }] })
      journal.hear({ kind: 'target', about: { id: text, name: text } })
      journal.hear({ kind: 'ended', outcome: 'failed', findings: [{ severity: 'error', message: text }] })
      const html = micromark(comment(journal).body, {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()]
      })
      const tags = [...html.matchAll(/<\/?(\w+)/g)].map(([, tag = '']) => tag)
      expect(tags.filter(tag => !USUAL.has(tag))).toEqual([])
      expect(html).not.toMatch(/@\w|[^&]#\d/)
      // What a block of HTML would swallow is no table any more.
      expect(html.match(/<table>/g)).toHaveLength(6)
    }
  )
})
