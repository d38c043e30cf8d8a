import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { sentenceOf } from '../../src/base/finding.ts'
import { type CoverageOptions, coverageOf } from '../../src/coverage/coverage.ts'
import { readSources } from '../../src/coverage/files.ts'
import { aFolder } from '../fakes/folder.ts'

const NOTHING = { variable: [], connection: [] }

/** Warnings and notes as lines, for a project with these files. */
async function look(files: Record<string, string>, defined: Partial<CoverageOptions['defined']> = {}) {
  return await lookAt(aFolder(files).dir, defined)
}

async function lookAt(projectDir: string, defined: Partial<CoverageOptions['defined']> = {}, patienceMs?: number) {
  const options = { projectDir, defined: { ...NOTHING, ...defined }, environment: { GITHUB_WORKSPACE: projectDir } }
  const { missing, notes } = await coverageOf(options, patienceMs)
  return { warnings: missing.map(sentenceOf), notes: notes.map(sentenceOf) }
}

describe('a name that no manifest defines', () => {
  it('is a warning where it is asked for first, and a note', async () => {
    const dag = 'from airflow.sdk import Variable\n\nVariable.get("greting")\nVariable.get("greting")\n'
    expect(await look({ 'dags/a.py': dag, 'dags/b/c.py': dag }, { variable: ['greeting'] })).toEqual({
      warnings: [
        'dags/a.py:3: variable greting is used here (and in 3 more places), but is not in the manifest (did you mean "greeting"?). ' +
          "The task fails unless AIRFLOW_VAR_GRETING in the Deployment or Airflow's own database defines it"
      ],
      notes: [
        'variables.greting is used in dags/a.py:3 and 3 more, but is not in the manifest',
        'variables include names that no DAG uses: greeting'
      ]
    })
  })

  it.each([
    ['Unix', '\n'],
    ['Windows', '\r\n'],
    ['an old Macintosh', '\r']
  ])('is found with the line ends of %s', async (_, end) => {
    const dag = '\ufeff"""A\nDAG."""\nOp(\n  conn_id="c",\n  sql="""\n{{ var.value.x }}""")\n'
    const { warnings } = await look({ 'dags/a.py': dag.replaceAll('\n', end) })
    expect(warnings.map(warning => warning.slice(0, 30))).toEqual([
      'dags/a.py:6: variable x is use',
      'dags/a.py:4: connection c is u'
    ])
  })

  it('is found in a DAG that Python refuses', async () => {
    const { warnings } = await look({ 'dags/a.py': 'Variable.get("x")\ndef broken(:\n', 'dags/b.py': 'Variable.get("y")' })
    expect(warnings).toHaveLength(2)
  })

  it('is found in templates, and in what DAGs import', async () => {
    const { warnings } = await look({
      'dags/a.py': 'pass',
      'dags/sql/a.sql': '\ufeffselect 1;\nselect {{ var.value.x }}',
      'include/b.yaml': 'host: "{{ conn.c.host }}"',
      'plugins/c.py': 'Variable.get("y")',
      'include/README.md': '{{ var.value.z }}',
      'include/.venv/d.py': 'Variable.get("z")',
      'tests/d.py': 'Variable.get("z")'
    })
    expect(warnings.map(warning => warning.replace(/ is used.*/, ''))).toEqual([
      'dags/sql/a.sql:2: variable x',
      'plugins/c.py:1: variable y',
      'include/b.yaml:1: connection c'
    ])
  })

  it.each([
    ['with a default everywhere', 'Variable.get("x", "d")', 'every use has a default'],
    ['that the DAG sets', 'Variable.set("x", 1)\nVariable.get("x")', "the DAGs create it themselves, in Airflow's database"],
    ['that is one of Airflow', 'Op(conn_id="aws_default")', "Airflow's default connections have such names"]
  ])('is only a note: %s', async (_, dag, why) => {
    const { warnings, notes } = await look({ 'dags/a.py': dag })
    expect(warnings).toEqual([])
    expect(notes).toEqual([expect.stringContaining(why)])
  })
})

describe('a name that no DAG asks for', () => {
  it('is a note, unless it stands in a string or a template by itself', async () => {
    const files = {
      'dags/a.py': 'for c in ["one", "two"]: Op(conn_id=c)\n  # Variable.get("old")\n',
      'include/dag.yml': 'postgres_conn_id: three'
    }
    const defined = { connection: ['one', 'two', 'three', 'four'], variable: ['old'] }
    expect((await look(files, defined)).notes).toEqual([
      'variables include names that no DAG uses: old',
      'connections include names that no DAG uses: four',
      'connections could not all be checked: one name is known only at run time (dags/a.py:1)'
    ])
  })

  it('is one of many in one note', async () => {
    const variable = Array.from({ length: 60 }, (_, n) => `v${n}`)
    const { notes } = await look({ 'dags/a.py': '' }, { variable })
    expect(notes).toEqual([expect.stringMatching(/^variables include names that no DAG uses: v0, v1, .*, v49 and 10 more$/)])
  })
})

describe('a project', () => {
  it('without dags is not looked at', async () => {
    expect(await look({ 'include/a.py': 'Variable.get("x")' }, { variable: ['y'] })).toEqual({ warnings: [], notes: [] })
  })

  it('that asks for all that is defined has nothing to report', async () => {
    const dag = 'Variable.get("x"); Op(conn_id="c")'
    expect(await look({ 'dags/a.py': dag }, { variable: ['x'], connection: ['c'] })).toEqual({ warnings: [], notes: [] })
  })

  it('shows no strings but names', async () => {
    const dag =
      'Variable.get("x", default_var="s3cr3t")\nOp(conn_id="pg://me:s3cr3t@h", sql="{{ var.value.get(\'y\', \'s3cr3t\') }}")'
    expect(JSON.stringify(await look({ 'dags/a.py': dag }))).not.toContain('s3cr3t')
  })

  it('with links in circles, to nowhere and out of it is read once', async () => {
    const outside = aFolder({ 'a.py': 'Variable.get("z")' })
    const { dir } = aFolder({ 'dags/a.py': 'Variable.get("x")', 'shared/b.py': 'Variable.get("y")' })
    symlinkSync('.', join(dir, 'dags/circle'))
    symlinkSync('../shared', join(dir, 'dags/shared'))
    symlinkSync('nowhere.py', join(dir, 'dags/dangling.py'))
    symlinkSync(outside.dir, join(dir, 'dags/outside'))
    const { warnings, notes } = await lookAt(dir)
    expect(warnings.map(warning => warning.split(' is')[0])).toEqual(['dags/a.py:1: variable x', 'shared/b.py:1: variable y'])
    expect(notes.at(-1)).toBe('DAGs were not all checked; files skipped as too large, too many or unreadable: 1')
  })

  it('with a file that takes too long has a note', async () => {
    const { dir } = aFolder({ 'dags/a.py': 'Variable.get("x")', 'dags/b.sql': '{{ var.value.y }}' })
    const { warnings, notes } = await lookAt(dir, {}, 0)
    expect(warnings).toEqual([expect.stringContaining('variable y')])
    expect(notes.at(-1)).toBe('DAGs were not all checked; files skipped as too large, too many or unreadable: 1')
  })

  it('that cannot be read ends in a note', async () => {
    const { dir } = aFolder({ 'dags/a.py': '' })
    chmodSync(join(dir, 'dags'), 0)
    try {
      const { notes } = await lookAt(dir)
      // Who may read everything can read this, too.
      if (process.getuid?.() !== 0) expect(notes).toEqual([expect.stringContaining('could not be compared with the manifest')])
    } finally {
      chmodSync(join(dir, 'dags'), 0o755)
    }
  })
})

it('files that are too large, and too many, are counted and passed over', () => {
  const { dir } = aFolder({ 'dags/a.py': '12345', 'dags/b.py': '1', 'dags/c.py': '1', 'dags/d.py': '1', 'dags/e.exe': '1' })
  const { files, skipped } = readSources(dir, ['dags', 'include'], { fileBytes: 4, files: 2, bytes: 100 })
  expect([files.map(({ path }) => path), skipped]).toEqual([['dags/b.py', 'dags/c.py'], 2])
})
