import { describe, expect, it } from '@jest/globals'
import { readPython } from '../../src/coverage/python.ts'
import { countable, type PythonUses } from '../../src/coverage/use.ts'

/** `variable greeting 3 optional`, sorted; `?` where only a run knows the name. */
const lines = (found: PythonUses | undefined) =>
  found?.uses
    .flatMap(countable)
    .map(({ kind, name, line, need }) => [kind, name ?? '?', line, ...(need === 'required' ? [] : [need])].join(' '))
    .sort()

const templates = (found: PythonUses | undefined) =>
  found?.templates.map(({ text, line, endLine }) => [text, line, endLine]).sort()

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
  ['which is deleted', 'Variable.delete("x")', []],
  ['in parts', 'Variable.get("a" \'b\'\n  "c")', ['variable abc 1']],
  ['in parts with remarks', 'Variable.get(\n  "a"  # one\n  "b"  # two\n)', ['variable ab 2']],
  ['in brackets', 'Variable.get(("x"))\nVariable.get(("x",))', ['variable ? 2', 'variable x 1']],
  ['in brackets on lines of its own', 'Op(conn_id=(\n  "c"\n), a_conn_id=(\n  x\n))', ['connection ? 4', 'connection c 2']],
  ['with escapes', 'Variable.get("a\\x62\\u0063")\nVariable.get(r"a\\b")', ['variable a\\b 2', 'variable abc 1']],
  ['with escapes by name', 'Variable.get("a\\N{DEGREE SIGN}")', ['variable ? 1']],
  ['over the end of a line', 'Variable.get("a\\\nb")', ['variable ab 1']],
  [
    'in raw, Unicode and other strings',
    'Op(conn_id=R"c", a_conn_id=u"d", b_conn_id=Rb"e")',
    ['connection c 1', 'connection d 1']
  ],
  ['inside an f-string', 'print(f"{Variable.get(\'x\')!r:>{w}} {{Variable.get(1)}}")', ['variable x 1']],
  ['inside a nested f-string', "f'''{f\"{Variable.get('x')}\"}'''", ['variable x 1']],
  ['inside an f-string with its own quotes', 'f"{Variable.get("x")} {f"{Variable.get("y")}"}"', ['variable x 1', 'variable y 1']],
  ['inside the lines of an f-string', "f'{\n  Variable.get('x') # as of 3.12\n}'", ['variable x 2']],
  ['inside a t-string', 't\'{Variable.get("x")}\'; Rt\'{Variable.get("y")}\'', ['variable x 1', 'variable y 1']],
  ['inside an f-string, behind a backslash', `f'\\{Variable.get("x")}'`, ['variable x 1']],
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
    ['connection a 1', 'connection c 1', 'connection d 2', 'connection e 3']
  ],
  ['of a hook whose class this is', 'class A(HttpHook):\n  def f(self): self.get_connection("c")', ['connection c 2']],
  [
    'of a hook whose class this is, in other ways',
    'cls.get_connection("c")\nsuper().get_connection(conn_id="d")\nself.hook.get_connections("e")\nawait self.aget_connection("f")\n' +
      'self.get_connection(name)',
    ['connection ? 5', 'connection c 1', 'connection d 2', 'connection e 3', 'connection f 4']
  ],
  [
    'of a class that has such a method itself',
    'class A:\n  @classmethod\n  def get_connection(cls, c): cls.get_connection("c")\n  async def f(self): self.get_connection("d"); super().get_connection("e")\n' +
      'class B(A):\n  def get_hook(self, c): self.get_connection("f"); self.get_hook("g")',
    ['connection c 3 possible', 'connection d 4 possible', 'connection e 4', 'connection f 6', 'connection g 6 possible']
  ],
  [
    'of what may be a hook',
    'pg = f()\npg.get_connection("c")\nHOOKS["a"].get_connection(d)\npool.get_connection()',
    ['connection ? 3 possible', 'connection c 2 possible']
  ],
  [
    'by methods that are passed on',
    'map(Variable.get, names)\nget = BaseHook.get_connection\npartial(Connection.get, "c")\nrequests.get\nx.get_connection',
    ['connection ? 2', 'connection ? 3', 'variable ? 1']
  ],
  [
    'in the ways of providers',
    'await get_async_connection("c")\nawait Connection.async_get("d")\nVariable.get_variable_from_secrets(key="x")',
    ['connection c 1', 'connection d 2', 'variable x 3 optional']
  ],
  ['for a hook', 'PostgresHook("c")\nS3Hook(AWS)\nHttpHook("GET")', ['connection ? 2', 'connection c 1']],
  [
    'for a hook of any provider',
    'from airflow.providers.docker.hooks.docker import DockerHook as D\nD("c")\nhooks.AthenaHook("d")\nSSHHookAsync("e")',
    ['connection c 2', 'connection d 3', 'connection e 4']
  ],
  [
    'for a hook, after what it really takes first',
    'CloudSQLHook("v1")\nKafkaConsumerHook("topic")\nBaseHook("log")\nSlackHook("t", slack_conn_id="c")\nGCSHook(1)',
    ['connection c 4']
  ],
  [
    "for a hook that is not Airflow's",
    'from my.hooks import A, PostgresHook as B\nfrom . import hooks\nimport my.hooks\nclass CHook: pass\nB("c")\nhooks.DHook("d")\n' +
      'my.hooks.EHook("e")\nCHook("f")\nCHook(g)\nA("h")',
    [
      'connection ? 9 possible',
      'connection c 5 possible',
      'connection d 6 possible',
      'connection e 7 possible',
      'connection f 8 possible'
    ]
  ],
  [
    'for a hook from anywhere',
    'from airflow.a import AHook\nfrom my import *\nAHook("c")\nBHook("d")',
    ['connection c 3', 'connection d 4 possible']
  ],
  [
    'for a hook from wherever it is',
    'try:\n  from airflow.a import AHook\nexcept ImportError:\n  from old import AHook\nimport airflow.b as b, c\nAHook("d")\nb.BHook("e")',
    ['connection d 6', 'connection e 7']
  ],
  ['of a path', 'ObjectStoragePath("s3://c@bucket/a@b")\nObjectStoragePath("s3://bucket/a@b")', ['connection c 1']],
  [
    'of a path, by other names',
    'from airflow.sdk import ObjectStoragePath as P\nBASE = "gs://c-1@bucket"\nP(BASE)\nP("s3://c@d@bucket", key=1)\nP(f"s3://{x}@b/y")',
    ['connection ? 5', 'connection c-1 3', 'connection c@d 4']
  ],
  [
    'of a path that only a run knows, or that has its connection beside it',
    'ObjectStoragePath(base + "/x")\nObjectStoragePath(f"s3://{bucket}/x")\nObjectStoragePath(f"s3://bucket/{x}")\n' +
      'ObjectStoragePath("s3://c@bucket", conn_id="d")\nObjectStoragePath("/tmp/a@b")\nObjectStoragePath(1)',
    ['connection ? 1', 'connection ? 2', 'connection d 4']
  ],
  ['of paths to copy', 'FileTransferOperator(task_id="a", src="s3://c@b/k", dst="file:///x@y")', ['connection c 1']],
  [
    'of a context',
    'context["conn"].get("c")\nget_current_context()["conn"].d\nconfig["conn"].get("e")',
    ['connection c 1', 'connection d 2']
  ],
  [
    'a variable of a context',
    'context["var"]["value"].get("x")\nkwargs["var"]["json"].get(\'y\', None)\ncontext["var"]["value"].z.f()',
    ['variable x 1', 'variable y 2 optional', 'variable z 3']
  ],
  [
    'names in a context, however it is asked',
    'ctx["conn"].get(conn_id="c")\nself.context["conn"].d.host\nti.get_template_context()["conn"].get("e", default_conn=None)\n' +
      'context.get("var").get("value").get("x")\n(context["var"])\\\n  ["json"].y["k"]',
    ['connection c 1', 'connection d 2', 'connection e 3 optional', 'variable x 4', 'variable y 6']
  ],
  [
    'parts of a context that are passed on',
    'f(context["conn"])\nv = context["var"]["value"]\nget = context["var"]["json"].get\ngetattr(context["conn"], x)\n' +
      'context["var"]["value"].get(x)\ncontext["var"][kind].z',
    ['connection ? 1', 'connection ? 4', 'variable ? 2', 'variable ? 3', 'variable ? 5', 'variable z 6']
  ],
  [
    'other parts of a context',
    'kwargs["conn"].execute("select 1")\ncontext["ti"].conn.x\ncontext["params"]["conn"].get("e")\ncontext["var"]["other"].x\n' +
      'config["var"]["value"].get("x")\ncontext["constructor"].x\ncontext.conn.c',
    []
  ],
  [
    'of a decorator',
    '@task.sql(conn_id="c")\n@other\nasync def f(): await Hook().get_connection("d")',
    ['connection c 1', 'connection d 3']
  ],
  ['of an operator', 'Op(task_id="t", postgres_conn_id="c",\n  conn_id="d")', ['connection c 1', 'connection d 2']],
  ["of Kafka's operators", 'Op(kafka_config_id="c", my_kafka_config_id="d")', ['connection c 1']],
  [
    'in default_args',
    'default_args = {"owner": "me", "aws_conn_id": "c", **more}\ndict(conn_id="d")',
    ['connection c 1', 'connection d 2']
  ],
  ['that is made', 'Connection(conn_id="c", conn_type="http")', ['connection c 1 set']],
  [
    'that is described',
    'CONNS = [{"conn_id": "c", "conn_type": "http"}, {"conn_id": "d"}]',
    ['connection c 1 set', 'connection d 1']
  ],
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
  [
    'a constant that a pattern, a function or a class hides',
    'C = D = E = 1\nF = "f"\nmatch x:\n  case [F]: Op(conn_id=F)',
    ['connection ? 4']
  ],
  ['a constant that a condition reads', 'C = "c"\nif C == "d": x = 1\nOp(conn_id=C)', ['connection c 3']],
  ['a constant that is set in the line of a condition', 'C = "c"\nif x: C = "d"\nOp(conn_id=C)', ['connection ? 3']],
  ['a constant that is declared first', 'C: str\nC = "c"\nOp(conn_id=C)', ['connection ? 3']],
  [
    'names of a run',
    'Variable.get(f"x_{env}")\nVariable.get(x)\nVariable.get("x" + y)\nVariable.get("%s" % y)\nVariable.get(*a)',
    ['variable ? 1', 'variable ? 2', 'variable ? 3', 'variable ? 4', 'variable ? 5']
  ],
  ['names that are joined', 'Variable.get("a" + "b")', ['variable ? 1']],
  ['an f-string with nothing in it', 'Variable.get(f"x")', ['variable x 1']],
  [
    'defaults of parameters',
    'C = "c"\ndef f(gcp_conn_id="x"): pass\nasync def g(a, /, conn_id=C, *b, a_conn_id: str | None = ("d"), **k) -> None: pass',
    ['connection c 3', 'connection d 3', 'connection x 2']
  ],
  [
    'defaults of parameters of a method and a lambda',
    'class A(B, conn_id="e"):\n  def __init__(self, *, kafka_config_id="f"): pass\nOp(call=lambda x, conn_id="c": x[1:2], a_conn_id="d")',
    ['connection c 3', 'connection d 3', 'connection f 2']
  ],
  [
    'parameters without a default that is a name',
    'def f(conn_id, a_conn_id: str, b_conn_id=None, c_conn_id=DEFAULT, d="e"): g(lambda conn_id: conn_id == "f")',
    ['connection ? 1']
  ],
  ['what a loop makes', '{"conn_id": x for x in y}', []],
  ['comments and strings', '# Variable.get("x")\ns = "Variable.get(\'y\')"\n"""\nVariable.get("z")\n"""', []],
  [
    'other things by such names',
    'os.environ.get("x")\nVariables.get("x")\nx.get_connections("c")\nconnection.get("c")\nreconn_id(conn="c")\nf(myconn_id="c")',
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
  it.each(SOURCES)('%s', (_, source, expected) => {
    expect(lines(readPython(source))).toEqual(expected)
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
  ])('%s', (_, source, expected) => {
    expect(templates(readPython(source))).toEqual(expected)
  })
})

/** What Python takes, one release or another, and the grammar here knows only in part. */
describe('all around it is Python', () => {
  it.each([
    ['of version 2', 'print "a", Variable.get("x")\nprint >>f, `a`, 10L\nexec "b"\ntry: pass\nexcept A, e: raise B, "c"'],
    ['with tabs and blanks', 'if a:\n\tb\n        c = Variable.get("x")\n\td'],
    ['with match', 'match a:\n  case {}: pass\n  case A(): b = Variable.get("x")\n  case _: pass'],
    ['with a walrus', 'while (a := Variable.get("x")) and [b for b in c if (d := b)]: pass'],
    ['with types', 'type A[T: int = str, *B] = dict[str, T]\ndef f[T](*a: *B) -> T: return Variable.get("x")'],
    ['with contexts in brackets', 'with (DAG("a", tags=[Variable.get("x")]) as dag, f() as (a, b), g() as c.d):\n  pass'],
    ['with a bare yield', 'def f():\n  a = yield\n  yield\n  return Variable.get("x")'],
    ['with a lambda of positional parameters', 'f(lambda a, /, *, b: a, Variable.get("x"))'],
    ['with odd numbers', 'f(1., .5, 0x1F, 1_0e-3J, Variable.get("x"))'],
    ['with groups of exceptions', 'async def f():\n  try: pass\n  except* A as e: Variable.get("x")'],
    ['with odd decorators', '@a[0].b(lambda: 1).c\n@(d := e)\ndef f(): Variable.get("x")'],
    ['with stars', 'a[*b], c = f(*d, **e), *g\nfor h, *i in j: Variable.get("x", *k)']
  ])('%s', (_, source) => {
    expect(lines(readPython(source))).toEqual([expect.stringMatching(/^variable x \d/)])
  })
})

describe('a source that Python refuses', () => {
  it('shows what it can', () => {
    expect(lines(readPython('Variable.get("x")\ndef (:\n  Op(conn_id="c"'))).toEqual(['variable x 1'])
  })

  it.each([
    [
      'a bracket is not closed',
      'with D() as d:\n  a = Op(conn_id="c"\n  b = Op(conn_id="d")\n  e = Op(conn_id="e")\nOp(conn_id="f")'
    ],
    ['a bracket is closed twice', 'a = Op(b))\nOp(conn_id="d")\nOp(conn_id="e")\nOp(conn_id="f")'],
    ['a comma is forgotten', 'a = Op(\n  b="c"\n  conn_id="d",\n  a_conn_id="e",\n  b_conn_id="f"\n)'],
    ['a string is not closed', 'a = "b\nOp(conn_id="d")\nOp(conn_id="e")\nOp(conn_id="f")'],
    ['a colon is forgotten', 'def a()\n  Op(conn_id="d")\n  Op(conn_id="e")\nOp(conn_id="f")'],
    ['a line is not indented', 'def a():\nOp(conn_id="d")\nOp(conn_id="e")\n   Op(conn_id="f")']
  ])('shows the rest where %s', (_, source) => {
    const names = readPython(source)?.uses.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['d', 'e', 'f']))
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
    `${'f"{'.repeat(10_000)}`,
    `${'f"{'.repeat(10_000)}x${'}"'.repeat(10_000)}`,
    `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    `x${'(1)'.repeat(10_000)}${'.y'.repeat(10_000)}`,
    `${'{"a":'.repeat(10_000)}`,
    `Op(conn_id=${'('.repeat(50_000)}1${')'.repeat(50_000)})`,
    `f(${'lambda '.repeat(100_000)}`,
    `${'a '.repeat(20_000)}= ${'b = '.repeat(10_000)}`,
    'Variable.get("x" # never closed\n'
  ])('%#. cannot harm', source => {
    expect(readPython(source)?.uses ?? []).toEqual([])
  })
})
