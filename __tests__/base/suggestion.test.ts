import { expect, it } from '@jest/globals'
import { suggestion } from '../../src/base/suggestion.ts'

const many = Array.from({ length: 44 }, (_, index) => `name-${index}`)

it.each<[string, readonly string[], string]>([
  ['prd', ['prod', 'dev'], '; did you mean "prod"?'],
  ['elsewhere', ['prod', 'dev'], '; expected one of prod, dev'],
  ['elsewhere', [...many, 'wherever'], '; expected one of 45 names, such as wherever, name-0, name-1'],
  ['elsewhere', [], '']
])('%s is answered with what is near, with all of a few, or with some of many', (name, known, words) => {
  expect(suggestion(name, known)).toBe(words)
})
