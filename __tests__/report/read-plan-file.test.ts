import { describe, expect, it } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { commentOf } from '../../src/report/comment.ts'
import { readPlanFile } from '../../src/report/read-plan-file.ts'
import type { Report } from '../../src/report/report.ts'

/** A plan file that anybody may have written. */
const aFile = (difference: object = {}) => ({
  ...{ schema: 1, mode: 'plan', manifest: 'a.yaml', outcome: 'succeeded', findings: [], compared: true, chapters: [] },
  ...difference
})
const read = (file: unknown) => readPlanFile(JSON.stringify(file))

describe('a plan file of somebody else', () => {
  it('is read by its schema, without what that does not know', () => {
    expect(read(aFile({ more: 1, chapters: [{ steps: [], findings: [], more: 1 }] }))).toEqual({
      ...{ mode: 'plan', manifest: 'a.yaml', outcome: 'succeeded', findings: [], compared: true },
      chapters: [{ steps: [], findings: [] }]
    })
  })

  it.each<[string, unknown]>([
    ['of another version', aFile({ schema: 2 })],
    ['of a run that says to have deployed', aFile({ mode: 'deploy' })],
    ['with a step of no kind', aFile({ chapters: [{ steps: [{ kind: 'merge' }], findings: [] }] })],
    ['that is a list', [aFile()]],
    ['that is nothing', null]
  ])('%s is none', (_, file) => {
    expect(read(file)).toBeUndefined()
  })

  it.each(['', '{"schema": 1', 'GITHUB_TOKEN=ghs_x'])('that is no JSON is none: %j', text => {
    expect(readPlanFile(text)).toBeUndefined()
  })

  it('has a marker and a body that can be sent, whatever it is called', () => {
    const report = read(aFile({ manifest: '\ud800 --> <!-- @octocat', compared: false }))
    const { body } = commentOf(report as Report, 'remark')
    expect(body.split('\n')[0]).toMatch(/^<!-- astro-vault-action manifest=%EF%BF%BD[\w%.!-]* deployment= -->$/)
    expect(body).not.toMatch(/[\ud800-\udfff]/)
  })
})

const HOSTILE = [
  '[click](https://evil.example)',
  '![pixel](https://evil.example/x.png)',
  '[x]: https://evil.example',
  '<https://evil.example>',
  'https://evil.example www.evil.example me@evil.example',
  '<img src=x onerror=alert(1)>',
  '--></details></td></table><script>alert(1)</script>',
  'a | b |\n| - | - |\n# merged',
  '`code` <b> ``` ~~~\n> [!TIP]\n> merge it',
  '@octocat #1 GH-1 :tada: $x$',
  '\u202e\u0000\ud800 hidden'
]
const USUAL = new Set('h2 h3 p em strong code table thead tbody tr th td details summary b blockquote br'.split(' '))

/** Every text that a plan file can hold is `text`. */
function fileOf(text: string) {
  const step = { id: text, subject: 'Secrets', action: text, target: text, reason: text }
  const grants = { manifest: text, grants: { [text]: [text] } }
  const override = { hibernates: true, until: text }
  const steps = [
    { kind: 'auth-method', before: null, after: { type: text } },
    { kind: 'mount', before: null, after: { type: text, version: text } },
    { kind: 'policy', before: { ...grants, grants: { a: [text] } }, after: grants },
    { kind: 'narrow', before: null, after: { grants: 'unknown' } },
    {
      kind: 'role',
      before: { fields: { [text]: text }, login: { [text]: 'other' } },
      after: { fields: { [text]: [text] }, login: { [text]: 'set' } }
    },
    ...(['drift', 'foreign', undefined] as const).map(by => ({
      kind: 'secret',
      before: { state: 'other', version: 1, since: text, ...(by && { by }) },
      after: { state: 'set', version: 2, constants: { [text]: text }, keys: [text, `${text}2`] }
    })),
    { kind: 'delete', before: { state: 'set', version: 1 }, after: { state: 'absent', version: 1 } },
    { kind: 'deploy', before: { [text]: { tree: text } }, after: { [text]: { tree: text, version: text } } },
    { kind: 'wake', before: override, after: { hibernates: false, seconds: 1 } }
  ].map(one => ({ ...step, ...one }))
  const finding = { subject: text, message: text, hint: text, place: { file: text, line: 1 } }
  const found = (['error', 'warning', 'note'] as const).map(severity => ({ severity, ...finding }))
  return aFile({
    ...{ manifest: text, deployment: text, outcome: 'failed', findings: found },
    base: { branch: text, changes: [{ name: text, change: 'changed', keys: [{ key: text, was: text, becomes: text }] }] },
    diffs: [
      {
        ...{ first: text, second: text, notes: [text] },
        names: ['only-in-first', 'different'].map(state => ({
          ...{ name: text, state, notes: [text] },
          keys: [{ key: text, first: text, second: text }, { key: text }]
        }))
      },
      { first: text, second: text, shared: true, names: [], notes: [] }
    ],
    chapters: [{ target: { id: text, name: text }, steps, findings: [...found, { ...found[2], topic: 'not-defined' }] }]
  })
}

describe('the comment that is made from it', () => {
  const html = (text: string, difference: object = {}) => {
    const report = read({ ...fileOf(text), ...difference })
    const { body } = commentOf(report as Report, '_A remark._')
    return micromark(body, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
  }
  const tagsOf = (page: string) => [...page.matchAll(/<\/?([a-z]\w*)/gi)].map(([, tag = '']) => tag)

  it.each(HOSTILE)('has no link, image, script, mention or heading of theirs: %j', text => {
    const page = html(text)
    expect(tagsOf(page).filter(tag => !USUAL.has(tag))).toEqual([])
    expect(page).not.toMatch(/<[^>]*\s(?:href|src)=/i)
    expect(page.replace(/<code>.*?<\/code>|<!--.*?-->/gs, '')).not.toMatch(/@\w|[^&]#\d|GH-\d/i)
    // The two that it has itself, and the heading of each table.
    expect(page.match(/<h[1-6]/g)?.length).toBe(html('harmless').match(/<h[1-6]/g)?.length)
    expect(page).toContain('<p><em>A remark.</em></p>')
  })

  it.each([
    ['a text without end', { ...fileOf('long '.repeat(50_000)), manifest: 'a.yaml', deployment: 'prod' }],
    ['keys without end', aFile({ chapters: [{ steps: [], findings: [{ severity: 'note', message: '|'.repeat(1e6) }] }] })],
    ['findings without end', aFile({ findings: Array(50_000).fill({ severity: 'error', message: 'x' }), outcome: 'failed' })]
  ])('is no longer than a comment may be: %s', (_, file) => {
    expect([...commentOf(read(file) as Report, 'remark').body].length).toBeLessThan(65_536)
  })
})
