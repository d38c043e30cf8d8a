import { expect, it } from '@jest/globals'
import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import { Secret } from '../../src/base/secret.ts'
import type { Seen } from '../../src/doctor/check.ts'
import { DEPLOYMENT } from '../../src/doctor/deployment.ts'
import { aManifest } from '../build/manifest.ts'

/** What the doctor says of kwargs that anybody who sees the Deployment can read. */
const said = async (
  manifest: object,
  login: object,
  kwargsFor: (login: object, anyProvider?: true) => object = () => ({})
): Promise<Seen<unknown>['lines']> => {
  const value = new Secret(JSON.stringify({ url: 'https://vault.example.com', mount_point: 'airflow', ...login }))
  const Deployment = { variables: new Map([[BACKEND_KWARGS, { secret: false, value, updatedAt: 'then' }]]) }
  const scope = { manifest: aManifest(manifest), kwargsFor }
  const { lines = [] } = (await DEPLOYMENT.find(({ name }) => name === 'kwargs')?.look({ Deployment, scope } as never)) ?? {}
  return lines
}

it('a warning, where Airflow logs in with a credential that they hold', async () => {
  expect(await said({}, { auth_type: 'approle', role_id: 'r', secret_id: 's' })).toContainEqual(
    expect.objectContaining({ state: 'warning', message: expect.stringMatching(/^not marked as secret/) })
  )
})

it('nothing of a secret, where Airflow logs in with the token of its pod', async () => {
  const jwt = { audience: 'vault', 'token-path': '/token', issuer: 'https://oidc.example.com', namespaces: ['one'] }
  const login = { auth_type: 'jwt', auth_mount_point: 'astro-jwt', jwt_role: 'astro_role', jwt_token_path: '/token' }
  expect(await said({ runtime: { jwt } }, login)).toEqual([{ state: 'ok', message: 'as the manifest says, without a secret' }])
})

it('nothing of a form that every provider understands, where the project asks for a newer one', async () => {
  const kwargsFor = (_: object, anyProvider?: true) => ({ auth_type: anyProvider ? 'kubernetes' : 'jwt' })
  const jwt = { audience: 'vault', 'token-path': '/token', issuer: 'https://oidc.example.com', namespaces: ['one'] }
  const login = { auth_mount_point: 'astro-jwt', kubernetes_role: 'astro_role', kubernetes_jwt_path: '/token' }
  const lines = (auth_type: string) => said({ runtime: { jwt } }, { ...login, auth_type }, kwargsFor)
  expect(await lines('kubernetes')).toEqual([{ state: 'ok', message: 'as the manifest says, without a secret' }])
  expect(await lines('aws_iam')).toContainEqual(expect.objectContaining({ message: 'auth_type is not what the manifest says' }))
})
