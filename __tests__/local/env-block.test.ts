import { describe, expect, it } from '@jest/globals'
import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import * as block from '../../src/local/env-block.ts'

const { linesThatSet, parseEnv, withoutVariables } = block
const ID = 'local-0123456789abcdef'
const withVariables = (text: string | undefined, variables: ReadonlyMap<string, string>) =>
  block.withVariables(text, variables, ID)

const KWARGS = '{"url":"http://127.0.0.1:8200","secret_id":"a"}'
const BOTH = new Map([
  [BACKEND_KWARGS, KWARGS],
  [BACKEND, BACKEND_CLASS]
])

const FILES: readonly (readonly [string, string | undefined])[] = [
  ['no file', undefined],
  ['an empty one', ''],
  ['lines', 'A=1\nB=2\n'],
  ['a last line that has not ended', 'A=1\nB=2'],
  ['lines that end as on Windows', 'A=1\r\nB="x\r\ny"\r\n'],
  ['a mark of UTF-8 at its start', '\u00ef\u00bb\u00bfA=1\n'],
  ['bytes that are not UTF-8', 'A=\u00ff\u00fe\n'],
  ['blank lines at both ends', '\n\n# ours\nA=1\n\n'],
  ['a value that goes on over lines', 'KEY="-----BEGIN\nAIRFLOW__CORE__X=1\n-----END"\n'],
  ['nothing but a line end', '\n']
]

describe('our lines come and go, and leave', () => {
  it.each(FILES)('%s as it was', (_, before) => {
    const half = withVariables(before, new Map([[BACKEND_KWARGS, KWARGS]]))
    const whole = withVariables(half, BOTH)
    expect(parseEnv(whole).ours).toEqual(BOTH)
    expect(whole.endsWith(before?.replace(/^\u00ef\u00bb\u00bf/, '') ?? '')).toBe(true)
    expect(withVariables(whole, BOTH)).toBe(whole)
    expect(withoutVariables(whole)).toBe(before)
    expect(withoutVariables(half)).toBe(before)
  })

  it('lines that somebody has added to a file of ours', () => {
    expect(withoutVariables(`${withVariables(undefined, BOTH)}A=1\n`)).toBe('A=1\n')
    expect(withoutVariables(`A=1\n${withVariables(undefined, BOTH)}`)).toBe('A=1\n')
  })

  it('what is around them where somebody has moved them, or changed the line ends', () => {
    const whole = `A=1\n${withVariables('B=2\n', BOTH)}`
    expect(withoutVariables(whole)).toBe('A=1\nB=2\n')
    expect(withoutVariables(whole.replaceAll('\n', '\r\n'))).toBe('A=1\r\nB=2\r\n')
    expect(parseEnv(whole.replaceAll('\n', '\r\n')).ours).toEqual(BOTH)
    expect(withVariables(whole, new Map([[BACKEND, 'x']]))).toMatch(/^A=1\n# .*\nAIRFLOW__SECRETS__BACKEND=x\nB=2\n$/)
  })

  it('also where a release before has written them, without a name', () => {
    const before = withVariables('A=1\n', BOTH).replace(` for ${ID}`, '')
    expect(parseEnv(before)).toMatchObject({ ours: BOTH, isOlder: true })
    expect(parseEnv(before)).not.toHaveProperty('id')
    expect(withoutVariables(before)).toBe('A=1\n')
    expect(parseEnv(withVariables(before, BOTH)).id).toBe(ID)
  })

  it('a file without them', () => {
    expect(withoutVariables('A=1\n')).toBe('A=1\n')
  })
})

it('spells a value so that no parser cuts or expands it', () => {
  expect(withVariables('', new Map([[BACKEND_KWARGS, '{"a":"x #y"}']]))).toContain('{"a":"x \\u0023y"}')
})

describe('lines of others that set a variable are found', () => {
  const isMeant = (name: string) => name === BACKEND
  it.each([`${BACKEND}=x`, `export ${BACKEND}=x`, `  ${BACKEND} = x`, `${BACKEND}: x`, BACKEND, `${BACKEND}=x\r`])('%s', line => {
    expect(linesThatSet(`A=1\n${line}\n`, isMeant)).toEqual([{ name: BACKEND, line: 2 }])
    const [found] = linesThatSet(withVariables(`A=1\n${line}\n`, BOTH), isMeant)
    expect(found).toEqual({ name: BACKEND, line: 5 })
    expect(withVariables(`A=1\n${line}\n`, BOTH).split('\n')[4]).toBe(line)
  })

  it.each([`# ${BACKEND}=x`, `X_${BACKEND}=x`, `${BACKEND}_X=x`, `A=${BACKEND}=x`])('but not %s', line => {
    expect(linesThatSet(`${line}\n`, isMeant)).toEqual([])
  })
})
