import { describe, expect, it } from '@jest/globals'
import { BACKEND } from '../../src/airflow/kwargs.ts'
import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { resultsOf } from '../../src/report/results.ts'
import { aFleet } from '../fakes/fleet.ts'
import { undisturbed } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

const DEPLOYMENTS = {
  a: { 'deployment-name': 'a' },
  b: { 'deployment-id': 'cl-b' },
  c: { 'deployment-name': 'c', isolate: true, variables: { own: 'yes' } }
}
/** As the inputs are in mode sync. */
const WITHOUT_ASTRO = { astro: undefined } as unknown as Partial<Inputs>
const ALL = { selection: { entries: 'all' } } as const

function aPlace(deployments: object = DEPLOYMENTS, names: readonly string[] = ['a', 'b', 'c']) {
  const place = new Workplace({ astro: { 'provider-installed': true }, variables: { greeting: 'Hello' }, deployments })
  const fleet = aFleet(names)
  place.fleet = fleet.port
  const run = async (inputs: Partial<Inputs> = {}) => {
    // They wait by one clock, so each that pauses lets time pass for all.
    const { error, journal, said } = await place.run({ deployType: 'none', waitSeconds: 60, ...ALL, ...inputs })
    const outcomes = Object.fromEntries(JSON.parse(resultsOf(journal)).map((one: Result) => [one.deployment, one.outcome]))
    return { error: error as UserError | undefined, journal, outcomes, said, results: JSON.parse(resultsOf(journal)) as Result[] }
  }
  return { place, fleet, run, effectsOf: (name: string) => fleet.effects.filter(effect => effect.startsWith(`${name} `)).length }
}

interface Result {
  readonly deployment: string
  readonly outcome: string
  readonly error?: string
}

describe('a run for many Deployments', () => {
  it('changes each of them, once; the isolated one has names of its own', async () => {
    const { place, fleet, run, effectsOf } = aPlace()
    const { error, results, outcomes } = await run()
    expect(error).toBeUndefined()
    expect(outcomes).toEqual({ a: 'succeeded', b: 'succeeded', c: 'succeeded' })
    expect(results[0]).toEqual({
      deployment: 'a',
      id: 'cl-a',
      name: 'a',
      outcome: 'succeeded',
      changed: true,
      deployed: false,
      'secret-id-accessor': expect.any(String)
    })
    expect([...place.vault.roles.keys()].sort()).toEqual(['approle/astro_role', 'approle/astro_role-c'])
    expect(['a', 'b', 'c'].map(effectsOf)).toEqual([2, 2, 2])
    const pathOf = (name: string) => JSON.parse(fleet.member(name).variables.get(`${BACKEND}_KWARGS`)?.value ?? '').variables_path
    expect(['a', 'b', 'c'].map(pathOf)).toEqual(['variables', 'variables', 'c/variables'])
  })

  it('enables once what several of them need, and it is nobody else who was faster', async () => {
    const { journal, said } = await aPlace().run()
    expect(journal.done.filter(({ kind }) => kind === 'mount' || kind === 'auth-method')).toHaveLength(4)
    expect(said.lines.filter(line => line.includes('somebody else'))).toEqual([])
  })

  it('changes nothing the second time', async () => {
    const { fleet, run } = aPlace()
    await run()
    fleet.effects.length = 0
    const { error, journal, said } = await run()
    expect([error, fleet.effects, journal.changed]).toEqual([undefined, [], false])
    expect(said.lines).toContain('Nothing to change (3 Deployments)')
  })

  it('chooses those that are named, and leaves the others', async () => {
    const { run, effectsOf } = aPlace()
    const { outcomes } = await run({ selection: { entries: ['c', 'a'] } })
    expect(outcomes).toEqual({ a: 'succeeded', c: 'succeeded' })
    expect(effectsOf('b')).toBe(0)
  })

  it('writes the secrets of all scopes in mode sync, and asks Astro nothing', async () => {
    const { place, fleet, run } = aPlace()
    const { error } = await run({ mode: 'sync', ...WITHOUT_ASTRO })
    expect(error).toBeUndefined()
    expect([...place.vault.secrets.keys()].filter(path => path.includes('variables/')).sort()).toEqual([
      'airflow/c/variables/greeting',
      'airflow/c/variables/own',
      'airflow/variables/greeting'
    ])
    expect(fleet.effects).toEqual([])
  })

  it('says in each line of the log whom it is about', async () => {
    const { said } = await aPlace().run()
    for (const name of ['a', 'b', 'c']) expect(said.lines).toContain(`${name}: ✓ set ${BACKEND}`)
  })

  it.each([1, 2])('changes %i at the same time at most', async maxParallel => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const { fleet, run } = aPlace(Object.fromEntries(names.map(name => [name, { 'deployment-name': name }])), names)
    expect((await run({ maxParallel })).error).toBeUndefined()
    expect(fleet.mostAtOnce()).toBe(maxParallel)
  })
})

describe('one of many that fails', () => {
  const FAILING: [string, (fleet: ReturnType<typeof aFleet>) => void, RegExp][] = [
    [
      'with another backend in its Deployment',
      fleet => fleet.member('b').setByHand(BACKEND, 'other.Backend'),
      /has another secrets backend/
    ],
    ['with a Deployment that does not get healthy', fleet => fleet.member('b').sicken(), /was not healthy after/]
  ]

  it.each(FAILING)('%s stops no other, and the run says which', async (_, spoil, why) => {
    const { fleet, run } = aPlace()
    spoil(fleet)
    const { error, outcomes, results } = await run()
    expect(error?.findings[0]?.message).toBe('1 of 3 Deployments failed: b')
    expect(error?.message).toMatch(why)
    expect(outcomes).toEqual({ a: 'succeeded', b: 'failed', c: 'succeeded' })
    expect(results.find(({ deployment }) => deployment === 'b')?.error).toMatch(why)
  })

  it('because Astro does not have it stops no other', async () => {
    const { error, outcomes } = await aPlace(DEPLOYMENTS, ['a', 'c']).run()
    expect(outcomes).toEqual({ a: 'succeeded', b: 'failed', c: 'succeeded' })
    expect(error?.message).toContain('b: Deployment cl-b was not found')
  })

  it('because Astro does not have it gets nothing of its own in Vault', async () => {
    const { place, run } = aPlace(DEPLOYMENTS, ['a', 'b'])
    expect((await run()).outcomes).toEqual({ a: 'succeeded', b: 'succeeded', c: 'failed' })
    expect([...place.vault.roles.keys()]).toEqual(['approle/astro_role'])
  })

  it('by a secret of somebody else in its own folder stops no other', async () => {
    const { place, run, effectsOf } = aPlace()
    await place.vault.enableKv2('airflow')
    await place.vault.write('airflow', 'c/variables/own', new Secret({ value: 'theirs' }), 0)
    const { error, outcomes } = await run()
    expect(outcomes).toEqual({ a: 'succeeded', b: 'succeeded', c: 'failed' })
    expect(error?.findings.map(({ message }) => message)).toEqual([
      '1 of 3 Deployments failed: c',
      expect.stringContaining('c: deployments.c.variables.own differs')
    ])
    expect(effectsOf('c')).toBe(0)
  })

  it('is red in mode plan, too', async () => {
    const { fleet, run } = aPlace()
    fleet.member('b').setByHand(BACKEND, 'other.Backend')
    const { error, outcomes } = await run({ mode: 'plan' })
    expect(error?.findings[0]?.message).toBe('1 of 3 Deployments failed: b')
    expect([outcomes['b'], fleet.effects]).toEqual(['failed', []])
  })

  it('like another one is named with it', async () => {
    const { fleet, run } = aPlace()
    for (const name of ['a', 'b']) fleet.member(name).setByHand(`${BACKEND}_KWARG__URL`, 'https://example.com')
    const { error } = await run()
    expect(error?.findings.map(({ message }) => message)).toEqual([
      '2 of 3 Deployments failed: a, b',
      `a, b: the Deployment has ${BACKEND}_KWARG__URL, which overrides the secrets backend`
    ])
  })
})

describe('a run for many that is cancelled', () => {
  it('begins no other, and says which it was through with', async () => {
    const { place, fleet } = aPlace()
    const cancel = new AbortController()
    const { setVariable } = fleet.port
    fleet.port.setVariable = async (...given) => {
      cancel.abort(new UserError('the run was cancelled'))
      return await setVariable(...given)
    }
    const { error, journal } = await place.run({ deployType: 'none', ...ALL, maxParallel: 1 }, undisturbed(), cancel.signal)
    journal.hear({ kind: 'ended', outcome: 'failed', findings: [] })
    expect((error as Error).message).toBe('the run was cancelled')
    expect(journal.results.map(({ outcome }) => outcome)).toEqual([
      expect.stringMatching(/^(succeeded|failed)$/),
      'skipped',
      'skipped'
    ])
    expect(fleet.effects.every(effect => effect.startsWith('a '))).toBe(true)
  })
})

describe('an undo for many Deployments', () => {
  const SYNC = { mode: 'sync', ...WITHOUT_ASTRO } as const
  const MANIFEST = { astro: { 'provider-installed': true }, variables: { greeting: 'Hello' } }
  const ofC = (own: string) => ({ ...DEPLOYMENTS, c: { ...DEPLOYMENTS.c, variables: { own } } })

  it('reverses what the run has changed, in those scopes where it has changed something', async () => {
    const { place, run } = aPlace()
    await run(SYNC)
    place.manifest({ ...MANIFEST, deployments: ofC('no') })
    await run(SYNC)
    expect((await run({ ...SYNC, undo: 'run-2' })).error).toBeUndefined()
    const values = (path: string) => place.vault.secrets.get(`airflow/${path}`)?.map(({ value }) => value)
    expect([values('c/variables/own'), values('variables/greeting')]).toEqual([['yes', 'no', 'yes'], ['Hello']])
  })

  it('fails where the run has changed nothing in any of them', async () => {
    const { run } = aPlace()
    await run(SYNC)
    expect(String((await run({ ...SYNC, undo: 'run-9' })).error)).toContain('has no record of a change that run run-9 made')
  })
})

describe('a canary', () => {
  it('goes first, with what is its own in Vault, and the others follow', async () => {
    const { fleet, run } = aPlace()
    const { error } = await run({ canary: 'c' })
    expect(error).toBeUndefined()
    expect(fleet.effects.slice(0, 2).every(effect => effect.startsWith('c '))).toBe(true)
    expect(fleet.effects).toHaveLength(6)
  })

  it.each(['a', 'b', 'c'])('named %s that does not get healthy leaves the others as they are', async canary => {
    const { place, fleet, run } = aPlace()
    fleet.member(canary).status = 'UNHEALTHY'
    const { error, outcomes } = await run({ canary })
    const others = ['a', 'b', 'c'].filter(name => name !== canary)
    expect(outcomes).toEqual({ [canary]: 'failed', ...Object.fromEntries(others.map(name => [name, 'skipped'])) })
    expect(error?.findings[0]?.message).toBe(`1 of 3 Deployments failed: ${canary}; not begun: ${others.join(', ')}`)
    expect(fleet.effects.every(effect => effect.startsWith(`${canary} `))).toBe(true)
    expect(place.vault.roles.has('approle/astro_role-c')).toBe(canary === 'c')
  })

  it('with nothing to change is waited for as well', async () => {
    const { fleet, run } = aPlace()
    await run({ selection: { entries: ['a'] } })
    fleet.member('a').status = 'UNHEALTHY'
    expect((await run({ canary: 'a' })).outcomes).toEqual({ a: 'failed', b: 'skipped', c: 'skipped' })
    fleet.member('a').status = 'HEALTHY'
    expect((await run({ canary: 'a' })).outcomes).toEqual({ a: 'succeeded', b: 'succeeded', c: 'succeeded' })
  })

  it('that hibernates lets nothing through, whether it changes or not', async () => {
    const { place, fleet, run } = aPlace()
    fleet.member('a').status = 'HIBERNATING'
    const first = await run({ canary: 'a' })
    expect(first.error?.message).toBe('canary a hibernates, so its health says nothing about the others')
    expect(first.error?.hint).toMatch(/^Set `astro: \{ wake: true \}` in .*, or choose another `canary`\.$/)
    expect([fleet.effects, place.vault.effects]).toEqual([[], []])
    await run({ selection: { entries: ['a'] } })
    const changed = fleet.effects.length
    expect((await run({ canary: 'a' })).error?.hint).toMatch(/^Wake it in Astro, or choose another/)
    expect(fleet.effects).toHaveLength(changed)
  })

  it('that hibernates is no obstacle where nothing changes, or where it is woken', async () => {
    const { place, fleet, run } = aPlace()
    fleet.member('a').status = 'HIBERNATING'
    const manifest = { variables: { greeting: 'Hello' }, deployments: DEPLOYMENTS }
    place.manifest({ ...manifest, astro: { 'provider-installed': true, wake: true } })
    expect((await run({ canary: 'a' })).error).toBeUndefined()
    place.manifest({ ...manifest, astro: { 'provider-installed': true } })
    expect((await run({ canary: 'a' })).error).toBeUndefined()
  })

  it('that Astro does not have leaves the others as they are', async () => {
    const { place, fleet, run } = aPlace(DEPLOYMENTS, ['b', 'c'])
    expect((await run({ canary: 'a' })).outcomes).toEqual({ a: 'failed', b: 'skipped', c: 'skipped' })
    expect([fleet.effects, place.vault.effects]).toEqual([[], []])
  })
})

describe('many Deployments are refused', () => {
  it('if two names are one Deployment, listed by id and by name', async () => {
    const { place, fleet, run } = aPlace({ one: { 'deployment-id': 'cl-a' }, two: { 'deployment-name': 'a' } })
    const { error } = await run()
    expect(error?.message).toMatch(/^Deployment a \(cl-a\) is under `deployments:` in .* twice, as one and as two$/)
    expect([fleet.effects, place.vault.effects]).toEqual([[], []])
  })

  const REFUSED: [string, object, Partial<Inputs>, RegExp][] = [
    ['all, and the manifest has none', {}, ALL, /^input deployments is all, but .* has nothing under `deployments:`$/],
    [
      'a name that is not there',
      DEPLOYMENTS,
      { selection: { entries: ['a', 'bb'] } },
      /^deployments bb is not under .*; did you mean "b"\?$/
    ],
    [
      'a canary that is not among them',
      DEPLOYMENTS,
      { ...ALL, canary: 'aa' },
      /^canary aa is not one of the Deployments of this run; did you mean "a"\?/
    ]
  ]

  it.each(REFUSED)('if the inputs have %s', async (_, deployments, inputs, why) => {
    const { error } = await aPlace(deployments).run(inputs)
    expect(error?.message).toMatch(why)
  })
})
