import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { parse } from 'yaml'

it('the scheduled example compares every value, and touches no Deployment', () => {
  const { on, jobs } = parse(readFileSync('examples/workflows/sync.yml', 'utf8'))
  expect(on).toHaveProperty('schedule')
  expect(jobs.sync.steps.at(-1)).toMatchObject({ with: { mode: 'sync', check: 'full' } })
})
