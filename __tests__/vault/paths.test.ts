import { describe, expect, it } from '@jest/globals'
import { apiPath, dataPath } from '../../src/vault/paths.ts'

describe('a path in the API', () => {
  it.each([
    ['variables/greeting', 'variables/greeting'],
    ['a b/c?d', 'a%20b/c%3Fd'],
    ['50%/#1', '50%25/%231'],
    ['grüße', 'gr%C3%BC%C3%9Fe']
  ])('has every segment of %j encoded', (path, encoded) => {
    expect(apiPath('airflow', 'data', path)).toBe(`airflow/data/${encoded}`)
  })

  it.each(['', 'a//b', '/a', 'a/', 'a/../b', './a', '..'])('is refused for %j, which would lead elsewhere', path => {
    expect(() => apiPath('airflow', path)).toThrow('is not a path in Vault')
  })

  it('names the folder `data` where KV keeps its values', () => {
    expect(dataPath('airflow', 'variables/greeting')).toBe('airflow/data/variables/greeting')
  })
})
