import { expect, it } from '@jest/globals'
import { linesOf, verdictOf } from '../../src/doctor/told.ts'

const SECTION = {
  title: 'Vault',
  lines: [
    { name: 'network', state: 'ok', message: 'Vault was reached' },
    { name: 'version', state: 'warning', message: '1.14 is old', hint: 'Update it.' },
    { name: 'login', state: 'error', message: 'the token has expired' },
    { name: 'policy', state: 'not looked at', message: 'login has an error' },
    { name: 'role', state: 'not looked at', message: 'login has an error' }
  ]
} as const

it('each line says how it is by a sign, and by a word unless it is good: no colour is needed', () => {
  expect(linesOf(SECTION)).toEqual([
    '✓ network: Vault was reached',
    '! version: warning: 1.14 is old',
    '    Update it.',
    '✗ login: error: the token has expired',
    '- policy, role: not looked at: login has an error'
  ])
})

it('the end has the sign of the worst line, and counts', () => {
  expect(verdictOf([SECTION])).toMatchObject({ mark: '✗', counts: '1 error, 1 warning, 2 not looked at' })
  expect(verdictOf([{ ...SECTION, lines: SECTION.lines.slice(0, 2) }])).toMatchObject({ mark: '!' })
})
