import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { anIssuer, githubClaims } from '../build/jwt.ts'
import { type Answer, type LocalServer, localServer } from '../fakes/server.ts'
import type { Stage } from './attempt.ts'
import { loginsLeft } from './tokens.ts'
import { ask } from './vault-over-http.ts'

/** The shipped action logs in as a job on GitHub does; GitHub's OIDC endpoint is played. */

const github = anIssuer()
let stage: Stage
let oidc: LocalServer
/** What the endpoint answers, one after the other; then tokens. */
let answers: (Answer | 'nothing')[] = []

beforeAll(async () => {
  stage = await openStage()
  const { vault } = stage
  await ask(vault, 'sys/policies/acl/pipeline', {
    policy: 'path "*" { capabilities = ["create", "read", "update", "list", "sudo"] }'
  })
  await ask(vault, 'sys/auth/jwt', { type: 'jwt' })
  await ask(vault, 'auth/jwt/config', { jwt_validation_pubkeys: [github.publicKey] })
  const role = { role_type: 'jwt', user_claim: 'sub', token_policies: ['pipeline'] }
  await ask(vault, 'auth/jwt/role/ci', { ...role, bound_audiences: ['https://vault.example.com'] })
  oidc = await localServer(({ path }) => {
    const next = answers.shift()
    if (next !== undefined) return next === 'nothing' ? undefined : next
    const aud = new URL(path, 'http://localhost').searchParams.get('audience') ?? 'https://github.com/example'
    return { status: 200, body: { value: github.sign(githubClaims({ aud })) } }
  })
})
afterAll(async () => {
  await oidc.stop()
  await stage.stop()
})
beforeEach(() => {
  answers = []
})

async function run(inputs: Record<string, string> = {}, offered = true) {
  const before = oidc.calls.length
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${oidc.url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token'
  }
  const login = { 'vault-token': '', 'vault-auth-method': 'jwt', 'vault-role': 'ci', mode: 'sync' }
  const result = await stage.run({ inputs: { ...login, ...inputs }, env: offered ? env : {} })
  await result.remove()
  return { ...result, asked: oidc.calls.slice(before) }
}
const errors = ({ annotations }: Awaited<ReturnType<typeof run>>) =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message)

describe('a job on GitHub', () => {
  it('logs in with its own token, for the audience that is asked for, and leaves no token behind', async () => {
    const result = await run({ 'vault-jwt-audience': 'https://vault.example.com' })
    expect([result.exitCode, errors(result)]).toEqual([0, []])
    expect(result.asked).toEqual([
      expect.objectContaining({
        path: '/token?api-version=2.0&audience=https%3A%2F%2Fvault.example.com',
        headers: expect.objectContaining({ authorization: 'Bearer request-token' })
      })
    ])
    expect(await loginsLeft(stage.vault)).toEqual([])
    expect(result.state['token'] ?? '').toBe('')
    const printed = result.stdout.split('\n').filter(line => !line.startsWith('::add-mask::'))
    expect(printed.join('\n') + result.stderr + result.summary).not.toMatch(/eyJ\w+\.eyJ/)
  })

  it('asks again when GitHub stumbles', async () => {
    answers = [{ status: 500, body: {} }]
    const result = await run({ 'vault-jwt-audience': 'https://vault.example.com' })
    expect([result.exitCode, result.asked.length]).toEqual([0, 2])
  })

  it('ends with the run, though GitHub does not answer at all', async () => {
    answers = ['nothing']
    const result = await run({ 'run-timeout': '9s' })
    expect([result.exitCode, errors(result)]).toEqual([1, ['the run took longer than its limit of 9 s (run-timeout)']])
    expect(result.asked).toHaveLength(1)
  })

  it('does not ask again when GitHub refuses', async () => {
    answers = [{ status: 403, body: { message: 'no' } }]
    const result = await run()
    expect(errors(result)).toEqual([expect.stringMatching(/^GitHub did not give this job an OIDC token: .*Error Code : 403 /)])
    expect(result.asked).toHaveLength(1)
  })

  it('with the wrong audience is told which one it has', async () => {
    const result = await run()
    expect([result.exitCode, errors(result)]).toEqual([
      1,
      [
        'login with jwt at auth/jwt (no namespace) failed: Vault answered 400 to POST auth/jwt/login: ' +
          'error validating token: invalid audience (aud) claim: audience claim does not match any expected audience; ' +
          'the token has iss=https://token.actions.githubusercontent.com, sub=repo:example/pipelines:ref:refs/heads/main, aud=https://github.com/example\n' +
          "The role's bound_audiences do not include the token's aud: set `vault-jwt-audience` to one of them, or bind this one."
      ]
    ])
  })

  it('without the permission is told which one', async () => {
    expect(errors(await run({}, false))).toEqual([
      expect.stringMatching(
        /^GitHub offers this job no OIDC token \(ACTIONS_ID_TOKEN_REQUEST_URL is not set\)\nGive the job `permissions: \{ id-token: write/
      )
    ])
  })

  it('from a fork, which gets no token, can plan without Vault', async () => {
    const result = await run({ mode: 'plan' }, false)
    expect([result.exitCode, result.log]).toEqual([
      0,
      expect.stringContaining('Vault was not read, because the run has no login to it')
    ])
  })
})
