import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startAirflow } from '../../tools/airflow/read.mjs'
import { airflowPython } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { read, tableIn } from '../docs/pages.ts'
import { administer } from './administrator.ts'
import { attempt, type Stage } from './attempt.ts'
import { BY_HAND, backendOf, followTheGuide, VALUES } from './guide.ts'
import { ask, consumerRecord, type Json, readWith, secretIds } from './vault-over-http.ts'

/** docs/guide-by-line.md: what the guide has you type, and the same by the action, each on a real server of its own. */

const rows = tableIn(read('docs/guide-by-line.md'), 'lines')
const tried = new Set<string>()
/** Declares the test of one line of the table. */
const line = (number: number, what: string, test: () => Promise<void>) => {
  tried.add(String(number))
  it(`${number}. ${what}`, test)
}

let byHand: Stage
let world: Awaited<ReturnType<typeof followTheGuide>>
let byAction: Stage
let first: Awaited<ReturnType<typeof attempt>>
let again: Awaited<ReturnType<typeof attempt>>
beforeAll(async () => {
  ;[byHand, byAction] = await Promise.all([openStage({ example: 'guide' }), openStage({ example: 'guide' })])
  world = await followTheGuide(byHand)
  first = await attempt(byAction, { env: VALUES })
  again = await attempt(byAction, { env: VALUES })
})
afterAll(async () => {
  await byHand?.stop()
  await byAction?.stop()
})

const kwargs = (): Json => JSON.parse(byAction.astro.deployment('prod').value('AIRFLOW__SECRETS__BACKEND_KWARGS') ?? '{}')
const role = async ({ vault }: Stage): Promise<Json> => (await ask(vault, 'auth/approle/role/astro_role'))?.['data'] ?? {}
const plan = (inputs: Record<string, string> = {}) => attempt(byAction, { inputs: { mode: 'plan', ...inputs }, env: VALUES })

it('examples/guide is planned, applied to an empty server, and has nothing to change then', () => {
  expect(first).toMatchObject({ exitCode: 0, errors: [] })
  expect(again).toMatchObject({ exitCode: 0, errors: [], inAstro: [] })
  expect(again.log).not.toMatch(/^(create|update|write|enable|issue) /m)
})

describe('the guide and the action', () => {
  line(1, 'sync needs neither the astro CLI nor the client of Vault', async () => {
    const stage = await openStage({ withCli: false })
    try {
      expect(await attempt(stage, { inputs: { mode: 'sync' } })).toMatchObject({ exitCode: 0, errors: [] })
      const { data } = (await ask(stage.vault, 'auth/approle/role/astro_role')) ?? {}
      expect([data.token_ttl, data.token_max_ttl]).toEqual([3600, 3600])
      const roleId = (await ask(stage.vault, 'auth/approle/role/astro_role/role-id'))?.['data'].role_id
      expect(roleId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    } finally {
      await stage.stop()
    }
  })

  line(2, "Airflow reads its two folders and nothing else; the guide's policy lets it read nothing", async () => {
    await expect(readWith(byHand.vault, world.kwargs, 'my_variable', 'my_connection')).rejects.toThrow('403')
    const [variable] = await readWith(byAction.vault, kwargs(), 'my_variable', 'my_connection')
    expect(variable['value']).toBe(VALUES.MY_VARIABLE)
    const login = await ask(byAction.vault, 'auth/approle/login', kwargs(), '')
    const token = login?.['auth'].client_token
    const path = 'airflow/data/variables/my_variable'
    await expect(ask(byAction.vault, path, { data: { value: 'x' } }, token)).rejects.toThrow('403')
    await expect(ask(byAction.vault, 'airflow/metadata/variables?list=true', undefined, token)).rejects.toThrow('403')
    await expect(ask(byAction.vault, 'secret/data/other', undefined, token)).rejects.toThrow('403')
  })

  line(3, 'AppRole is enabled once', async () => {
    expect(world.stderr).toContain('path is already in use at approle/')
    expect(again.inVault.filter(change => change.includes('sys/auth'))).toEqual([])
  })

  line(4, 'the role-id is the one that the manifest names', async () => {
    for (const { vault } of [byHand, byAction])
      expect((await ask(vault, 'auth/approle/role/astro_role/role-id'))?.['data'].role_id).toBe('astro_role')
  })

  line(5, 'a secret-id has no limits, and is replaced with overlap', async () => {
    const before = [...(await secretIds(byAction.vault)).keys()]
    const rotated = await attempt(byAction, { inputs: { rotate: 'now', 'deploy-type': 'none' }, env: VALUES })
    expect(rotated).toMatchObject({ exitCode: 0, errors: [] })
    const after = await secretIds(byAction.vault)
    expect(after.size).toBe(before.length + 1)
    for (const facts of after.values()) expect(facts).toMatchObject({ secret_id_ttl: 0, secret_id_num_uses: 0 })
  })

  line(6, 'a token lives as long as the manifest says', async () => {
    for (const stage of [byHand, byAction])
      expect(await role(stage)).toMatchObject({ token_ttl: 86_400, token_max_ttl: 86_400, token_num_uses: 0 })
  })

  line(7, 'no log has the secret-id, and its accessor is recorded', async () => {
    expect(world.stdout).toContain(world.kwargs['secret_id'])
    expect(first.log + first.summary + again.log).not.toContain(kwargs()['secret_id'])
    const record = await consumerRecord(byAction.vault, byAction.inputs['deployment-id'])
    expect([...(await secretIds(byAction.vault)).keys()].filter(one => JSON.stringify(record).includes(one))).not.toEqual([])
  })

  line(8, 'the mount is created once', async () => {
    const { exitCode, stderr } = await administer(byHand, 'vault secrets enable -path=airflow -version=2 kv')
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('path is already in use at airflow/')])
    expect(again.inVault.filter(change => change.includes('sys/mounts'))).toEqual([])
  })

  line(9, 'no program gets a value as an argument', async () => {
    const calls = (await byAction.calls()).map(({ call }) => call).join('\n')
    expect(calls).toContain('astro ')
    for (const value of Object.values(VALUES)) expect(calls).not.toContain(value)
  })

  line(10, 'Airflow reads the password back, and cannot read the URI that was written by hand', async () => {
    const airflow = await startAirflow({ python: await airflowPython(), environment: backendOf(byAction) })
    try {
      const { connections, raised } = await airflow.read({ connections: ['my_connection'], uris: [BY_HAND] })
      expect(connections['my_connection']).toMatchObject({ host: 'db.example.com', port: 5432, password: VALUES.MY_PASSWORD })
      expect(raised['uris/0']).toMatch(/^ValueError: Port could not be cast/)
    } finally {
      await airflow.stop()
    }
  })

  line(11, 'an administrator reads what Airflow cannot; the run reads as Airflow', async () => {
    const { exitCode, stdout } = await administer(byHand, 'vault kv get -field=value airflow/variables/my_variable')
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('by-hand')])
    await expect(readWith(byHand.vault, world.kwargs, 'my_variable', 'my_connection')).rejects.toThrow('403')
    expect(first.log).toContain("verify 2 paths with Airflow's own login")
  })

  line(12, 'a project without the provider is refused, with the line that fits', async () => {
    const file = join(byHand.project, 'requirements.txt')
    await writeFile(file, '')
    const { errors } = await attempt(byHand, { inputs: { mode: 'plan' }, env: VALUES })
    expect(errors.join('\n')).toMatch(
      /does not install Airflow's hashicorp provider.*\n.*apache-airflow-providers-hashicorp>=4\.7\.2/
    )
    execFileSync('git', ['-C', byHand.project, 'checkout', '--quiet', '--', 'requirements.txt'])
  })

  line(13, 'the address of a workstation is refused for a Deployment', async () => {
    const astro = { 'astro-domain': '', 'astro-api-url': '', 'astro-api-token': '', 'deployment-id': '' }
    const address = (text: string) =>
      text.replace('  mount: airflow', '  airflow-url: http://host.docker.internal:8200\n  mount: airflow')
    await byAction.editManifest(address)
    const { exitCode, errors } = await plan(astro)
    await byAction.editManifest(text => text.replace(/ {2}airflow-url.*\n/, ''))
    expect([exitCode, errors]).toEqual([
      1,
      [expect.stringContaining('is http://host.docker.internal:8200, which a Deployment in the cloud cannot reach')]
    ])
  })

  line(14, 'HCP without a namespace ends the run at once', async () => {
    const { exitCode, errors } = await plan({ 'vault-url': 'https://cluster.z1.hashicorp.cloud:8200' })
    expect(exitCode).toBe(1)
    expect(errors.join('\n')).toContain('is on HCP Vault, which requires a namespace; set vault-namespace (usually admin)')
  })

  line(15, 'both variables are set, the one with the secret-id as a secret, and a later run changes it', async () => {
    const { variables } = byAction.astro.deployment('prod')
    expect(variables).toContainEqual(expect.objectContaining({ key: 'AIRFLOW__SECRETS__BACKEND_KWARGS', isSecret: true }))
    const before = kwargs()['secret_id']
    await attempt(byAction, { inputs: { rotate: 'now', 'deploy-type': 'none' }, env: VALUES })
    expect(kwargs()['secret_id']).not.toBe(before)
  })

  line(16, 'the CLI has no option --deployment-id, and deploys by the id', async () => {
    const deploy = promisify(execFile)(join(byHand.bin, 'astro'), ['deploy', '--deployment-id', 'any'], { cwd: byHand.project })
    await expect(deploy).rejects.toThrow('unknown flag: --deployment-id')
    const id = byAction.inputs['deployment-id']
    expect((await byAction.calls()).map(({ call }) => call)).toContainEqual(
      expect.stringMatching(new RegExp(`^astro deploy ${id}`))
    )
  })

  line(17, 'nothing is written to the project', async () => {
    expect(existsSync(join(byAction.project, '.env'))).toBe(false)
    expect(execFileSync('git', ['-C', byAction.project, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('')
  })

  it('every line of the page is tried', () => {
    expect(rows.map(([number]) => number)).toEqual([...tried])
  })
})
