import { describe, expect, it } from '@jest/globals'
import { openApi } from '../../src/astro/api.ts'
import { findDeployment, readDeployment } from '../../src/astro/deployments.ts'
import { Secret } from '../../src/base/secret.ts'
import { localServer } from '../fakes/server.ts'

const PROD = { id: 'cl1', name: 'prod', workspaceId: 'ws1', status: 'HEALTHY', isDagDeployEnabled: true }
const DEV = { ...PROD, id: 'cl2', name: 'dev' }

/** What the API says to every look. */
async function saying<T>(body: object, look: (api: ReturnType<typeof openApi>) => Promise<T>): Promise<T> {
  const server = await localServer()
  server.handle = () => ({ status: 200, body })
  const { signal } = new AbortController()
  const api = openApi({
    token: new Secret('t'),
    organization: 'org',
    address: new URL(server.url),
    signal,
    hide: () => {},
    patienceMs: 0
  })
  try {
    return await look(api)
  } finally {
    api.close()
    await server.stop()
  }
}

describe('a look at a Deployment', () => {
  it('gives what Astro shows of it', async () => {
    expect(await saying(PROD, api => findDeployment(api, 'ws1', { id: 'cl1' }))).toMatchObject({ id: 'cl1', name: 'prod' })
  })

  it.each<[string, (api: ReturnType<typeof openApi>) => Promise<unknown>]>([
    ['by its id', api => findDeployment(api, 'ws1', { id: 'cl1' })],
    ['by the run that changes it', api => readDeployment(api, PROD)]
  ])('takes no answer about another one, %s: it would get the secret-id and the project', async (_, look) => {
    await expect(saying(DEV, look)).rejects.toThrow('Astro was asked for Deployment cl1 and answered with dev (cl2)')
  })

  it.each<[string, object]>([
    ['upper case', { ...PROD, id: 'CL1' }],
    ['none', { ...PROD, id: '' }]
  ])('takes no other id for its own: %s', async (_, shown) => {
    await expect(saying(shown, api => findDeployment(api, 'ws1', { id: 'cl1' }))).rejects.toThrow(
      'Astro was asked for Deployment cl1'
    )
  })
})
