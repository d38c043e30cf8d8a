import type { Inputs } from '../../src/inputs/inputs.ts'
import { sample } from '../build/seed.ts'
import type { Tenant } from './tenant.ts'
import type { Json } from './vault-over-http.ts'

/** What one pipeline does over time; together, everything that its policy lets it do. */
export interface Story {
  readonly title: string
  readonly inputs: Partial<Inputs>
  readonly manifest?: Json
  readonly chapters: readonly ((tenant: Tenant) => Promise<void>)[]
}

const alone = { astro: undefined, selection: undefined } as unknown as Partial<Inputs>
const SYNC: Partial<Inputs> = { mode: 'sync', ...alone }
const PRUNE: Partial<Inputs> = { prune: { mode: 'apply', limit: 1 } }

const web = (host: string) => ({ conn_type: 'http', host })
const OTHER_VALUES = {
  variables: { greeting: 'Hello again', farewell: 'Bye' },
  connections: { web: web('www.example.com'), api: web('api.example.com') },
  approle: { 'token-ttl': '2h' }
}
const AT_ONCE = { approle: { 'secret-id': { 'destroy-after': '0s' } } }
const OWN_ID = { approle: { 'role-id': 'first-id' } }
const OTHER_ID = { approle: { 'role-id': 'second-id' } }

const runs =
  (inputs: Partial<Inputs> = {}) =>
  (tenant: Tenant) =>
    tenant.run({ inputs })
const runsAsRoot = (inputs: Partial<Inputs>) => (tenant: Tenant) => tenant.runAsRoot(inputs)
const preparesByHand = (tenant: Tenant) => tenant.prepareByHand()

const runsWith =
  (difference: Json, inputs: Partial<Inputs> = {}) =>
  async (tenant: Tenant) => {
    tenant.change(difference)
    await tenant.run({ inputs })
  }

const FROM_ELSEWHERE = { variables: { greeting: { vault: { mount: 'secret', path: 'others/words', key: 'hello' } } } }

const prunes = runsWith({ variables: { farewell: 'Bye' }, connections: { api: web('api.example.com') } })

const losesAnAnswer = (inputs: Partial<Inputs>) => (tenant: Tenant) => tenant.run({ inputs, losing: '/custom-secret-id' })

const preparesSource = (tenant: Tenant) => tenant.store('secret', 'others/words', { hello: 'Hello' })

/** Cleans up after a run that was killed. */
async function resumes(tenant: Tenant): Promise<void> {
  await tenant.leaveAsKilled()
  await tenant.run()
}

async function takesAnotherRoleId(tenant: Tenant): Promise<void> {
  await tenant.forgetDeployment()
  tenant.change(OTHER_ID)
  await tenant.run({ inputs: { adopt: true } })
}

/** A run of somebody else that creates, changes and deletes in both folders: the second one. */
async function othersRun(tenant: Tenant): Promise<void> {
  tenant.change({ variables: { a: '1', b: '1' }, connections: { a: web('a'), b: web('b') } })
  await tenant.runAsRoot(SYNC)
  tenant.change({ variables: { b: '2', c: '2' }, connections: { b: web('b2'), c: web('c2') } })
  await tenant.runAsRoot({ ...SYNC, ...PRUNE })
}

const rotates = runs({ rotateNow: true })
const deploying = [runs(), runsWith(OTHER_VALUES), rotates, resumes, losesAnAnswer({ rotateNow: true }), runs()]
const planning = [runs(), runsAsRoot({}), runs(), resumes]
const syncing = [runs(), runsWith(OTHER_VALUES), losesAnAnswer({}), runs()]

/**
 * What `manage` may name besides everything and nothing. Who makes the role has a method to make it in. Two are drawn for each mode, and
 * at night all are told: whatever a run can ask of Vault is in the other stories, too.
 */
const PARTLY = [
  ['mount', 'policy', 'role'],
  ['auth-method', 'policy', 'role'],
  ['auth-method', 'mount', 'role'],
  ['mount', 'policy']
]
const partly = (mode: string, { inputs, chapters }: Pick<Story, 'inputs' | 'chapters'>): Story[] =>
  sample(PARTLY, 2, mode).map(manage => ({
    title: `${mode}, where this makes ${manage.join(', ')} and others the rest`,
    inputs,
    manifest: { ...AT_ONCE, manage },
    chapters: [preparesByHand, ...chapters]
  }))

export const STORIES: readonly Story[] = [
  { title: 'deploy', inputs: {}, manifest: AT_ONCE, chapters: deploying },
  {
    title: 'deploy with a role-id of its own',
    inputs: {},
    manifest: { approle: { ...AT_ONCE.approle, ...OWN_ID.approle } },
    chapters: [...deploying, takesAnotherRoleId]
  },
  {
    title: 'deploy, where others make everything else',
    inputs: {},
    manifest: { ...AT_ONCE, manage: [] },
    chapters: [preparesByHand, ...deploying]
  },
  { title: 'sync', inputs: SYNC, chapters: syncing },
  { title: 'sync with a role-id of its own', inputs: SYNC, manifest: OWN_ID, chapters: [...syncing, runsWith(OTHER_ID)] },
  {
    title: 'sync that checks by the ledger and prunes',
    inputs: { ...SYNC, ...PRUNE, check: 'ledger' },
    chapters: [...syncing, prunes]
  },
  {
    title: 'sync, where others make everything else',
    inputs: SYNC,
    manifest: { manage: [] },
    chapters: [preparesByHand, ...syncing]
  },
  { title: 'undo', inputs: { ...SYNC, undo: 'run-2' }, chapters: [othersRun, runs()] },
  { title: 'undo, planned', inputs: { ...SYNC, mode: 'plan', undo: 'run-2' }, chapters: [othersRun, runs()] },
  {
    title: 'plan without a Deployment',
    inputs: { ...SYNC, mode: 'plan' },
    manifest: OWN_ID,
    chapters: [runs(), runsAsRoot(SYNC), runs(), runsWith(OTHER_ID)]
  },
  {
    title: 'plan of a Deployment',
    inputs: { mode: 'plan' },
    chapters: planning
  },
  {
    title: 'plan of a Deployment, where others make everything else',
    inputs: { mode: 'plan' },
    manifest: { manage: [] },
    chapters: [preparesByHand, ...planning]
  },
  ...partly('deploy', { inputs: {}, chapters: deploying }),
  ...partly('sync', { inputs: SYNC, chapters: syncing }),
  ...partly('plan', { inputs: { mode: 'plan' }, chapters: planning }),
  {
    title: 'sync with a value from another secret',
    inputs: SYNC,
    manifest: FROM_ELSEWHERE,
    chapters: [preparesSource, ...syncing]
  }
]
