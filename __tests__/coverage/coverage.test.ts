import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { sentenceOf } from '../../src/base/finding.ts'
import { type CoverageOptions, coverageOf } from '../../src/coverage/coverage.ts'
import { sourcesIn } from '../../src/coverage/files.ts'
import { aFolder } from '../fakes/folder.ts'
import { withoutRights } from '../fakes/rights.ts'

const NOTHING = { variable: [], connection: [] }

/** Warnings and notes as lines, for a project with these files. */
async function look(files: Record<string, string>, defined: Partial<CoverageOptions['defined']> = {}) {
  return await lookAt(aFolder(files).dir, defined)
}

async function lookAt(projectDir: string, defined: Partial<CoverageOptions['defined']> = {}, limitMs?: number) {
  const { missing, notes } = await coverageOf(optionsFor(projectDir, defined), limitMs)
  return { warnings: missing.map(sentenceOf), notes: notes.map(sentenceOf) }
}

const optionsFor = (projectDir: string, defined: Partial<CoverageOptions['defined']> = {}): CoverageOptions => ({
  projectDir,
  defined: { ...NOTHING, ...defined },
  workspace: projectDir,
  signal: new AbortController().signal
})

/** What was not read, without what each sentence has. */
async function unreadIn({ dir }: { readonly dir: string }, limitMs?: number) {
  const { unread } = await coverageOf(optionsFor(dir), limitMs)
  return unread.map(finding => sentenceOf(finding).replace('was not compared with the manifest: ', ''))
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

  it.each<[string, string, string]>([
    ['YAML', 'dag.yaml', '\ndag:\n  tasks:\n  - {conn_id: c}'],
    ['YAML with templates', 'dag.YML', '{# a #}\n{% if x %}\n{% endif %}\nhttp_conn_id: c'],
    ['JSON', 'dag.json', '{\n\t"tasks": [\n\t\t{"task_id": "a",\n\t\t"ssh_conn_id": "c"}\n\t]\n}'],
    ['SQL with YAML before it', 'a.sql', '---\noperator: x\n\nconn_id: c\n---\nselect 1']
  ])('is found in DAGs in %s', async (_, file, text) => {
    const { warnings } = await look({ [`dags/${file}`]: text })
    expect(warnings).toEqual([expect.stringContaining(`dags/${file}:4: connection c is used here`)])
  })

  it('is found in a source of whose words only one asks', async () => {
    for (const dag of [
      'Op(kafka_config_id="c")',
      'def f(x_conn_id="c"): pass',
      'context["conn"].c',
      'ctx.get( "conn").c',
      'FileTransferOperator(src="s3://c@b")'
    ])
      expect((await look({ 'dags/a.py': dag })).warnings).toEqual([expect.stringContaining('connection c')])
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
    ['that is one of Airflow', 'Op(conn_id="aws_default")', "Airflow's default connections have such names"],
    ['of what may be no connection', 'from my import AHook\nAHook("GET")', 'it may be something other than a connection'],
    [
      'of what may be none, and has a default',
      'pool.get_connection("x")\nctx["conn"].get("x", 1)',
      'it may be something other than'
    ]
  ])('is only a note: %s', async (_, dag, why) => {
    const { warnings, notes } = await look({ 'dags/a.py': dag })
    expect(warnings).toEqual([])
    expect(notes).toEqual([expect.stringContaining(why)])
  })
})

describe("what the project's own Dockerfile sets", () => {
  const DAG = 'Variable.get("my-x")\nOp(conn_id="c")\nOp(conn_id="d")'
  const namesMissing = async (dockerfile: string) => {
    const { warnings } = await look({ 'dags/a.py': DAG, Dockerfile: dockerfile })
    return warnings.map(warning => warning.replace(/.*: (?:variable|connection) (\S+) is used.*/, '$1'))
  }

  it('is only a note, without its value', async () => {
    const { notes } = await look({ 'dags/a.py': DAG, Dockerfile: 'FROM x\nENV AIRFLOW_CONN_C=pg://me:s3cr3t@h AIRFLOW_CONN_D=e' })
    expect(notes).toContain(
      'connections.c is used in dags/a.py:2, but is not in the manifest; the Dockerfile sets AIRFLOW_CONN_C'
    )
    expect(notes.join()).not.toContain('s3cr3t')
  })

  it.each<[string, string, string[]]>([
    ['one', 'FROM x\nENV AIRFLOW_VAR_MY-X=1', ['c', 'd']],
    ['several at once', 'FROM x\nENV A="b c" AIRFLOW_CONN_C=\'d e\' \\\n  AIRFLOW_CONN_D=e\\ f AIRFLOW_VAR_MY-X=$A', []],
    ['in the old form', 'FROM x\nenv AIRFLOW_CONN_C a b AIRFLOW_CONN_D=c', ['my-x', 'd']],
    ['in the value of another', 'FROM x\nENV A="b AIRFLOW_CONN_C=1" B=\\"\\ AIRFLOW_CONN_D=1', ['my-x', 'c', 'd']],
    ['in an earlier stage that this one builds on', 'FROM x AS a\nENV AIRFLOW_CONN_C=1\nFROM a\nENV AIRFLOW_CONN_D=1', ['my-x']],
    ['in another stage', 'FROM x AS a\nENV AIRFLOW_CONN_C=1\nFROM y', ['my-x', 'c', 'd']],
    ['only for the build', 'FROM x\nARG AIRFLOW_CONN_C=1\nRUN AIRFLOW_CONN_D=1 a', ['my-x', 'c', 'd']],
    ['in another case', 'FROM x\nENV AIRFLOW_CONN_c=1 airflow_conn_d=1', ['my-x', 'c', 'd']],
    ['what looks like a here-document', 'FROM x\nENV A="<<B"\nENV AIRFLOW_CONN_C=1', ['my-x', 'd']],
    ['nothing', '', ['my-x', 'c', 'd']]
  ])('%s', async (_, dockerfile, expected) => {
    expect(await namesMissing(dockerfile)).toEqual(expected)
  })

  it('is not known where it is no file', async () => {
    const { dir } = aFolder({ 'dags/a.py': DAG, 'Dockerfile/a': '' })
    expect((await lookAt(dir)).warnings).toHaveLength(3)
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
      'connections include names for which no use was found (a use whose name is known only at run time may need them): four',
      'connections could not all be checked: one name is known only at run time (dags/a.py:1)'
    ])
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'a variable is computed',
      { 'dags/a.py': 'Variable.get(f"x_{y}")' },
      'a use whose name is known only at run time may need them'
    ],
    [
      'a template computes it',
      { 'dags/a.sql': '{{ var.value.get(name) }}' },
      'a use whose name is known only at run time may need them'
    ],
    ['a context is passed on', { 'dags/a.py': 'f(context["var"])' }, 'a use whose name is known only at run time may need them'],
    ['a file is not read', { 'dags/a.zip': '' }, 'an unread file may need them'],
    ['a part of a file is not read', { 'dags/a.yml': 'conn_id: a: b' }, 'an unread file may need them'],
    [
      'there is both',
      { 'dags/a.py': 'Variable.get(x)', 'dags/b.py': '\0' },
      'a use whose name is known only at run time or an unread file may need them'
    ]
  ])('may still be asked for where %s', async (_, files, why) => {
    const { notes } = await look(files, { variable: ['x'] })
    expect(notes).toContain(`variables include names for which no use was found (${why}): x`)
  })

  it('is not one of those that operators ask for by themselves', async () => {
    expect((await look({ 'dags/a.py': 'Op()' }, { connection: ['aws_default'] })).notes).toEqual([])
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
    const path = 'ObjectStoragePath("s3://me:s3cr3t@b")\nFileTransferOperator(src="ftp://me:s3cr3t@h/x")'
    const yaml = 'conn_id: http://me:s3cr3t@h'
    expect(JSON.stringify(await look({ 'dags/a.py': dag, 'dags/b.py': path, 'dags/c.yml': yaml }))).not.toContain('s3cr3t')
  })

  it('with links in circles, to nowhere and out of it is read once', async () => {
    const outside = aFolder({ 'a.py': 'Variable.get("z")' })
    const { dir } = aFolder({ 'dags/a.py': 'Variable.get("x")', 'shared/b.py': 'Variable.get("y")' })
    symlinkSync('.', join(dir, 'dags/circle'))
    symlinkSync('../shared', join(dir, 'dags/shared'))
    symlinkSync('nowhere.py', join(dir, 'dags/dangling.py'))
    symlinkSync(outside.dir, join(dir, 'dags/outside'))
    const { warnings } = await lookAt(dir)
    expect(warnings.map(warning => warning.split(' is')[0])).toEqual(['dags/a.py:1: variable x', 'shared/b.py:1: variable y'])
    expect(await unreadIn({ dir })).toEqual([
      'dags/dangling.py: there is no such file',
      'dags/outside: it is a link to something outside the project'
    ])
  })
})

describe('what was not read is told one by one', () => {
  const DAG = 'Variable.get("x")'

  it.each<[string, Record<string, string>, string]>([
    [
      'nested f-strings of two kinds',
      { 'dags/b.py': `${DAG}\nx = ${`f'''{f"{`.repeat(1_500)}1${`}"}'''`.repeat(1_500)}` },
      'dags/b.py: it cannot be parsed'
    ],
    ['a DAG of more than 1 MiB', { 'dags/b.py': `${DAG}\n${'# more\n'.repeat(150_000)}` }, 'dags/b.py: it is larger than 1 MiB'],
    ['a DAG in UTF-16', { 'dags/b.py': [...DAG].join('\0') }, 'dags/b.py: it is not UTF-8 text'],
    [
      'a line that is no Python, and asks',
      { 'dags/b.py': `import a\nimport b\nimport c\nVariable.get('x') ? 1\nimport d\nimport e\n` },
      'dags/b.py:4: this action cannot parse this line as Python'
    ],
    [
      'what is no Python at all',
      { 'include/b.py': '<html>\n<p class="hook">Hello</p>\n</html>\n' },
      'include/b.py:1: this action cannot parse this line as Python'
    ],
    ['packed DAGs', { 'dags/b.zip': 'PK' }, 'dags/b.zip: DAGs in archives are not read']
  ])('%s', async (_, files, expected) => {
    const project = aFolder({ 'dags/a.py': DAG, ...files })
    expect(await unreadIn(project)).toEqual([expected])
    expect((await lookAt(project.dir)).warnings).toEqual([expect.stringContaining('dags/a.py:1: variable x')])
  })

  /** The end of an archive with these files: all that tells one. */
  function archive(names: readonly string[], { count = names.length, comment = '' } = {}): Buffer {
    const entries = names.map(name => {
      const entry = Buffer.alloc(46)
      entry.write('PK\x01\x02', 'latin1')
      entry.writeUInt16LE(name.length, 28)
      return Buffer.concat([entry, Buffer.from(name)])
    })
    const end = Buffer.alloc(22)
    end.write('PK\x05\x06', 'latin1')
    end.writeUInt16LE(count, 10)
    end.writeUInt32LE(Buffer.concat(entries).length, 12)
    end.writeUInt16LE(comment.length, 20)
    return Buffer.concat([Buffer.from('#!/usr/bin/env python3\n'), ...entries, end, Buffer.from(comment)])
  }

  it.each<[string, string, Buffer]>([
    ['an egg', 'pack.egg', archive(['a/b.py', 'dag.py'])],
    ['one without any ending, and with a comment', 'pack', archive(['dag.py'], { comment: 'of ours' })],
    ['one of compiled modules', 'pack.pyz', archive(['./dag.pyc'])],
    ['one that cannot be understood', 'pack.whl', archive(['a.txt'], { count: 2 })],
    ['one of nothing but its end', 'pack.whl', Buffer.concat([Buffer.alloc(9), archive([]).fill(255, 35)])]
  ])('DAGs in an archive that is not called .zip: %s', async (_, name, content) => {
    const project = aFolder({ 'dags/a.py': DAG, 'include/x': '' })
    writeFileSync(join(project.dir, 'dags', name), content)
    writeFileSync(join(project.dir, 'include', name), content)
    expect(await unreadIn(project)).toEqual([`dags/${name}: DAGs in archives are not read`])
  })

  it.each<[string, Buffer]>([
    ['an archive in which Airflow finds none', archive(['xl/sheet.xml', 'lib/a.py', 'META-INF/MANIFEST.MF'])],
    ['an empty archive', archive([])],
    ['data', Buffer.alloc(100_000, 'PK')],
    ['nothing', Buffer.of()]
  ])('but not %s', async (_, content) => {
    const project = aFolder({ 'dags/a.py': DAG })
    writeFileSync(join(project.dir, 'dags/table.xlsx'), content)
    expect(await unreadIn(project)).toEqual([])
  })

  it('a link to itself, a pipe, a socket, a device, and a folder that is none', async () => {
    const project = aFolder({ 'dags/a.py': DAG })
    const at = (name: string) => join(project.dir, 'dags', name)
    symlinkSync('self.py', at('self.py'))
    symlinkSync('two.py', at('one.py'))
    symlinkSync('one.py', at('two.py'))
    execFileSync('mkfifo', [at('pipe.py')])
    symlinkSync('/dev/zero', at('zero.sql'))
    const server = createServer().listen(at('socket.py'))
    await new Promise(resolve => server.on('listening', resolve))
    writeFileSync(join(project.dir, 'plugins'), '')
    expect(await unreadIn(project)).toEqual([
      'dags/one.py: it is a link that leads to itself',
      'dags/pipe.py: it is a pipe, a socket or a device',
      'dags/self.py: it is a link that leads to itself',
      'dags/socket.py: it is a pipe, a socket or a device',
      'dags/two.py: it is a link that leads to itself',
      'dags/zero.sql: it is a link to something outside the project'
    ])
    await new Promise(resolve => server.close(resolve))
  })

  it('a file, a folder, and all DAGs that this step may not read', async () => {
    const project = aFolder({ 'dags/a.py': DAG, 'dags/b.py': DAG, 'include/c/d.py': DAG })
    chmodSync(project.dir, 0o755)
    // With all rights, because nobody may not load the reader of Python.
    expect(await unreadIn(project)).toEqual([])
    const without = async (path: string) => await withoutRights(join(project.dir, path), () => unreadIn(project))
    expect(await without('dags/b.py')).toEqual(['dags/b.py: this step may not read it'])
    expect(await without('include/c')).toEqual(['include/c: this step may not read it'])
    expect(await without('dags')).toEqual(['dags: this step may not read it'])
  })

  it('dags that lead elsewhere, or nowhere', async () => {
    for (const [target, why] of [
      [aFolder().dir, 'it is a link to something outside the project'],
      ['nowhere', 'there is no such file']
    ] as const) {
      const project = aFolder()
      symlinkSync(target, join(project.dir, 'dags'))
      expect(await unreadIn(project)).toEqual([`dags: ${why}`])
    }
  })

  it('a file on which more time would be spent than on any', async () => {
    const slow = `Variable.get("x")\n${'x = "a" b "c"\n'.repeat(60_000)}`
    const project = aFolder({ 'dags/a.py': slow, 'dags/b.sql': '{{ var.value.y }}' })
    expect(await unreadIn(project, 1_000)).toEqual(['dags/a.py: it takes longer than 1 s'])
    expect((await lookAt(project.dir, {}, 1_000)).warnings).toEqual([expect.stringContaining('variable y')])
  })

  it('and what Airflow loads is read, however hidden, but not what include hides', async () => {
    const files = ['dags/.b.py', 'dags/.team/c.py', 'dags/node_modules/d.py', 'dags/site-packages/e.py', 'plugins/.f/g.py']
    const project = aFolder(
      Object.fromEntries([...files, 'include/.venv/h.py'].map((file, n) => [file, `Variable.get("x${n}")`]))
    )
    mkdirSync(join(project.dir, 'dags/.c.py'))
    expect(await unreadIn(project)).toEqual([])
    const { warnings } = await lookAt(project.dir)
    expect(warnings.map(warning => warning.split(':')[0])).toEqual(files)
  })

  it('and Python is read as Python, whatever the case of its ending', async () => {
    expect((await look({ 'dags/a.PY': 'Op(conn_id="c")' })).warnings).toEqual([
      expect.stringContaining('dags/a.PY:1: connection c')
    ])
  })

  it('a DAG whose link hides that it is Python', async () => {
    const project = aFolder({ 'dags/a.txt': DAG, 'include/b.dat': DAG })
    symlinkSync('a.txt', join(project.dir, 'dags/a.py'))
    symlinkSync('../include/b.dat', join(project.dir, 'dags/b.py'))
    expect(await unreadIn(project)).toEqual([
      'dags/a.py: it is a link to a file that is not called .py',
      'dags/b.py: it is a link to a file that is not called .py'
    ])
  })
})

it('is ended between two files by whoever ends the run', async () => {
  const { dir } = aFolder(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`dags/${n}.py`, 'Variable.get("x")'])))
  const ending = new AbortController()
  const looking = coverageOf({ ...optionsFor(dir), signal: ending.signal })
  setImmediate(() => ending.abort(new Error('time is over')))
  await expect(looking).rejects.toThrow('time is over')
})

it('files that are too large, and too many, are told and passed over', () => {
  const { dir } = aFolder({ 'dags/a.py': '12345', 'dags/b.py': '1', 'dags/c.py': '1', 'dags/d.py': '1', 'dags/e.exe': '1' })
  const { paths, unread } = sourcesIn(dir, ['dags', 'include'], { fileBytes: 4, files: 2, bytes: 100 })
  expect([paths, unread.map(({ path }) => path)]).toEqual([
    ['dags/b.py', 'dags/c.py'],
    ['dags/a.py', 'dags/d.py']
  ])
})
