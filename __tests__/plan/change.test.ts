import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { type Change, changeOf } from '../../src/plan/change.ts'
import { planDeployment } from '../../src/plan/deployment/deployment.ts'
import { idOf } from '../../src/plan/describe.ts'
import type { SecretStep, Step } from '../../src/plan/step.ts'
import { Journal } from '../../src/report/journal.ts'
import { planFile } from '../../src/report/plan-file.ts'
import { planFileSchema } from '../../src/report/plan-file-schema.ts'
import { reportOf } from '../../src/report/report.ts'
import { aCredential, aHeld, aLock, aRecord, desiredDeployment, LATER, observedDeployment } from '../build/deployment.ts'
import { aManifest, aScope } from '../build/manifest.ts'
import { OUR_POLICY, present, roleFields } from '../build/vault.ts'
import { plan } from '../build/vault-plan.ts'

type Kind = Step['kind']
type Facts = Change['before']
type Of<K extends Kind, S = Step> = S extends { kind: infer T } ? (K extends T ? S : never) : never
type Bare<K extends Kind> = Omit<Of<K>, 'kind' | 'reason'>

const data = new Secret({ value: 'hunter2' })
const secret = { kind: 'secret', path: 'variables/a', data, expected: 0, overwrites: false, reason: '' } satisfies SecretStep
const OURS = { manifest: 'analytics', grants: { 'airflow/data/connections/*': ['read'], 'airflow/data/variables/*': ['read'] } }
const THEIRS = 'path "x/*" { capabilities = ["read", "list"] }'
const request = { type: 'image-and-dags', projectDir: '.', description: 'Fix the DAG' } as const
const retired = { ...aCredential('accessor-1'), since: LATER }

const BELIEVES = { bound_issuer: 'https://issuer.example.com', jwt_validation_pubkeys: [] }

/** Of every kind: what differs of a step, its id, and what it finds and leaves. */
const STEPS: { readonly [K in Kind]: readonly (readonly [Bare<K>, string, Facts, Facts])[] } = {
  'auth-method': [[{ path: 'approle', type: 'approle' }, 'auth-method:approle', null, { type: 'approle' }]],
  'auth-config': [
    [{ path: 'astro-jwt', was: {}, fields: BELIEVES }, 'auth-config:astro-jwt', null, { fields: BELIEVES }],
    [
      { path: 'astro-jwt', was: { bound_issuer: 'https://old.example.com' }, fields: BELIEVES },
      'auth-config:astro-jwt',
      { fields: { bound_issuer: 'https://old.example.com' } },
      { fields: { bound_issuer: 'https://issuer.example.com' } }
    ]
  ],
  mount: [[{ path: 'airflow' }, 'mount:airflow', null, { type: 'kv', version: '2' }]],
  claim: [
    [
      {
        manifest: 'analytics',
        entries: new Map(),
        roles: new Map([['approle/astro_role', { token_ttl: '3600' }]]),
        policies: new Set(['astro_policy']),
        added: new Set(['variables/a', 'variables/b']),
        takenFrom: new Map([['variables/b', 'billing']]),
        changing: [secret, secret, secret]
      },
      'claim:analytics',
      null,
      { secrets: 2, roles: 1, policies: 1, taken: 1, changing: 3 }
    ]
  ],
  generate: [
    [
      { manifest: 'analytics', drawn: new Map([['variables/a', { value: new Secret('hunter2'), rotate: '' }]]) },
      'generate:analytics',
      null,
      { values: 1 }
    ]
  ],
  policy: [
    [{ name: 'astro_policy', text: OUR_POLICY }, 'policy:astro_policy', null, OURS],
    [{ name: 'p', text: OUR_POLICY, seen: THEIRS }, 'policy:p', { grants: { 'x/*': ['list', 'read'] } }, OURS],
    [{ name: 'p', text: OUR_POLICY, seen: 'path "x/*" { policy = "write" }' }, 'policy:p', { grants: 'unknown' }, OURS]
  ],
  role: [
    [
      { isNew: true, access: aScope(), was: {}, fields: roleFields(), login: { role_id: 'hunter2' } },
      'role:approle/astro_role',
      null,
      { fields: roleFields(), login: { role_id: 'set' } }
    ],
    [
      { access: aScope(), was: { token_ttl: 60 }, fields: roleFields() },
      'role:approle/astro_role',
      { fields: { token_ttl: 60 }, login: {} },
      { fields: { token_ttl: 3600 }, login: {} }
    ],
    [
      { access: aScope(), was: {}, login: { role_id: 'hunter2' } },
      'role:approle/astro_role',
      { fields: {}, login: { role_id: 'other' } },
      { fields: {}, login: { role_id: 'set' } }
    ]
  ],
  secret: [
    [secret, 'secret:variables/a', { state: 'absent', version: 0 }, { state: 'set', version: 1 }],
    [{ ...secret, expected: 2 }, 'secret:variables/a', { state: 'absent', version: 2 }, { state: 'set', version: 3 }],
    [
      { ...secret, expected: 3, overwrites: true, keys: ['host'] },
      'secret:variables/a',
      { state: 'other', version: 3 },
      { state: 'set', version: 4, keys: ['host'] }
    ]
  ],
  delete: [
    [{ path: 'variables/a', version: 2 }, 'delete:variables/a', { state: 'set', version: 2 }, { state: 'absent', version: 2 }]
  ],
  undelete: [
    [{ path: 'variables/a', version: 2 }, 'undelete:variables/a', { state: 'absent', version: 2 }, { state: 'set', version: 2 }]
  ],
  ledger: [
    [
      { manifest: 'analytics', known: new Map([['a', { version: 1, data }]]), gone: new Set(['b', 'c']) },
      'ledger:analytics',
      null,
      { noted: 1, gone: 2, released: 0 }
    ],
    [
      { manifest: 'analytics', known: new Map(), gone: new Set(), released: new Set(['a']) },
      'ledger:analytics',
      null,
      { noted: 0, gone: 0, released: 1 }
    ]
  ],
  record: [
    [{ change: { retired: [], holds: aHeld('accessor-1') } }, 'record:holds+retired', null, { fields: ['holds', 'retired'] }]
  ],
  credential: [
    [{ noun: 'secret-id', replaces: [] }, 'credential', { state: 'absent' }, { state: 'set' }],
    [{ noun: 'secret-id', replaces: [retired] }, 'credential', { state: 'other' }, { state: 'set' }]
  ],
  verify: [
    [{ paths: ['variables/a'], reads: [] }, 'verify', null, { asked: 1, of: 1 }],
    [{ paths: ['variables/a'], reads: [], of: 10_000 }, 'verify', null, { asked: 1, of: 10_000 }]
  ],
  kwargs: [
    [{ overwrites: false, replaces: [] }, 'kwargs', { state: 'absent' }, { state: 'set' }],
    [{ overwrites: true, replaces: [] }, 'kwargs', { state: 'other' }, { state: 'set' }]
  ],
  backend: [[{}, 'backend', { state: 'absent' }, { state: 'set' }]],
  deploy: [
    [{ request, was: {}, parts: { image: { tree: 'new' } } }, 'deploy:image-and-dags', null, { image: { tree: 'new' } }],
    [
      {
        request,
        was: { image: { tree: 'old', version: 'tag-1', provider: true }, dags: { tree: 'dags' } },
        parts: { image: { tree: 'new', provider: true } }
      },
      'deploy:image-and-dags',
      { image: { tree: 'old', version: 'tag-1' } },
      { image: { tree: 'new' } }
    ],
    [
      { request: { ...request, type: 'dbt', mountPath: '/opt/shop' }, was: { image: { tree: 'old' } }, parts: {} },
      'deploy:dbt',
      null,
      { mountPath: '/opt/shop' }
    ]
  ],
  wake: [
    [{ seconds: 1800 }, 'wake', null, { hibernates: false, seconds: 1800 }],
    [
      { seconds: 60, was: { hibernates: true, until: LATER } },
      'wake',
      { hibernates: true, until: LATER },
      { hibernates: false, seconds: 60 }
    ]
  ],
  health: [[{}, 'health', null, null]],
  hibernate: [
    [{}, 'hibernate', { hibernates: false }, null],
    [{ was: { hibernates: true } }, 'hibernate', { hibernates: false }, { hibernates: true }]
  ],
  create: [
    [
      { base: 'prod', copy: { name: 'preview-x', description: '', variables: [] } },
      'create',
      { state: 'absent' },
      { state: 'set' }
    ]
  ],
  revoke: [[{ access: aScope(), role: 'astro_role-preview-x' }, 'revoke', { state: 'set' }, { state: 'absent' }]],
  remove: [
    [{ deployment: { id: 'clx1', name: 'preview-x', workspaceId: 'ws1' } }, 'remove', { state: 'set' }, { state: 'absent' }]
  ],
  forget: [
    [
      { preview: 'preview-x', deployments: [], roles: [], policies: [], paths: new Set<string>() },
      'forget',
      { state: 'set' },
      { state: 'absent' }
    ]
  ],
  retire: [
    [{ noun: 'secret-id', credential: aCredential('accessor-1') }, 'retire:accessor-1', { state: 'set' }, { state: 'absent' }],
    [
      { noun: 'login', credential: aCredential('') },
      'retire:approle approle/astro_role airflow/variables airflow/connections',
      { state: 'set' },
      { state: 'absent' }
    ]
  ],
  narrow: [
    [
      { name: 'astro_policy', text: OUR_POLICY, seen: THEIRS },
      'narrow:astro_policy',
      { grants: { 'x/*': ['list', 'read'] } },
      OURS
    ]
  ]
}

const rows = Object.entries(STEPS).flatMap(([kind, steps]) =>
  steps.map(([bare, id, before, after]) => ({ step: { ...bare, kind, reason: '' } as Step, kind, id, before, after }))
)

describe('a step', () => {
  it.each(rows)('$kind has the id $id, and says what it finds and leaves', ({ step, id, before, after }) => {
    expect([idOf(step), changeOf(step)]).toEqual([id, { before, after }])
  })

  it.each(rows)('$kind tells no value', ({ step }) => {
    expect(`${idOf(step)} ${JSON.stringify(changeOf(step))}`).not.toContain('hunter2')
  })

  it.each(rows)('$kind is in the plan file as its schema says', ({ step }) => {
    const journal = new Journal('plan')
    journal.hear({ kind: 'planned', chapters: [{ plan: { steps: [step], findings: [] } }], compared: true })
    const file = JSON.parse([...planFile(reportOf(journal))].join(''))
    expect(planFileSchema.parse(file)).toEqual(file)
  })
})

describe('the planners', () => {
  it('tell of a role every field that differs, also where the server does not mention it', () => {
    const { token_ttl: _, ...fields } = roleFields({ token_max_ttl: 60 })
    const [step] = plan({ role: present(fields as ReturnType<typeof roleFields>) }).steps
    expect(step && changeOf(step)).toEqual({
      before: { fields: { token_ttl: 0, token_max_ttl: 60 }, login: {} },
      after: { fields: { token_ttl: 3600, token_max_ttl: 3600 }, login: {} }
    })
  })

  it('give two corrections of one record two ids', () => {
    const shipping = { mark: 'm1', parts: { dags: { tree: 'dags-tree-2' } } }
    const record = aRecord({ manifest: 'billing', lock: aLock({ shipping }) })
    const { steps } = planDeployment(
      desiredDeployment({ manifest: aManifest(), adopt: true }),
      observedDeployment({ record, arrived: { dags: 'dags-2' } })
    )
    expect(steps.filter(({ kind }) => kind === 'record').map(idOf)).toEqual(['record:shipped', 'record:manifest+variables'])
  })
})
