import { describe, expect, it } from '@jest/globals'
import type { Diff, NameDiff } from '../../src/plan/diff/diff.ts'
import { planOf } from '../../src/plan/plan.ts'
import { commentOf } from '../../src/report/comment.ts'
import { answerOfDiff } from '../../src/report/diff.ts'
import { Journal } from '../../src/report/journal.ts'
import { planFile } from '../../src/report/plan-file.ts'
import { planFileSchema } from '../../src/report/plan-file-schema.ts'
import { reportOf } from '../../src/report/report.ts'
import { renderPage, SUMMARY } from '../../src/report/summary.ts'
import { read } from '../docs/pages.ts'
import { FakeLog } from '../fakes/log.ts'

const BASIS = 'Constants are compared as the manifests have them, everything else as Vault has it now.'
const one = (name: string, state: NameDiff['state'], difference: Partial<NameDiff> = {}): NameDiff => ({
  ...{ name, state, keys: [], notes: [] },
  ...difference
})
const aDiff = (...names: NameDiff[]): Diff => ({ first: 'dev', second: 'prod', names, notes: [BASIS] })
const FULL = aDiff(
  one('variables.debug', 'only-in-first'),
  one('variables.limit', 'only-in-second'),
  one('connections.warehouse', 'different', {
    keys: [{ key: 'host', first: 'db-dev', second: 'db' }, { key: 'login', second: 'etl' }, { key: 'password' }],
    notes: ['prod: somebody changed it in Vault (version 3)']
  }),
  one('variables.token', 'unknown', { notes: ['dev: not in Vault yet', 'prod: not in Vault yet'] }),
  one('variables.region', 'equal')
)

function journalOf(...diffs: Diff[]): Journal {
  const journal = new Journal('plan')
  journal.hear({ kind: 'planned', chapters: [{ plan: planOf({}) }], compared: true })
  journal.hear({ kind: 'diff', diffs })
  return journal
}

describe('a diff in the log', () => {
  const lines = (diff: Diff) => {
    const log = new FakeLog()
    log.tell({ kind: 'diff', diffs: [diff] })
    return log.lines
  }

  it('has its counts, a line for each name, and what was compared', () => {
    expect(lines(FULL).map(line => line.trim())).toEqual([
      'dev → prod: 1 only in dev, 1 only in prod, 1 different, 1 unknown, 1 equal',
      'variables.debug: only in dev',
      'variables.limit: only in prod',
      'connections.warehouse: different: host db-dev → db, login not shown → etl, password; prod: somebody changed it in Vault (version 3)',
      'variables.token: unknown; dev: not in Vault yet; prod: not in Vault yet',
      'variables.region: equal',
      BASIS
    ])
  })

  it('is what docs/keeping-in-sync.md shows', () => {
    const page = read('docs/keeping-in-sync.md').split('\n')
    expect(page.map(line => line.trim())).toEqual(expect.arrayContaining(lines(FULL).map(line => line.trim())))
  })

  it('counts what is more than anybody reads', () => {
    const many = lines(aDiff(...Array.from({ length: 300 }, (_, index) => one(`variables.v${index}`, 'equal'))))
    expect(many).toHaveLength(203)
    expect(many[201]).toContain('… and 100 more')
  })

  it('is one line for Deployments that share their secrets', () => {
    expect(lines({ first: 'one', second: 'two', shared: true, names: [], notes: [] })).toEqual([
      'one and two read the same secrets in Vault'
    ])
  })

  it('has nothing that acts on the display', () => {
    const [heading, ...rest] = lines({ ...aDiff(one('variables.a\n::error::b', 'equal')), first: 'a\u001b[2J' })
    expect(heading).toContain('a\\u{1b}[2J → prod')
    expect(rest.join('\n')).not.toMatch(/^\s*::/m)
  })
})

it('of nothing says so', () => expect(answerOfDiff(aDiff())).toBe('dev → prod: neither has a secret'))

describe('a diff in the job summary and the comment', () => {
  const page = (...diffs: Diff[]) => renderPage(reportOf(journalOf(...diffs)), SUMMARY)

  it('is a table', () => {
    expect(page(FULL)).toContain(
      [
        '### Diff dev → prod: 5',
        '',
        '| Name | Result |',
        '| - | - |',
        '| `variables.debug` | only in dev |',
        '| `variables.limit` | only in prod |',
        '| `connections.warehouse` | different: `host` `db-dev` → `db`, `login` not shown → `etl`, `password`; prod: somebody changed it in Vault (version 3) |',
        '| `variables.token` | unknown; dev: not in Vault yet; prod: not in Vault yet |',
        '| `variables.region` | equal |',
        '',
        BASIS
      ].join('\n')
    )
  })

  it('is a line for Deployments that share their secrets', () => {
    expect(page({ first: 'one', second: 'two', shared: true, names: [], notes: [] })).toContain(
      '\none and two read the same secrets in Vault'
    )
  })

  it('is news where something differs or is odd, and none where all is equal', () => {
    const isNews = (...names: NameDiff[]) => commentOf(reportOf(journalOf(aDiff(...names)))).isNews
    expect(isNews(one('variables.a', 'equal'))).toBe(false)
    expect(isNews(one('variables.a', 'equal', { notes: ['dev: deleted in Vault'] }))).toBe(true)
    expect(isNews(one('variables.a', 'only-in-first'))).toBe(true)
  })
})

it('is in the plan file, as its schema has it', () => {
  const file = JSON.parse([...planFile(reportOf(journalOf(FULL)))].join(''))
  expect(planFileSchema.parse(file).diffs).toEqual([FULL])
})

it('is not in the plan file of a run that compares with nothing', () => {
  expect(reportOf(journalOf())).not.toHaveProperty('diffs')
})
