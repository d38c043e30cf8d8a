import { describe, expect, it } from '@jest/globals'
import { findDeployments } from '../../src/astro/deployments.ts'
import { AstroServer } from '../fakes/astro-server.ts'

const aDeployment = (name: string) => ({
  id: `cl-${name}`,
  name,
  workspaceId: 'ws1',
  status: 'HEALTHY',
  isDagDeployEnabled: true
})

describe('a look at many Deployments', () => {
  const astro = new AstroServer()
  const serve = (...names: readonly string[]) => {
    const deployments = names.map(aDeployment)
    astro.server.handle = ({ path }) => {
      if (path.includes('/deployments?')) return { status: 200, body: { deployments, totalCount: deployments.length } }
      const found = deployments.find(({ id }) => path.endsWith(`/${id}`))
      return found === undefined ? { status: 404, body: { message: 'Deployment not found' } } : { status: 200, body: found }
    }
  }

  it('costs one request each, and one for the names of all', async () => {
    serve('a', 'b', 'c')
    const found = await findDeployments(astro.api, 'ws1', [{ name: 'b' }, { name: 'a' }, { id: 'cl-c' }])
    expect(found.map(one => (one.status === 'fulfilled' ? one.value.name : one.reason))).toEqual(['b', 'a', 'c'])
    expect(astro.asked).toHaveLength(4)
  })

  it('says of each that is missing why, and gives the others', async () => {
    serve('a', 'b')
    const found = await findDeployments(astro.api, 'ws1', [{ name: 'a' }, { name: 'x' }, { id: 'cl-y' }, { name: 'b' }])
    expect(found.map(one => (one.status === 'fulfilled' ? one.value.name : one.reason.message))).toEqual([
      'a',
      'Deployment "x" was not found in Workspace ws1: no Deployment has this name',
      'Deployment cl-y was not found in Workspace ws1: Deployment not found',
      'b'
    ])
  })

  it('asks for one by its name alone', async () => {
    serve('a')
    await findDeployments(astro.api, 'ws1', [{ name: 'a' }])
    expect(astro.asked[0]).toContain('names=a')
  })
})
