import { describe, expect, it } from '@jest/globals'
import { CLOCK } from '../../src/base/clock.ts'
import type { Event } from '../../src/plan/event.ts'
import { check } from '../../src/run/check.ts'
import { someInputs } from '../build/inputs.ts'
import { manifestText } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'

const IMAGE = {
  Dockerfile: 'FROM astrocrpublic.azurecr.io/runtime:3.1-4\n',
  'requirements.txt': 'apache-airflow-providers-hashicorp>=4.7.2\n'
}

/** All that a check of these files says: each finding with its severity, and why it failed. */
async function checked(manifest: object, files: Readonly<Record<string, string>> = IMAGE, inputs = {}) {
  const { dir } = aFolder({ ...files, 'airflow-secrets.yaml': manifestText(manifest) })
  const said: string[] = []
  const ports = {
    environment: {},
    tell: (event: Event) => {
      if (event.kind === 'planned')
        for (const { severity, subject, message } of event.chapters.flatMap(({ plan }) => plan.findings))
          said.push(`${severity}: ${subject ?? ''} ${message}`.replaceAll(`${dir}/`, ''))
    },
    mask: () => {},
    run: { id: '1', attempt: 1 },
    workspace: dir,
    repository: '',
    signal: new AbortController().signal,
    clock: CLOCK,
    openVault: () => Promise.reject(new Error('a check asks nobody')),
    openAstro: () => {
      throw new Error('a check asks nobody')
    }
  }
  const { vault, astro, selection, ...here } = someInputs({
    mode: 'plan',
    manifest: `${dir}/airflow-secrets.yaml`,
    projectDir: dir
  })
  const failed = await check({ ...here, ...inputs }, ports).then(
    () => false,
    () => true
  )
  return { failed, said }
}

const ASKING = 'from airflow.models import Variable\nVariable.get("nowhere")\n'

describe('a check', () => {
  it('has nothing to say of a project in order', async () => {
    expect(await checked({})).toEqual({ failed: false, said: [] })
  })

  it('needs no value', async () => {
    expect(await checked({ variables: { token: { env: 'NOWHERE' } } })).toEqual({ failed: false, said: [] })
  })

  it('says what DAGs ask for and nobody defines', async () => {
    const files = { ...IMAGE, 'dags/daily.py': ASKING }
    const { failed, said } = await checked({}, files)
    expect([failed, said]).toEqual([false, expect.arrayContaining([expect.stringMatching(/^warning: .*nowhere/)])])
    expect(await checked({ coverage: 'fail' }, files)).toMatchObject({ failed: true })
  })

  it('fails for an import that is not there', async () => {
    const { failed, said } = await checked({ imports: [{ file: 'nowhere.json' }] })
    expect([failed, said]).toEqual([true, [expect.stringContaining('nowhere.json cannot be read')]])
  })

  it('does not know what a pattern brings, and takes it as possible', async () => {
    const files = { ...IMAGE, 'dags/daily.py': ASKING }
    const { failed, said } = await checked({ coverage: 'fail', imports: [{ env: 'AIRFLOW_VAR_*' }] }, files)
    expect([failed, said]).toEqual([false, expect.arrayContaining([expect.stringContaining('AIRFLOW_VAR_* may bring it')])])
    expect(await checked({ coverage: 'fail', imports: [{ env: 'AIRFLOW_VAR_X_*' }] }, files)).toMatchObject({ failed: true })
  })

  it('looks at each isolated Deployment, unless one was chosen', async () => {
    const own = { dev: { 'deployment-name': 'dev', isolate: true, variables: { GREETING: 'Hi' } } }
    const { failed, said } = await checked({ deployments: own })
    expect([failed, said]).toEqual([false, [expect.stringContaining('GREETING differ only in case')]])
    expect(await checked({ deployments: own }, IMAGE, { selection: { name: 'prod' } })).toEqual({ failed: false, said: [] })
  })

  it('fails for an image without the provider, unless the manifest says that it has it', async () => {
    const without = { ...IMAGE, 'requirements.txt': '' }
    const { failed, said } = await checked({}, without)
    expect([failed, said]).toEqual([
      true,
      [expect.stringContaining("requirements.txt does not install Airflow's hashicorp provider")]
    ])
    expect(await checked({ astro: { 'provider-installed': true } }, without)).toMatchObject({ failed: false })
    expect(await checked({}, without, { imageName: 'acme/airflow:5' })).toMatchObject({ failed: false })
  })

  it('fails for a provider that does not work with the Airflow of the image', async () => {
    const old = {
      ...IMAGE,
      Dockerfile: 'FROM astrocrpublic.azurecr.io/runtime:3.2-1\n',
      'requirements.txt': 'apache-airflow-providers-hashicorp<4.4\n'
    }
    const { failed, said } = await checked({}, old)
    expect([failed, said]).toEqual([true, [expect.stringContaining('which fails at every lookup from Airflow 3.2')]])
  })

  it('says what it did not check', async () => {
    expect(await checked({}, {})).toEqual({ failed: false, said: [expect.stringContaining('has no Dockerfile')] })
  })
})
