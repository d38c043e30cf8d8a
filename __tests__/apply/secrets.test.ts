import { describe, expect, it, jest } from '@jest/globals'
import { StalePlan } from '../../src/apply/stale-plan.ts'
import { applyVault } from '../../src/apply/vault.ts'
import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import type { Event, Tell } from '../../src/plan/event.ts'
import type { Step, VaultStep } from '../../src/plan/step.ts'
import { ensureKey } from '../../src/records/key.ts'
import { amendLedger, readLedger } from '../../src/records/ledger.ts'
import { NOBODY } from '../../src/records/readers.ts'
import { policyText } from '../../src/vault/policy.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeVault } from '../fakes/vault.ts'

const secret = (name: string, expected = 0): VaultStep => ({
  kind: 'secret',
  path: `variables/${name}`,
  data: new Secret({ value: `value of ${name}` }),
  expected,
  overwrites: expected > 0,
  reason: 'it does not exist yet'
})

async function write(
  steps: readonly VaultStep[],
  forbids: (call: string) => boolean = () => false,
  there: Readonly<Record<string, string>> = {}
) {
  const vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
  vault.forbids = forbids
  for (const [path, value] of Object.entries(there)) vault.secrets.set(path, [{ value }])
  const said = new FakeLog()
  const done: Step[] = []
  const events: Event[] = []
  const tell: Tell = event => {
    said.tell(event)
    events.push(event)
    if (event.kind === 'done') done.push(event.step)
  }
  const error = await applyVault(steps, contextOf(vault, tell)).catch(failure => failure)
  return { vault, said, done, events, error: error as UserError | undefined }
}

const contextOf = (vault: FakeVault, tell: Tell) => ({
  vault,
  tell,
  mask: () => {},
  mount: 'airflow',
  run: { id: '1', attempt: 1 },
  key: () => ensureKey(vault, 'airflow'),
  readers: async () => NOBODY
})

describe('writing secrets', () => {
  it('says how far it has come, where it takes long', async () => {
    let now = 0
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 4_000))
    const { said } = await write(['a', 'b', 'c', 'd', 'e'].map(name => secret(name)))
    clock.mockRestore()
    expect(said.lines).toEqual([
      'Writing: 2 of 5 secrets (0 a second)',
      'Writing: 4 of 5 secrets (0 a second)',
      '✓ write 5 of 5 secrets'
    ])
  })

  it('says how many it wrote', async () => {
    const { said, done, error } = await write([secret('a'), secret('b')])
    expect([error, done.length, said.lines]).toEqual([undefined, 2, ['✓ write 2 of 2 secrets']])
  })

  it('tries all, and names each one that failed', async () => {
    const steps = ['a', 'b', 'c', 'd'].map(name => secret(name))
    const { vault, done, said, error } = await write(steps, call => /\/[ac]$/.test(call))
    expect(error).toBeInstanceOf(UserError)
    expect(error?.message).toMatch(
      /^2 of 4 secrets could not be changed:\nvariables\/a: Vault answered 403.*\nvariables\/c: Vault answered 403/
    )
    expect(error?.hint).toMatch(
      /^Vault does not know this token: .* All other changes were made\. Run again to make the missing ones\.$/
    )
    expect([...vault.secrets.keys()]).toEqual(['airflow/variables/b', 'airflow/variables/d'])
    expect([done.length, said.lines]).toEqual([2, ['✓ write 2 of 4 secrets']])
  })

  it('speaks of other changes only where there are any', async () => {
    const { error } = await write([secret('a')], call => call.endsWith('/a'))
    expect(error?.hint).toMatch(/^Vault does not know this token: [^.]*\. Run again to make the missing ones\.$/)
  })

  it('gives the cure of what failed first, since running again alone does not help', async () => {
    const vault = new FakeVault()
    vault.write = async (_, path) => {
      throw new UserError('Vault will delete it by itself', { hint: `Take it off ${path}.` })
    }
    const error: UserError = await applyVault(
      [secret('a'), secret('b')],
      contextOf(vault, () => {})
    ).catch(failure => failure)
    expect(error.hint).toBe('Take it off variables/a. Run again to make the missing ones.')
  })

  it('tells of each step that it begins, and how it ends', async () => {
    const { events } = await write([secret('a'), secret('b')], call => call.endsWith('/a'))
    const told = (path: string) =>
      events.flatMap(event => ('step' in event && event.step.kind === 'secret' && event.step.path === path ? event.kind : []))
    expect([told('variables/a'), told('variables/b')]).toEqual([
      ['started', 'failed'],
      ['started', 'done']
    ])
  })

  it('tells that the ledger is written also where a secret failed', async () => {
    const ledger: VaultStep = { kind: 'ledger', manifest: 'analytics', known: new Map(), gone: new Set(), reason: '' }
    const { done } = await write([secret('a'), secret('b'), ledger], call => call.endsWith('/a'))
    expect(done).toContain(ledger)
  })

  it('names what failed also where the ledger cannot be written any more', async () => {
    const ledger: VaultStep = { kind: 'ledger', manifest: 'analytics', known: new Map(), gone: new Set(), reason: '' }
    const { said, error } = await write([secret('a'), secret('b'), ledger], call => /\/(a|manifests\/.*)$/.test(call))
    expect(error?.message).toMatch(/^1 of 2 secrets could not be changed:\nvariables\/a: /)
    expect(said.warnings).toEqual([expect.stringMatching(/^the changes could not be recorded in the ledger: /)])
  })

  it('does not own what somebody else has made first', async () => {
    const claim: VaultStep = {
      kind: 'claim',
      manifest: 'analytics',
      entries: new Map(['variables/a', 'variables/b'].map(path => [path, { version: 0, fingerprint: '' }])),
      roles: new Map(),
      policies: new Set(),
      added: new Set(['variables/a', 'variables/b']),
      takenFrom: new Map(),
      changing: [],
      reason: ''
    }
    const ledger: VaultStep = { kind: 'ledger', manifest: 'analytics', known: new Map(), gone: new Set(), reason: '' }
    const { vault, error } = await write([claim, secret('a'), secret('b'), ledger], () => false, {
      'airflow/variables/a': 'theirs'
    })
    expect(error?.message).toContain('variables/a: airflow/variables/a was changed by somebody else')
    const { entries } = await readLedger(vault, {
      mount: 'airflow',
      manifest: 'analytics',
      key: await ensureKey(vault, 'airflow')
    })
    expect([...entries.keys()]).toEqual(['variables/b'])
  })

  it('does not give up what another run of the same manifest has settled meanwhile', async () => {
    const vault = new FakeVault()
    vault.mounts.set('airflow', { type: 'kv', version: '2' })
    const place = { mount: 'airflow', manifest: 'analytics', key: await ensureKey(vault, 'airflow') }
    await amendLedger(vault, place, { set: new Map([['variables/a', { version: 1, fingerprint: 'x' }]]) })
    await amendLedger(vault, place, { unclaim: new Set(['variables/a']) })
    expect((await readLedger(vault, place)).entries.size).toBe(1)
  })

  it('names twenty failures, and counts the others', async () => {
    const steps = Array.from({ length: 30 }, (_, index) => secret(`v${index}`))
    const { error } = await write(steps, () => true)
    expect(error?.message.split('\n')).toHaveLength(22)
    expect(error?.message).toMatch(/\nand 10 more$/)
  })

  it('does not overwrite what somebody has changed since it was looked at', async () => {
    const { vault, error } = await write([secret('a'), { ...secret('a'), data: new Secret({ value: 'late' }) } as VaultStep])
    expect(error?.message).toContain('variables/a: airflow/variables/a was changed by somebody else')
    expect(vault.secrets.get('airflow/variables/a')).toEqual([{ value: 'value of a' }])
  })

  it('begins only when everything that it needs is there', async () => {
    const mount: VaultStep = { kind: 'mount', path: 'airflow', reason: '' }
    const { vault } = await write([secret('a'), mount])
    expect(vault.effects).toEqual(['mount airflow', 'write airflow/variables/a'])
  })

  it('is not begun after a step that failed', async () => {
    const mount: VaultStep = { kind: 'mount', path: 'airflow', reason: '' }
    const { vault, error } = await write([mount, secret('a')], call => call.startsWith('mount'))
    expect(error?.message).toContain('Vault answered 403')
    expect(vault.effects).toEqual([])
  })

  it('never says a value', async () => {
    const { said, error } = await write([secret('a'), secret('b')], call => call.endsWith('/a'))
    expect(`${said.lines} ${error?.message}`).not.toContain('value of')
  })
})

describe('a policy that is widened', () => {
  const text = (...folders: string[]) =>
    policyText('analytics', new Map(folders.map(folder => [`airflow/data/${folder}/*`, new Set(['read'])])))
  const widen = async (now: string) => {
    const vault = new FakeVault()
    vault.policies.set('p', now)
    const step: VaultStep = { kind: 'policy', name: 'p', text: text('a', 'b'), seen: text('a'), reason: '' }
    const said = new FakeLog()
    const error = await applyVault([step], contextOf(vault, said.tell)).catch(failure => failure)
    return {
      policy: vault.policies.get('p'),
      moved: error instanceof StalePlan,
      message: error?.message,
      told: said.lines.length
    }
  }

  it('is written over what was seen', async () => {
    expect(await widen(text('a'))).toEqual({ policy: text('a', 'b'), moved: false, told: 1 })
  })

  it.each([
    ['as much, or more', text('a', 'b', 'c')],
    ['something else', text('a', 'c')]
  ])('is not written over where another run has let in %s meanwhile: the plan has to be made again', async (_, there) => {
    expect(await widen(there)).toEqual({
      policy: there,
      moved: true,
      message: 'policy p was changed by somebody else during this run',
      told: 0
    })
  })
})
