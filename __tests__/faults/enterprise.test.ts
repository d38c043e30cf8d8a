import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { type Fault, startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { attempt, refused, type Stage } from '../e2e/attempt.ts'

/** What only Vault Enterprise and HCP answer. There is none here: a proxy in front of the real server says it. */

let stage: Stage
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
beforeAll(async () => {
  stage = await openStage()
  proxy = await startFaultProxy(stage.vault.url)
})
afterAll(async () => {
  await Promise.all([proxy?.stop(), stage?.stop()])
})
afterEach(() => {
  proxy.schedule = () => undefined
})

const run = (inputs: Record<string, string> = {}) => attempt(stage, { inputs: { 'vault-url': proxy.url, ...inputs } })
const answer = (status: number, body: object, headers: Record<string, string> = {}): Fault => ({
  when: 'before',
  action: { status, headers, body: JSON.stringify(body) }
})

/** Every third request, so that each succeeds in the end. */
const third = (fault: Fault) => {
  proxy.schedule = ({ index }) => (index % 3 === 0 ? fault : undefined)
}

it('an answer that waits for approval (control group) ends the run before anything is changed', async () => {
  const wrap_info = { token: 'hvs.canary', accessor: 'a', ttl: 86_400, creation_path: 'airflow/data/x' }
  proxy.schedule = ({ method, path }) =>
    method === 'GET' && path === 'sys/policies/acl/astro_policy' ? answer(200, { wrap_info, data: null, auth: null }) : undefined
  expect(await run()).toMatchObject(refused(expect.stringContaining('until somebody approves the request (control group)')))
})

it('a login that wants a second factor ends the run with what to exempt', async () => {
  proxy.schedule = ({ path }) =>
    path === 'auth/approle/login'
      ? answer(200, { data: null, auth: { client_token: '', mfa_requirement: { mfa_request_id: 'x', mfa_constraints: {} } } })
      : undefined
  const approle = { 'vault-auth-method': 'approle', 'vault-token': '', 'vault-role-id': 'r', 'vault-secret-id': 'correct horse' }
  expect(await run(approle)).toMatchObject(
    refused(expect.stringContaining('needs a second factor: Vault enforces login MFA there'))
  )
})

it('the quota of a namespace is waited out', async () => {
  third(answer(429, { errors: ['request path "admin/team/airflow/data": rate limit quota exceeded'] }))
  expect(await run()).toMatchObject({ exitCode: 0, errors: [] })
})

it('so is a performance standby that lags behind a write', async () => {
  await stage.editManifest(text => text.replace('Hello from Vault', 'Hello from afar'))
  third(answer(412, { errors: ['required index state not present'] }))
  expect(await run()).toMatchObject({ exitCode: 0, errors: [], outputs: { 'secrets-written': '1' } })
})
