import { expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import { type Check, check, failed, ok, unknown, warned } from '../../src/doctor/check.ts'
import { Examination } from '../../src/doctor/examine.ts'

const good = check('DAGs', [], () => ok('fine', true))
const ill = check('image', ['DAGs'], () => failed('is broken', 'Mend it.'))
const behind = check('CLI', ['image'], () => ok('fine', true))
const farBehind = check('proof', ['CLI', 'DAGs'], () => ok('fine', true))

async function all(checks: readonly Check[], found = new Examination()) {
  const lines = []
  for (const one of checks) lines.push(...(await found.try(one)))
  return lines.map(({ name, state, message }) => [name, state, message])
}

it('a check that depends on an error is not tried, and names the root', async () => {
  expect(await all([good, ill, behind, farBehind])).toEqual([
    ['DAGs', 'ok', 'fine'],
    ['image', 'error', 'is broken'],
    ['CLI', 'not looked at', 'image has an error'],
    ['proof', 'not looked at', 'image has an error']
  ])
})

it('a warning keeps nobody from looking further', async () => {
  const doubtful = check('image', ['DAGs'], () => warned<true>(true, 'is old'))
  expect(await all([good, doubtful, behind])).toEqual([
    ['DAGs', 'ok', 'fine'],
    ['image', 'warning', 'is old'],
    ['CLI', 'ok', 'fine']
  ])
})

it('what nobody has given is not looked at, for that reason, and is never ok', async () => {
  const found = new Examination()
  found.give('address', undefined, 'no address is given')
  const reached = check('network', ['address'], () => ok('fine', { error: 0 }))
  const trusted = check('TLS', ['network'], () => ok('fine', { error: 0 }))
  expect(await all([reached, trusted], found)).toEqual([
    ['network', 'not looked at', 'no address is given'],
    ['TLS', 'not looked at', 'no address is given']
  ])
})

it('what could not be looked at hides what is behind it, for the same reason', async () => {
  expect(await all([check('image', [], () => unknown('it was built elsewhere')), behind])).toEqual([
    ['image', 'not looked at', 'it was built elsewhere'],
    ['CLI', 'not looked at', 'it was built elsewhere']
  ])
})

it('a look that throws has found an error for each thing that it says', async () => {
  const throwing = check('image', [], () => {
    throw new UserError([
      { severity: 'warning', subject: 'one', message: 'is wrong' },
      { severity: 'error', message: 'so is another', hint: 'Mend both.' }
    ])
  })
  expect(await new Examination().try(throwing)).toEqual([
    { name: 'image', state: 'error', message: 'one is wrong' },
    { name: 'image', state: 'error', message: 'so is another', hint: 'Mend both.' }
  ])
})

it('what is found of one Deployment is not known of another', async () => {
  const found = new Examination()
  const branch = found.branch()
  await branch.try(good)
  expect(await all([ill], found)).toEqual([['image', 'not looked at', '']])
})
