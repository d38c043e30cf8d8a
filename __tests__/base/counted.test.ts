import { expect, it } from '@jest/globals'
import { allOf, counted } from '../../src/base/counted.ts'

it.each([
  [0, '0 secrets', 'all 0 secrets'],
  [1, '1 secret', 'the only secret'],
  [2, '2 secrets', 'all 2 secrets']
])('%d are %s, and together %s', (count, some, all) => {
  expect([counted(count, 'secret'), allOf(count, 'secret')]).toEqual([some, all])
})
