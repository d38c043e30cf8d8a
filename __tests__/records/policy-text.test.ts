import { beforeEach, expect, it } from '@jest/globals'
import { explained } from '../../src/base/finding.ts'
import { observeReaders } from '../../src/observe/readers.ts'
import { planNarrow } from '../../src/plan/deployment/narrow.ts'
import { planPolicy } from '../../src/plan/vault/policy.ts'
import { planRole } from '../../src/plan/vault/role.ts'
import type { ConsumerRecord, Credential } from '../../src/records/consumer.ts'
import { grantsFor, parsePolicy, policyText } from '../../src/vault/policy.ts'
import { aHeld, aRecord } from '../build/deployment.ts'
import { aManifest, aScope } from '../build/manifest.ts'
import { conflictsIn, theStep } from '../build/plan.ts'
import { ABSENT, desiredVault, observedVault, present } from '../build/vault.ts'
import { FakeVault } from '../fakes/vault.ts'

/** From records that anybody may have written to the text of a policy: nothing gets through that a manifest could not say. */

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
})

const put = (id: string, record: object) =>
  vault.secrets.set(`airflow/_astro-vault-action/consumers/${id}`, [{ value: JSON.stringify({ schema: 1, ...record }) }])
const consumer = (id: string): Pick<ConsumerRecord, 'consumer'> => ({ consumer: { kind: 'deployment', id, name: id } })

const INTENTIONS = desiredVault()
const EMPTY = observedVault()

const absent = async () => ({ ...EMPTY, policy: ABSENT, readers: await observeReaders(vault, INTENTIONS.scope, ABSENT) })

/** The policy that a run writes after it has read all records, where there was none. */
async function writtenPolicy(): Promise<string> {
  return theStep(planPolicy(INTENTIONS, await absent()), 'policy').text
}

const said = new Set<string>()

/** Throws unless a manifest may say that secrets lie there. */
function asAManifestSaysIt(path: string): void {
  if (said.has(path)) return
  said.add(path)
  const [, mount, folder] = /^(.+?)\/data\/(.+)\/\*$/.exec(path) ?? []
  aManifest({ vault: { mount, 'variables-path': folder, 'connections-path': 'somewhere/else' } })
}

const PIECES = [
  ...[
    'a',
    'Z',
    '0',
    '_',
    '-',
    '.',
    '..',
    '/',
    '//',
    '+',
    '*',
    '"',
    '\\',
    '\n',
    '\r',
    ' ',
    '#',
    '//',
    '{',
    '}',
    '[',
    ']',
    '=',
    '%'
  ],
  ...[
    'data',
    'sys',
    'path',
    'capabilities',
    '["sudo"]',
    '$',
    '_astro-vault-action',
    '\u2028',
    '\u0000',
    'ä',
    '😀',
    '" {',
    '}\npath "'
  ]
]

/** The same texts in every run of the tests. */
function* texts(count: number): Generator<string> {
  let state = 1
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  for (let made = 0; made < count; made++) yield Array.from({ length: 1 + next(5) }, () => PIECES[next(PIECES.length)]).join('')
}

it('no record gets a path into a policy that the rules of the manifest refuse', async () => {
  const fields = ['mount', 'variablesPath', 'connectionsPath'] as const
  let taken = 0
  for (const [index, text] of [...texts(3_000)].entries()) {
    const difference: Partial<Credential> = { [fields[index % 3] ?? 'mount']: text }
    vault.secrets.clear()
    put('clx1', aRecord())
    put('clx2', aRecord({ ...consumer('clx2'), holds: aHeld('accessor-2', difference) }))
    const policy = await writtenPolicy()
    const { grants = new Map<string, ReadonlySet<string>>() } = parsePolicy(policy) ?? {}
    expect(policy).toBe(policyText('analytics', grants))
    for (const [path, capabilities] of grants) {
      asAManifestSaysIt(path)
      expect([...capabilities]).toEqual(['read'])
    }
    taken += grants.size - 2
  }
  // Some of them are names; without those the test would prove nothing.
  expect(taken).toBeGreaterThan(50)
})

it('no record lets Airflow read what lies on another mount, or the records themselves', async () => {
  put('clx2', aRecord({ ...consumer('clx2'), holds: aHeld('a', { mount: 'finance' }) }))
  put('clx3', aRecord({ ...consumer('clx3'), holds: aHeld('a', { variablesPath: '_astro-vault-action' }) }))
  put('clx4', aRecord({ ...consumer('clx4'), holds: aHeld('a', { variablesPath: 'old/variables' }) }))
  expect([...(parsePolicy(await writtenPolicy())?.grants.keys() ?? [])]).toEqual([
    'airflow/data/connections/*',
    'airflow/data/old/variables/*',
    'airflow/data/variables/*'
  ])
})

it('a policy that somebody has written by hand sends no run to a mount that no manifest can name', async () => {
  const asked: string[] = []
  vault.list = async mount => {
    asked.push(mount)
    return new Set()
  }
  const grants = grantsFor([aScope(), aScope({ mount: '+' }), aScope({ mount: '../sys' }), aScope({ mount: 'airflow-old' })])
  await observeReaders(vault, aScope(), present(policyText('analytics', grants)))
  expect(asked).toEqual(['airflow', 'airflow-old'])
})

it('nothing is taken away while a record cannot be read, and the run tells which', async () => {
  const wide = policyText('analytics', grantsFor([aScope(), aScope({ variablesPath: 'old/variables' })]))
  put('clx2', { ...aRecord(consumer('clx2')), retired: 'gone' })
  const observed = { policy: present(wide), readers: await observeReaders(vault, aScope(), present(wide)) }
  const plan = planNarrow({ ...desiredVault(), deploymentId: 'clx1', remaining: [] }, observed)
  expect([plan.steps, plan.findings.map(explained)]).toEqual([
    [],
    [
      'policy astro_policy could be narrower, but some records of other Deployments cannot be read',
      expect.stringMatching(
        /^airflow\/_astro-vault-action\/consumers\/clx2 is damaged: retired must be a list\nDelete the record with `vault kv /
      )
    ]
  ])
  put('clx2', aRecord(consumer('clx2')))
  const mended = { policy: present(wide), readers: await observeReaders(vault, aScope(), present(wide)) }
  expect(theStep(planNarrow({ ...desiredVault(), deploymentId: 'clx1', remaining: [] }, mended), 'narrow').text).not.toContain(
    'old'
  )
})

it('no role gets another role-id while a record cannot be read', async () => {
  put('clx2', { schema: 2 })
  const manifest = aManifest({ approle: { 'role-id': 'mine' } })
  const login = present({ role_id: 'another' })
  const observed = observedVault({ login, readers: await observeReaders(vault, aScope(), ABSENT) })
  const plan = planRole(desiredVault(manifest), observed)
  expect(conflictsIn(plan)).toEqual([expect.stringContaining('lock out any Deployment whose record cannot be read')])
  expect(plan.findings.map(explained)).toContainEqual(
    expect.stringContaining('consumers/clx2 was written by a newer version of this action')
  )
})
