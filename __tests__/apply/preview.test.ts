import { expect, it } from '@jest/globals'
import { create, type PreviewContext } from '../../src/apply/preview.ts'
import type { Event } from '../../src/plan/event.ts'
import { aDeployment } from '../build/deployment.ts'

const step = {
  kind: 'create',
  base: 'prod',
  copy: { name: 'preview-x', description: 'Preview of prod', variables: [] },
  reason: ''
} as const
const preview = { base: 'prod', of: '42', until: '', mark: 'abcdef012345', access: {}, policy: 'p' }

/** What a run says while it makes a preview that is not like its base in this. */
async function said(differs: readonly string[]): Promise<readonly Event[]> {
  const events: Event[] = []
  const lock = { record: { preview }, check: async () => {}, save: async () => {} }
  const astro = { copy: async () => ({ made: aDeployment({ id: 'clpreview', name: 'preview-x' }), differs }) }
  const context = { astro, lock, tell: (event: Event) => events.push(event) }
  expect((await create(step, aDeployment(), context as unknown as PreviewContext)).id).toBe('clpreview')
  return events.filter(({ kind }) => kind === 'found')
}

it('a preview that is like its base is no news', async () => {
  expect(await said([])).toEqual([])
})

it('a preview that Astro shows otherwise than its base is made, and a warning has both texts', async () => {
  expect(await said(['resource_quota_cpu is 1 (prod: 1.0)', 'region is a (prod: b)'])).toEqual([
    {
      kind: 'found',
      finding: {
        severity: 'warning',
        subject: 'Deployment preview-x',
        message: 'is not in all like prod: resource_quota_cpu is 1 (prod: 1.0), region is a (prod: b)',
        hint: 'If Astro does not mean the same by both, set in Astro what the preview needs.'
      }
    }
  ])
})
