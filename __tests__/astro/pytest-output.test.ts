import { describe, expect, it } from '@jest/globals'
import { failuresIn, passedIn } from '../../src/astro/pytest-output.ts'
import { BROKEN_DAG, NOT_COLLECTED, TWO_FAILED } from '../fakes/pytest.ts'

describe('what pytest prints', () => {
  it('names each test that failed, with the deepest line of its file', () => {
    expect(failuresIn(TWO_FAILED)).toEqual([
      { file: 'tests/dags/test_x.py', line: 3, test: 'test_bad', message: 'AssertionError: two lines' },
      { file: 'tests/dags/test_x.py', line: 9, test: 'TestIt.test_in', message: "AssertionError: assert {'a': 1} == {'a': 2}" }
    ])
  })

  it('names a file of tests that cannot be imported', () => {
    expect(failuresIn(NOT_COLLECTED)).toEqual([
      { file: 'tests/test_broken.py', line: 1, message: "ModuleNotFoundError: No module named 'nothere'" }
    ])
  })

  it('names a DAG that cannot be imported, with its own line and the last word of Python', () => {
    expect(failuresIn(BROKEN_DAG)).toEqual([
      { file: 'dags/broken.py', line: 3, message: "ModuleNotFoundError: No module named 'nothere'" }
    ])
  })

  it('is read through colours and line breaks of Windows', () => {
    const coloured = TWO_FAILED.replaceAll('FAILED', '\u001b[31mFAILED\u001b[0m').replaceAll('\n', '\r\n')
    expect(failuresIn(coloured)).toEqual(failuresIn(TWO_FAILED))
  })

  it('may be cut in the middle, and still names what failed', () => {
    const end = TWO_FAILED.slice(TWO_FAILED.indexOf('=== short test'))
    expect(failuresIn(end)).toEqual([
      { file: 'tests/dags/test_x.py', test: 'test_bad', message: 'it failed' },
      { file: 'tests/dags/test_x.py', test: 'TestIt.test_in', message: 'it failed' }
    ])
  })

  it.each<[string, number | undefined]>([
    [TWO_FAILED, 1],
    [NOT_COLLECTED, 0],
    ['============ 3 passed, 2 warnings in 0.12s ============', 3],
    ['3 passed in 0.12s', 3],
    ['\u001b[32m====== \u001b[1m12 passed\u001b[0m in 63.5s (0:01:03) ======', 12],
    ['============ 2 skipped in 0.01s ============', 0],
    ['============ no tests ran in 0.01s ============', undefined],
    ['a DAG prints: 4 passed', undefined],
    ['', undefined]
  ])('counts those that passed: %j', (output, expected) => {
    expect(passedIn(output)).toBe(expected)
  })
})
