import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { serviceAccountClaims } from '../build/jwt.ts'
import { localIssuer } from '../fakes/github-oidc.ts'
import { type CrashScene, expectSameEnd, MANIFEST } from './crash.ts'

/** Moves between the two ways to log in, killed at every change: Airflow can log in after each, by what its Deployment has then. */

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

/**
 * Nobody can read what stays marked as secret, so the next run sets the same kwargs again. Nothing restarts then, and it cannot know
 * that the Deployment is healthy since: it leaves the old secret-id to the run after it.
 */
const SETS_KWARGS = /^POST .*\/deployments\/[^/]+$/

describe('a run that is killed at any change', () => {
  it('moves a Deployment from an AppRole to the token of its pods, and locks Airflow out at no moment', async () => {
    const end = await expectSameEnd({ prepare: deployed(() => MANIFEST, withJwt), late: SETS_KWARGS }, 6)
    expect(end).toMatchObject({
      secretIds: 0,
      kwargs: { auth_mount_point: 'astro-jwt', jwt_role: 'astro_role' },
      record: { retired: [], lock: undefined }
    })
  }, 900_000)

  it('moves it to another way of the same kind, likewise, and knows at once how far the killed run got', async () => {
    const moved = () => withJwt().replace('/token,', '/other,')
    const end = await expectSameEnd({ prepare: deployed(withJwt, moved) }, 4)
    expect(end).toMatchObject({ kwargs: { jwt_token_path: '/other' }, record: { retired: [], lock: undefined } })
  }, 900_000)

  it('moves it back, likewise', async () => {
    const end = await expectSameEnd({ prepare: deployed(withJwt, () => MANIFEST) }, 8)
    expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, record: { retired: [], lock: undefined } })
    expect(end['kwargs']).not.toHaveProperty('jwt_role')
  }, 900_000)
})
