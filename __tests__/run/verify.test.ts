import { join } from 'node:path'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { CLOCK } from '../../src/base/clock.ts'
import { verify } from '../../src/run/verify.ts'
import { someInputs } from '../build/inputs.ts'
import { manifestText } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'
import { FakeLog } from '../fakes/log.ts'
import { Workplace } from '../fakes/workplace.ts'

const MANIFEST = { deployments: { dev: { 'deployment-name': 'dev', isolate: true } }, coverage: 'off' }
const ALL = { selection: { entries: 'all' } } as const
const SHARED = { selection: undefined } as unknown as typeof ALL
const manifest = join(aFolder({ 'airflow-secrets.yaml': manifestText(MANIFEST) }).dir, 'airflow-secrets.yaml')

let place: Workplace
beforeEach(async () => {
  place = new Workplace(MANIFEST)
  await place.runWell({ mode: 'sync', ...ALL, astro: undefined as never })
  await place.runWell({ mode: 'sync', ...SHARED, astro: undefined as never })
})

async function verified(inputs: object, said = new FakeLog()) {
  const failed = await verify(someInputs({ mode: 'plan', manifest, ...inputs }), {
    environment: {},
    tell: said.tell,
    mask: said.mask,
    run: { id: '1', attempt: 1 },
    workspace: '.',
    repository: '',
    signal: new AbortController().signal,
    clock: CLOCK,
    openVault: async () => ({ vault: place.vault, lastWords: place.vault }),
    openAstro: () => {
      throw new Error('a proof needs no Deployment')
    }
  }).then(
    () => undefined,
    (error: unknown) => String(error)
  )
  return failed
}

describe('the command verify', () => {
  it('succeeds where everything was proved', async () => {
    expect(await verified(ALL)).toBeUndefined()
  })

  it('fails where the role does not let this machine log in', async () => {
    place.vault.boundElsewhere.add('approle/astro_role')
    expect(await verified(SHARED)).toMatch(/role astro_role was not proved to read anything/)
  })

  it('fails where one of several scopes could not be proved, and names its role', async () => {
    place.vault.boundElsewhere.add('approle/astro_role-dev')
    const failed = await verified(ALL)
    expect(failed).toMatch(/role astro_role-dev was not proved/)
    expect(failed).not.toMatch(/role astro_role was/)
  })

  it('warns that it knows no names for a pattern that matches nothing here', async () => {
    const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText({ ...MANIFEST, imports: [{ env: 'AIRFLOW_CONN_*' }] }) })
    const said = new FakeLog()
    expect(await verified({ ...SHARED, manifest: join(dir, 'airflow-secrets.yaml') }, said)).toBeUndefined()
    expect(said.warnings).toEqual([expect.stringContaining('begins with AIRFLOW_CONN_, so what it has brought is not checked')])
  })
})
