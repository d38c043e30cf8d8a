import { expect, it } from '@jest/globals'
import { timesAfter } from '../../src/records/times.ts'

const BEFORE = { KWARGS: '1', FOO: '1' }

it.each([
  ['of our variable alone, where nothing else has moved', { ...BEFORE, BACKEND: '2' }, { ...BEFORE, BACKEND: '2' }],
  ['of all, where the platform moves all', { KWARGS: '2', FOO: '2', BACKEND: '2' }, { KWARGS: '2', FOO: '2', BACKEND: '2' }],
  [
    'of our variable, and not of one that somebody has changed besides',
    { KWARGS: '2', FOO: '1', BACKEND: '3' },
    { ...BEFORE, BACKEND: '3' }
  ],
  ['of our variable, where somebody has removed another one', { KWARGS: '1', BACKEND: '2' }, { ...BEFORE, BACKEND: '2' }]
])('the times that are recorded after an update are those %s', (_, now, recorded) => {
  expect(timesAfter('BACKEND', BEFORE, now)).toEqual(recorded)
})
