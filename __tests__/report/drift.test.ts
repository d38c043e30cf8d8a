import { describe, expect, it } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import type { Finding } from '../../src/base/finding.ts'
import { Secret } from '../../src/base/secret.ts'
import { note, planOf, warning } from '../../src/plan/plan.ts'
import type { Step } from '../../src/plan/step.ts'
import { issueOf } from '../../src/report/drift.ts'
import { Journal } from '../../src/report/journal.ts'
import { reportOf } from '../../src/report/report.ts'

const about = { manifest: 'airflow-secrets.yaml', deployment: 'prod' }
const secret = (path: string, difference = {}): Step => ({
  kind: 'secret',
  path,
  data: new Secret({}),
  expected: 2,
  overwrites: true,
  reason: 'somebody else changed it (version 2, this action wrote version 1)',
  ...difference
})
const DRIFT = { found: { by: 'drift', since: '2026-11-20T12:00:00.123Z' } } as const
const gone: Step = { kind: 'policy', name: 'astro_policy', text: '', reason: 'somebody deleted it', ...DRIFT }
const lockedOut: Finding = {
  ...warning('Deployment dev', 'cannot log in to Vault any more', 'Run mode `deploy`.'),
  topic: 'drift'
}
const expires: Finding = { ...note('variables.token', 'has a value that expires on 2026-12-01 (owner: data)'), topic: 'due' }
const unseen: Finding = { ...note('variables.key', 'was not compared: it needs KEY'), topic: 'not-compared' }

function issue({ steps = [] as Step[], findings = [] as Finding[], compared = true, told = about, failed = false } = {}) {
  const journal = new Journal('plan')
  journal.hear({ kind: 'begun', mode: 'plan', about: told })
  journal.hear({ kind: 'planned', chapters: [{ plan: planOf({ steps, findings }) }], compared })
  if (failed) journal.hear({ kind: 'ended', outcome: 'failed', findings: [{ severity: 'error', message: 'it broke' }] })
  return issueOf(reportOf(journal))
}

describe('the issue about drift', () => {
  it('lists what somebody has changed, what no step restores, and what is due', () => {
    const { title, body, state } = issue({ steps: [secret('variables/a', DRIFT), gone], findings: [lockedOut, expires] })
    expect(state).toBe('wanted')
    expect(title).toBe('Drift from airflow-secrets.yaml for prod')
    expect(body.split('\n').filter(line => /^(##|<!--|\|)/.test(line))).toEqual([
      '<!-- astro-vault-action drift manifest=airflow-secrets.yaml deployment=prod -->',
      '## Drift: 3 · due: 1',
      '### Changed by somebody: 3',
      expect.stringMatching(/^\| What/),
      expect.stringMatching(/^\| -/),
      expect.stringMatching(/^\| `variables\/a` +\| somebody else changed it .* at 2026-11-20 12:00 UTC/),
      expect.stringMatching(/^\| `astro_policy` +\| write policy: somebody deleted it/),
      expect.stringMatching(/^\| Deployment dev +\| cannot log in to Vault any more\. Run mode `deploy`\./),
      '### Due: 1',
      expect.stringMatching(/^\| What/),
      expect.stringMatching(/^\| -/),
      expect.stringMatching(/^\| `variables\.token` +\| has a value that expires on 2026-12-01 \(owner: data\)/)
    ])
  })

  it('leaves out what the manifest changes', () => {
    const { body } = issue({ steps: [secret('variables/a', DRIFT), secret('variables/b')] })
    expect(body).not.toContain('variables/b')
  })

  it.each<[string, Parameters<typeof issue>[0], string]>([
    ['nothing has drifted', {}, 'unwanted'],
    ['only the manifest asks for something', { steps: [secret('variables/a')] }, 'unwanted'],
    ['only something is due', { findings: [expires] }, 'wanted'],
    ['something was not compared', { findings: [unseen] }, 'unsure'],
    ['something was not compared, and something else has drifted', { steps: [gone], findings: [unseen] }, 'wanted'],
    ['Vault was not read', { compared: false }, 'unknown'],
    ['the run failed', { failed: true }, 'unknown'],
    ['the run failed, and something was not compared', { failed: true, findings: [unseen] }, 'unknown'],
    ['the run failed after it had found drift', { failed: true, steps: [gone] }, 'wanted']
  ])('where %s is %3$s', (_, report, state) => {
    expect(issue(report).state).toBe(state)
  })

  it('says why it stays open where not everything was compared', () => {
    const { body } = issue({ findings: [unseen] })
    expect(body).toContain('## Drift: 0 · due: 0')
    expect(body).toContain(
      'Nothing is known to have drifted. This issue stays open because the last run could not compare everything'
    )
    expect(body).toMatch(/^\| `variables\.key` +\| was not compared: it needs KEY/m)
  })

  it('is one line where there is nothing to tell', () => {
    expect(issue().body.split('\n').slice(1)).toEqual(['Vault secrets backend: nothing has drifted, and nothing is due.', ''])
  })

  it('has room for some thousand secrets, and says what is left out', () => {
    const steps = Array.from({ length: 3_000 }, (_, index) => secret(`variables/${'long_'.repeat(40)}${index}`, DRIFT))
    const { body } = issue({ steps })
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_100)
    expect(body).toMatch(/Left out here, Changed by somebody: \d+ lines\. The job summary of the last run has more\./)
  })

  const USUAL = new Set('h2 h3 p strong code table thead tbody tr th td details summary b br'.split(' '))
  it.each([
    '[click](https://evil.example)',
    '<img src=x onerror=alert(1)>',
    '</td></table><script>alert(1)</script>',
    'a | b | c',
    '--><h1>x</h1>',
    '@octocat closes #1\n# heading',
    'www.evil.example',
    '\ud800 half',
    `${'a'.repeat(497)}😀${'b'.repeat(9)}`,
    `${'a'.repeat(198)}😀😀`,
    `${'a'.repeat(199)}😀😀`
  ])('shows names of others as text: %j', text => {
    const { body, title } = issue({
      steps: [secret(text, { ...DRIFT, reason: text }), { ...gone, name: text, reason: text } as Step],
      findings: [lockedOut, expires, unseen].map(one => ({ ...one, subject: text, message: text, hint: text })),
      told: { manifest: text, deployment: text }
    })
    const unsure = issue({ findings: [{ ...unseen, subject: text, message: text }], told: { manifest: text, deployment: text } })
    const html = micromark(body + unsure.body, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    expect([...html.matchAll(/<\/?(\w+)/g)].map(([, tag = '']) => tag).filter(tag => !USUAL.has(tag))).toEqual([])
    // GitHub links nothing in code.
    expect(html.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/@\w|[^&]#\d/)
    expect(title).not.toContain('\n')
    expect(`${title}${body}`).not.toMatch(/\p{Cs}/u)
    expect(title.length).toBeLessThanOrEqual(256)
  })
})
