import { describe, expect, it } from '@jest/globals'
import type { Deployment } from '../../../src/astro/port.ts'
import type { ObservedDeployment } from '../../../src/observe/observed.ts'
import { type DesiredDeployment, planDeployment } from '../../../src/plan/deployment/deployment.ts'
import { conflict, conflictsOf } from '../../../src/plan/plan.ts'
import type { Project } from '../../../src/project/project.ts'
import {
  aDeployment,
  aFreshDeployment,
  aHeld,
  aLock,
  aProject,
  aRecord,
  aVariable,
  desiredDeployment,
  firstSeen,
  hoursAgo,
  kwargsVariable,
  observedDeployment
} from '../../build/deployment.ts'
import { conflictsIn, kinds, notesIn, theStep } from '../../build/plan.ts'

const plan = (observed: Partial<ObservedDeployment> = {}, desired: Partial<DesiredDeployment> = {}) =>
  planDeployment(desiredDeployment(desired), observedDeployment(observed))
const first = (observed: Partial<ObservedDeployment> = {}, desired: Partial<DesiredDeployment> = {}) =>
  planDeployment(desiredDeployment(desired), firstSeen(observed))
/** A project whose files are others. */
const OTHER = { trees: { image: 'tree-2', dags: 'dags-tree-2' } }
const changed = { project: aProject(OTHER) }

describe('the order of the steps', () => {
  it('ships the image first when the Deployment is adopted', () => {
    expect(kinds(first())).toEqual(['deploy', 'credential', 'verify', 'kwargs', 'backend', 'health'])
  })

  it('sets the variables first where the image is said to carry the provider', () => {
    const steps = kinds(first({}, { providerInstalled: true }))
    expect(steps).toEqual(['credential', 'verify', 'kwargs', 'backend', 'deploy', 'health'])
  })

  it('sets the variables first where the record knows that the image carries the provider', () => {
    const { holds: _, ...record } = aRecord({ variables: {} })
    expect(kinds(first({ record, ...changed }))).toEqual(['credential', 'verify', 'kwargs', 'backend', 'deploy', 'health'])
  })

  it('sets KWARGS alone on later runs', () => {
    expect(kinds(plan(changed, { rotateNow: true }))).toEqual(['credential', 'verify', 'kwargs', 'deploy', 'health'])
  })

  it('proves a new secret-id between issuing it and handing it over', () => {
    const steps = kinds(plan({}, { rotateNow: true }))
    expect(steps.indexOf('verify')).toBeGreaterThan(steps.indexOf('credential'))
    expect(steps.indexOf('verify')).toBeLessThan(steps.indexOf('kwargs'))
  })

  it('only proves where nothing has changed, and does not wait for health', () => {
    expect(kinds(plan())).toEqual(['verify'])
  })

  it('waits for nothing when told so', () => {
    expect(kinds(plan(changed, { waitForHealth: false }))).toEqual(['verify', 'deploy'])
  })

  it('has no step twice, whatever an earlier run has left', () => {
    const lock = aLock({ before: aRecord().variables, issued: aHeld('accessor-2') })
    const retired = [{ ...aHeld('accessor-0'), since: hoursAgo(30).toISOString() }]
    const { steps } = plan({ record: aRecord({ lock, retired }), ...changed }, { rotateNow: true })
    const targets = steps.map(step => `${step.kind} ${step.kind === 'retire' ? step.credential.id : ''}`)
    expect(targets).toEqual([...new Set(targets)])
    expect(targets).toEqual(['record ', 'credential ', 'verify ', 'kwargs ', 'deploy ', 'health ', 'retire accessor-0'])
  })
})

describe('shipping', () => {
  it.each<[string, Partial<ObservedDeployment>]>([
    ['the tree has changed', changed],
    ['another image runs now', { deployment: aDeployment({ shipped: { image: 'tag-2', dags: 'dags-1' } }) }],
    ['other DAGs run now', { deployment: aDeployment({ shipped: { image: 'tag-1', dags: 'dags-2' } }) }],
    ['it was never recorded', { record: aRecord({ shipped: {} }) }]
  ])('happens where %s', (_, observed) => {
    expect(kinds(plan(observed))).toContain('deploy')
  })

  it('is skipped where all of it is as it was, and says so', () => {
    const made = plan()
    expect(kinds(made)).not.toContain('deploy')
    expect(notesIn(made)).toEqual(['deploy is skipped: the project has not changed since the last one (astro.skip-unchanged)'])
  })

  it('happens in any case where skip-unchanged is off', () => {
    expect(theStep(plan({}, { skipUnchanged: false }), 'deploy').reason).toBe(
      'deploy-type image-and-dags ships an unchanged project too (astro.skip-unchanged is off)'
    )
  })

  it.each<DesiredDeployment['deployType']>(['dags-only', 'image-only'])('of %s is skipped after a full one', deployType => {
    expect(kinds(plan({}, { deployType }))).not.toContain('deploy')
  })

  it.each<[DesiredDeployment['deployType'], Partial<Project['trees']>, boolean]>([
    ['dags-only', { dags: 'dags-tree-2' }, true],
    ['dags-only', { image: 'tree-2' }, false],
    ['image-only', { image: 'tree-2' }, true],
    ['image-only', { dags: 'dags-tree-2' }, false],
    ['image-and-dags', { dags: 'dags-tree-2' }, true]
  ])('of %s looks at its own parts alone: %j', (deployType, trees, ships) => {
    const project = aProject({ trees: { ...aProject().trees, ...trees } })
    expect(kinds(plan({ project }, { deployType })).includes('deploy')).toBe(ships)
  })

  it('does not happen for deploy-type none', () => {
    const { project: _, ...observed } = observedDeployment()
    expect(kinds(planDeployment(desiredDeployment({ deployType: 'none', skipUnchanged: false }), observed))).toEqual(['verify'])
  })

  it.each<[string, Partial<ObservedDeployment>, string | undefined, string]>([
    ['nothing', {}, undefined, 'deploy is skipped: neither dags/ nor the image has changed since the last one'],
    [
      'DAGs',
      { project: aProject({ trees: { image: 'tree-1', dags: 'dags-tree-2' } }) },
      'dags-only',
      'dags/ has changed since version dags-1, the image has not'
    ],
    [
      'DAGs where they are a part of the image',
      {
        project: aProject({ trees: { image: 'tree-1', dags: 'dags-tree-2' } }),
        deployment: aDeployment({ dagDeploys: false, shipped: { image: 'tag-1', dags: 'tag-1' } }),
        record: aRecord({
          shipped: { image: { tree: 'tree-1', version: 'tag-1' }, dags: { tree: 'dags-tree-1', version: 'tag-1' } }
        })
      },
      'image-and-dags',
      'dags/ has changed since version tag-1, and DAG-only deploys are turned off'
    ],
    ['both', changed, 'image-and-dags', 'the image has changed since version tag-1'],
    ['everything at first', { record: undefined }, 'image-and-dags', 'this action has not deployed the project yet'],
    [
      'everything after DAGs alone',
      { record: aRecord({ shipped: { dags: { tree: 'dags-tree-1', version: 'dags-1' } } }) },
      'image-and-dags',
      'this action has not deployed the image yet'
    ],
    [
      'everything after an image alone',
      { record: aRecord({ shipped: { image: { tree: 'tree-1', version: 'tag-1' } } }) },
      'image-and-dags',
      'this action has not deployed dags/ yet'
    ],
    [
      'everything over another image',
      { deployment: aDeployment({ shipped: { image: 'tag-2', dags: 'dags-1' } }) },
      'image-and-dags',
      'the Deployment is not known to run the image that this action deployed last'
    ],
    [
      'everything over other DAGs',
      { deployment: aDeployment({ shipped: { image: 'tag-1', dags: 'dags-2' } }) },
      'image-and-dags',
      'the Deployment is not known to run the DAGs that this action deployed last'
    ],
    [
      'everything once DAG-only deploys are off',
      { deployment: aDeployment({ dagDeploys: false, shipped: { image: 'tag-1', dags: 'tag-1' } }) },
      'image-and-dags',
      'DAG-only deploys were turned off after this action deployed last'
    ],
    [
      'everything where Astro tells no version',
      { deployment: aDeployment({ shipped: {} }) },
      'image-and-dags',
      'the Deployment is not known to run the image that this action deployed last'
    ]
  ])('of type infer ships %s, and says why', (_, observed, type, why) => {
    const made = plan(observed, { deployType: 'infer' })
    const step = made.steps.find(one => one.kind === 'deploy')
    expect([step?.request.type, step?.reason ?? notesIn(made)[0]]).toEqual([type, why])
  })

  it.each<[string, readonly string[], Partial<ObservedDeployment>]>([
    ['nothing where nothing is shipped', [], {}],
    ['of what DAGs alone bring', ['dags/.git/config'], { project: aProject({ trees: { ...aProject().trees, dags: 'other' } }) }],
    ['of all where all is shipped', ['dags/.git/config', '.git/config'], changed]
  ])('is told with what should be known of the files that it ships: %s', (_, told, { project = aProject() }) => {
    const remark = (subject: string, part: 'dags' | 'image') =>
      ({ severity: 'warning', subject, message: 'is shipped', parts: [part] }) as const
    const remarks = [remark('dags/.git/config', 'dags'), remark('.git/config', 'image')]
    const { findings } = plan({ project: { ...project, remarks } }, { deployType: 'infer' })
    expect(findings.flatMap(({ message, subject }) => (message === 'is shipped' ? [subject] : []))).toEqual(told)
  })

  it('of an image that was built elsewhere names it, and ships it each time', () => {
    const project = aProject({ imageName: 'acme/airflow:5', provider: false })
    const step = theStep(plan({ project }, { deployType: 'infer', providerInstalled: true }), 'deploy')
    expect([step.request.type, step.request.imageName, step.reason]).toEqual([
      'image-and-dags',
      'acme/airflow:5',
      'what is in the image of image-name is unknown'
    ])
    expect(conflictsIn(plan({ project }, { deployType: 'infer' }))[0]).toMatch(
      /^image acme\/airflow:5 may lack Airflow's hashicorp provider, .*\nMake sure that it has apache-airflow-providers-hashicorp/
    )
  })

  it('is refused with every obstacle that the project has', () => {
    const obstacles = [conflict('dags/', 'contains no Python file'), conflict('the checkout', 'has uncommitted changes')]
    expect(conflictsOf(plan({ project: aProject({ obstacles }) }))).toEqual(obstacles)
  })

  it('of DAGs alone is refused where the Deployment takes none', () => {
    expect(conflictsIn(plan({ deployment: aDeployment({ dagDeploys: false }) }, { deployType: 'dags-only' }))).toEqual([
      'Deployment prod has DAG-only deploys turned off, so deploy-type dags-only cannot work\nTurn them on in Astro, or use `deploy-type: infer`.'
    ])
  })

  it('of DAGs keeps what is known of the image', () => {
    const project = aProject({ ...OTHER, provider: false })
    expect(theStep(plan({ project }, { deployType: 'dags-only' }), 'deploy').parts).toEqual({ dags: { tree: 'dags-tree-2' } })
  })
})

describe('a dbt project', () => {
  const MOUNTED = '/usr/local/airflow/dbt/shop'
  const project = aProject({ dir: 'dbt', trees: {}, provider: false, mountPath: MOUNTED })
  const DBT = { deployType: 'dbt' } as const

  it.each([true, false])('is always shipped, whatever skip-unchanged says (%s)', skipUnchanged => {
    const step = theStep(plan({ project }, { ...DBT, skipUnchanged }), 'deploy')
    expect(step).toMatchObject({ request: { type: 'dbt', projectDir: 'dbt', mountPath: MOUNTED }, parts: {} })
    expect(step.reason).toBe(`deploy-type dbt always ships, to ${MOUNTED}`)
  })

  it('needs DAG-only deploys', () => {
    expect(conflictsIn(plan({ project, deployment: aDeployment({ dagDeploys: false }) }, DBT))).toEqual([
      'Deployment prod has DAG-only deploys turned off, so deploy-type dbt cannot work\nTurn them on in Astro.'
    ])
  })

  it('brings no provider to a Deployment that does not use Vault yet', () => {
    expect(conflictsIn(first({ project }, DBT))).toEqual([
      expect.stringMatching(/^Deployment prod runs an image that may lack Airflow's hashicorp provider/)
    ])
    expect(kinds(first({ project }, { ...DBT, providerInstalled: true }))).toEqual([
      ...['credential', 'verify', 'kwargs', 'backend', 'deploy', 'health']
    ])
  })

  it('is shipped again after a run that ended before it knew that it had arrived', () => {
    const record = aRecord({ lock: aLock({ shipping: { mark: 'm1', parts: {} }, unsettled: true }) })
    const made = plan({ project, record, arrived: { image: 'tag-9', dags: 'dags-9' } }, DBT)
    expect(theStep(made, 'record').change).toEqual({ shipped: record.shipped })
    expect(kinds(made)).toContain('deploy')
  })

  it('is told with what is worth knowing of its files', () => {
    const remarks = [{ severity: 'note', subject: 'dbt', message: 'is shipped with target/' } as const]
    expect(notesIn(plan({ project: { ...project, remarks } }, DBT))).toContain('dbt is shipped with target/')
  })
})

describe("Airflow's provider", () => {
  const LINE = 'apache-airflow-providers-hashicorp'

  it('missing from requirements.txt ends the run with the line to add', () => {
    const conflicts = conflictsIn(plan({ project: aProject({ ...OTHER, provider: false }) }))
    expect(conflicts).toHaveLength(1)
    expect(conflicts[0]).toMatch(/^\.\/requirements\.txt does not install Airflow's hashicorp provider/)
    expect(conflicts[0]).toContain(`\nAdd the line \`${LINE}>=4.7.2\`, or`)
  })

  it('is taken for granted where the user says so', () => {
    const project = aProject({ ...OTHER, provider: false })
    expect(conflictsIn(plan({ project }, { providerInstalled: true }))).toEqual([])
  })

  it('that cannot work with the Airflow of the image ends the run with the line to write', () => {
    const project = aProject({ ...OTHER, airflow: '3.2', providerVersions: ['<4.4'] })
    expect(conflictsIn(plan({ project }))).toEqual([
      './requirements.txt asks for apache-airflow-providers-hashicorp<4.4, which fails at every lookup from Airflow 3.2\nWrite `apache-airflow-providers-hashicorp>=4.8.1` instead.'
    ])
  })

  it("that cannot work with the Deployment's Airflow is a note, since the image may bring another", () => {
    const project = aProject({ ...OTHER, providerVersions: ['>=4.8'] })
    const made = plan({ project, deployment: aDeployment({ airflowVersion: '2.10.5' }) })
    expect(conflictsIn(made)).toEqual([])
    expect(notesIn(made)).toEqual([
      './requirements.txt asks for apache-airflow-providers-hashicorp>=4.8, which requires an Airflow newer than 2.10.5, so pip replaces Airflow or fails\nWrite `apache-airflow-providers-hashicorp>=4.2.0,<4.3.3` instead.'
    ])
  })

  it('that may be too new for its Airflow is a note', () => {
    const { findings } = plan({ project: aProject({ ...OTHER, airflow: '2.9' }) })
    expect(findings).toMatchObject([{ severity: 'note', subject: './requirements.txt' }])
  })

  it('is not judged where no image is shipped', () => {
    const project = aProject({ ...OTHER, airflow: '3.2', providerVersions: ['<4.4'] })
    expect(conflictsIn(plan({ project }, { deployType: 'dags-only' }))).toEqual([])
  })

  it('to add is the one for the Airflow of the image', () => {
    const conflicts = conflictsIn(plan({ project: aProject({ ...OTHER, provider: false, airflow: '2.9' }) }))
    expect(conflicts[0]).toContain(`${LINE}>=4.0.0,<4.2`)
  })

  it('unknown, with no image in this run, ends the run with the ways out', () => {
    const conflicts = conflictsIn(first({}, { deployType: 'dags-only' }))
    expect(conflicts).toHaveLength(1)
    expect(conflicts[0]).toContain('\nDeploy an image with this action once')
    expect(conflicts[0]).toContain('set `astro.provider-installed: true` in the manifest.')
  })
})

describe('variables that others have set in the Deployment', () => {
  const having = (key: string, variable = aVariable({ value: 'x' })): Deployment =>
    aFreshDeployment({ variables: new Map([[key, variable]]) })

  it('name a backend of another class: refused, whoever is told to adopt', () => {
    const deployment = having('AIRFLOW__SECRETS__BACKEND', aVariable({ value: 'other.Backend' }))
    expect(conflictsIn(first({ deployment }, { adopt: true }))).toEqual([
      'Deployment prod has another secrets backend (AIRFLOW__SECRETS__BACKEND=other.Backend)\nRemove that variable in Astro first.'
    ])
  })

  it('hide the class of the backend: refused', () => {
    const deployment = having('AIRFLOW__SECRETS__BACKEND', aVariable())
    expect(conflictsIn(first({ deployment }))).toEqual([
      'Deployment prod has AIRFLOW__SECRETS__BACKEND marked as secret, so its class cannot be read\nRemove that variable in Astro first.'
    ])
  })

  it.each([
    'AIRFLOW__SECRETS__BACKEND_KWARG__URL',
    'AIRFLOW__SECRETS__BACKEND_KWARGS_CMD',
    'AIRFLOW__SECRETS__BACKEND_KWARGS_SECRET',
    'AIRFLOW__WORKERS__SECRETS_BACKEND'
  ])('override ours: %s is refused', key => {
    expect(conflictsIn(first({ deployment: having(key) }, { adopt: true }))).toEqual([
      `Deployment prod has ${key}, which overrides the secrets backend\nRemove that variable in Astro first.`
    ])
  })

  it('lack BACKEND alone: it is set again', () => {
    const deployment = aDeployment({ variables: new Map([kwargsVariable()]) })
    expect(kinds(plan({ deployment }))).toContain('backend')
  })
})
