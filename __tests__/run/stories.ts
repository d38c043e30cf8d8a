import { expect } from '@jest/globals'
import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { readConsumer } from '../../src/records/consumer.ts'
import { readKey } from '../../src/records/key.ts'
import { readLedger } from '../../src/records/ledger.ts'
import { Watch } from '../fakes/airflow.ts'
import { undisturbed } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

export type Moves = 'changed' | 'all'

/** `begin` makes the workplace as it is before the run that is disturbed; `inputs` are those of all runs. */
export interface Story {
  readonly name: string
  readonly inputs: Partial<Inputs>
  readonly workersStayADay?: false
  begin(moves: Moves): Promise<Workplace>
}

/** Everything but shipping, which is slow: it asks git. */
const VARIABLES_ALONE = { deployType: 'none' } as const
const PROVIDED = { astro: { 'provider-installed': true } }
export const SHIPPING = {}

async function settledPlace(moves: Moves, inputs: Partial<Inputs>, manifest: object = {}): Promise<Workplace> {
  const place = new Workplace(manifest, moves)
  await place.runWell(inputs)
  return place
}

export const STORIES: readonly Story[] = [
  { name: 'the first run of all', inputs: VARIABLES_ALONE, begin: async moves => new Workplace(PROVIDED, moves) },
  { name: 'the first run of all, with an image', inputs: SHIPPING, begin: async moves => new Workplace({}, moves) },
  {
    name: 'a secret-id that is due for rotation',
    inputs: VARIABLES_ALONE,
    async begin(moves) {
      const place = await settledPlace(moves, VARIABLES_ALONE, PROVIDED)
      place.vault.passHours(31 * 24)
      return place
    }
  },
  {
    name: 'a rotation that destroys the old secret-id at once',
    inputs: VARIABLES_ALONE,
    workersStayADay: false,
    async begin(moves) {
      const place = await settledPlace(moves, VARIABLES_ALONE, { ...PROVIDED, approle: { 'secret-id': { 'destroy-after': 0 } } })
      place.vault.passHours(31 * 24)
      return place
    }
  },
  {
    name: 'a changed variables-path',
    inputs: VARIABLES_ALONE,
    async begin(moves) {
      const place = await settledPlace(moves, VARIABLES_ALONE, PROVIDED)
      place.manifest({ ...PROVIDED, vault: { 'variables-path': 'new/variables' } })
      return place
    }
  },
  {
    name: 'a role, policy and AppRole mount with other names',
    inputs: VARIABLES_ALONE,
    async begin(moves) {
      const place = await settledPlace(moves, VARIABLES_ALONE, PROVIDED)
      place.manifest({ ...PROVIDED, approle: { name: 'other_role', policy: 'other_policy', mount: 'approle2' } })
      return place
    }
  },
  {
    name: 'a changed value and a changed DAG',
    inputs: SHIPPING,
    async begin(moves) {
      const place = await settledPlace(moves, SHIPPING)
      place.manifest({ variables: { greeting: 'Goodbye' } })
      place.folder.write('dags/hello.py', 'print("goodbye")\n')
      return place
    }
  },
  {
    name: 'a changed DAG for a Deployment that somebody has sent to sleep, and that a run wakes',
    inputs: SHIPPING,
    async begin(moves) {
      const place = await settledPlace(moves, SHIPPING, { astro: { 'skip-unchanged': true, wake: true } })
      place.folder.write('dags/hello.py', 'print("goodbye")\n')
      place.astro.override = { hibernates: true, until: '2027-01-01T00:00:00.000Z' }
      return place
    }
  }
]

/** All that matters of the end, without what is drawn at random. */
export async function endState({ vault, astro }: Workplace) {
  const { value: record } = await readConsumer(vault, 'airflow', 'clx1')
  const key = await readKey(vault, 'airflow')
  const ledger = await readLedger(vault, { mount: 'airflow', manifest: 'analytics', key })
  const { secret_id: secretId, role_id: roleId, ...kwargs } = JSON.parse(astro.variables.get(BACKEND_KWARGS)?.value ?? '{}')
  const holds = record?.holds
  const tags = [...vault.issued.values()].filter(({ facts }) => facts.metadata['purpose'] !== 'verify')
  return {
    variables: [...astro.variables].map(([key, { value, secret }]) => [key, secret, key === BACKEND_KWARGS ? kwargs : value]),
    roleIdIsTheRoles: vault.roles.get(`${holds?.authMount}/${holds?.role}`)?.roleId === roleId,
    holdsWhatIsRecorded: vault.issued.get(holds?.id ?? '')?.secretId === secretId,
    secretIdsInVault: tags.length,
    retired: record?.retired,
    lock: record?.lock,
    override: astro.override,
    recordedTimes: Object.entries(record?.variables ?? {}).every(([key, at]) => astro.variables.get(key)?.updatedAt === at),
    shipped: [record?.shipped.image?.tree, record?.shipped.dags?.tree, record?.shipped.image?.provider],
    reads: [holds?.mount, holds?.variablesPath, holds?.connectionsPath],
    ledger: {
      versions: [...ledger.entries].map(([path, { version }]) => [path, version] as const).sort(),
      roles: [...ledger.roles].sort(),
      doubt: ledger.doubt
    },
    secrets: [...vault.secrets].filter(([path]) => !path.includes('/_astro-vault-action/')).sort(),
    policies: [...vault.policies].sort(),
    roles: [...vault.roles].map(([name, { fields }]) => [name, fields])
  }
}

/** The end of the story: the next day everything that was replaced goes, and then there is nothing left to do. */
export async function finish(place: Workplace, { inputs }: Story, watch: Watch) {
  for (const hours of [0, 26]) {
    place.vault.passHours(hours)
    const { error } = await place.run(inputs, undisturbed(watch.on(place)))
    if (error !== undefined) throw error
  }
  const { journal } = await place.runWell(inputs)
  return { ...(await endState(place)), stillToDo: journal.done.filter(step => step.kind !== 'verify') }
}

/** What a green run leaves: its record says what the Deployment has, and nobody holds the lock. */
export async function expectTrueRecord(place: Workplace, moment: unknown): Promise<void> {
  const { holdsWhatIsRecorded, roleIdIsTheRoles, recordedTimes, lock } = await endState(place)
  const found = { holdsWhatIsRecorded, roleIdIsTheRoles, recordedTimes, lock }
  const wanted = { holdsWhatIsRecorded: true, roleIdIsTheRoles: true, recordedTimes: true, lock: undefined }
  expect({ moment, ...found }).toEqual({ moment, ...wanted })
}

const undisturbedRuns = new Map<string, ReturnType<typeof countAndFinish>>()

async function countAndFinish(story: Story, moves: Moves) {
  const place = await story.begin(moves)
  const count = undisturbed()
  expect((await place.run(story.inputs, count)).error).toBeUndefined()
  return { calls: count.calls, place, end: await finish(place, story, new Watch(story)) }
}

/** The story without a disturbance: the calls of the run, and how it ends. */
export function undisturbedRun(story: Story, moves: Moves): ReturnType<typeof countAndFinish> {
  const known = undisturbedRuns.get(story.name + moves) ?? countAndFinish(story, moves)
  undisturbedRuns.set(story.name + moves, known)
  return known
}

/** A read changes nothing: a run that is disturbed before one leaves what it leaves when that happens at the next effect. */
export const isEffect = (call: string) => /^(write|enable|issue|destroy|set|deploy|runtime)/.test(call)
