import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { load } from 'js-yaml'

it('the scheduled example compares every value, and touches no Deployment', () => {
  const { on, jobs } = load(readFileSync('examples/workflows/sync.yml', 'utf8')) as {
    on: object
    jobs: { sync: { steps: object[] } }
  }
  expect(on).toHaveProperty('schedule')
  expect(jobs.sync.steps.at(-1)).toMatchObject({ with: { mode: 'sync', check: 'full' } })
})
