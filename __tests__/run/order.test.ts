import { describe, expect, it } from '@jest/globals'
import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import { UserError } from '../../src/base/errors.ts'
import { type ConsumerRecord, readConsumer } from '../../src/records/consumer.ts'
import { issueOf } from '../../src/report/drift.ts'
import { reportOf } from '../../src/report/report.ts'
import { notesIn } from '../build/plan.ts'
import { readAsAirflow } from '../fakes/airflow.ts'
import { cutOff, Fate, undisturbed } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

const RECORD = 'write airflow/_astro-vault-action/consumers/clx1'
const LEDGER = 'write airflow/_astro-vault-action/manifests/analytics/0'
const HISTORY = 'write airflow/_astro-vault-action/history/analytics'

/** The record after each call of a run that changed it. */
async function recordsOf(place: Workplace, inputs = {}): Promise<{ after: string; record: ConsumerRecord }[]> {
  const seen: { after: string; record: ConsumerRecord }[] = []
  let last = ''
  await place.run(
    inputs,
    undisturbed(async call => {
      const { value } = await readConsumer(place.vault, 'airflow', 'clx1')
      if (value !== undefined && JSON.stringify(value) !== last) seen.push({ after: call, record: value })
      last = JSON.stringify(value)
    })
  )
  return seen
}

describe('a value of the environment', () => {
  it('is masked before Vault is asked for others, which may fail', async () => {
    const place = new Workplace({ variables: { a: { env: 'A' }, b: { generate: {} } } })
    place.environment = { A: 'geheim' }
    place.vault.mounts.set('airflow', { type: 'kv', version: '2' })
    place.vault.secrets.set('airflow/_astro-vault-action/generated/analytics', [{ value: 'damaged' }])
    const { error, said } = await place.run()
    expect([(error as Error).message, said.masked]).toEqual([expect.stringContaining('is damaged'), ['geheim']])
  })
})

describe('values that another run has generated at the same time', () => {
  it('are taken: the plan is made again, and nothing is warned of twice', async () => {
    const place = new Workplace({ vault: { 'airflow-url': 'http://vault.example.com' }, variables: { b: { generate: {} } } })
    const other = new Workplace({ vault: { 'airflow-url': 'http://vault.example.com' }, variables: { b: { generate: {} } } })
    other.vault = place.vault
    let ahead: Promise<unknown> | undefined
    const { error, said } = await place.run(
      {},
      undisturbed(async call => {
        if (call !== 'enableKv2') return
        ahead ??= other.runWell({ mode: 'sync' })
        await ahead
      })
    )
    expect(error).toBeUndefined()
    expect(said.warnings.filter(text => text.includes('without TLS'))).toHaveLength(1)
  })
})

describe('a run without a CLI that fits', () => {
  const without = (place: Workplace) => {
    place.astro.ready = async () => {
      throw new UserError('there is no CLI')
    }
    return place
  }

  it('ends before it has changed anything, if a step of its plan needs one', async () => {
    const place = without(new Workplace())
    const { error } = await place.run()
    expect([(error as Error).message, place.vault.effects, place.astro.effects]).toEqual(['there is no CLI', [], []])
  })

  it('is a good run, if no step needs one', async () => {
    const place = new Workplace()
    await place.runWell()
    without(place)
    await place.runWell()
    await place.runWell({ mode: 'plan' })
    place.manifest({ variables: { greeting: 'Good morning' } })
    await place.runWell({ mode: 'sync' })
  })
})

describe('the effects of a first run', () => {
  it('come in the order in which each one needs those before it', async () => {
    const place = new Workplace()
    await place.runWell()
    expect(place.vault.effects).toEqual([
      'enable auth/approle',
      'mount airflow',
      'write airflow/_astro-vault-action/key',
      LEDGER,
      HISTORY,
      'policy astro_policy',
      'role approle/astro_role',
      'write airflow/variables/greeting',
      'write airflow/connections/web',
      LEDGER,
      RECORD,
      RECORD,
      RECORD,
      RECORD,
      'issue approle/astro_role',
      RECORD,
      'log in at approle',
      RECORD,
      RECORD,
      RECORD
    ])
    expect(place.astro.effects).toEqual(['deploy image-and-dags', `set ${BACKEND_KWARGS}`, `set ${BACKEND}`])
  })

  it('let Airflow read every secret', async () => {
    const place = new Workplace()
    await place.runWell()
    expect(place.astro.variables.get(BACKEND)).toMatchObject({ value: BACKEND_CLASS, secret: false })
    const kwargs = place.astro.variables.get(BACKEND_KWARGS)
    expect(kwargs?.secret).toBe(true)
    await expect(readAsAirflow(place.vault, kwargs?.value ?? '')).resolves.toBeUndefined()
  })

  it('leave the variables of others as they were', async () => {
    const place = new Workplace()
    const before = place.astro.variables.get('OTHER')
    await place.runWell()
    expect(place.astro.variables.get('OTHER')).toEqual(before)
  })

  it('tag the secret-id with who made it, and for whom', async () => {
    const place = new Workplace()
    await place.runWell()
    const [secretId] = place.vault.issued.values()
    expect(secretId?.facts.metadata).toEqual({ deployment: 'clx1', repository: 'acme:dags', run: 'run-1', attempt: '1' })
  })

  it('are recorded one by one: the mark before the deploy, lock before the issue, the secret-id before the variable, the rest after it', async () => {
    const steps = await recordsOf(new Workplace())
    const told = steps.map(({ record }) => ({
      targets: record.lock?.targets.length,
      issued: record.lock?.issued !== undefined,
      holds: record.holds !== undefined,
      deploy: record.lock?.shipping !== undefined ? 'begun' : record.shipped.image !== undefined
    }))
    expect(told).toEqual([
      { targets: 0, issued: false, holds: false, deploy: false },
      { targets: 0, issued: false, holds: false, deploy: 'begun' },
      { targets: 0, issued: false, holds: false, deploy: true },
      { targets: 1, issued: false, holds: false, deploy: true },
      { targets: 1, issued: true, holds: false, deploy: true },
      { targets: 1, issued: false, holds: true, deploy: true },
      { targets: 1, issued: false, holds: true, deploy: true },
      { targets: undefined, issued: false, holds: true, deploy: true }
    ])
  })

  it('give the record the times of the variables before and after', async () => {
    const place = new Workplace()
    const steps = await recordsOf(place)
    const issued = steps.find(({ record }) => record.lock?.issued)?.record
    expect(Object.keys(issued?.lock?.before ?? {})).toEqual(['OTHER'])
    const last = steps.at(-1)?.record
    expect(last?.variables).toEqual(
      Object.fromEntries([...place.astro.variables].map(([key, { updatedAt }]) => [key, updatedAt]))
    )
  })
})

describe('a deploy whose answer is lost', () => {
  it('is found by its mark in the next run, which does not ship again', async () => {
    const place = new Workplace()
    const calls = undisturbed()
    await new Workplace().run({}, calls)
    const at = calls.calls.find(({ name }) => name === 'deploy')?.number ?? 0
    const { error } = await place.run({}, new Fate(cutOff({ how: 'answer lost', at })))
    expect(error).toBeDefined()
    expect((await readConsumer(place.vault, 'airflow', 'clx1')).value?.shipped).toEqual({})
    place.vault.passHours(1)
    await place.runWell()
    expect(place.astro.effects).toEqual(['deploy image-and-dags', `set ${BACKEND_KWARGS}`, `set ${BACKEND}`])
    const { value } = await readConsumer(place.vault, 'airflow', 'clx1')
    expect(value?.shipped).toMatchObject({ image: { version: 'image-1', provider: true }, dags: { version: 'dags-1' } })
    expect(value?.lock).toBeUndefined()
  })
})

describe('the second run', () => {
  it('changes nothing: it only proves', async () => {
    const place = new Workplace()
    await place.runWell()
    place.vault.effects.splice(0)
    place.astro.effects.splice(0)
    const { journal } = await place.runWell()
    expect(place.vault.effects).toEqual(['issue approle/astro_role', 'log in at approle', expect.stringMatching(/^destroy /)])
    expect(place.astro.effects).toEqual([])
    expect(journal.changed).toBe(false)
  })

  it('writes the one value that has changed', async () => {
    const place = new Workplace()
    await place.runWell()
    place.vault.effects.splice(0)
    place.manifest({ variables: { greeting: 'Goodbye' } })
    const { journal } = await place.runWell()
    const writes = place.vault.effects.filter(effect => effect.startsWith('write'))
    expect(writes).toEqual([LEDGER, HISTORY, 'write airflow/variables/greeting', LEDGER])
    expect([journal.changed, journal.secretsWritten]).toEqual([true, 1])
  })
})

describe('a rotation', () => {
  it('lets the old secret-id work until destroy-after, and then destroys it', async () => {
    const place = new Workplace()
    await place.runWell()
    const old = place.astro.variables.get(BACKEND_KWARGS)?.value ?? ''
    await place.runWell({ rotateNow: true })
    expect(place.astro.variables.get(BACKEND_KWARGS)?.value).not.toBe(old)
    await readAsAirflow(place.vault, old)

    place.vault.passHours(24.9)
    await place.runWell()
    await readAsAirflow(place.vault, old)

    place.vault.passHours(0.1)
    await place.runWell()
    await expect(readAsAirflow(place.vault, old)).rejects.toThrow('invalid role or secret ID')
  })
})

describe('a secret-id that is gone with its role', () => {
  it('is forgotten when its time is over, although Vault would not destroy it, and is not told as destroyed', async () => {
    const place = new Workplace()
    await place.runWell()
    await place.runWell({ rotateNow: true })
    const [old] = place.vault.issued.keys()
    // Of a role that was deleted and created again, Vault refuses to destroy what was there before.
    if (old !== undefined) place.vault.issued.delete(old)
    place.vault.destroySecretId = async (_mount, _role, accessor) => {
      if (accessor === old) throw new Error('invalid secret id accessor')
    }
    place.vault.passHours(26)
    const { journal } = await place.runWell()
    expect([...journal.outcomes].filter(([{ kind }]) => kind === 'retire').map(([, outcome]) => outcome)).toEqual(['lost'])
    expect((await readConsumer(place.vault, 'airflow', 'clx1')).value?.retired).toEqual([])
  })
})

describe('KWARGS that somebody overwrites', () => {
  it('are repaired, and what they held before is retired', async () => {
    const place = new Workplace()
    await place.runWell()
    place.astro.setByHand(BACKEND_KWARGS, '{}', true)
    const { journal } = await place.runWell()
    expect(journal.done.map(({ kind }) => kind)).toEqual(['credential', 'verify', 'kwargs', 'health'])
    await readAsAirflow(place.vault, place.astro.variables.get(BACKEND_KWARGS)?.value ?? '')
  })
})

describe('other modes', () => {
  it('plan: nothing is issued, generated, locked or written', async () => {
    const place = new Workplace()
    const { journal } = await place.runWell({ mode: 'plan' })
    expect([place.vault.effects, place.astro.effects]).toEqual([[], []])
    expect(journal.changed).toBe(true)
    expect(journal.planned.map(({ kind }) => kind)).toContain('kwargs')
  })

  it('plan without credentials: green, and says what was not compared', async () => {
    const place = new Workplace({ variables: { token: { env: 'TOKEN' } } })
    const { selection: _, vault: __, astro: ___, ...offline } = { selection: 0, vault: 0, astro: 0, mode: 'plan' as const }
    const { journal } = await place.runWell({ ...offline, ...({ vault: undefined, astro: undefined } as object) })
    expect(notesIn(journal)[0]).toContain('Vault was not read, because the run has no login to it')
  })

  it('plan without credentials for Astro: says that it could not compare the addresses either', async () => {
    const place = new Workplace({ approle: { 'secret-id-bound-cidrs': 'deployment' } })
    const { journal } = await place.runWell({ mode: 'plan', ...({ astro: undefined } as object) })
    expect(notesIn(journal)).toContain(
      'the Deployment was not compared, nor its addresses with those that its credential is bound to: that needs astro-api-token'
    )
  })

  it('plan without credentials for Astro: does not count as complete, if a Deployment was chosen', async () => {
    const stateOf = async (around: object) =>
      issueOf(reportOf((await new Workplace().runWell({ mode: 'plan', ...around })).journal)).state
    expect(await stateOf({ astro: undefined })).toBe('unsure')
    expect(await stateOf({ astro: undefined, selection: undefined })).toBe('unwanted')
    expect(await stateOf({})).toBe('unwanted')
  })

  it.each<[string, object, string]>([
    ['a variable that is absent', { env: 'TOKEN' }, 'TOKEN, which is absent or empty in the environment of this step'],
    [
      'a program that may not run',
      { command: ['op', 'read', 'x'] },
      'command op, which is not run, because that requires the input `allow-commands: true`'
    ],
    ['a file that is not there', { file: 'nowhere.pem' }, 'file nowhere.pem, which is missing'],
    [
      'a generated value that is still to come',
      { generate: {} },
      'a generated value, which is created by the first run in mode sync or deploy'
    ]
  ])('plan: names %s, for which a deploy would fail or generate', async (_, source, words) => {
    const place = new Workplace({ variables: { token: source } })
    const { journal } = await place.runWell({ mode: 'plan' })
    expect(notesIn(journal)).toContain(`variables.token was not compared: it needs ${words}`)
  })

  it('sync: the Deployment is never looked at', async () => {
    const place = new Workplace()
    const { journal } = await place.runWell({ mode: 'sync', ...({ astro: undefined, selection: undefined } as object) })
    expect(journal.done.map(({ kind }) => kind)).toEqual([
      'auth-method',
      'mount',
      'claim',
      'policy',
      'role',
      'secret',
      'secret',
      'ledger',
      'verify'
    ])
    expect(place.astro.effects).toEqual([])
  })
})

describe('nothing is begun', () => {
  it('where one value is missing', async () => {
    const place = new Workplace({ variables: { token: { env: 'TOKEN' }, greeting: 'Hello' } })
    const { error } = await place.run()
    expect(String(error)).toContain('variables.token needs TOKEN, which is absent or empty')
    expect(place.vault.effects).toEqual([])
  })

  it('where one conflict was found, however late in the plan', async () => {
    const place = new Workplace()
    place.astro.setByHand(BACKEND, 'other.Backend')
    const { error } = await place.run()
    expect(String(error)).toContain('has another secrets backend')
    expect(place.vault.effects).toEqual([])
  })
})
