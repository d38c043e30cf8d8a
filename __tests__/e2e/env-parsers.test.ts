import { beforeAll, describe, expect, it } from '@jest/globals'
import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS, serialiseKwargs } from '../../src/airflow/kwargs.ts'
import { withVariables } from '../../src/local/env-block.ts'
import { envFilesBinary } from '../../tools/real-parts.mjs'
import { docker, load, standalone } from '../local/env-parsers.ts'

type Parser = (text: string) => Record<string, string>
const PARSERS: Record<string, Parser> = { standalone, load }
beforeAll(async () => {
  const { compose, run } = docker(await envFilesBinary(), { HOME: '/home/of/others' })
  Object.assign(PARSERS, { compose, run })
}, 600_000)

const NAMES = ['compose', 'run', 'standalone', 'load'] as const
const reads = (line: string) => NAMES.map(name => PARSERS[name]?.(`${line}\n`)['K'])

/** As each of them was seen to read it (compose-go, docker/cli) or as its source says (the two of the CLI). */
describe('the four parsers read one line as they are known to:', () => {
  it.each([
    ['K={"a":"b c","n":1}', '{"a":"b c","n":1}', '{"a":"b c","n":1}', '{"a":"b c","n":1}', '{"a":"b c","n":1}'],
    [`K='{"a":"b c"}'`, '{"a":"b c"}', `'{"a":"b c"}'`, '{"a":"b c"}', '{"a":"b c"}'],
    ['K="{\\"a\\":\\"b\\"}"', '{"a":"b"}', '"{\\"a\\":\\"b\\"}"', '{\\"a\\":\\"b\\"}', '{\\"a\\":\\"b\\"}'],
    ['K={"p":"x$HOME y"}', '{"p":"x/home/of/others y"}', '{"p":"x$HOME y"}', '{"p":"x$HOME y"}', '{"p":"x$HOME y"}'],
    [`K='{"p":"x$HOME"}'`, '{"p":"x$HOME"}', `'{"p":"x$HOME"}'`, '{"p":"x$HOME"}', '{"p":"x$HOME"}'],
    ['K={"p":"a #b"}', '{"p":"a', '{"p":"a #b"}', '{"p":"a #b"}', '{"p":"a #b"}'],
    ['K={"p":"\\u0024HOME"}', ...Array<string>(4).fill('{"p":"\\u0024HOME"}')],
    ['K={"p":"a\\\\b"}', ...Array<string>(4).fill('{"p":"a\\\\b"}')],
    ['K= v', 'v', ' v', ' v', 'v']
  ])('%s', (line, ...expected) => {
    expect(reads(line)).toEqual(expected)
  })

  it('export K=1, which docker run refuses', () => {
    expect(PARSERS['compose']?.('export K=1\n')).toEqual({ K: '1' })
    expect(() => PARSERS['run']?.('export K=1\n')).toThrow('contains whitespaces')
    expect(PARSERS['standalone']?.('export K=1\n')).toEqual({ 'export K': '1' })
  })
})

describe('what local up writes is read alike by', () => {
  const NASTY = [
    'plain',
    ['x$HOME $', '{HOME:-y} $$ z'].join(''),
    'a #b #c',
    `it's "quoted" and 'more'`,
    'back\\slash \\n \\u0024',
    'tab\tand\nline\r\nend',
    'ümlaut 😀',
    '=a=b',
    ' blanks at both ends ',
    '%s %(a)s {{ jinja }} `cmd` !x'
  ]
  const files = [undefined, '', 'A=1\n', 'A=1', 'A=1\r\n', '\n# ours\nA=1\n']
  it.each(NAMES)('%s', name => {
    for (const [index, text] of NASTY.entries()) {
      const kwargs = serialiseKwargs({ url: 'http://127.0.0.1:8200', namespace: text, secret_id: text })
      const variables = new Map([
        [BACKEND_KWARGS, kwargs],
        [BACKEND, BACKEND_CLASS]
      ])
      const before = files[index % files.length]
      const read = PARSERS[name]?.(withVariables(before, variables, 'local-0123456789abcdef')) ?? {}
      expect(JSON.parse(read[BACKEND_KWARGS] ?? '')).toEqual({ url: 'http://127.0.0.1:8200', namespace: text, secret_id: text })
      expect(read[BACKEND]).toBe(BACKEND_CLASS)
      expect(Object.keys(read).sort()).toEqual([...(before?.includes('A=1') ? ['A'] : []), BACKEND, BACKEND_KWARGS].sort())
      expect(JSON.parse(JSON.stringify(read[BACKEND_KWARGS]))).not.toMatch(/[$#]/)
    }
  })
})
