import { describe, expect, it } from '@jest/globals'
import { findByPython } from '../../src/coverage/by-python.ts'
import { findByTokens } from '../../src/coverage/by-tokens.ts'
import { counted, type Found } from '../../src/coverage/use.ts'

const never = new AbortController().signal

async function byPython(source: string): Promise<Found | undefined> {
  return (await findByPython([source], process.env, never))[0]
}

/** `variable greeting 3 optional`, sorted; `?` where only a run knows the name. */
const lines = (found: Found | undefined) =>
  found?.uses
    .flatMap(counted)
    .map(({ kind, name, line, need }) => [kind, name ?? '?', line, ...(need === 'required' ? [] : [need])].join(' '))
    .sort()

const templates = (found: Found | undefined) => found?.templates.map(({ text, line, endLine }) => [text, line, endLine]).sort()

const SOURCES: readonly [string, string, string[]][] = [
  ['a variable', 'from airflow.models import Variable\nVariable.get("x")', ['variable x 2']],
  [
    "Airflow 3's",
    "from airflow.sdk import Connection, Variable\nVariable.get('x')\nConnection.get('c')",
    ['connection c 3', 'variable x 2']
  ],
  ['by keyword', 'Variable.get(key="x")', ['variable x 1']],
  ['with a default', 'Variable.get("x", default_var=None)', ['variable x 1 optional']],
  ["with Airflow 3's default", 'Variable.get("x", default="d")', ['variable x 1 optional']],
  ['with a default by position', 'Variable.get("x", "d")', ['variable x 1 optional']],
  ['as JSON', 'Variable.get("x", deserialize_json=True)["k"].get("y")', ['variable x 1']],
  ['which is set', 'Variable.set("x", 1)\nVariable.setdefault("y", 2)', ['variable x 1 set', 'variable y 2 set']],
  ['under another name', 'from airflow.sdk import Variable as V\nV.get("x")\nW.get("y")', ['variable x 2']],
  [
    'of a module',
    'import airflow.models as m\nm.Variable.get("x")\nairflow.models.Variable.get("y")',
    ['variable x 2', 'variable y 3']
  ],
  ['with a slash, and spaced out', 'Variable . get (\n  "team/x" ,\n)', ['variable team/x 2']],
  ['in parts', 'Variable.get("a" \'b\'\n  "c")', ['variable abc 1']],
  ['in brackets', 'Variable.get(("x"))\nVariable.get(("x",))', ['variable ? 2', 'variable x 1']],
  ['in brackets on lines of its own', 'Op(conn_id=(\n  "c"\n), a_conn_id=(\n  x\n))', ['connection ? 4', 'connection c 2']],
  ['with escapes', 'Variable.get("a\\x62\\u0063")\nVariable.get(r"a\\b")', ['variable a\\b 2', 'variable abc 1']],
  ['inside an f-string', 'print(f"{Variable.get(\'x\')!r:>{w}} {{Variable.get(1)}}")', ['variable x 1']],
  ['inside a nested f-string', "f'''{f\"{Variable.get('x')}\"}'''", ['variable x 1']],
  ['behind braces and backslashes', "rf'\\{{%' + f'\\{{{y}'; Variable.get('x')", ['variable x 1']],
  [
    'in an annotated statement',
    'x: str = Variable.get("x")\nif (y := Variable.get("y")): pass',
    ['variable x 1', 'variable y 2']
  ],
  [
    'a connection',
    'BaseHook.get_connection("c")\nConnection.get_connection_from_secrets("d")',
    ['connection c 1', 'connection d 2']
  ],
  [
    'of any hook',
    'MyHook("a").get_connection("c")\nself.hook.get_connection("d")\nh.BaseHook.get_hook("e")',
    ['connection c 1', 'connection d 2', 'connection e 3']
  ],
  ['of an operator', 'Op(task_id="t", postgres_conn_id="c",\n  conn_id="d")', ['connection c 1', 'connection d 2']],
  ["of Kafka's operators", 'Op(kafka_config_id="c", my_kafka_config_id="d")', ['connection c 1']],
  [
    'in default_args',
    'default_args = {"owner": "me", "aws_conn_id": "c", **more}\ndict(conn_id="d")',
    ['connection c 1', 'connection d 2']
  ],
  ['that is made', 'Connection(conn_id="c", conn_type="http")', ['connection c 1 set']],
  ['none at all', 'Op(conn_id=None, a_conn_id=b"c", b_conn_id=1)\nVariable.get()\nVariable.get(**k)', []],
  ['a constant', 'C = "c"\nD: str = ("d")\nOp(conn_id=C)\nVariable.get(D)', ['connection c 3', 'variable d 4']],
  ['a constant that is more than one', 'C = "c"\nif x:\n  C = "d"\nOp(conn_id=C)', ['connection ? 4']],
  ['a constant, and a parameter of that name', 'c = "c"\ndef f(a, *, c="d"):\n  Op(conn_id=c)', ['connection ? 3']],
  ['a constant that a loop hides', 'c = "c"\nfor _, c in all:\n  Op(conn_id=c)', ['connection ? 3']],
  ['a constant of a function', 'def f():\n  C = "c"\n  Op(conn_id=C)', ['connection ? 3']],
  [
    'a constant that several names share',
    'C, D = "c", "d"\nC = "c"\nE = F = "e"\nOp(conn_id=C, a_conn_id=E)',
    ['connection ? 4', 'connection ? 4']
  ],
  [
    'a constant that is added to',
    'C = "c"\nC += "d"\nD += "d"\nOp(conn_id=C, a_conn_id=D)',
    ['connection ? 4', 'connection ? 4']
  ],
  ['a constant that a condition reads', 'C = "c"\nif C == "d": x = 1\nOp(conn_id=C)', ['connection c 3']],
  ['a constant that is set in the line of a condition', 'C = "c"\nif x: C = "d"\nOp(conn_id=C)', ['connection ? 3']],
  ['a constant that is declared first', 'C: str\nC = "c"\nOp(conn_id=C)', ['connection ? 3']],
  [
    'names of a run',
    'Variable.get(f"x_{env}")\nVariable.get(x)\nVariable.get("x" + y)\nVariable.get("%s" % y)\nVariable.get(*a)',
    ['variable ? 1', 'variable ? 2', 'variable ? 3', 'variable ? 4', 'variable ? 5']
  ],
  ['an f-string with nothing in it', 'Variable.get(f"x")', ['variable x 1']],
  ['parameters of functions', 'def f(conn_id="c", *, a_conn_id: str = "d") -> None: pass\nclass A(B, conn_id="e"): pass', []],
  [
    'parameters of a lambda',
    'Op(call=lambda x, conn_id="c": x[1:2], a_conn_id="d")\nf(lambda conn_id="e": 1)',
    ['connection d 1']
  ],
  ['what a loop makes', '{"conn_id": x for x in y}', []],
  ['comments and strings', '# Variable.get("x")\ns = "Variable.get(\'y\')"\n"""\nVariable.get("z")\n"""', []],
  [
    'other things by such names',
    'os.environ.get("x")\nVariables.get("x")\nx.get_connection("c")\nconnection.get("c")\nreconn_id(conn="c")\nf(myconn_id="c")',
    []
  ],
  ['an unfinished line', 'x = Variable.get("a"); y = \\\n  Variable.get("b")', ['variable a 1', 'variable b 2']],
  [
    'a URI or a template for a name',
    'Op(conn_id="pg://u:secret@h", a_conn_id="{{ x }}", b_conn_id="")',
    ['connection ? 1', 'connection ? 1']
  ],
  ['an empty source', '', []]
]

describe('a source with', () => {
  it.each(SOURCES)('%s', async (_, source, expected) => {
    expect(lines(findByTokens(source))).toEqual(expected)
    expect(lines(await byPython(source))).toEqual(expected)
  })
})

describe('strings that may be templates', () => {
  it.each<[string, string, [string, number, number][]]>([
    ['of an operator', 'Op(sql="{{ var.value.x }}")', [['{{ var.value.x }}', 1, 1]]],
    ['over several lines', 'Op(sql="""\nselect\n{{ conn.c }}""")', [['\nselect\n{{ conn.c }}', 1, 3]]],
    ['in parts', 'x = ("a "\n  "{% if var.value.x %}")', [['a {% if var.value.x %}', 1, 2]]],
    ['in an f-string', 'x = f"{{{{ var.value.x }}}} {y}"', [['{{ var.value.x }} \0', 1, 1]]],
    ['alone in the braces of an f-string', 'x = f"{\'{{ var.value.x }}\'} y"', [['{{ var.value.x }}', 1, 1]]],
    ['not a docstring', 'def f():\n  """{{ var.value.x }}"""\n  "{{ var.value.y }}"\n', []],
    ['not bytes', 'x = b"{{ var.value.x }}"', []]
  ])('%s', async (_, source, expected) => {
    expect(templates(findByTokens(source))).toEqual(expected)
    expect(templates(await byPython(source))).toEqual(expected)
  })
})

describe('a source that Python refuses', () => {
  const broken = 'Variable.get("x")\ndef (:\n  Op(conn_id="c"'

  it('is nothing to Python, and the others are what they are', async () => {
    const [first, second] = await findByPython([broken, 'Variable.get("y")'], process.env, never)
    expect(first).toBeUndefined()
    expect(lines(second)).toEqual(['variable y 1'])
  })

  it('shows what it can', () => {
    expect(lines(findByTokens(broken))).toEqual(['variable x 1'])
  })

  it.each([
    '"""never closed',
    "'\\",
    'f"{',
    'f"{x:{',
    'f"}"',
    ')]}',
    '((((',
    '\0',
    '"\\N{x',
    'x = "\\U99999999"',
    '\\',
    'é€𝒳 = "x"',
    `${'('.repeat(100_000)}`,
    `${'f"{'.repeat(500)}`,
    `Op(conn_id=${'('.repeat(50_000)}1${')'.repeat(50_000)})`,
    `f(${'lambda '.repeat(100_000)}`,
    `${'a '.repeat(200_000)}= ${'b = '.repeat(100_000)}`,
    'Variable.get("x" # never closed\n'
  ])('%#. cannot harm', source => {
    expect(findByTokens(source).uses).toEqual([])
  })
})

it('says so where there is no Python', async () => {
  await expect(findByPython(['x = 1'], { PATH: '/nowhere' }, never)).rejects.toThrow('python3 is not on PATH')
})
