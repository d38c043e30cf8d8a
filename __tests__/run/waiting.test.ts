import { describe, expect, it } from '@jest/globals'
import { Workplace } from '../fakes/workplace.ts'

describe('a Deployment that does not become healthy', () => {
  const unhealthy = () => {
    const place = new Workplace()
    place.astro.status = 'UNHEALTHY'
    return place
  }

  it('ends a run red that waits for it', async () => {
    const { error } = await unhealthy().run({ waitSeconds: 0.1 })
    expect((error as Error).message).toMatch(/^Deployment prod was not healthy after 0\.1 s; its status is UNHEALTHY/)
  })

  it('is not waited for with a wait-time of 0', async () => {
    const { journal } = await unhealthy().runWell({ waitSeconds: 0 })
    expect(journal.done.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['kwargs', 'backend', 'deploy']))
    expect(journal.done.map(({ kind }) => kind)).not.toContain('health')
  })
})
