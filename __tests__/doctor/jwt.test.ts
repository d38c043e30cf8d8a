import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { anIssuer } from '../build/jwt.ts'
import { Ward } from './ward.ts'
import { typing } from './world.ts'

/** Where Airflow logs in with the token of its pod, nothing can be proved from here: so who is let in is compared all the more. */

const NAMESPACE = 'cosmic-dust-1234'
const ISSUER = 'https://oidc.example.com'
const ROLE = 'auth/astro-jwt/role/astro_role'
const CONFIG = 'auth/astro-jwt/config'
const NAMES = ['places', 'auth config', 'role', 'proof', 'secret-id']

const keys = JSON.stringify([anIssuer().publicKey])
const runtime = (manage = '') =>
  `runtime: { jwt: { audience: vault.example.com, token-path: /token, issuer: ${JSON.stringify(ISSUER)}, keys: ${keys} } }\n${manage}`

let ward: Ward
beforeAll(async () => {
  ward = await Ward.open()
  ward.edit('airflow-secrets.yaml', text => text + runtime())
  await ward.must('deploy')
})
afterAll(() => ward?.stage.stop())

async function said(given: Parameters<Ward['examine']>[0] = {}) {
  const { exitCode, bad, lines } = await ward.examine(given)
  return { exitCode, bad, said: lines.flatMap(one => (NAMES.includes(one.name) ? [[one.name, one.state, one.message]] : [])) }
}

const NOT_PROVED = [
  ['proof', 'not looked at', expect.stringMatching(/that Airflow can log in with it is not proved/)],
  ['secret-id', 'not looked at', expect.stringMatching(/^none is needed: .* only from inside can that be proved$/)]
]

it('where all is well, that the pods can log in is no tick', async () => {
  expect(await said()).toEqual({
    exitCode: 0,
    bad: [],
    said: [
      ['places', 'ok', 'Astro shows where the pods run'],
      ['auth config', 'ok', 'auth/astro-jwt believes the issuer that the pods have'],
      ['role', 'ok', 'astro_role is as the manifest wants it'],
      ...NOT_PROVED
    ]
  })
})

it('what depends on where the pods run is not looked at without a token for Astro', async () => {
  const why = expect.stringMatching(/^the manifest leaves to Astro where the pods run/)
  const { exitCode, lines } = await ward.examine(typing({ 'astro-api-token': undefined }))
  expect(exitCode).toBe(0)
  expect(lines.filter(({ message }) => /where the pods run/.test(message)).map(({ name }) => name)).toEqual([
    ...['places', 'auth config', 'role', 'logins', 'proof']
  ])
  expect(lines).toContainEqual(expect.objectContaining({ name: 'role', state: 'not looked at', message: why }))
  expect(lines).toContainEqual(expect.objectContaining({ name: 'policy', state: 'ok' }))
})

it('kwargs that are due are a warning: Airflow can still log in', async () => {
  const edit = (from: string, to: string) => ward.edit('airflow-secrets.yaml', text => text.replace(from, to))
  edit('vault: {', 'vault: { airflow-timeout: 20,')
  const { exitCode, bad, said: lines } = await said()
  edit(' airflow-timeout: 20,', '')
  expect({ exitCode, errors: bad.filter(({ state }) => state === 'error') }).toEqual({ exitCode: 0, errors: [] })
  expect(lines).toContainEqual(['secret-id', 'warning', expect.stringMatching(/the settings with which Airflow reads/)])
})

/** Changes fields of a role or a method by hand for one look. */
async function during<T>(path: string, fields: object, look: () => Promise<T>): Promise<T> {
  const there = (await ward.ask(path))?.['data']
  await ward.ask(path, { ...there, ...fields })
  const seen = await look()
  await ward.ask(path, there)
  return seen
}

const only = (claims: object) => ({ bound_claims: { '/kubernetes.io/namespace': [NAMESPACE], ...claims } })

it.each([
  ['lets in another namespace', only({ '/kubernetes.io/namespace': ['elsewhere'] }), 'error', /elsewhere/],
  ['lets in only some of the pods', only({ '/kubernetes.io/serviceaccount/name': ['worker'] }), 'error', /worker/],
  // No run narrows a role by itself while somebody logs in with it.
  ['lets in another namespace as well', only({ '/kubernetes.io/namespace': [NAMESPACE, 'elsewhere'] }), 'error', /may lock out/],
  ['lets them in for a shorter time', { token_ttl: 60 }, 'warning', /token_ttl is 60/]
])('a role that %s', async (_, fields, state, message) => {
  const { said: lines } = await during(ROLE, fields, said)
  expect(lines).toContainEqual(['role', state, expect.stringMatching(message)])
})

it.each([
  ['another issuer', { bound_issuer: 'https://oidc.example.org' }, /bound_issuer is https:\/\/oidc\.example\.org/],
  ['other keys', { jwt_validation_pubkeys: [anIssuer().publicKey] }, /jwt_validation_pubkeys/]
])('an auth method that believes %s', async (_, fields, message) => {
  const { exitCode, said: lines } = await during(CONFIG, fields, said)
  expect(exitCode).toBe(1)
  expect(lines).toContainEqual(['auth config', 'error', expect.stringMatching(message)])
  expect(lines).toContainEqual(['proof', 'not looked at', 'auth config has an error'])
})

it('is an error too where others manage both', async () => {
  ward.edit('airflow-secrets.yaml', text => `${text}manage: [mount, policy]\n`)
  const bound_claims = { '/kubernetes.io/namespace': ['elsewhere'] }
  const { said: lines } = await during(ROLE, { bound_claims }, () =>
    during(CONFIG, { bound_issuer: 'https://oidc.example.org' }, said)
  )
  expect(lines).toContainEqual(['auth config', 'error', expect.stringMatching(/are managed by others and differ: bound_issuer/)])
  expect(lines).toContainEqual(['role', 'error', expect.stringMatching(/is managed by others and differs: bound_claims/)])
})
