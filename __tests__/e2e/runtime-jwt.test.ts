import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startAirflow } from '../../tools/airflow/read.mjs'
import { runTask } from '../../tools/airflow/task.mjs'
import { airflow2Python, airflowPython } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { anIssuer, type Claims, serviceAccountClaims } from '../build/jwt.ts'
import { localIssuer } from '../fakes/github-oidc.ts'
import { attempt, type Stage } from './attempt.ts'
import { KWARGS } from './reaper.ts'
import { ask } from './vault-over-http.ts'

const NAMESPACE = 'cosmic-dust-1234'
const AUDIENCE = 'vault.example.com'

const manifest = (jwt: string, rest = '') => `version: 1
name: pods
runtime: { jwt: { audience: ${AUDIENCE}, ${jwt} } }
variables: { greeting: Hello }
connections: { web: { conn_type: http, host: example.com } }
${rest}`

const claims = (difference: Claims = {}): Claims => {
  const { iss: _, ...rest } = serviceAccountClaims('worker', NAMESPACE)
  return { ...rest, aud: [AUDIENCE], ...difference }
}

/** What a login with a token gives, or how it is refused. */
const logIn = ({ vault }: Stage, jwt: string, mount = 'astro-jwt') =>
  ask(vault, `auth/${mount}/login`, { role: 'astro_role', jwt }, '').then(
    answer => answer?.['auth'],
    error => String(error)
  )

/** The DAG of the docs that proves it from inside. */
const documented = async () => {
  const page = await readFile(new URL('../../docs/runtime-identity.md', import.meta.url), 'utf8')
  return /```python\n(.*?)```/s.exec(page)?.[1] ?? ''
}

describe('Airflow that logs in with the token of its pod', () => {
  let stage: Stage
  let cluster: Awaited<ReturnType<typeof localIssuer>>
  let file: string
  let first: Awaited<ReturnType<typeof attempt>>

  beforeAll(async () => {
    cluster = await localIssuer()
    stage = await openStage({ astro: { deployments: [aDeployment()] }, post: false })
    file = join(stage.folder, 'token')
    await stage.editManifest(() => manifest(`token-path: ${file}, token-ttl: 2s, issuer: "${cluster.url}"`))
    first = await attempt(stage)
  }, 120_000)
  afterAll(async () => {
    await stage.stop()
    await cluster.stop()
  })

  it('may do so after one run, from the namespace that Astro shows for the Deployment', async () => {
    expect(first).toMatchObject({ exitCode: 0, errors: [] })
    expect((await ask(stage.vault, 'auth/astro-jwt/config'))?.['data']).toMatchObject({
      bound_issuer: cluster.url,
      oidc_discovery_url: cluster.url
    })
    expect((await ask(stage.vault, 'auth/astro-jwt/role/astro_role'))?.['data']).toMatchObject({
      bound_audiences: [AUDIENCE],
      bound_claims: { '/kubernetes.io/namespace': [NAMESPACE] },
      bound_claims_type: 'string',
      token_policies: ['astro_policy'],
      token_ttl: 2,
      token_type: 'batch'
    })
  })

  it('has nothing secret in its variables', () => {
    expect(stage.astro.deployment('prod').variables.find(({ key }) => key === KWARGS)).toMatchObject({ isSecret: false })
    expect(JSON.parse(stage.astro.deployment('prod').value(KWARGS) ?? '')).toMatchObject({
      auth_type: 'jwt',
      auth_mount_point: 'astro-jwt',
      jwt_role: 'astro_role',
      jwt_token_path: file
    })
  })

  it('says what was not proved', () => {
    const unproved = 'that Airflow can log in with it is not proved, because only its pods have the tokens for it'
    expect(first.summary).toContain(unproved)
    expect(first.log).toContain(unproved)
  })

  it('is left alone by a second run', async () => {
    const again = await attempt(stage)
    expect({ ...again, log: '' }).toMatchObject({ exitCode: 0, errors: [], inVault: [], inAstro: [] })
  })

  it('gets a batch token for its namespace alone', async () => {
    expect(await logIn(stage, cluster.sign(claims()))).toMatchObject({
      token_type: 'batch',
      policies: ['astro_policy', 'default'],
      lease_duration: 2
    })
    const other = serviceAccountClaims('worker', 'solar-wind-5678')['kubernetes.io']
    expect(await logIn(stage, cluster.sign(claims({ 'kubernetes.io': other })))).toMatch(/bound claim/)
    expect(await logIn(stage, cluster.sign(claims({ aud: ['https://kubernetes.default.svc'] })))).toMatch(/audience/)
    expect(await logIn(stage, anIssuer().sign({ ...claims(), iss: cluster.url }))).toMatch(/signature/)
  })

  it.each([
    ['3', 'jwt', '>=4.7.2', airflowPython],
    ['2', 'kubernetes', '>=4.4.3', airflow2Python]
  ])(
    'reads as Airflow %s, by auth_type %s where the project asks for %s, with whatever token its file has by then',
    async (_, type, versions, python) => {
      await writeFile(join(stage.project, 'requirements.txt'), `apache-airflow-providers-hashicorp${versions}\n`)
      stage.commit('Choose the provider')
      expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [] })
      const variables = stage.astro.deployment('prod').values()
      expect(JSON.parse(variables[KWARGS] ?? '')).toMatchObject({ auth_type: type })
      const environment = Object.fromEntries(Object.entries(variables).filter(([key]) => key.startsWith('AIRFLOW__SECRETS__')))
      const airflow = await startAirflow({ python: await python(), environment })
      const read = async () => (await airflow.read({ variables: ['greeting'] })).variables['greeting']
      try {
        await writeFile(file, cluster.sign(claims({ exp: 1 })))
        expect(await read()).toBeNull()
        await writeFile(file, cluster.sign(claims()))
        expect(await read()).toBe('Hello')
        cluster.rotate()
        await writeFile(file, cluster.sign(claims()))
        await tokensEnd(stage)
        expect(await read()).toBe('Hello')
      } finally {
        await airflow.stop()
      }
      const { sub, exp } = claims()
      await writeFile(file, cluster.sign(claims({ exp: Number(exp) })))
      const prove = {
        python: await python(),
        environment,
        text: await documented(),
        dag: 'prove_runtime_identity',
        task: 'prove'
      }
      expect(await runTask(prove)).toBe(
        `{'iss': '${cluster.url}', 'aud': ['${AUDIENCE}'], 'sub': '${sub}', 'exp': ${exp}}\n['astro_policy', 'default']\n`
      )
      await writeFile(file, cluster.sign(claims({ aud: ['https://kubernetes.default.svc'] })))
      const cause = expect.stringMatching(/audience claim does not match any expected audience/)
      await expect(runTask(prove)).rejects.toMatchObject({ cause })
    },
    180_000
  )

  it('keeps the way that every provider knows where the project asks for a newer one again', async () => {
    await writeFile(join(stage.project, 'requirements.txt'), 'apache-airflow-providers-hashicorp>=4.7.2\n')
    stage.commit('Choose the provider again')
    const { exitCode, inAstro } = await attempt(stage)
    expect([exitCode, inAstro.filter(change => change.includes('variable'))]).toEqual([0, []])
    expect(JSON.parse(stage.astro.deployment('prod').value(KWARGS) ?? '')).toMatchObject({ auth_type: 'kubernetes' })
  })

  it('gets its kwargs back after somebody has edited them', async () => {
    const deployment = stage.astro.deployment('prod')
    deployment.setVariable(KWARGS, (deployment.value(KWARGS) ?? '').replace('astro_role', 'other_role'))
    const { exitCode, log } = await attempt(stage)
    expect(exitCode).toBe(0)
    expect(log).toContain(`somebody else changed ${KWARGS}`)
    expect(JSON.parse(deployment.value(KWARGS) ?? '')).toMatchObject({ auth_type: 'jwt', jwt_role: 'astro_role' })
  })
})

/** Until every token that a login has given so far is over. */
async function tokensEnd({ vault }: Stage): Promise<void> {
  const now = async () => Number((await ask(vault, 'sys/health'))?.['server_time_utc'])
  for (const begin = await now(); (await now()) <= begin + 3; );
}

describe('agents of Remote Execution on Kubernetes', () => {
  let stage: Stage
  const cluster = anIssuer()
  const issuer = 'https://kubernetes.default.svc'

  beforeAll(async () => {
    stage = await openStage({ post: false })
    const key = JSON.stringify(cluster.publicKey)
    const pods = `issuer: "${issuer}", keys: [${key}], namespaces: [airflow-agents], service-accounts: [worker]`
    await stage.editManifest(() => manifest(`token-path: /var/run/secrets/vault/token, ${pods}`))
  }, 60_000)
  afterAll(() => stage.stop())

  const sync = { inputs: { mode: 'sync', 'deployment-id': '', 'astro-api-token': '' } }
  const token = (name: string) => cluster.sign({ ...serviceAccountClaims(name, 'airflow-agents'), iss: issuer, aud: [AUDIENCE] })

  it('may read after a run that needs no Deployment, of an issuer that Vault cannot reach', async () => {
    expect(await attempt(stage, sync)).toMatchObject({ exitCode: 0, errors: [] })
    expect(await logIn(stage, token('worker'))).toMatchObject({ token_type: 'batch' })
    expect(await logIn(stage, token('runner'))).toMatch(/bound claim/)
    expect(await attempt(stage, sync)).toMatchObject({ exitCode: 0, errors: [], inVault: [] })
  })

  it('need issuer and namespaces in the manifest, where no Deployment says them', async () => {
    await stage.editManifest(() => manifest('token-path: /var/run/secrets/vault/token'))
    const { exitCode, errors } = await attempt(stage, sync)
    expect(exitCode).toBe(1)
    expect(errors.join('\n')).toContain(
      'runtime.jwt.issuer and runtime.jwt.namespaces must be in the manifest for a run that looks at no Deployment'
    )
  })
})

describe('two Deployments of which each run sees one', () => {
  const cluster = anIssuer()
  /** As Astro shows it. */
  const issuer = aDeployment().oidcIssuerUrl
  const pods = (more = '') => manifest(`token-path: /token, keys: [${JSON.stringify(cluster.publicKey)}]${more}`, PROVIDED)
  const PROVIDED = 'astro: { provider-installed: true }\n'
  const token = (namespace: string) =>
    cluster.sign({ ...serviceAccountClaims('worker', namespace), iss: issuer, aud: [AUDIENCE] })
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ post: false })
    await stage.editManifest(() => pods())
  }, 60_000)
  afterAll(() => stage.stop())

  const runFor = (name: string, inputs: object = {}) => {
    const { id } = stage.astro.deployment(name)
    return stage.run({ inputs: { 'deploy-type': 'none', 'deployment-id': id, ...inputs }, env: { GITHUB_RUN_ID: name } })
  }

  it('lock nobody out: one gets the role, and the other one nothing, with the reason', async () => {
    let second: ReturnType<typeof runFor> | undefined
    // The first one has written role and secrets, and nobody can see yet that it is about to log in.
    const record = `airflow/data/_astro-vault-action/consumers/${stage.astro.deployment('prod').id}`
    const tap = await tapVault(stage.vault.url, async ({ phase, method, path }) => {
      if (phase !== 'before' || method !== 'POST' || path !== record) return
      second ??= runFor('dev')
      await second
    })
    try {
      const first = await runFor('prod', { 'vault-url': tap.url })
      expect([(await second)?.exitCode, first.exitCode]).toEqual([0, 1])
      expect(first.log).toContain('role astro_role was changed by somebody else during this run (bound_claims)')
    } finally {
      await tap.stop()
    }
    expect([stage.astro.deployment('prod').value(KWARGS), typeof stage.astro.deployment('dev').value(KWARGS)]).toEqual([
      undefined,
      'string'
    ])
    expect(await logIn(stage, token('solar-wind-5678'))).toMatchObject({ token_type: 'batch' })
    expect(await logIn(stage, token(NAMESPACE))).toMatch(/bound claim/)
  }, 60_000)

  it('are believed to come from the cluster that Astro shows', async () => {
    expect((await ask(stage.vault, 'auth/astro-jwt/config'))?.['data']).toMatchObject({
      bound_issuer: issuer,
      jwt_validation_pubkeys: [cluster.publicKey.trim()]
    })
  })

  it('share the role once the manifest names both, as the next run says', async () => {
    const { exitCode, log } = await runFor('prod')
    expect([exitCode, log]).toEqual([1, expect.stringMatching(/which may lock out .*Deployment dev/)])
    await stage.editManifest(() => pods(`, namespaces: [${NAMESPACE}, solar-wind-5678]`))
    expect([(await runFor('prod')).exitCode, (await runFor('dev')).exitCode]).toEqual([0, 0])
    for (const namespace of [NAMESPACE, 'solar-wind-5678'])
      expect(await logIn(stage, token(namespace))).toMatchObject({ token_type: 'batch' })
  }, 60_000)
})
