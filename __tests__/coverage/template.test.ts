import { describe, expect, it } from '@jest/globals'
import { usesInLiteral, usesInTemplate } from '../../src/coverage/template.ts'

const lines = (text: string) =>
  usesInTemplate(text).map(({ kind, name, line, need }) =>
    [kind, name ?? '?', line, ...(need === 'required' ? [] : [need])].join(' ')
  )

describe('a template with', () => {
  it.each<[string, string[]]>([
    ['{{ var.value.x }}', ['variable x 1']],
    ['{{var.json.x.y.z}}', ['variable x 1']],
    ["{{ var.value.get('x') }}", ['variable x 1']],
    ['{{ var.value.get("team/x", "d") }}', ['variable team/x 1 optional']],
    ["{{ var.json.get( 'x' , {}) }}", ['variable x 1 optional']],
    ["{{ var.value['x'] ~ var.json['y'].z }}", ['variable x 1', 'variable y 1']],
    ['{{ conn.c.host }}:{{ conn.c.port }}', ['connection c 1', 'connection c 1']],
    ["{{ conn.get('c-1').host }}", ['connection c-1 1']],
    ['\n\n{{ conn.c\n}}\n{%- if var.value.x == 1 -%}', ['connection c 3', 'variable x 5']],
    ['{% set region = var.value.x %}', ['variable x 1']],
    ['{{ var.value.get(name) }}{{ conn[name] }}', ['variable ? 1', 'connection ? 1']],
    ['{{ var.value.\0 }}{{ var.value.x_\0 }}{{ conn["\0"] }}', ['variable ? 1', 'variable ? 1', 'connection ? 1']],
    ['{{ params.conn.x }}{{ my_var.value.x }}{{ var.x }}{{ "var.value.x" }}', []],
    ['var.value.x and conn.c outside of braces', []],
    ['{# {{ var.value.x }} #}', []],
    ['{% raw %}{{ var.value.x }}{% endraw %}{{ var.value.y }}', ['variable y 1']],
    ['{% for conn in all %}{{ conn.c }}{% endfor %}{{ var.value.x }}', ['variable x 1']],
    ['{% macro f(conn, var="v") %}{{ conn.c }}{{ var.value.x }}{% endmacro %}{{ conn.d }}', ['connection d 1']],
    ['{%- macro f(a, conn = a.b) -%}\n{{ conn.c }}{{ var.value.x }}\n{%- endmacro -%}', ['variable x 2']],
    ['{% macro f(a=conn.c) %}{{ a }}{% endmacro %}', ['connection c 1']],
    ['{% call(conn) f(var.value.x) %}{{ conn.c }}{% endcall %}{{ conn.d }}', ['variable x 1', 'connection d 1']],
    [
      '{% for a, conn in all if conn.c %}{{ conn.d }}{% for b in c %}{% endfor %}{{ conn.e }}{% endfor %}{{ conn.f }}',
      ['connection f 1']
    ],
    ['{% set conn = conn.c %}{{ conn.host }}', ['connection c 1']],
    ['{{ conn.a }}{% set conn %}b{% endset %}{{ conn.c }}', ['connection a 1']],
    ['{% with conn = var.value.x, a = 1 %}{{ conn.c }}{% endwith %}{{ conn.d }}', ['variable x 1', 'connection d 1']],
    ['{% import "m" as conn %}{{ conn.c }}', []],
    ['{% from "m" import a as conn, var with context %}{{ conn.c }}{{ var.value.x }}', []],
    ['{% if x %}{% macro f(b) %}{{ conn.c }}{% endmacro %}{% constructor %}', ['connection c 1']],
    [
      '{{ var["value"].x }}{{ var.get("json").get("y", 1) }}{{ var[\'value\'][\'z\'] }}',
      ['variable x 1', 'variable y 1 optional', 'variable z 1']
    ],
    [
      '{{ conn | attr("c") }}{{ f(conn, 1) }}{{ f(var.value) }}{{ f(conn=1, var=2) }}',
      ['connection ? 1', 'connection ? 1', 'variable ? 1']
    ],
    ['{{ conn_id.x }}{{ conn == 1 }}{{ connection }}{{ var.values.x }}', []],
    ['{{ var.value.x', []],
    ['{{ conn.get("postgres://me:secret@host/db") }}', ['connection ? 1']]
  ])('%s', (text, expected) => {
    expect(lines(text)).toEqual(expected)
  })

  it.each([
    '{{',
    '{%',
    '{{ conn.get("',
    '{% raw %}',
    '{{ var.value.',
    '{% macro f(',
    '{% for conn in x %}',
    '{% endfor %}',
    '{% set conn = 1 %}'
  ])('half a million of %s, read in passing', opening => {
    expect(lines(opening.repeat(500_000)).length).toBeLessThan(2)
  })
})

describe('the line of a use in a string', () => {
  it('is the line of the source', () => {
    expect(usesInLiteral({ text: 'a\n\n{{ conn.c }}', line: 7, endLine: 9 })).toMatchObject([{ name: 'c', line: 9 }])
  })

  it('is where the string begins, if its lines are not those of the source', () => {
    expect(usesInLiteral({ text: 'a\n\n{{ conn.c }}', line: 7, endLine: 7 })).toMatchObject([{ name: 'c', line: 7 }])
  })
})
