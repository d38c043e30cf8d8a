import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { serviceAccountClaims } from '../build/jwt.ts'
import { localIssuer } from '../fakes/github-oidc.ts'
import { type CrashScene, expectSameEnd, MANIFEST } from './crash.ts'

/** A move between the two ways to log in, killed at every change: Airflow can log in after each, by what its Deployment has then. */

let cluster: Awaited<ReturnType<typeof localIssuer>>
beforeAll(async () => {
  cluster = await localIssuer()
})
afterAll(() => cluster.stop())

const withJwt = () => {
  const jwt = `audience: vault, token-path: /token, issuer: "${cluster.url}", namespaces: [airflow], destroy-after: 0s`
  return MANIFEST.replace(/^approle: .*$/m, `runtime: { jwt: { ${jwt} } }`)
}

/** The Deployment has moved from the first manifest, as far as there is one, and the second is about to count. */
const deployed = (before: () => string, after: () => string) => async (scene: CrashScene) => {
  const { stage, reaper, run } = scene
  reaper.podToken = cluster.sign({ ...serviceAccountClaims('worker', 'airflow'), iss: cluster.url, aud: ['vault'] })
  await stage.editManifest(before)
  expect((await run(1)).exitCode).toBe(0)
  await stage.editManifest(after)
}

describe('a run that is killed at any change', () => {
  it('moves a Deployment from the token of its pods to an AppRole, and locks Airflow out at no moment', async () => {
    const end = await expectSameEnd({ prepare: deployed(withJwt, () => MANIFEST) }, 8)
    expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, record: { retired: [], lock: undefined } })
    expect(end['kwargs']).not.toHaveProperty('jwt_role')
  }, 900_000)
})
