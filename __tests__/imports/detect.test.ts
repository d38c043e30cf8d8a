import { describe, expect, it } from '@jest/globals'
import { read } from '../build/imported.ts'

const kind = (text: string, file?: string) => {
  const { variables, connections, problems } = read(text, file)
  if (problems.length > 0) return problems[0]
  return Object.keys(connections).length > 0 ? 'connections' : Object.keys(variables).length > 0 ? 'variables' : 'nothing'
}
const UNCLEAR =
  '1: could contain connections or variables, because its values fit both; put `connections` or `variables` in its name'

describe('what a file holds', () => {
  it.each([
    ['{"airflow": "word"}', 'variables'],
    ['{"a": {"conn_type": "aws"}}', 'connections'],
    ['{"a": {"conn_type": "aws"}, "b": "http://h"}', 'connections'],
    ['{"a": "postgres://u:p@h"}', 'connections'],
    ['{"a": "aws://"}', 'connections'],
    ['{"a": "http://h/?__extra__=%7B%7D"}', 'connections'],
    ['{"a": "word", "b": "s3://bucket"}', 'variables'],
    ['{"a": {"retries": 3}}', 'variables'],
    ['{"a": ["s3://x", "s3://y"]}', 'variables'],
    ['a: {conn_type: aws}', 'connections'],
    ['a: word', 'variables'],
    ['a=aws://u@h', 'connections'],
    ['a={"conn_type": "aws"}', 'connections'],
    ['a={"retries": 3}', 'variables'],
    ['a=word', 'variables'],
    ['AIRFLOW_VAR_A=word', 'variables'],
    ['AIRFLOW_CONN_A=http://h', 'connections'],
    ['\ufeffA: word', 'variables'],
    ['{}', 'nothing'],
    ['', 'nothing'],
    ['# only a comment\n', 'nothing']
  ])('is seen from its content: %s', (text, holds) => {
    expect(kind(text)).toBe(holds)
  })

  it.each(['{"a": "s3://bucket"}', 'a: https://example.com', 'a=https://example.com', '{"a": "word", "b": "postgres://u:p@h"}'])(
    'is told by the name of the file where the content fits both: %s',
    text => {
      expect(kind(text, 'my-vars.txt')).toBe('variables')
      expect(kind(text, 'export.txt')).toBe(UNCLEAR)
      expect(kind(text, 'vars-and-conns.txt')).toBe(UNCLEAR)
    }
  )

  it.each([
    [
      '- conn_id: a',
      '1: is not a mapping of names to values; create it with `airflow connections export` or `airflow variables export` (not `list`)'
    ],
    ['AIRFLOW_CONN_A: aws://', '1: has AIRFLOW_CONN_… or AIRFLOW_VAR_… as YAML; write NAME=value'],
    ['# no\nA: b\nAIRFLOW_VAR_A: c', '3: has AIRFLOW_CONN_… or AIRFLOW_VAR_… as YAML; write NAME=value'],
    ['a\0=\0b\0', '1: is not UTF-8 text; save it as UTF-8 (redirection in Windows PowerShell writes UTF-16)']
  ])('is refused: %j', (text, problem) => {
    expect(kind(text)).toBe(problem)
  })

  it('is never a crash: mutations of good files', () => {
    const good = [
      'airflow:\n  variables:\n    - {variable_name: v, variable_value: "a"}\n',
      '{"a": {"conn_type": "aws", "port": 1}}',
      'A=\'x\'\nAIRFLOW_VAR_B="y"'
    ]
    const bits = [
      '"',
      "'",
      '{',
      '}',
      '[',
      ':',
      '\n',
      '\t',
      '&a',
      '*a',
      '!!x',
      '---',
      '|',
      '>',
      '%',
      '\\',
      '=',
      '<<',
      '\u2028',
      '\ud800',
      '? '
    ]
    for (const text of good)
      for (const bit of bits) for (let at = 0; at <= text.length; at++) read(text.slice(0, at) + bit + text.slice(at))
  })
})
