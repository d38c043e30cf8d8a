import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, type Stage } from './attempt.ts'
import { meanwhile, somebodyDeploys } from './somebody.ts'
import { consumerRecord, readWith, secretIds } from './vault-over-http.ts'

/** Astro fails while somebody else changes the same Deployment: what others have caused is not told as our own work. */

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'
const BACKEND = 'AIRFLOW__SECRETS__BACKEND'
const UPDATE = /\/deployments\/[^/]+$/
const FINALIZE = /\/finalize$/
const failed = { status: 500, body: { message: 'database is busy' } }

let stage: Stage
afterEach(() => stage.stop())

const prod = () => stage.astro.deployment('prod')
const held = () => JSON.parse(prod().value(KWARGS) ?? '')
const airflowReads = () => readWith(stage.vault, held(), 'greeting', 'warehouse')

describe('an update of KWARGS that fails', () => {
  const MANIFEST = `version: 1
name: busy
approle: { secret-id: { destroy-after: 0s } }
astro: { provider-installed: true }
variables: { greeting: Hello }
connections: { warehouse: { conn_type: postgres, host: db.example.com } }
`
  const rotate = { inputs: { rotate: 'now', 'deploy-type': 'none' } }
  /** `updatedAt`: the times of which variables an update moves. */
  async function begin(updatedAt: 'changed' | 'all') {
    stage = await openStage({ files: { 'airflow-secrets.yaml': MANIFEST }, astro: { updatedAt }, post: false })
    expect((await attempt(stage, { inputs: { 'deploy-type': 'none' } })).errors).toEqual([])
  }

  /** Red; and the next run replaces what may or may not be held, and takes nothing away before. */
  async function expectUnknown() {
    expect(await attempt(stage, rotate)).toMatchObject({
      exitCode: 1,
      errors: [
        expect.stringMatching(/^astro did not confirm that variable AIRFLOW__SECRETS__BACKEND_KWARGS of Deployment prod was set/)
      ]
    })
    expect(stage.astro.faults.pending()).toEqual([])
    await airflowReads()
    meanwhile(stage, { phase: 'before', path: UPDATE }, airflowReads)
    expect(await attempt(stage, { inputs: { 'deploy-type': 'none' } })).toMatchObject({ exitCode: 0, errors: [] })
    await airflowReads()
    const record = await consumerRecord(stage.vault, prod().id)
    expect([...(await secretIds(stage.vault)).keys()]).toEqual([record?.['holds'].id])
    expect(record).toMatchObject({ retired: [] })
    expect(record?.['lock']).toBeUndefined()
  }

  it.each(['changed', 'all'] as const)('while another variable is changed, which moves the times of %s', async updatedAt => {
    await begin(updatedAt)
    stage.astro.faults.add({ method: 'POST', path: UPDATE, action: failed })
    meanwhile(stage, { phase: 'before', path: UPDATE }, () => prod().setVariable('OTHER', '2'))
    await expectUnknown()
  })

  it('while another variable is removed', async () => {
    await begin('all')
    prod().setVariable('OTHER', '2')
    expect((await attempt(stage, { inputs: { 'deploy-type': 'none' } })).errors).toEqual([])
    stage.astro.faults.add({ method: 'POST', path: UPDATE, action: failed })
    meanwhile(stage, { phase: 'before', path: UPDATE }, () => prod().deleteVariable('OTHER'))
    await expectUnknown()
  })

  it('while somebody writes KWARGS by hand', async () => {
    await begin('changed')
    const theirs = JSON.stringify({ ...held(), timeout: 99 })
    stage.astro.faults.add({ method: 'POST', path: UPDATE, action: failed })
    meanwhile(stage, { phase: 'before', path: UPDATE }, () => prod().setVariable(KWARGS, theirs))
    await expectUnknown()
    expect(held()).not.toMatchObject({ timeout: 99 })
  })

  it.each([
    ['an error', 'changed', failed],
    ['no answer', 'all', 'cut'],
    ['a web page', 'changed', { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } }]
  ] as const)('although it was carried out: %s', async (_, updatedAt, action) => {
    await begin(updatedAt)
    stage.astro.faults.add({ method: 'POST', path: UPDATE, when: 'after', action })
    await expectUnknown()
  })
})

describe('an update of BACKEND', () => {
  const FOREIGN = 'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend'
  beforeEach(async () => {
    stage = await openStage({ post: false })
  })

  it('that fails while somebody sets another class is not told as set', async () => {
    stage.astro.faults.add({ method: 'POST', path: UPDATE, skip: 1, action: failed })
    meanwhile(stage, { phase: 'before', path: UPDATE, skip: 1 }, () => prod().setVariable(BACKEND, FOREIGN))
    expect(await attempt(stage)).toMatchObject({
      exitCode: 1,
      errors: [expect.stringMatching(/^astro did not confirm that variable AIRFLOW__SECRETS__BACKEND of Deployment prod was set/)]
    })
  })

  it('that is overwritten at once is not told as set', async () => {
    meanwhile(stage, { phase: 'after', path: UPDATE, skip: 1 }, () => prod().setVariable(BACKEND, FOREIGN))
    expect(await attempt(stage)).toMatchObject({
      exitCode: 1,
      errors: [
        'astro set variable AIRFLOW__SECRETS__BACKEND of Deployment prod, but Astro does not show it\n' +
          'Somebody else may have changed the variables at the same moment. Run again.'
      ]
    })
  })
})

describe('a deploy', () => {
  beforeEach(async () => {
    stage = await openStage({ post: false })
  })

  const unknown = {
    exitCode: 1,
    errors: [expect.stringMatching(/^nothing shows that astro deploy shipped anything to Deployment prod/)],
    outputs: { deployed: 'false' }
  }
  const last = () => stage.astro.deploys.at(-1)
  const change = async () => {
    await writeFile(join(stage.project, 'dags/hello.py'), `# changed at deploy ${stage.astro.deploys.length}\n`)
    stage.commit('Change a DAG')
  }
  /** The next run ships our tree, whatever others have shipped; the one after that has nothing to ship. */
  async function expectShippedNext(inputs: Record<string, string> = {}) {
    const before = stage.astro.deploys.length
    expect(await attempt(stage, { inputs })).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'true' } })
    expect(last()?.entries).toContain('dags/hello.py')
    expect(await attempt(stage, { inputs })).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'false' } })
    expect(stage.astro.deploys.length).toBe(before + 1)
  }

  it.each([
    ['dags-only', 'DAG_ONLY'],
    ['image-and-dags', 'IMAGE_ONLY'],
    ['image-only', 'IMAGE_ONLY']
  ] as const)('of type %s whose end fails while somebody else deploys is not told as deployed', async (type, theirs) => {
    const inputs = { 'deploy-type': type }
    await stage.editManifest(text => `${text}astro: { skip-unchanged: true }\n`)
    expect((await attempt(stage)).errors).toEqual([])
    await change()
    if (type === 'image-only') await writeFile(join(stage.project, 'packages.txt'), 'gcc\n')
    stage.commit('Change the image')
    stage.astro.faults.add({ method: 'POST', path: FINALIZE, skip: 1, action: failed })
    meanwhile(stage, { phase: 'before', path: FINALIZE }, () => somebodyDeploys(stage, theirs, 'Change the image'))
    expect(await attempt(stage, { inputs })).toMatchObject(unknown)
    expect(stage.astro.deploys.slice(-2).map(({ status }) => status)).toEqual(['INITIALIZED', 'DEPLOYED'])
    if (type === 'image-only')
      expect(await attempt(stage, { inputs })).toMatchObject({ exitCode: 0, outputs: { deployed: 'true' } })
    else await expectShippedNext(inputs)
  })

  it.each([
    ['an image tag', 'Deployed Image Tag:  deploy-2026-01-01T00-00-00-000Z'],
    [
      'all that the CLI says at its end',
      'Deployed DAG bundle:  v\nDeployed Image Tag:  t\nSuccessfully pushed image to Astronomer registry.'
    ]
  ])('whose build fails after it has printed %s is not told as deployed', async (_, text) => {
    expect(await attempt(stage, { env: { DOCKER_STUB_PRINTS: text, DOCKER_STUB_FAIL: 'build' } })).toMatchObject(unknown)
    await expectShippedNext()
  })

  it.each([
    ['an error', failed],
    ['an empty object', 'empty-object']
  ] as const)('whose push prints such a line, and whose end is answered by %s, is not told as deployed', async (_, action) => {
    stage.astro.faults.add({ method: 'POST', path: FINALIZE, action })
    expect(await attempt(stage, { env: { DOCKER_STUB_PRINTS: 'Deployed Image Tag:  v2' } })).toMatchObject(unknown)
    await expectShippedNext()
  })

  it('whose end fails is not told as deployed because another one with its very description has arrived', async () => {
    stage.astro.faults.add({ method: 'POST', path: FINALIZE, skip: 1, action: failed })
    meanwhile(stage, { phase: 'before', path: FINALIZE }, () => somebodyDeploys(stage, 'DAG_ONLY', last()?.description ?? ''))
    const { errors, ...run } = await attempt(stage)
    expect({ errors, ...run }).toMatchObject(unknown)
    expect(errors[0]).toContain('Astro lists several deploys with its mark')
    await expectShippedNext()
  })

  it('that the platform has given up is not told as deployed', async () => {
    meanwhile(stage, { phase: 'after', path: FINALIZE }, () => {
      const deploy = last()
      if (deploy !== undefined) deploy.status = 'FAILED'
    })
    const { errors, ...run } = await attempt(stage)
    expect({ errors, ...run }).toMatchObject(unknown)
    expect(errors[0]).toContain('Astro lists it as FAILED')
  })

  it('is recorded with its own version, not with the one that somebody else has shipped right after it', async () => {
    meanwhile(stage, { phase: 'after', path: FINALIZE }, () => somebodyDeploys(stage, 'DAG_ONLY', 'Something else'))
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'true' } })
    const [ours, theirs] = stage.astro.deploys
    expect(prod().fields.dagTarballVersion).toBe(theirs?.dagTarballVersion)
    const record = await consumerRecord(stage.vault, prod().id)
    expect(record?.['shipped']).toMatchObject({
      image: { version: ours?.imageTag },
      dags: { version: ours?.dagTarballVersion }
    })
    await expectShippedNext()
  })

  it.each([
    ['lost', 'cut'],
    ['an error', failed]
  ] as const)('that has arrived is told as deployed by its mark, where the answer is %s', async (_, action) => {
    stage.astro.faults.add({ method: 'POST', path: FINALIZE, when: 'after', action })
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'true' } })
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'false' } })
    expect(stage.astro.deploys).toHaveLength(1)
  })

  it('that the platform lists as deployed only later is told by its own answer', async () => {
    meanwhile(stage, { phase: 'after', path: FINALIZE }, () => {
      const deploy = last()
      if (deploy !== undefined) deploy.status = 'INITIALIZED'
    })
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'true' } })
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'false' } })
  })

  it.each([
    ['refused', { status: 403, body: { message: 'You may not list deploys' } }],
    ['a web page', 'html'],
    ['cut off', 'cut']
  ] as const)(
    'is unknown where the list of deploys is %s; the next run settles it and ships nothing twice',
    async (_, action) => {
      const callOff = stage.astro.faults.add({ method: 'GET', path: /\/deploys$/, times: Number.POSITIVE_INFINITY, action })
      expect(await attempt(stage)).toMatchObject({
        exitCode: 1,
        errors: [
          expect.stringMatching(
            /^it is unknown whether astro deploy shipped anything to Deployment prod \(exit code 0\): Astro .* the request for the deploys of Deployment prod: /
          )
        ],
        outputs: { deployed: 'false' }
      })
      callOff()
      const next = await attempt(stage)
      expect(next).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'false' } })
      expect(next.log).toContain('an earlier run deployed the project and ended before recording it')
      expect(stage.astro.deploys).toHaveLength(1)
    }
  )

  it('is found by its mark also behind a thousand others', async () => {
    stage.astro.faults.add({ method: 'POST', path: FINALIZE, when: 'after', action: 'cut' })
    meanwhile(stage, { phase: 'after', path: FINALIZE }, () => {
      const deploy = last()
      if (deploy === undefined) return
      for (let number = 0; number < 1200; number++)
        stage.astro.deploys.push({ ...deploy, id: `cldother${number}`, description: `Nightly ${number}` })
    })
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], outputs: { deployed: 'true' } })
  })
})
