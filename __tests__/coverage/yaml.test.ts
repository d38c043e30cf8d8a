import { describe, expect, it } from '@jest/globals'
import { countable } from '../../src/coverage/use.ts'
import { usesInFrontMatter, usesInYaml, type YamlUses } from '../../src/coverage/yaml.ts'

const lines = ({ uses, broken }: YamlUses) => [
  ...uses
    .flatMap(countable)
    .map(({ kind, name, line, need }) => [kind, name ?? '?', line, ...(need === 'required' ? [] : [need])].join(' '))
    .sort(),
  ...(broken === undefined ? [] : [`broken ${broken}`])
]

describe('a DAG in YAML with', () => {
  it.each<[string, string, string[]]>([
    ['a connection', 'dag:\n  tasks:\n    - task_id: a\n      conn_id: c\n', ['connection c 4']],
    ['one of an operator', 'a:\n  postgres_conn_id: "c"\n  kafka_config_id: \'d\'\n', ['connection c 2', 'connection d 3']],
    ['one in braces', '{a: {b: [{conn_id: c}, {"aws_conn_id":"d"}]}}', ['connection c 1', 'connection d 1']],
    ['one in a block', 'conn_id: >-\n  c\n', ['connection c 1']],
    ['many documents', '---\nconn_id: c\n---\nconn_id: d # and not e\n', ['connection c 2', 'connection d 4']],
    [
      'an anchor',
      'a: &c c\nconn_id: *c\nb: &d\n  conn_id: d\ne: {<<: *d}\nf_conn_id: *c\n',
      ['connection c 2', 'connection c 6', 'connection d 4']
    ],
    [
      'a name from the environment',
      `conn_id: $CONN\na_conn_id: \${CONN}_x\nb_conn_id: !ENV CONN\nc_conn_id: !!str c`,
      ['connection ? 1', 'connection ? 2', 'connection ? 3', 'connection c 4']
    ],
    [
      'a template for a name',
      'conn_id: {{ x }}\na_conn_id: "{{ x }}_b"\nc_conn_id: d\n',
      ['connection ? 1', 'connection ? 2', 'connection d 3']
    ],
    ['statements of a template', '{% for x in y %}\na{{ x }}:\n  conn_id: c\n{% endfor %}\n', ['connection c 3']],
    [
      'variables as arguments',
      'variables_as_arguments: [{variable: x, attribute: bash_command}, {"variable": y}]\nvariable: z',
      ['variable x 1 optional', 'variable y 1 optional']
    ],
    [
      'a connection that is created',
      'connections:\n- conn_id: c\n  conn_type: http\n- conn_id: d',
      ['connection c 2 set', 'connection d 4']
    ],
    [
      'no names',
      'conn_id:\na_conn_id: 5\nb_conn_id: {type: string}\nc_conn_id: [d]\nconn: e\nconn_ids: f\ndoc: |\n  conn_id: g\n# conn_id: h\n',
      []
    ],
    [
      'brackets that are not indented',
      'a:\n  b: [\n    {conn_id: c},\n  ]\n  d: {\n    e: [f\n]\n  }\n  g_conn_id: h\n',
      ['connection c 3', 'connection h 9']
    ],
    ['a mistake', 'a: b\nconn_id: c\n  d: e: f\n', ['broken 3']],
    ['a mistake, and nothing asked for', 'a: b: c', []]
  ])('%s', (_, text, expected) => {
    expect(lines(usesInYaml(text))).toEqual(expected)
  })

  it.each(['[', '{', '- ', 'a: {{', '? ', '&a ', '"'])('half a million of %s, read in passing', opening => {
    try {
      expect(lines(usesInYaml(`conn_id: c\n${opening.repeat(500_000)}`))).toEqual([
        expect.stringMatching(/^(broken|connection c)/)
      ])
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError)
    }
  })
})

it('other texts may begin with YAML', () => {
  expect(lines(usesInFrontMatter('---\noperator: a\nconn_id: c\n---\nselect 1 -- conn_id: d\n'))).toEqual(['connection c 3'])
  expect(lines(usesInFrontMatter('conn_id: c\n---\n'))).toEqual([])
})
