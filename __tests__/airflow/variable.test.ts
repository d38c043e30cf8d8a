import { describe, expect, it } from '@jest/globals'
import { sizeOfSecret } from '../../src/airflow/size.ts'
import { variableValueProblem } from '../../src/airflow/variable.ts'

const KIB = 1024
/** A text that makes a secret of exactly so many bytes: {"value":"…"} has twelve of its own. */
const ofSecretSize = (bytes: number) => 'x'.repeat(bytes - 12)

describe('variableValueProblem', () => {
  it.each(['', 'Hello', ' a\r\n\tb ', '😀', '{"a": 1}', ofSecretSize(KIB * KIB - 1)])('is none for a text', value => {
    expect(variableValueProblem(value)).toBeUndefined()
  })

  it.each<[unknown, RegExp]>([
    [5, /is not a string; put it in quotes/],
    [true, /is not a string/],
    [null, /is not a string/],
    [{ a: 1 }, /is not a string; .*JSON text/],
    ['s3\0cret', /NUL/],
    ['s3\udfffcret', /surrogate/],
    [ofSecretSize(KIB * KIB), /takes 1024 KiB as JSON/],
    ['\n'.repeat(KIB * 512), /takes 1025 KiB/],
    ['ü'.repeat(KIB * 512), /takes 1025 KiB/]
  ])('is one for %#', (value, problem) => {
    const sentence = variableValueProblem(value)
    expect(sentence).toMatch(problem)
    expect(sentence).not.toMatch(/s3|xx/)
  })
})

describe('sizeOfSecret', () => {
  it('warns above 256 KiB', () => {
    expect(sizeOfSecret({ value: ofSecretSize(256 * KIB) })).toEqual({})
    expect(sizeOfSecret({ value: ofSecretSize(256 * KIB + 1) }).warning).toMatch(/takes 257 KiB/)
  })

  it('counts all fields together', () => {
    expect(sizeOfSecret({ conn_uri: 'x'.repeat(600 * KIB), more: 'x'.repeat(600 * KIB) })).toEqual({
      problem: expect.stringMatching(/KiB/)
    })
    expect(sizeOfSecret({ conn_uri: 'x' })).toEqual({})
  })
})
