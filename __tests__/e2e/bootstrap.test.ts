import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { anIssuer, type Claims, githubClaims } from '../build/jwt.ts'
import { onOpenBao } from '../differences.ts'
import { githubOidc } from '../fakes/github-oidc.ts'
import { ldapDirectory } from '../fakes/ldap.ts'
import { administer, bootstrapOf, inputsIn, jobIn } from './administrator.ts'
import { attempt, type Stage } from './attempt.ts'
import { enter, refusal, secret } from './entering.ts'
import { ask } from './vault-over-http.ts'

/** What `bootstrap` prints is run by a shell with the real client of Vault, and then the pipeline logs in. */

let stage: Stage
let github: Awaited<ReturnType<typeof githubOidc>>
beforeAll(async () => {
  ;[stage, github] = await Promise.all([openStage(), githubOidc()])
})
afterAll(async () => {
  await github?.stop()
  await stage?.stop()
})

const AUDIENCE = 'https://vault.example.com'
const trusted = () => ['--issuer', github.issuer, '--vault-jwt-audience', AUDIENCE, '--repository', 'example/pipelines']
const known = () => ({
  VAULT_URL: stage.vault.url,
  ASTRO_DEPLOYMENT_ID: stage.inputs['deployment-id'],
  ASTRO_API_TOKEN: stage.inputs['astro-api-token']
})

/** Of the administrator's, and what the step does not name. */
const NOTHING = { 'vault-token': '', 'deployment-id': '', 'astro-api-token': '' }

/** A run of the action with the step that was printed, and nothing of the administrator's. */
const step = (script: string, given: Readonly<Record<string, string>> = {}) =>
  attempt(stage, { inputs: { ...NOTHING, ...inputsIn(script, { ...known(), ...given }) }, env: github.env })

/** What Vault says to a job with these claims; empty if it lets the job in. */
const answerTo = async (claims: Claims, role = 'astro-pipeline', sign = github.sign) => {
  const login = { method: 'jwt', mount: 'jwt', role, jwt: secret(sign({ aud: AUDIENCE, ...claims })) } as const
  return await enter(login, { url: stage.vault.url }).then(
    () => '',
    (error: Error) => error.message
  )
}

describe("with GitHub's OIDC token", () => {
  const PROD = { environment: 'prod' }
  let script: string

  it('the script runs, twice, and prints no secret', async () => {
    script = await bootstrapOf(stage, ...trusted(), '--branch', 'main', '--environment', 'prod', '--environment', 'upkeep')
    for (const _ of ['first', 'again']) {
      const { exitCode, stderr, given } = await administer(stage, script)
      expect({ exitCode, stderr, given }).toEqual({ exitCode: 0, stderr: '', given: {} })
    }
  })

  it('the step that it prints deploys, for the right repository, branch and environment', async () => {
    github.tell(PROD)
    const { exitCode, errors, inAstro } = await step(script)
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
    expect(inAstro).toContain('deploy')
    expect((await step(script)).inAstro).toEqual([])
  })

  it.each<[string, Claims]>([
    ['the branch main in environment prod', PROD],
    ['the branch main in environment upkeep', { environment: 'upkeep' }]
  ])('lets in %s', async (_, claims) => expect(await answerTo(claims)).toBe(''))

  it.each<[string, Claims]>([
    ['another branch', { ...PROD, ref: 'refs/heads/feature', sub: 'repo:example/pipelines:environment:prod' }],
    ['a branch whose name begins alike', { ...PROD, ref: 'refs/heads/main2' }],
    ['a tag of that name', { ...PROD, ref: 'refs/tags/main' }],
    ['a pull request', { ...PROD, ref: 'refs/pull/7/merge', event_name: 'pull_request' }],
    ['another environment', { environment: 'dev' }],
    ['no environment', { environment: undefined }],
    ['a fork', { ...PROD, repository: 'somebody/pipelines', sub: 'repo:somebody/pipelines:environment:prod' }],
    ['another repository of the owner', { ...PROD, repository: 'example/other' }],
    ['the audience of another service', { ...PROD, aud: 'https://other.example.com' }]
  ])('refuses %s', async (_, claims) => expect(await answerTo(claims)).toMatch(/^login with jwt at auth\/jwt .* failed: .*claim/))

  it.each([
    ['bound_claims', ['--environment', 'dev']],
    [
      'bound_audiences',
      ['--branch', 'main', '--environment', 'prod', '--environment', 'upkeep', '--vault-jwt-audience', 'https://x']
    ]
  ])('a script for other jobs does not take the role from these: %s', async (field, args) => {
    const role = () => ask(stage.vault, 'auth/jwt/role/astro-pipeline')
    const before = (await role())?.['data']
    expect(await administer(stage, await bootstrapOf(stage, ...trusted(), ...args))).toMatchObject({
      exitCode: 1,
      stderr: `auth/jwt/role/astro-pipeline is there for others (${field}): choose another name, or delete it first\n`
    })
    expect((await role())?.['data']).toEqual(before)
  })

  it('refuses what somebody else has signed', async () => {
    const stranger = anIssuer()
    const sign = (claims: Claims = {}) => stranger.sign(githubClaims({ iss: github.issuer, ...claims }))
    expect(await answerTo(PROD, 'astro-pipeline', sign)).toMatch(/signature/)
  })

  it('plans of pull requests get a role of their own, which can read alone', async () => {
    const plans = await bootstrapOf(stage, ...trusted(), '--mode', 'plan', '--pull-requests')
    expect(await administer(stage, plans)).toMatchObject({ exitCode: 0, stderr: '' })
    const pull = { event_name: 'pull_request', ref: 'refs/pull/7/merge' }
    expect(await answerTo(pull, 'astro-pipeline-plan')).toBe('')
    expect(await answerTo({ event_name: 'push' }, 'astro-pipeline-plan')).toMatch(/claim/)
    expect(await answerTo({ ...pull, repository: 'somebody/pipelines' }, 'astro-pipeline-plan')).toMatch(/claim/)

    github.tell(pull)
    const { exitCode, errors, log, inVault } = await step(plans)
    expect({ exitCode, errors, inVault }).toEqual({ exitCode: 0, errors: [], inVault: [] })
    expect(log).not.toContain('was not read')
    const login = inputsIn(plans, known())
    const sync = await attempt(stage, {
      inputs: { ...NOTHING, ...login, mode: 'sync' },
      env: { ...github.env, API_TOKEN: 'changed' }
    })
    expect(sync).toMatchObject({ exitCode: 1, inVault: [], errors: [expect.stringContaining('lacks permissions')] })
  })
})

describe('with another login', () => {
  it.each([
    ['approle', [], ['VAULT_ROLE_ID', 'VAULT_SECRET_ID'], ['VAULT_ROLE_ID']],
    ['userpass', ['--vault-username', 'ci'], ['VAULT_PASSWORD'], []],
    ['token', [], ['VAULT_TOKEN'], ['VAULT_TOKEN']]
  ])('%s: the run that it prints goes green with what it has printed', async (method, args, names, again) => {
    const script = await bootstrapOf(stage, '--vault-auth-method', method, ...args)
    const first = await administer(stage, script)
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect(Object.keys(first.given)).toEqual(names)
    const second = await administer(stage, script)
    expect(second).toMatchObject({ exitCode: 0, stderr: '' })
    expect(Object.keys(second.given)).toEqual(again)
    expect(jobIn(script)['permissions']).toEqual({ contents: 'read' })
    const { exitCode, errors } = await step(script, first.given)
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
  })

  it('ldap: somebody of the directory gets the policy, where the method is configured', async () => {
    const script = await bootstrapOf(stage, '--vault-auth-method', 'ldap', '--vault-username', 'bob')
    expect(await administer(stage, script)).toMatchObject({
      exitCode: 1,
      stderr: 'enable and configure ldap at auth/ldap first\n'
    })
    const directory = await ldapDirectory({ dn: 'uid=bob,ou=people,dc=example,dc=com', password: 'correct-horse' })
    try {
      await ask(stage.vault, 'sys/auth/ldap', { type: 'ldap' })
      await ask(stage.vault, 'auth/ldap/config', {
        url: directory.url,
        userdn: 'ou=people,dc=example,dc=com',
        userattr: 'uid'
      })
      expect(await administer(stage, script)).toMatchObject({ exitCode: 0, stderr: '' })
      const { exitCode, errors } = await step(script, { VAULT_PASSWORD: 'correct-horse' })
      expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
    } finally {
      await directory.stop()
    }
  })

  it('kubernetes: the role is for one service account', async () => {
    await ask(stage.vault, 'sys/auth/kubernetes', { type: 'kubernetes' })
    const args = ['--vault-auth-method', 'kubernetes', '--service-account', 'arc/runner']
    expect(await administer(stage, await bootstrapOf(stage, ...args))).toMatchObject({ exitCode: 0, stderr: '' })
    expect((await ask(stage.vault, 'auth/kubernetes/role/astro-pipeline'))?.['data']).toMatchObject({
      bound_service_account_names: ['runner'],
      bound_service_account_namespaces: ['arc'],
      token_policies: ['astro-pipeline']
    })
  })
})

describe("what is somebody else's", () => {
  it.each<[string, string[], () => Promise<unknown>, string]>([
    [
      'a policy of that name',
      ['--vault-role', 'theirs', '--branch', 'main'],
      () => ask(stage.vault, 'sys/policies/acl/theirs', { policy: 'path "secret/*" { capabilities = ["read"] }' }),
      'policy theirs is there for something else: choose another name (--vault-role)\n'
    ],
    [
      'a role of that name',
      ['--vault-role', 'other', '--branch', 'main'],
      () => ask(stage.vault, 'auth/jwt/role/other', { role_type: 'jwt', user_claim: 'sub', bound_audiences: ['x'] }),
      'auth/jwt/role/other is there with other policies: choose another name\n'
    ],
    [
      'a mount that trusts another issuer',
      ['--vault-role', 'third', '--vault-auth-mount', 'gitlab', '--branch', 'main'],
      async () => {
        await ask(stage.vault, 'sys/auth/gitlab', { type: 'jwt' })
        await ask(stage.vault, 'auth/gitlab/config', {
          jwt_validation_pubkeys: [anIssuer().publicKey],
          bound_issuer: 'https://gitlab.example.com'
        })
      },
      'auth/gitlab trusts another issuer: choose another --vault-auth-mount\n'
    ]
  ])('stays as it is: %s', async (_, args, make, why) => {
    await make()
    const state = async () =>
      JSON.stringify([
        (await ask(stage.vault, 'sys/policies/acl/theirs'))?.['data'],
        (await ask(stage.vault, 'auth/jwt/role/other'))?.['data'],
        (await ask(stage.vault, 'auth/gitlab/config').catch(() => undefined))?.['data']
      ])
    const before = await state()
    const { exitCode, stderr } = await administer(stage, await bootstrapOf(stage, ...trusted(), ...args))
    expect([exitCode, stderr]).toEqual([1, why])
    expect(await state()).toBe(before)
  })
})

describe('names that a shell could take for something else', () => {
  it('reach Vault as they are, and nothing in them is run', async () => {
    const [branch, environment] = [`x'$(id)"\`id\`;touch$IFS\${x}-y`, `prod'; touch pwned; echo "$(touch pwned)\` #`]
    const script = await bootstrapOf(stage, ...trusted(), '--vault-role', 'odd', '--branch', branch, '--environment', environment)
    const { exitCode, stderr, home } = await administer(stage, script)
    expect({ exitCode, stderr, left: readdirSync(home) }).toEqual({ exitCode: 0, stderr: '', left: [] })
    expect((await ask(stage.vault, 'auth/jwt/role/odd'))?.['data'].bound_claims).toEqual({
      repository: ['example/pipelines'],
      ref: [`refs/heads/${branch}`],
      environment: [environment]
    })
    expect(jobIn(script)['environment']).toBe(environment)
    expect(await answerTo({ ref: `refs/heads/${branch}`, environment }, 'odd')).toBe('')
  })

  it('mounts too', async () => {
    const args = ['--vault-auth-method', 'approle', '--vault-auth-mount', "ci'$(touch pwned)", '--vault-role', 'odd-mount']
    const { exitCode, home } = await administer(stage, await bootstrapOf(stage, ...args))
    expect({ exitCode, left: readdirSync(home) }).toEqual({ exitCode: 0, left: [] })
    expect(Object.keys((await ask(stage.vault, 'sys/auth'))?.['data'])).toContain("ci'$(touch pwned)/")
  })
})

describe('in namespaces, as on HCP', () => {
  onOpenBao('namespaces')('the pipeline works where it logs in, and below', async () => {
    await ask(stage.vault, 'sys/namespaces/admin', {})
    const place = ['--client', 'bao', '--vault-auth-method', 'approle']
    const flat = await bootstrapOf(stage, ...place, '--vault-namespace', 'admin')
    const first = await administer(stage, flat, 'bao')
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    const sync = (script: string, given: Readonly<Record<string, string>>) => {
      const { 'deployment-id': _, 'astro-api-token': __, ...inputs } = inputsIn(script, { ...known(), ...given })
      return attempt(stage, {
        inputs: { ...NOTHING, ...inputs, mode: 'sync' }
      })
    }
    expect(await sync(flat, first.given)).toMatchObject({ exitCode: 0, errors: [] })

    const team = { url: `${stage.vault.url}/v1/admin`, rootToken: stage.vault.rootToken }
    await ask({ ...team, url: stage.vault.url }, 'admin/sys/namespaces/team', {})
    const below = ['--vault-login-namespace', 'admin', '--vault-namespace', 'admin/team', '--vault-role', 'for-team']
    const nested = await bootstrapOf(stage, ...place, ...below)
    const second = await administer(stage, nested, 'bao')
    expect(second).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await sync(nested, second.given)).toMatchObject({ exitCode: 0, errors: [] })
    expect(await ask(stage.vault, 'admin/team/airflow/data/variables/greeting')).toBeDefined()
  })
})

it('a login that was refused is explained as any other', async () => {
  const login = { method: 'jwt', mount: 'jwt', role: 'astro-pipeline' } as const
  const jwt = secret(github.sign({ aud: AUDIENCE, environment: 'dev' }))
  const [message, hint] = await refusal({ ...login, jwt }, { url: stage.vault.url })
  expect(message).toMatch(/claim "environment" does not match/)
  expect(hint).toMatch(/^The token does not match the role's bound_claims/)
})
