import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import type { Stage } from './attempt.ts'
import { MANIFEST } from './crash.ts'
import { KWARGS, Reaper } from './reaper.ts'
import { ask, type Json, keysBelow, readWith, secretIds } from './vault-over-http.ts'

/** A run that deletes a preview is killed at each of its changes, in Vault and in Astro; the next one ends as if nothing had happened. */

jest.setTimeout(590_000)

let stage: Stage
let reaper: Reaper
let tap: Awaited<ReturnType<typeof tapVault>>
let attempts = 0

beforeAll(async () => {
  stage = await openStage({
    files: { 'airflow-secrets.yaml': MANIFEST },
    astro: { deployments: [aDeployment({ environmentVariables: [{ key: 'LOG_LEVEL', value: 'INFO' }] })] }
  })
  reaper = new Reaper(stage)
  tap = await tapVault(stage.vault.url, reaper.hook)
  expect(await run({})).toEqual({ exitCode: 0, log: '' })
})
afterAll(async () => {
  await tap.stop()
  await stage.stop()
})

async function run(inputs: Record<string, string>): Promise<{ exitCode: number | null; log: string }> {
  const { exitCode, log, remove } = await stage.run({
    post: false,
    inputs: { 'vault-url': tap.url, 'wait-time': '60s', ...inputs },
    env: { GITHUB_RUN_ATTEMPT: String(++attempts) },
    onSpawn: reaper.onSpawn
  })
  await remove()
  return { exitCode, log: exitCode === 0 || exitCode === 137 ? '' : log }
}
const deploy = { preview: 'deploy', 'preview-for': 'feature/x', 'preview-isolate': 'true' }
const remove = { ...deploy, preview: 'delete' }
const well = async (inputs: Record<string, string>) => expect(await run(inputs)).toEqual({ exitCode: 0, log: '' })

/** What must be the same after a disturbed and an undisturbed run. Ids and times are not. */
async function state(): Promise<Json> {
  const { vault, astro } = stage
  const names = astro.deployments.map(({ name }) => name)
  const made = astro.deployments.find(({ name }) => name.startsWith('preview-'))
  const { [KWARGS]: kwargs = '{}', ...variables } = made?.values() ?? {}
  if (made !== undefined) await readWith(vault, JSON.parse(kwargs), 'greeting', 'warehouse')
  const { role_id: _r, secret_id: _s, url: _u, ...rest } = JSON.parse(kwargs)
  const records = (await keysBelow(vault, 'airflow')).map(path => path.replace(made?.id ?? '-', 'ID'))
  const roles: string[] = (await ask(vault, 'auth/approle/role?list=true'))?.['data'].keys
  const role = roles.find(name => name.includes('preview-'))
  return {
    ...{ names, variables, kwargs: rest, records, roles },
    policies: (await ask(vault, 'sys/policies/acl?list=true'))?.['data'].keys,
    secretIds: role === undefined ? 0 : (await secretIds(vault, role)).size,
    marked: made?.fields.description.replace(/[0-9a-f]{12}/, 'MARK')
  }
}

/** Kills such a run at each of its changes; `before` brings everything to where it begins. */
async function killedAnywhere(inputs: Record<string, string>, before: () => Promise<void>): Promise<number> {
  await before()
  reaper.spare()
  await well(inputs)
  const changes = reaper.seen
  const wanted = await state()
  for (const [index, change] of changes.entries()) {
    const moment = `killed after change ${index + 1} of ${changes.length}, ${change}`
    reaper.spare()
    await before()
    reaper.strikeAt(index + 1, 'after')
    expect({ moment, ...(await run(inputs)) }).toMatchObject({ moment, exitCode: 137 })
    reaper.spare()
    expect({ moment, ...(await run(inputs)) }).toEqual({ moment, exitCode: 0, log: '' })
    expect({ moment, ...(await state()) }).toEqual({ moment, ...wanted })
  }
  expect(reaper.lockedOut).toEqual([])
  return changes.length
}

describe('a run that is killed', () => {
  it('leaves nothing of a half deleted preview, once it is deleted again', async () => {
    const nothing = await state()
    expect(await killedAnywhere(remove, () => well(deploy))).toBeGreaterThanOrEqual(8)
    expect({ ...(await state()), records: [] }).toEqual({ ...nothing, records: [] })
  })
})
