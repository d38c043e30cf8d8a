import { describe, expect, it } from '@jest/globals'
import { planDeployment } from '../../../src/plan/deployment/deployment.ts'
import { settleDeploy } from '../../../src/plan/deployment/settle-deploy.ts'
import { aDeployment, aLock, aProject, aRecord, desiredDeployment, observedDeployment } from '../../build/deployment.ts'
import { kinds, NOTHING, notesIn, theStep } from '../../build/plan.ts'

const parts = { image: { tree: 'tree-2', provider: true }, dags: { tree: 'dags-tree-2' } }
const begun = aRecord({ lock: aLock({ shipping: { mark: 'm1', parts } }) })
const arrived = { image: 'tag-2', dags: 'dags-2' }
const asShipped = {
  image: { tree: 'tree-2', provider: true, version: 'tag-2' },
  dags: { tree: 'dags-tree-2', version: 'dags-2' }
}
const ours = {
  deployment: aDeployment({ shipped: arrived }),
  project: aProject({ trees: { image: 'tree-2', dags: 'dags-tree-2' } })
}

describe('a deploy that a run began and did not record', () => {
  it('is recorded with the versions that it brought, where it has arrived', () => {
    const { shipped, plan } = settleDeploy(observedDeployment({ record: begun, arrived }))
    expect(shipped).toEqual(asShipped)
    expect(theStep(plan, 'record').change).toEqual({ shipped: asShipped })
  })

  it('leaves the record of parts that it did not ship', () => {
    const dagsAlone = aRecord({ lock: aLock({ shipping: { mark: 'm1', parts: { dags: parts.dags } } }) })
    const { shipped } = settleDeploy(observedDeployment({ record: dagsAlone, arrived }))
    expect(shipped).toEqual({ image: dagsAlone.shipped.image, dags: asShipped.dags })
  })

  it('counts as not shipped, where it is not known to have arrived', () => {
    expect(settleDeploy(observedDeployment({ record: begun }))).toEqual({ shipped: begun.shipped, plan: NOTHING })
  })

  it('is not shipped again, where it has arrived and nobody has deployed since', () => {
    const plan = planDeployment(desiredDeployment(), observedDeployment({ ...ours, record: begun, arrived }))
    expect(kinds(plan)).toEqual(['record', 'verify', 'health'])
    expect(notesIn(plan)).toEqual(['deploy is skipped: the project has not changed since the last one (astro.skip-unchanged)'])
  })

  it.each([
    ['it is not known to have arrived', { ...ours }],
    [
      'somebody has deployed since',
      { ...ours, deployment: aDeployment({ shipped: { image: 'tag-3', dags: 'dags-2' } }), arrived }
    ],
    [
      'the project has changed since',
      { ...ours, project: aProject({ trees: { image: 'tree-3', dags: 'dags-tree-2' } }), arrived }
    ]
  ])('is followed by another, where %s', (_, difference) => {
    const plan = planDeployment(desiredDeployment(), observedDeployment({ record: begun, ...difference }))
    expect(kinds(plan)).toContain('deploy')
  })
})

describe('what was shipped without a version of its own', () => {
  it('cannot be told from what others have shipped, and is shipped again', () => {
    const record = aRecord({ shipped: { image: { tree: 'tree-1', provider: true }, dags: { tree: 'dags-tree-1' } } })
    const plan = planDeployment(desiredDeployment(), observedDeployment({ record, deployment: aDeployment({ shipped: {} }) }))
    expect(kinds(plan)).toContain('deploy')
  })
})
