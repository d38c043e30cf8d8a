import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { attempt, idle, refused, type Stage } from './attempt.ts'
import { type CrashScene, expectSameEnd, MANIFEST } from './crash.ts'
import { KWARGS } from './reaper.ts'
import { ask, type Json, readWith, secretIds } from './vault-over-http.ts'

/** `approle.secret-id-bound-cidrs: deployment`, by the shipped bundle; the runner has 127.0.0.1, the Deployment others. */

const [RUNNER, OLD, NEW] = ['127.0.0.1', '127.0.0.2', '127.0.0.3'] as const
const bound = MANIFEST.replace('approle: { ', 'approle: { secret-id-bound-cidrs: deployment, ')
const KEEPING = bound.replace('destroy-after: 0s', 'destroy-after: 25h')

const DEV = { id: 'cldep00000000000000000002', name: 'dev' }

/** Somebody moves the Deployment, or Astro shows something odd. */
const show = ({ astro }: Pick<Stage, 'astro'>, ips: unknown) => {
  Object.assign(astro.deployment('prod').fields, { externalIPs: ips })
}

describe('a Deployment whose secret-id is bound to its addresses', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage({
      files: { 'airflow-secrets.yaml': KEEPING },
      astro: { deployments: [aDeployment({ externalIPs: [OLD] }), aDeployment({ ...DEV, externalIPs: [NEW] })] }
    })
  })
  afterEach(() => stage.stop())

  const kwargs = (): Json => JSON.parse(stage.astro.deployment('prod').value(KWARGS) ?? '{}')
  /** What Airflow reads with these kwargs from there. */
  const reads = (from: string, given = kwargs()) =>
    readWith({ ...stage.vault, from }, given, 'greeting', 'warehouse').then(
      ([{ value }]) => value,
      error => /: (.*)/.exec(String(error.message))?.[1]
    )
  const tokenFrom = async (from: string, { role_id, secret_id } = kwargs()) =>
    (await ask({ ...stage.vault, from }, 'auth/approle/login', { role_id, secret_id }, ''))?.['auth'].client_token

  it('lets it in, and nobody else, neither to log in nor with its token', async () => {
    const run = await attempt(stage)
    expect(run).toMatchObject({ exitCode: 0, errors: [] })
    expect(run.log).toContain('Deployment prod gets a secret-id that works only from 127.0.0.2/32.')
    expect(await reads(OLD)).toBe('Hello')
    expect(await reads(RUNNER)).toContain('unauthorized through CIDR restrictions on the secret ID')
    const token = await tokenFrom(OLD)
    await expect(ask({ ...stage.vault, from: NEW }, 'airflow/data/variables/greeting', undefined, token)).rejects.toThrow('403')
    expect(run.log).not.toContain('is bound to addresses')
    expect(await attempt(stage)).toMatchObject(idle)
  })

  it('that gets other addresses gets a secret-id for both, and its workers keep theirs; the next one is narrower', async () => {
    await attempt(stage)
    const before = kwargs()
    show(stage, [NEW])
    const run = await attempt(stage, { inputs: { 'deploy-type': 'none' } })
    expect(run).toMatchObject({ exitCode: 0, inAstro: [`set ${KWARGS}`] })
    expect(run.log).toContain('it does not work from 127.0.0.3/32, and the Deployment has other addresses than before')
    expect([await reads(OLD, before), await reads(OLD), await reads(NEW)]).toEqual(['Hello', 'Hello', 'Hello'])
    expect(await reads(RUNNER)).toContain('unauthorized')

    const idling = await attempt(stage)
    expect(idling).toMatchObject(idle)
    expect(idling.log).toContain('holds a secret-id that still works from 127.0.0.2/32, which it no longer has')
    await attempt(stage, { inputs: { rotate: 'now', 'deploy-type': 'none' } })
    expect([await reads(NEW), await reads(OLD), await reads(OLD, before)]).toEqual([
      'Hello',
      expect.stringContaining('unauthorized'),
      'Hello'
    ])
  })

  it.each<[string, unknown, string]>([
    ['no addresses', undefined, 'lists no external IP addresses (externalIPs)'],
    ['an empty list', [], 'lists no external IP addresses (externalIPs)'],
    ['a name', [NEW, 'nat.example.com'], 'lists "nat.example.com" as an external IP address, which is no IPv4 address'],
    ['everybody', ['0.0.0.0/0'], 'lists "0.0.0.0/0" as an external IP address, which is no IPv4 address']
  ])('keeps it where Astro shows %s, and gets none for the first time', async (_, ips, sentence) => {
    show(stage, ips)
    expect(await attempt(stage)).toMatchObject(
      refused(expect.stringContaining(`Deployment prod ${sentence}, so no secret-id can be bound to its addresses`))
    )
    show(stage, [OLD])
    await attempt(stage)
    show(stage, ips)
    const run = await attempt(stage)
    expect(run).toMatchObject(idle)
    expect(run.log).toContain(`Deployment prod ${sentence}; its secret-id stays as it is`)
    expect(await reads(OLD)).toBe('Hello')
  })

  it('leaves its role open: another Deployment of it has its own addresses, and a secret-id issued by hand works anywhere', async () => {
    await attempt(stage)
    const dev = stage.astro.deployment('dev')
    expect(await attempt(stage, { inputs: { 'deployment-id': dev.id } })).toMatchObject({ exitCode: 0, errors: [] })
    const devs: Json = JSON.parse(dev.value(KWARGS) ?? '{}')
    expect([await reads(OLD), await reads(NEW, devs)]).toEqual(['Hello', 'Hello'])
    expect([await reads(NEW), await reads(OLD, devs)]).toEqual([
      expect.stringContaining('unauthorized'),
      expect.stringContaining('unauthorized')
    ])
    const byHand = (await ask(stage.vault, 'auth/approle/role/astro_role/secret-id', {}))?.['data'].secret_id
    expect(await reads(RUNNER, { ...kwargs(), secret_id: byHand })).toBe('Hello')
  })

  it('may be refused by a role that others have bound to other addresses: a sentence, and the Deployment is not touched', async () => {
    await attempt(stage)
    await ask(stage.vault, 'auth/approle/role/astro_role', { secret_id_bound_cidrs: ['127.0.0.2/32', '127.0.0.1/32'] })
    show(stage, [NEW])
    const run = await attempt(stage)
    expect([run.exitCode, run.inAstro]).toEqual([1, []])
    expect(run.errors).toEqual([expect.stringMatching(/subset relationship[\s\S]*The role has CIDR bounds of its own/)])
    expect(await reads(OLD)).toBe('Hello')
  })

  it('works from anywhere again once the key has left the manifest', async () => {
    await attempt(stage)
    await stage.editManifest(() => KEEPING.replace('secret-id-bound-cidrs: deployment, ', ''))
    const run = await attempt(stage)
    expect(run).toMatchObject({ exitCode: 0, errors: [] })
    expect([await reads(RUNNER), await reads(OLD)]).toEqual(['Hello', 'Hello'])
    expect(await attempt(stage)).toMatchObject(idle)
  })
})

describe('a run on a Deployment that has got other addresses, killed at any change', () => {
  /** It moves on by one address with each time. */
  const addressOf = (time: number) => `127.0.1.${time + 1}`
  const moves = (scene: CrashScene, time: number) => {
    scene.reaper.from = addressOf(time)
    show(scene.stage, [addressOf(time + 1)])
  }

  it('locks Airflow out from neither the old ones nor the new ones', async () => {
    const end = await expectSameEnd(
      {
        inputs: { 'deploy-type': 'none' },
        async prepare(scene) {
          await scene.stage.editManifest(() => bound)
          show(scene.stage, [addressOf(0)])
          scene.reaper.from = addressOf(0)
          expect((await scene.run(1)).exitCode).toBe(0)
          moves(scene, 0)
        }
      },
      8
    )
    expect(end).toMatchObject({
      secretIds: 1,
      heldIsIssued: true,
      boundCidrs: [`${addressOf(0)}/32`, `${addressOf(1)}/32`],
      record: { retired: [] }
    })
  }, 600_000)
})

it('says in a plan what each secret-id will be bound to', async () => {
  const stage = await openStage({ files: { 'airflow-secrets.yaml': bound }, astro: { deployments: [aDeployment()] } })
  try {
    const { outputs, log, exitCode } = await attempt(stage, { inputs: { mode: 'plan' } })
    expect([exitCode, outputs['changed']]).toEqual([0, 'true'])
    expect(log).toContain('works only from 192.0.2.1/32, 192.0.2.2/32. These are the addresses of its whole cluster')
    expect((await secretIds(stage.vault)).size).toBe(0)
  } finally {
    await stage.stop()
  }
})
