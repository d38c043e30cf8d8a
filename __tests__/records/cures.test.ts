import { expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import type { ConsumerRecord } from '../../src/records/consumer.ts'
import { aCredential, aLock, THEN } from '../build/deployment.ts'
import { kinds } from '../build/plan.ts'
import { Workplace } from '../fakes/workplace.ts'

/** Whole runs beside damaged records: who is stopped, and whether the cure that is offered is one. */

const OURS = 'airflow/_astro-vault-action'
const SYNC = { mode: 'sync', astro: undefined, selection: undefined } as object

/** A Deployment that reads from Vault, with a value that was drawn. */
async function deployed(): Promise<Workplace> {
  const place = new Workplace({ variables: { greeting: 'Hello', key: { generate: {} } } })
  await place.runWell()
  return place
}

const damage = ({ vault }: Workplace, name: string) =>
  vault.secrets.set(`${OURS}/${name}`, [...(vault.secrets.get(`${OURS}/${name}`) ?? []), { value: '{"schema":1,"manifest":5}' }])
/** As `vault kv rollback` and `vault kv metadata delete` do it. */
const rollBack = ({ vault }: Workplace, name: string) => {
  const versions = vault.secrets.get(`${OURS}/${name}`) ?? []
  vault.secrets.set(`${OURS}/${name}`, [...versions, versions.at(-2) ?? {}])
}
const forget = ({ vault }: Workplace, name: string) => vault.secrets.delete(`${OURS}/${name}`)

async function refusal(place: Workplace, inputs = {}): Promise<UserError> {
  const { error } = await place.run(inputs)
  if (!(error instanceof UserError)) throw new Error(`a refusal was expected, and there was ${error}`)
  return error
}

it.each([
  'consumers/clx9',
  'history/analytics',
  'history/billing',
  'generated/billing',
  'manifests/billing/0',
  'manifests/analytics/0'
])('a damaged %s stops nobody', async name => {
  const place = await deployed()
  damage(place, name)
  const { journal } = await place.runWell()
  expect(kinds({ steps: journal.done }).filter(kind => !['claim', 'ledger', 'verify'].includes(kind))).toEqual([])
  await place.runWell({ rotateNow: true })
})

it('a damaged record of the Deployment stops a run that would change it, and no other', async () => {
  const place = await deployed()
  damage(place, 'consumers/clx1')
  await place.runWell(SYNC)
  const error = await refusal(place)
  expect(error.message).toMatch(new RegExp(`^${OURS}/consumers/clx1 is damaged: manifest must be a string; `))
  rollBack(place, 'consumers/clx1')
  expect((await place.runWell()).journal.changed).toBe(false)
})

it('a deleted record of the Deployment takes `adopt`, and gives it another secret-id', async () => {
  const place = await deployed()
  forget(place, 'consumers/clx1')
  expect((await refusal(place)).message).toContain('on-conflict: adopt')
  expect(kinds({ steps: (await place.runWell({ adopt: true })).journal.done })).toContain('credential')
  expect((await place.runWell()).journal.changed).toBe(false)
})

it('a damaged key stops every run; a deleted one gives each Deployment another secret-id', async () => {
  const place = await deployed()
  damage(place, 'key')
  for (const inputs of [{}, SYNC, { mode: 'plan' }])
    expect((await refusal(place, inputs)).message).toContain(`${OURS}/key is damaged`)
  forget(place, 'key')
  const { journal } = await place.runWell()
  expect(kinds({ steps: journal.done })).toContain('credential')
  expect(kinds({ steps: journal.done })).not.toContain('secret')
  expect((await place.runWell()).journal.changed).toBe(false)
})

it('damaged generated values stop a run that needs them; deleted ones are drawn anew', async () => {
  const place = await deployed()
  const values = () => place.vault.secrets.get('airflow/variables/key')?.length
  damage(place, 'generated/analytics')
  expect((await refusal(place, SYNC)).message).toContain(`${OURS}/generated/analytics is damaged: values must map places`)
  rollBack(place, 'generated/analytics')
  await place.runWell(SYNC)
  expect(values()).toBe(1)
  forget(place, 'generated/analytics')
  await place.runWell(SYNC)
  expect(values()).toBe(2)
})

it('a damaged history stops an undo alone', async () => {
  const place = await deployed()
  damage(place, 'history/analytics')
  expect((await refusal(place, { ...SYNC, undo: 'run-1' })).message).toMatch(
    /history\/analytics is damaged, so nobody knows what run run-1 changed/
  )
  rollBack(place, 'history/analytics')
  await place.runWell({ ...SYNC, undo: 'run-1' })
})

/** Changes the record of the Deployment as somebody might by hand. */
function edit({ vault }: Workplace, change: (record: ConsumerRecord) => object) {
  const path = `${OURS}/consumers/clx1`
  const record = JSON.parse(String(vault.secrets.get(path)?.at(-1)?.['value']))
  vault.secrets.get(path)?.push({ value: JSON.stringify({ ...record, ...change(record) }) })
}

it.each([{ mode: 'plan' as const }, {}])(
  'a lock that would never expire is damage to every run that looks at it (%j)',
  async inputs => {
    const place = await deployed()
    edit(place, () => ({ lock: aLock({ expires: '2150-01-01T00:00:00.000Z' }) }))
    expect((await refusal(place, inputs)).message).toContain(
      'consumers/clx1 is damaged: lock.expires must be at most an hour ahead'
    )
  }
)

it.each<[string, (record: ConsumerRecord) => Partial<ConsumerRecord>]>([
  ['retires what the Deployment holds', ({ holds }) => ({ retired: [{ ...aCredential(holds?.id ?? ''), since: THEN }] })],
  ['retires what another team holds', () => ({ retired: [{ ...aCredential('accessor-of-theirs'), since: THEN }] })]
])('a record that %s destroys nothing', async (_, change) => {
  const place = await deployed()
  const [[mine, facts] = []] = [...place.vault.issued]
  if (facts === undefined) throw new Error('a secret-id must have been issued')
  const theirs = { ...facts, accessor: 'accessor-of-theirs', facts: { ...facts.facts, metadata: {} } }
  place.vault.issued.set('accessor-of-theirs', theirs)
  edit(place, change)
  await place.run()
  expect([...place.vault.issued.keys()]).toEqual(expect.arrayContaining([mine, 'accessor-of-theirs']))
})
