import { describe, expect, it } from '@jest/globals'
import type { Deployment } from '../../../src/astro/port.ts'
import type { Preview } from '../../../src/manifest/preview.ts'
import { previewScope } from '../../../src/manifest/preview.ts'
import { accessOf } from '../../../src/manifest/scope.ts'
import { planCreate, planFirstImage } from '../../../src/plan/preview/create.ts'
import { planExpired } from '../../../src/plan/preview/expired.ts'
import { planLostMark } from '../../../src/plan/preview/mark.ts'
import { type ObservedRest, planRemove } from '../../../src/plan/preview/remove.ts'
import { planSameMount, planSameNames } from '../../../src/plan/preview/renamed.ts'
import { planShared } from '../../../src/plan/preview/shared.ts'
import { markedAs, type PreviewRecord } from '../../../src/records/consumer.ts'
import { NOBODY } from '../../../src/records/readers.ts'
import { EMPTY } from '../../../src/records/shard.ts'
import { aDeployment, aVariable } from '../../build/deployment.ts'
import { aScope } from '../../build/manifest.ts'
import { present, roleFields } from '../../build/vault.ts'

const preview: Preview = { name: 'preview-prod-pr-42-1a2b3c4d', of: '42', isolated: false, ttl: 86_400 }
const scope = previewScope(aScope(), preview)
const access = accessOf(scope)
const belongs = { access, policy: scope.policy, manifest: 'analytics' }
const LATER = '2026-11-20T12:00:00.000Z'
const record = (difference: Partial<PreviewRecord> = {}): PreviewRecord => ({
  ...{
    base: 'prod',
    chosen: { input: 'deployment-id', value: 'clx1' },
    of: '42',
    until: LATER,
    mark: 'abcdef012345',
    access,
    policy: scope.policy
  },
  ...difference
})
const made = (difference: Partial<Deployment> = {}): Deployment => ({
  ...aDeployment(),
  id: 'clpreview',
  name: preview.name,
  description: `Preview of prod for pull request 42${markedAs('abcdef012345')}`,
  ...difference
})
const kinds = ({ steps }: { steps: readonly { kind: string }[] }) => steps.map(({ kind }) => kind)
const errors = ({ findings }: { findings: readonly { severity: string; message: string }[] }) =>
  findings.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []))

describe('a preview is created', () => {
  const plan = (about: { record?: PreviewRecord; there?: Deployment }) =>
    planCreate(preview, aDeployment(), { record: undefined, there: undefined, ...about })

  it.each([
    ['if there is none', {}, 'there is none for pull request 42 yet'],
    ['again, if somebody deleted it', { record: record({ deployment: 'clpreview' }) }, 'somebody deleted it'],
    ['to its end, after a run that was killed', { record: record(), there: made() }, 'a run was interrupted while it created it']
  ])('%s', (_, about, reason) => {
    expect(plan(about).steps).toMatchObject([{ kind: 'create', reason, copy: { name: preview.name } }])
  })

  it.each(['a', 'ab', 'abc'])('with a description that ends in no half of a character, for a branch %s😀…', start => {
    const of = start + '😀'.repeat(100)
    const { steps } = planCreate({ ...preview, of }, aDeployment({ name: of }), { record: undefined, there: undefined })
    const [text = ''] = steps.map(({ copy }) => copy.description)
    expect(text).toBe(Buffer.from(text).toString())
  })

  it('with a note that names the variables that it gets, and those that it does not, without a value', () => {
    const variables = new Map([
      ['LOG_LEVEL', aVariable({ value: 'INFO' })],
      ['DBPASS', aVariable({ value: 'hunter22' })]
    ])
    const { findings } = planCreate(preview, aDeployment({ variables }), { record: undefined, there: undefined })
    expect(findings).toMatchObject([
      { severity: 'note', message: 'gets LOG_LEVEL of prod' },
      { severity: 'note', message: expect.stringMatching(/^does not get DBPASS of prod: /) }
    ])
    expect(JSON.stringify(findings)).not.toMatch(/INFO|hunter22/)
  })

  it.each([preview.name, 'Sandbox'])('not again, once it has all that it should have, called %s', name => {
    expect(plan({ record: record({ deployment: 'clpreview' }), there: made({ name }) })).toEqual({ steps: [], findings: [] })
  })

  it.each([
    ['nobody recorded', { there: made() }],
    ['without the mark', { record: record(), there: made({ description: 'mine' }) }],
    ['with the mark of another record', { record: record({ mark: '0123456789ab' }), there: made() }]
  ])('not where a Deployment has its name, %s', (_, about) => {
    expect(errors(plan(about))).toEqual(['exists (clpreview), and no record says that this action made it as a preview'])
    expect(plan(about).steps).toEqual([])
  })
})

describe('a preview whose description somebody has edited in Astro', () => {
  const there = made({ name: 'Sandbox', description: 'mine' })
  const lost = { record: record({ deployment: 'clpreview' }), there }

  it('is neither used nor made again, and the hint tells how it ends', () => {
    const plan = planCreate(preview, aDeployment(), lost)
    expect(plan).toEqual({ steps: [], findings: [expect.objectContaining({ severity: 'error', subject: 'Deployment Sandbox' })] })
    expect(plan).toEqual(planLostMark(lost))
    expect(plan.findings[0]?.hint).toContain('Put `(astro-vault-action abcdef012345)` back at the end')
  })

  it.each<[string, Parameters<typeof planLostMark>[0]]>([
    ['is marked', { ...lost, there: made() }],
    ['is gone', { ...lost, there: undefined }],
    ['has another id', { record: record({ deployment: 'clother' }), there }],
    ['is not recorded', { record: undefined, there }]
  ])('is none if it %s', (_, about) => expect(planLostMark(about).findings).toEqual([]))
})

describe('a new preview', () => {
  const errorsOf = (deployType: Parameters<typeof planFirstImage>[1]['deployType'], providerInstalled = false) =>
    errors(planFirstImage(preview.name, { deployType, providerInstalled }))

  it.each(['infer', 'image-and-dags', 'image-only'] as const)('gets its first image by %s', type => {
    expect(errorsOf(type)).toEqual([])
  })

  it.each(['dags-only', 'dbt', 'none'] as const)('is refused with %s, unless any image has the provider', type => {
    expect(errorsOf(type)).toEqual([
      `is new, and deploy-type ${type} ships no image, so its Airflow would lack the hashicorp provider and not start`
    ])
    expect(errorsOf(type, true)).toEqual([])
  })
})

it('a preview cannot move to another mount, where its record is not', () => {
  expect(errors(planSameMount(preview.name, scope, 'former'))).toEqual([
    'is recorded on mount former/, and the manifest says airflow/'
  ])
})

describe('role and policy of a preview', () => {
  it('are those of its record', () => {
    expect(planSameNames(preview.name, scope, undefined).findings).toEqual([])
    expect(planSameNames(preview.name, scope, record()).findings).toEqual([])
    const isolated = { ...scope, variablesPath: `${preview.name}/variables` }
    expect(planSameNames(preview.name, isolated, record()).findings).toEqual([])
  })

  it.each([{ role: `astro_other-${preview.name}` }, { authMount: 'elsewhere' }, { policy: `other-${preview.name}` }])(
    'cannot become others, which would leave the first ones behind: %j',
    difference => {
      const { findings } = planSameNames(preview.name, { ...scope, ...difference }, record())
      expect(findings).toMatchObject([
        { severity: 'error', message: expect.stringContaining(Object.values(difference)[0] ?? '-') }
      ])
    }
  )
})

describe('a preview that is not isolated', () => {
  const held = { mount: 'airflow', variablesPath: 'variables', connectionsPath: 'connections' }
  const plan = (asked: Partial<typeof held>, base: typeof held | undefined = held) =>
    planShared(preview, { ...held, ...asked }, 'prod', base)

  it('reads what its base is recorded to read', () => {
    expect(plan({})).toEqual({ steps: [], findings: [] })
  })

  it.each([{ variablesPath: 'prod/variables' }, { connectionsPath: 'prod/connections' }, { mount: 'other' }])(
    'reads nothing else, although the manifest says %j',
    asked => {
      const { mount, variablesPath, connectionsPath } = { ...held, ...asked }
      expect(errors(plan(asked))).toEqual([
        `may read what prod reads, which is airflow/variables and airflow/connections, and the manifest says ${mount}/${variablesPath} and ${mount}/${connectionsPath}`
      ])
    }
  )

  it('reads nothing where nobody recorded what its base reads', () => {
    expect(errors(planShared(preview, held, 'prod', undefined))).toEqual([
      'may read what prod reads, and no record says what that is'
    ])
  })

  it('may have other folders, if it is isolated', () => {
    expect(planShared({ ...preview, isolated: true }, held, 'prod', undefined)).toEqual({ steps: [], findings: [] })
  })
})

describe('a preview is deleted', () => {
  const ledger = { ...EMPTY, roles: new Map([[`approle/${scope.role}`, {}]]), policies: new Set([scope.policy]) }
  const whole: ObservedRest = {
    isRecorded: true,
    record: record({ deployment: 'clpreview' }),
    there: made(),
    role: present(roleFields()),
    policy: present('# Kept by astro-vault-action for manifest analytics.\n'),
    ledger,
    secrets: new Map(),
    readers: NOBODY
  }
  const plan = (difference: Partial<ObservedRest> = {}) => planRemove(preview, belongs, { ...whole, ...difference })
  const gone = { state: 'absent' } as const
  const left = { role: gone, policy: gone, there: undefined, ledger: EMPTY }

  it.each([
    ['whole', {}, ['revoke', 'remove', 'forget']],
    ['without its role', { role: gone }, ['revoke', 'remove', 'forget']],
    ['without role and policy', { role: gone, policy: gone }, ['remove', 'forget']],
    ['without its Deployment', { there: undefined }, ['revoke', 'forget']],
    ['before its Deployment was recorded', { record: record() }, ['revoke', 'remove', 'forget']],
    ['of which only the record is left', left, ['forget']],
    ['of which only claims are left', { ...left, ledger, isRecorded: false, record: undefined }, ['forget']]
  ])('%s', (_, difference, steps) => {
    expect(kinds(plan(difference))).toEqual(steps)
    expect(errors(plan(difference))).toEqual([])
  })

  it('as far as it can read, where somebody has edited the description of its Deployment, which stays with the records', () => {
    expect(kinds(plan({ there: made({ description: '' }) }))).toEqual(['revoke'])
    expect(plan({ ...left, there: made({ description: '' }) })).toEqual({ steps: [], findings: [] })
  })

  it('with its own secrets, those that are still there', () => {
    const read = { state: 'present', version: 3, data: undefined } as never
    const secrets = new Map([
      [`${preview.name}/variables/a`, read],
      [`${preview.name}/variables/b`, { state: 'absent', version: 1 } as const]
    ])
    expect(plan({ secrets }).steps).toContainEqual(
      expect.objectContaining({ kind: 'delete', path: `${preview.name}/variables/a`, version: 3 })
    )
    expect(kinds(plan({ secrets }))).toEqual(['revoke', 'delete', 'remove', 'forget'])
  })

  it('and a note says so, if nothing is there', () => {
    expect(plan({ ...left, isRecorded: false, record: undefined })).toEqual({
      steps: [],
      findings: [expect.objectContaining({ severity: 'note', message: expect.stringContaining('does not exist') })]
    })
  })

  describe('under a name that nothing has', () => {
    const nothing = { ...left, isRecorded: false, record: undefined }
    const other = { ...record(), name: 'preview-dev-pr-42-0a0b0c0d', base: 'dev' }

    it('with a warning that names those that live on for the same pull request, and how to delete them', () => {
      expect(plan({ ...nothing, readers: { ...NOBODY, previews: [other] } })).toMatchObject({
        steps: [],
        findings: [
          {
            severity: 'warning',
            subject: `preview ${preview.name}`,
            message: `does not exist, but pull request 42 still has ${other.name} of dev`,
            hint: expect.stringContaining('`preview: delete`, `preview-for: 42` and `deployment-id: clx1`')
          }
        ]
      })
    })

    it('with a note that names the others of the manifest, a few of many', () => {
      const others = [1, 2, 3, 4, 5, 6, 7].map(number => ({ ...other, of: String(number), name: `preview-${number}` }))
      expect(plan({ ...nothing, readers: { ...NOBODY, previews: others } }).findings).toMatchObject([
        { severity: 'note', subject: `preview ${preview.name}`, message: expect.stringMatching(/preview-5 of dev and 2 more$/) }
      ])
    })
  })

  it.each([
    ['a Deployment without the mark', { record: record(), there: made({ description: '' }) }],
    ['a Deployment that no record is about', { record: undefined }],
    ['a role that the ledger does not know', { ledger: EMPTY }],
    [
      'a policy of another manifest',
      {
        policy: present('# Kept by astro-vault-action for manifest other.\n'),
        ledger: { ...ledger, policies: new Set<string>() }
      }
    ],
    ['a role that cannot be seen', { role: { state: 'not-visible', because: '403' } as const }]
  ])('but not %s', (_, difference) => {
    expect(errors(plan(difference))).toHaveLength(1)
  })

  it('but not a role that another Deployment logs in with', () => {
    const who = { kind: 'deployment', id: 'clother', name: 'other' } as const
    const readers = { ...NOBODY, uses: [{ ...access, who, manifest: 'analytics', as: 'held', id: 'a' } as const] }
    expect(errors(plan({ readers }))).toEqual(['is also used by Deployment other'])
    const earlier = { ...who, id: 'clearlier', name: preview.name }
    const own = { ...NOBODY, uses: [{ ...access, who: earlier, manifest: 'analytics', as: 'held', id: 'a' } as const] }
    expect(plan({ readers: own }).steps).toContainEqual(
      expect.objectContaining({ kind: 'forget', deployments: ['clpreview', 'clearlier'] })
    )
    expect(errors(plan({ readers: own }))).toEqual([])
  })

  it('whatever it is called by now', () => {
    const who = { kind: 'deployment', id: 'clpreview', name: 'Sandbox' } as const
    const readers = { ...NOBODY, uses: [{ ...access, who, manifest: 'analytics', as: 'held', id: 'a' } as const] }
    const renamed = { readers, there: made({ name: 'Sandbox' }) }
    expect(errors(plan(renamed))).toEqual([])
    expect(plan(renamed).steps).toContainEqual(
      expect.objectContaining({ kind: 'remove', deployment: expect.objectContaining({ id: 'clpreview', name: 'Sandbox' }) })
    )
  })
})

it('a preview whose time is over is named, with the inputs that delete it', () => {
  const named = { ...record(), name: preview.name }
  const plan = (now: string) => planExpired([named], new Date(now)).findings
  expect(plan('2026-11-20T11:59:59Z')).toEqual([])
  expect(plan('2026-11-20T12:00:00Z')).toMatchObject([
    {
      severity: 'warning',
      subject: `preview ${preview.name}`,
      hint: expect.stringContaining('`preview: delete`, `preview-for: 42` and `deployment-id: clx1`')
    }
  ])
})
