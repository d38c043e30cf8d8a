import { describe, expect, it } from '@jest/globals'
import { notesIn } from '../build/plan.ts'
import { undisturbed } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

const SYNC = { mode: 'sync', astro: undefined, selection: undefined } as object
const ABC = { variables: { a: 'A', b: 'B', c: 'C' } }
const BILLING = { name: 'billing', connections: {}, approle: { name: 'b', policy: 'b' } }
const secretsOf = ({ vault }: Workplace) =>
  Object.fromEntries(
    [...vault.secrets]
      .filter(([path]) => !path.includes('/_astro-vault-action/'))
      .map(([path, versions]) => [
        path,
        vault.deleted.has(`${path}@${versions.length}`)
          ? `deleted at ${versions.length}`
          : versions.map(({ value }) => value).join()
      ])
  )
const reasons = ({ journal }: Awaited<ReturnType<Workplace['run']>>) =>
  journal.done.flatMap(step => (step.kind === 'secret' ? [`${step.path}: ${step.reason}`] : []))

const LEDGER_REFUSED = {
  message: 'Vault answered 403 to POST write airflow/_astro-vault-action/manifests/analytics/0: permission denied'
}

async function synced(manifest: object = ABC): Promise<Workplace> {
  const place = new Workplace({ connections: {}, ...manifest })
  await place.runWell(SYNC)
  return place
}

describe.each([
  ['full', true],
  ['full', false],
  ['ledger', true]
] as const)('check: %s, on a server that lists versions: %s', (check, listsVersions) => {
  it('finds what was changed and deleted by hand, and puts it right', async () => {
    const place = await synced()
    place.vault.listsVersions = listsVersions
    place.vault.secrets.get('airflow/variables/a')?.push({ value: 'by hand' })
    place.vault.deleted.add('airflow/variables/b@1')
    expect(reasons(await place.runWell({ ...SYNC, check }))).toEqual([
      'variables/a: somebody else changed it (version 2, this action wrote version 1)',
      'variables/b: somebody deleted it (it had version 1)'
    ])
    expect(secretsOf(place)).toMatchObject({ 'airflow/variables/a': 'A,by hand,A', 'airflow/variables/b': 'B,B' })
    expect((await place.runWell({ ...SYNC, check })).journal.changed).toBe(false)
  })
})

describe('a run in which one secret fails', () => {
  it('notes the others, so that the next one only writes what is missing', async () => {
    const place = new Workplace({ connections: {}, ...ABC })
    place.vault.forbids = call => call === 'write airflow/variables/b'
    expect((await place.run(SYNC)).error).toMatchObject({
      message: expect.stringMatching(/^1 of 3 secrets could not be changed:\nvariables\/b: .*: permission denied$/)
    })
    place.vault.forbids = () => false
    const read: string[] = []
    place.vault.forbids = call => call.startsWith('read airflow/variables') && read.push(call) < 0
    expect(reasons(await place.runWell({ ...SYNC, check: 'ledger' }))).toEqual(['variables/b: it does not exist yet'])
    expect(read).toEqual([])
  })
})

describe('check: ledger', () => {
  it('reads nothing that is as it was noted', async () => {
    const place = await synced()
    const read: string[] = []
    place.vault.forbids = call => {
      if (call.startsWith('read airflow/variables')) read.push(call)
      return false
    }
    expect((await place.runWell({ ...SYNC, check: 'ledger' })).journal.changed).toBe(false)
    expect(read).toEqual([])
  })

  it('looks at nothing twice where nothing is to be changed', async () => {
    const place = await synced()
    const looks: string[] = []
    place.vault.forbids = call => call.startsWith('look at') && looks.push(call) < 0
    await place.runWell({ ...SYNC, check: 'ledger' })
    expect(looks).toContain('look at role-id approle/astro_role')
    expect(looks).toEqual([...new Set(looks)])
  })

  it('does not see a change by hand where the server lists no versions, and says so', async () => {
    const place = await synced()
    place.vault.listsVersions = false
    place.vault.secrets.get('airflow/variables/a')?.push({ value: 'by hand' })
    const { journal } = await place.runWell({ ...SYNC, check: 'ledger' })
    expect(journal.changed).toBe(false)
    expect(notesIn(journal).join()).toContain('changes made by hand go unseen')
  })

  describe('proves by', () => {
    const many = (difference: object = {}) => ({
      astro: { 'provider-installed': true },
      connections: {},
      variables: Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`v${index}`, 'x'])),
      ...difference
    })
    const asked = ({ journal }: Awaited<ReturnType<Workplace['run']>>) =>
      journal.done.flatMap(step => (step.kind === 'verify' ? [step.paths.length] : []))

    it.each<[string, number, (place: Workplace) => unknown]>([
      ['fifty of 120 paths where nothing changed', 50, () => {}],
      ['all where the policy changed', 120, ({ vault }) => vault.policies.delete('astro_policy')],
      [
        'all where the role changed',
        120,
        place =>
          place.vault.writeRole('approle', 'astro_role', {
            ...place.vault.roles.get('approle/astro_role')?.fields,
            token_ttl: 7
          } as never)
      ],
      ['all where a path is new', 121, place => place.manifest(many({ variables: { ...many().variables, another: 'x' } }))],
      [
        'fifty where a value changed, and the path of that one',
        51,
        place => place.manifest(many({ variables: { ...many().variables, v1: 'new' } }))
      ]
    ])('%s', async (_, count, change) => {
      for (const inputs of [SYNC, { deployType: 'none' }] as const) {
        const place = new Workplace(many())
        await place.runWell(inputs as object)
        await change(place)
        const outcome = await place.runWell({ ...inputs, check: 'ledger' })
        expect(asked(outcome)).toEqual([count])
      }
    })

    it('all with check: full', async () => {
      const place = await synced(many())
      expect(asked(await place.runWell({ ...SYNC, check: 'full' }))).toEqual([120])
    })
  })

  it('sees a changed value of the manifest on any server', async () => {
    const place = await synced()
    place.vault.listsVersions = false
    place.manifest({ connections: {}, variables: { a: 'A', b: 'new', c: 'C' } })
    expect(reasons(await place.runWell({ ...SYNC, check: 'ledger' }))).toEqual(['variables/b: its value has changed'])
  })

  it('is not fooled by a value that went there and back through a run that was killed', async () => {
    const place = await synced()
    place.vault.listsVersions = false
    place.manifest({ connections: {}, variables: { ...ABC.variables, a: 'other' } })
    // Killed between the secret and the ledger.
    place.vault.forbids = call =>
      call.startsWith('write airflow/_astro-vault-action/manifests') &&
      place.vault.secrets.get('airflow/variables/a')?.length === 2
    expect((await place.run(SYNC)).error).toMatchObject(LEDGER_REFUSED)
    place.vault.forbids = () => false
    place.manifest({ connections: {}, ...ABC })
    await place.runWell({ ...SYNC, check: 'ledger' })
    expect(secretsOf(place)).toMatchObject({ 'airflow/variables/a': 'A,other,A' })
  })

  it.each<[string, (place: Workplace) => unknown]>([
    ['was deleted', ({ vault }) => vault.secrets.delete('airflow/_astro-vault-action/manifests/analytics/0')],
    ['is damaged', ({ vault }) => vault.secrets.get('airflow/_astro-vault-action/manifests/analytics/0')?.push({ value: '{}' })],
    ['has lost its key', ({ vault }) => vault.secrets.delete('airflow/_astro-vault-action/key')]
  ])('reads everything when the ledger %s, and writes the ledger alone', async (_, spoil) => {
    const place = await synced()
    spoil(place)
    const { journal } = await place.runWell({ ...SYNC, check: 'ledger' })
    expect(journal.done.map(({ kind }) => kind)).toEqual(['claim', 'ledger', 'verify'])
    expect(secretsOf(place)).toEqual({ 'airflow/variables/a': 'A', 'airflow/variables/b': 'B', 'airflow/variables/c': 'C' })
    expect((await place.runWell({ ...SYNC, check: 'ledger' })).journal.changed).toBe(false)
  })
})

describe('prune: apply', () => {
  it('deletes what was taken out of the manifest, so that it can be had back', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { a: 'A' } })
    await place.runWell({ ...SYNC, prune: { mode: 'apply', limit: 0.2 } })
    expect(secretsOf(place)).toEqual({
      'airflow/variables/a': 'A',
      'airflow/variables/b': 'deleted at 1',
      'airflow/variables/c': 'deleted at 1'
    })
    expect((await place.runWell({ ...SYNC, prune: { mode: 'apply', limit: 0.2 } })).journal.changed).toBe(false)
  })

  it('forgets what somebody else has deleted, once', async () => {
    const place = await synced()
    place.vault.deleted.add('airflow/variables/b@1')
    place.manifest({ connections: {}, variables: { a: 'A', c: 'C' } })
    const prune = { mode: 'apply', limit: 0.2 } as const
    expect((await place.runWell({ ...SYNC, prune })).journal.done.map(({ kind }) => kind)).toContain('ledger')
    expect((await place.runWell({ ...SYNC, prune })).journal.changed).toBe(false)
    expect(secretsOf(place)['airflow/variables/b']).toBe('deleted at 1')
  })

  it.each<[string, object, RegExp]>([
    ['has no secrets', { variables: {}, connections: {} }, /^the manifest has no .*, so prune would delete all 3 secrets/],
    ['has mistakes', { variables: { a: 'A' }, conections: {} }, /: conections is not a known key/],
    ['is no manifest', { variables: 5 }, /: variables must be a mapping$/]
  ])('deletes nothing where the manifest %s', async (_, manifest, said) => {
    const place = await synced()
    place.manifest(manifest)
    const before = secretsOf(place)
    expect((await place.run({ ...SYNC, prune: { mode: 'apply', limit: 1 } })).error).toMatchObject({
      message: expect.stringMatching(said)
    })
    expect(secretsOf(place)).toEqual(before)
    expect((await place.run({ ...SYNC, manifest: 'not-there.yaml', prune: { mode: 'apply', limit: 1 } })).error).toMatchObject({
      message: 'the manifest not-there.yaml cannot be read: there is no such file'
    })
    expect(secretsOf(place)).toEqual(before)
  })

  it('leaves the secrets of others alone', async () => {
    const place = await synced()
    place.vault.secrets.set('airflow/variables/theirs', [{ value: 'x' }])
    await place.runWell({ ...SYNC, prune: { mode: 'apply', limit: 1 } })
    expect(secretsOf(place)['airflow/variables/theirs']).toBe('x')
  })
})

it('a manifest that gets another name takes over what it had under the old one, on demand and for good', async () => {
  const place = new Workplace()
  await place.runWell()
  place.manifest({ name: 'renamed' })
  expect(((await place.run()).error as Error).message).toContain('belongs to manifest analytics')
  await place.runWell({ adopt: true })
  const { journal } = await place.runWell()
  expect(journal.changed).toBe(false)
  expect(place.vault.policies.get('astro_policy')).toContain('for manifest renamed')
})

describe('undo', () => {
  it('takes back what a run wrote, created and deleted, and then has nothing left to do', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { a: 'new', c: 'C', d: 'D' } })
    await place.runWell({ ...SYNC, prune: { mode: 'apply', limit: 0.2 } })
    expect(secretsOf(place)).toMatchObject({
      'airflow/variables/a': 'A,new',
      'airflow/variables/b': 'deleted at 1',
      'airflow/variables/d': 'D'
    })
    const undone = {
      'airflow/variables/a': 'A,new,A',
      'airflow/variables/b': 'B',
      'airflow/variables/c': 'C',
      'airflow/variables/d': 'deleted at 1'
    }
    for (const changed of [true, false]) {
      const { journal } = await place.runWell({ ...SYNC, undo: 'run-2' })
      expect([secretsOf(place), journal.changed]).toEqual([undone, changed])
    }
  })

  it('can itself be undone', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { ...ABC.variables, a: 'new' } })
    await place.runWell(SYNC)
    await place.runWell({ ...SYNC, undo: 'run-2' })
    await place.runWell({ ...SYNC, undo: 'run-3' })
    expect(secretsOf(place)['airflow/variables/a']).toBe('A,new,A,new')
  })

  it('of several runs takes back one after the other, the latest first', async () => {
    const place = await synced()
    for (const a of ['second', 'third', 'fourth']) {
      place.manifest({ connections: {}, variables: { ...ABC.variables, a } })
      await place.runWell(SYNC)
    }
    const values: unknown[] = []
    for (const undo of ['run-4', 'run-3', 'run-2']) {
      await place.runWell({ ...SYNC, undo })
      values.push(place.vault.secrets.get('airflow/variables/a')?.at(-1)?.['value'])
    }
    expect(values).toEqual(['third', 'second', 'A'])
  })

  it('takes back all attempts of a run, also after a later one was undone', async () => {
    const place = await synced()
    for (const [runId, a] of [
      ['ours', 'first attempt'],
      ['ours', 'second attempt'],
      ['later', 'later']
    ] as const) {
      place.runId = runId
      place.manifest({ connections: {}, variables: { ...ABC.variables, a } })
      await place.runWell(SYNC)
    }
    place.runId = undefined
    const values: unknown[] = []
    for (const undo of ['later', 'ours']) {
      await place.runWell({ ...SYNC, undo })
      values.push(place.vault.secrets.get('airflow/variables/a')?.at(-1)?.['value'])
    }
    expect(values).toEqual(['second attempt', 'A'])
  })

  it('refuses what a later run has changed again, and then changes nothing', async () => {
    const place = await synced()
    for (const variables of [
      { a: '2', b: '2', c: 'C' },
      { a: '3', b: '2', c: 'C' }
    ]) {
      place.manifest({ connections: {}, variables })
      await place.runWell(SYNC)
    }
    const { error } = await place.run({ ...SYNC, undo: 'run-2' })
    expect((error as Error).message).toMatch(/^airflow\/variables\/a was changed again after run run-2/)
    expect(secretsOf(place)).toMatchObject({ 'airflow/variables/a': 'A,2,3', 'airflow/variables/b': 'B,2' })
  })

  it('leaves alone what somebody wrote between the look of a run and its write', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { ...ABC.variables, a: 'new' } })
    const versions = place.vault.secrets.get('airflow/variables/a')
    const editAtFirstWrite = undisturbed(async call => {
      if (call === 'write' && versions?.length === 1) versions.push({ value: 'by hand' })
    })
    expect((await place.run(SYNC, editAtFirstWrite)).error).toMatchObject({
      message: expect.stringContaining('was changed by somebody else')
    })
    const { error } = await place.run({ ...SYNC, undo: 'run-2' })
    expect((error as Error).message).toMatch(
      /^airflow\/variables\/a was changed by somebody else just before run run-2 \(version 2\)/
    )
    expect(secretsOf(place)['airflow/variables/a']).toBe('A,by hand')
  })

  it('ends red where somebody has destroyed what is to come back, and brings the rest back', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { a: 'A' } })
    await place.runWell({ ...SYNC, prune: { mode: 'apply', limit: 0.2 } })
    place.vault.destroyed.add('airflow/variables/b@1')
    const { error } = await place.run({ ...SYNC, undo: 'run-2' })
    expect((error as Error).message).toBe(
      '1 of 2 secrets could not be changed:\nvariables/b: version 1 was destroyed, so it cannot be restored'
    )
    expect(secretsOf(place)).toMatchObject({ 'airflow/variables/b': 'deleted at 1', 'airflow/variables/c': 'C' })
  })

  it('leaves a secret alone that belongs to another manifest by now', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { ...ABC.variables, a: 'new' } })
    await place.runWell(SYNC)
    place.manifest({ ...BILLING, variables: { a: 'new' } })
    await place.runWell({ ...SYNC, adopt: true })
    place.manifest({ connections: {}, variables: { b: 'B', c: 'C' } })
    const { error } = await place.run({ ...SYNC, undo: 'run-2' })
    expect((error as Error).message).toMatch(/^airflow\/variables\/a now belongs to manifest billing/)
    expect(secretsOf(place)['airflow/variables/a']).toBe('A,new')
  })

  it('leaves the manifest compared as ever: the next sync writes it again', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { ...ABC.variables, a: 'new' } })
    await place.runWell(SYNC)
    await place.runWell({ ...SYNC, undo: 'run-2' })
    expect(reasons(await place.runWell({ ...SYNC, check: 'ledger' }))).toEqual(['variables/a: its value has changed'])
  })

  it('in the job of one isolated Deployment leaves those of the others alone', async () => {
    const legs = (variables: object) => ({
      connections: {},
      variables,
      deployments: {
        dev: { 'deployment-name': 'dev', isolate: true },
        qa: { 'deployment-name': 'qa', isolate: true }
      }
    })
    const place = new Workplace(legs({ a: 'A' }))
    const job = (entry: string, inputs: object = {}) => place.runWell({ ...SYNC, selection: { entry }, ...inputs })
    await job('dev')
    await job('qa')
    // One run of the workflow has two jobs.
    place.manifest(legs({ a: 'new' }))
    place.runId = 'both'
    await job('dev')
    await job('qa')
    place.runId = 'undo'
    await job('dev', { undo: 'both' })
    expect(secretsOf(place)).toMatchObject({ 'airflow/dev/variables/a': 'A,new,A', 'airflow/qa/variables/a': 'A,new' })
  })

  it('of an adoption gives it back: it is again of somebody else, and prune leaves it alone', async () => {
    const place = await synced()
    place.vault.secrets.set('airflow/variables/theirs', [{ value: 'theirs' }])
    place.manifest({ connections: {}, variables: { ...ABC.variables, theirs: 'ours' } })
    await place.runWell({ ...SYNC, adopt: true })
    await place.runWell({ ...SYNC, undo: 'run-2' })
    const { error } = await place.run(SYNC)
    expect((error as Error).message).toContain(
      'airflow/variables/theirs holds another value (version 3) that this action did not write'
    )
    place.manifest({ connections: {}, ...ABC })
    await place.runWell({ ...SYNC, prune: { mode: 'apply', limit: 1 } })
    expect(secretsOf(place)['airflow/variables/theirs']).toBe('theirs,ours,theirs')
  })

  it('of an adoption that could not be given back leaves it ours', async () => {
    const place = await synced()
    place.vault.secrets.set('airflow/variables/theirs', [{ value: 'theirs' }])
    place.manifest({ connections: {}, variables: { ...ABC.variables, theirs: 'ours' } })
    await place.runWell({ ...SYNC, adopt: true })
    place.vault.forbids = call => call === 'write airflow/variables/theirs'
    expect((await place.run({ ...SYNC, undo: 'run-2' })).error).toMatchObject({
      message: expect.stringMatching(/^1 of 1 secret could not be changed:\nvariables\/theirs: .*: permission denied$/)
    })
    place.vault.forbids = () => false
    place.manifest({ connections: {}, variables: { ...ABC.variables, theirs: 'newer' } })
    await place.runWell(SYNC)
    expect(secretsOf(place)['airflow/variables/theirs']).toBe('theirs,ours,newer')
  })

  it('of what a killed run of ours had written first is no adoption', async () => {
    const place = await synced()
    place.manifest({ connections: {}, variables: { ...ABC.variables, x: 'one' } })
    place.vault.forbids = call =>
      call.startsWith('write airflow/_astro-vault-action/manifests') && place.vault.secrets.has('airflow/variables/x')
    expect((await place.run(SYNC)).error).toMatchObject(LEDGER_REFUSED)
    place.vault.forbids = () => false
    place.manifest({ connections: {}, variables: { ...ABC.variables, x: 'two' } })
    await place.runWell(SYNC)
    await place.runWell({ ...SYNC, undo: 'run-3' })
    await place.runWell(SYNC)
    expect(secretsOf(place)['airflow/variables/x']).toBe('one,two,one,two')
  })

  it('goes back to what somebody wrote between two attempts', async () => {
    const place = await synced()
    place.runId = 'ours'
    place.manifest({ connections: {}, variables: { ...ABC.variables, a: 'first' } })
    await place.runWell(SYNC)
    place.vault.secrets.get('airflow/variables/a')?.push({ value: 'by hand' })
    place.manifest({ connections: {}, variables: { ...ABC.variables, a: 'second' } })
    await place.runWell(SYNC)
    place.runId = undefined
    await place.runWell({ ...SYNC, undo: 'ours' })
    expect(secretsOf(place)['airflow/variables/a']).toBe('A,first,by hand,second,by hand')
  })

  it('needs no value of any source', async () => {
    const place = new Workplace({ connections: {}, variables: { ...ABC.variables, d: { generate: {} }, e: { env: 'E' } } })
    place.environment = { E: 'eeee' }
    await place.runWell(SYNC)
    place.environment = {}
    place.vault.secrets.get('airflow/_astro-vault-action/generated/analytics')?.push({ value: 'damaged' })
    await place.runWell({ ...SYNC, undo: 'run-1' })
    expect(secretsOf(place)).toMatchObject({ 'airflow/variables/a': 'deleted at 1', 'airflow/variables/e': 'deleted at 1' })
  })

  it('changes nothing in plan mode', async () => {
    const place = await synced()
    const { journal } = await place.runWell({ ...SYNC, mode: 'plan', undo: 'run-1' })
    expect([journal.planned.filter(({ kind }) => kind === 'delete').length, journal.done]).toEqual([3, []])
  })
})

describe('two manifests on one mount', () => {
  it('share it as long as they name different secrets', async () => {
    const place = await synced()
    place.manifest({ ...BILLING, variables: { d: 'D' } })
    await place.runWell(SYNC)
    place.manifest({ connections: {}, ...ABC })
    expect((await place.runWell(SYNC)).journal.changed).toBe(false)
  })

  it('cannot both have one path: the second ends red, naming the first, and claims nothing', async () => {
    const place = await synced()
    place.manifest({ ...BILLING, variables: { a: 'A', d: 'D' } })
    for (const mode of ['plan', 'sync'] as const) {
      const { error } = await place.run({ ...SYNC, mode })
      expect((error as Error).message).toMatch(
        /^airflow\/variables\/a belongs to manifest analytics\nRemove it from this manifest; or remove it from analytics/
      )
    }
    expect(secretsOf(place)['airflow/variables/d']).toBeUndefined()
  })

  it('hand a path over on demand, and the first is then the one that ends red', async () => {
    const place = await synced()
    place.manifest({ ...BILLING, variables: { a: 'theirs' } })
    await place.runWell({ ...SYNC, adopt: true })
    place.manifest({ connections: {}, ...ABC })
    expect(((await place.run(SYNC)).error as Error).message).toMatch(/^airflow\/variables\/a belongs to manifest billing/)
  })

  it.each<[string, object, object]>([
    ['changes it', { variables: { ...ABC.variables, a: 'new' } }, {}],
    ['deletes it', { variables: { b: 'B', c: 'C' } }, { prune: { mode: 'apply', limit: 1 } }]
  ])('hand a path over for good also while the first one %s', async (_, manifest, inputs) => {
    const place = await synced()
    const other = new Workplace({ ...BILLING, variables: { a: 'A' } })
    other.vault = place.vault
    place.manifest({ connections: {}, ...manifest })
    // The first one has read key and ledger, and looks at the secrets.
    let handedOver: Promise<unknown> | undefined
    let reads = 0
    const witness = async (call: string) => {
      if (call !== 'read' || ++reads < 3) return
      handedOver ??= other.runWell({ ...SYNC, adopt: true })
      await handedOver
    }
    const { error } = await place.run({ ...SYNC, ...inputs }, undisturbed(witness))
    expect((error as Error).message).toMatch(/airflow\/variables\/a belongs to manifest billing/)
    expect(secretsOf(place)['airflow/variables/a']).toBe('A')
    expect((await other.runWell(SYNC)).journal.changed).toBe(false)
  })

  it('that claim one path at the same time do not both get it', async () => {
    const place = new Workplace({ connections: {}, variables: { a: 'A' } })
    await place.runWell(SYNC)
    place.manifest({ name: 'first', connections: {}, approle: { name: 'f', policy: 'f' }, variables: { new: '1' } })
    const others = new Workplace({
      name: 'second',
      connections: {},
      approle: { name: 's', policy: 's' },
      variables: { new: '2' }
    })
    others.vault = place.vault
    const errors = (await Promise.all([place.run(SYNC), others.run(SYNC)])).flatMap(({ error }) =>
      error ? [(error as Error).message] : []
    )
    expect(errors.length).toBeGreaterThanOrEqual(1)
    expect(errors[0]).toMatch(/belongs to manifest (first|second)/)
    expect(['1', '2', undefined]).toContain(secretsOf(place)['airflow/variables/new'])
  })
})

describe('what Vault would delete by itself', () => {
  const UNTIL = '2026-12-01T00:00:00Z'
  const DRAWN = { variables: { a: 'A', drawn: { generate: {} } } }

  it.each([
    ['full', true],
    ['ledger', true]
  ] as const)('is written once more, and nothing of it is lost; check: %s', async (check, listsVersions) => {
    const place = await synced(DRAWN)
    place.vault.listsVersions = listsVersions
    const before = secretsOf(place)
    for (const path of place.vault.secrets.keys()) place.vault.fleeting.set(path, UNTIL)
    const { said, ...run } = await place.runWell({ ...SYNC, check })
    expect([...place.vault.fleeting]).toEqual([])
    expect(reasons({ said, ...run })).toEqual([
      `variables/a: Vault would delete it by itself on ${UNTIL}`,
      `variables/drawn: Vault would delete it by itself on ${UNTIL}`
    ])
    expect(Object.keys(secretsOf(place))).toEqual(Object.keys(before))
    expect((await place.runWell({ ...SYNC, check })).journal.changed).toBe(false)
  })

  it.each(['key', 'manifests/analytics/0', 'generated/analytics', 'history/analytics'])(
    'if it is our record %s, costs no secret, also where the manifest has changed',
    async name => {
      const place = await synced(DRAWN)
      place.vault.fleeting.set(`airflow/_astro-vault-action/${name}`, UNTIL)
      place.manifest({ connections: {}, variables: { ...DRAWN.variables, a: 'another' } })
      expect(reasons(await place.runWell(SYNC))).toEqual(['variables/a: its value has changed'])
      expect([...place.vault.fleeting]).toEqual([])
    }
  )

  it.each(['consumers/clx1', 'key'])('if it is our record %s, is told by a plan, and stays as it is', async name => {
    const place = new Workplace(DRAWN)
    await place.runWell()
    place.vault.fleeting.set(`airflow/_astro-vault-action/${name}`, UNTIL)
    place.vault.effects.length = 0
    const { error } = await place.run({ mode: 'plan' })
    expect(error).toMatchObject({
      message: `airflow/_astro-vault-action/${name} will be deleted by Vault itself on ${UNTIL}, because delete_version_after was set when it was written`
    })
    expect(place.vault.effects).toEqual([])
    expect((await place.runWell()).journal.done).toEqual([expect.objectContaining({ kind: 'verify' })])
    expect([...place.vault.fleeting]).toEqual([])
  })
})
