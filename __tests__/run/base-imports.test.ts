import { describe, expect, it } from '@jest/globals'
import { sentenceOf } from '../../src/base/finding.ts'
import { readImports } from '../../src/imports/read.ts'
import { importedChanges, importsOfBoth, merged } from '../../src/run/base-imports.ts'

/** What a pull request changes in the files that a manifest imports, compared without any credential. */

type Files = Readonly<Record<string, string>>

const connections = (fields: object) => JSON.stringify({ warehouse: { conn_type: 'postgres', ...fields } })
const listed = (files: Files) => Object.keys(files).map(file => ({ file, rename: new Map<string, string>() }))

/** `before`: what the base imports, and git has there. */
async function compared(before: Files, after: Files, inGit: Files = before, gone: readonly string[] = []) {
  const { definitions, problems } = readImports(listed(after), file => after[file] ?? '')
  expect(problems).toEqual([])
  const both = await importsOfBoth(listed(before), definitions, 'main', async file => inGit[file], new Set(gone))
  return { changes: importedChanges(both), notes: both.notes.map(sentenceOf) }
}

describe('what differs between two versions of an imported file', () => {
  it.each<[string, Files, Files, unknown[]]>([
    ['nothing', { 'vars.json': '{"a": 1}' }, { 'vars.json': '{"a":   1}' }, []],
    [
      'a variable',
      { 'vars.json': '{"a": "one"}' },
      { 'vars.json': '{"a": "two"}' },
      [{ name: 'variables.a', change: 'changed', keys: [{ key: 'value' }] }]
    ],
    [
      'fields of a connection, and whether its password is still the same',
      { 'c.json': connections({ host: 'db', password: 'geheim-1' }) },
      { 'c.json': connections({ host: 'db2', password: 'geheim-1' }) },
      [{ name: 'connections.warehouse', change: 'changed', keys: [{ key: 'host' }], samePassword: true }]
    ],
    [
      'a password',
      { 'c.json': connections({ password: 'geheim-1' }) },
      { 'c.json': connections({ password: 'geheim-2' }) },
      [{ name: 'connections.warehouse', change: 'changed', keys: [{ key: 'password' }] }]
    ],
    [
      'something in extra, whose keys may be secrets themselves',
      { 'c.json': connections({ extra: { geheim: 1 } }) },
      { 'c.json': connections({ extra: { geheim: 2 } }) },
      [{ name: 'connections.warehouse', change: 'changed', keys: [{ key: 'extra' }] }]
    ],
    [
      'a name that is new, and one that is gone',
      { 'vars.json': '{"a": 1}' },
      { 'vars.json': '{"b": 1}' },
      [
        { name: 'variables.b', change: 'added', keys: [{ key: 'imports', becomes: 'vars.json' }] },
        { name: 'variables.a', change: 'removed', keys: [] }
      ]
    ],
    ['nothing where a name has moved to another file', { 'vars.json': '{"a": 1}' }, { 'more.json': '{"a": 1}' }, []],
    [
      'a whole file that is imported from now on',
      {},
      { '.env': "AIRFLOW_VAR_A='x'" },
      [{ name: 'variables.a', change: 'added', keys: [{ key: 'imports', becomes: '.env' }] }]
    ]
  ])('is %s', async (_, before, after, changes) => {
    const found = await compared(before, after)
    expect(found).toEqual({ changes, notes: [] })
    expect(JSON.stringify(found)).not.toMatch(/geheim/)
  })

  it('is unknown for a file that git does not have, and told for the others', async () => {
    const found = await compared(
      { '.env': '', 'v.json': '{"a": 1}' },
      { '.env': 'AIRFLOW_VAR_B=1', 'v.json': '{"a": 2}' },
      { 'v.json': '{"a": 1}' }
    )
    expect(found.changes).toEqual([{ name: 'variables.a', change: 'changed', keys: [{ key: 'value' }] }])
    expect(found.notes).toEqual(['.env was not compared with that of main: git does not have it there as a file'])
  })

  it.each(['{"a": ', '{"a": "geheim"} {', '\u0000'])('is unknown where the base has a mistake (%j)', async text => {
    const found = await compared({ 'v.json': text }, { 'v.json': '{"a": 2}' })
    expect(found).toEqual({ changes: [], notes: ['imports were not compared with those of main, which have mistakes'] })
  })
})

describe('a name that moves', () => {
  const imports = (file: string) => [{ key: 'imports', becomes: file }]
  const UNKNOWN = '.env was not compared with that of main: git does not have it there as a file'

  it.each<[string, string, string, unknown[]]>([
    ['with its value has no row', '{"a": "x"}', "AIRFLOW_VAR_A='x'", []],
    [
      'with a new value is changed',
      '{"a": "x"}',
      "AIRFLOW_VAR_A='y'",
      [{ name: 'variables.a', change: 'changed', keys: [{ key: 'value' }] }]
    ],
    [
      'while another one goes leaves that removed',
      '{"a": "x", "b": "x"}',
      "AIRFLOW_VAR_A='x'",
      [{ name: 'variables.b', change: 'removed', keys: [] }]
    ]
  ])('to a file that git does not have %s', async (_, before, after, changes) => {
    const tracked = { 'v.json': before }
    expect(await compared({ ...tracked, '.env': '' }, { 'v.json': '{}', '.env': after }, tracked)).toEqual({
      changes,
      notes: [UNKNOWN]
    })
  })

  it('from the manifest to such a file has one row, and what else that file has none', async () => {
    const own = [{ name: 'variables.a', change: 'removed', keys: [] }] as const
    const env = { '.env': "AIRFLOW_VAR_A='x'\nAIRFLOW_VAR_B='x'" }
    const { changes } = await compared({ '.env': '' }, env, {}, ['variables.a'])
    expect(merged(own, changes)).toEqual([{ name: 'variables.a', change: 'changed', keys: imports('.env') }])
  })

  it('from the manifest to an imported file has one row', () => {
    const rows = merged(
      [{ name: 'variables.a', change: 'removed', keys: [] }],
      [{ name: 'variables.a', change: 'added', keys: imports('v.json') }]
    )
    expect(rows).toEqual([{ name: 'variables.a', change: 'changed', keys: imports('v.json') }])
  })

  it('from an imported file to the manifest likewise, with its constant', () => {
    const keys = [{ key: 'value', becomes: 'x' }]
    const rows = merged([{ name: 'variables.a', change: 'added', keys }], [{ name: 'variables.a', change: 'removed', keys: [] }])
    expect(rows).toEqual([{ name: 'variables.a', change: 'changed', keys }])
  })
})
