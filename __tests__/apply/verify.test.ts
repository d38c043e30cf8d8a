import { beforeEach, describe, expect, it } from '@jest/globals'
import { prove as carryOut, verify } from '../../src/apply/verify.ts'
import type { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import { aScope } from '../build/manifest.ts'
import { OUR_POLICY, roleFields } from '../build/vault.ts'
import { HASTY } from '../fakes/clock.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeVault } from '../fakes/vault.ts'

const hide = () => {}

let vault: FakeVault
let said: FakeLog

beforeEach(async () => {
  vault = new FakeVault()
  said = new FakeLog()
  vault.authMethods.set('approle', 'approle')
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
  vault.policies.set('astro_policy', OUR_POLICY)
  await vault.writeRole('approle', 'astro_role', roleFields())
  await vault.write('airflow', 'variables/greeting', new Secret({ value: 'Hello' }), 0)
})

const prove = (paths: string[] = ['variables/greeting'], reads: string[] = ['variables/greeting']) =>
  verify({ kind: 'verify', paths, reads, reason: '' }, { ...HASTY, vault, tell: said.tell, mask: said.mask, scope: aScope() })
const failure = (proof: Promise<unknown>) =>
  proof.then(
    () => new Error('it worked'),
    (error: UserError) => error
  )

describe('the proof', () => {
  it('logs in with a secret-id of its own, and destroys it at once', async () => {
    await prove()
    expect(vault.effects.slice(-3)).toEqual(['issue approle/astro_role', 'log in at approle', 'destroy accessor-2'])
    expect([...vault.issued]).toEqual([])
    expect(said.masked).toHaveLength(1)
  })

  it('destroys it where the login fails, too', async () => {
    vault.forbids = call => call.startsWith('log in')
    await failure(prove())
    expect([...vault.issued]).toEqual([])
  })

  it('does not ask again for a role-id that is known', async () => {
    const found = await vault.roleId('approle', 'astro_role')
    vault.forbids = call => call === 'look at role-id approle/astro_role'
    expect(await failure(prove())).toMatchObject({ message: expect.stringContaining('role-id cannot be read') })
    const facts = { role_id: found.state === 'present' ? found.value : '' }
    const step = { kind: 'verify', paths: ['variables/greeting'], reads: [], reason: '' } as const
    expect(await verify(step, { ...HASTY, vault, tell: said.tell, mask: said.mask, scope: aScope(), facts })).toBe('done')
  })

  it('lets it expire where this run may not destroy it', async () => {
    vault.forbids = call => call.startsWith('destroy')
    await prove()
    vault.clock = new Date(vault.clock.getTime() + 61_000)
    expect(await vault.secretIds('approle', 'astro_role')).toEqual([])
    expect(said.lines).toEqual([
      expect.stringMatching(
        /^the secret-id of the proof could not be destroyed, and expires within a minute: .*permission denied/
      )
    ])
  })

  it('uses the secret-id that was just issued', async () => {
    const issued = await vault.issueSecretId('approle', 'astro_role', { hide, metadata: {} })
    vault.effects.splice(0)
    const roleId = vault.roles.get('approle/astro_role')?.roleId ?? ''
    const step = { kind: 'verify', paths: [], reads: [], reason: '' } as const
    const credential = { id: issued.accessor, kwargs: issued.secretId.map(secret_id => ({ secret_id })) }
    const given = { facts: { role_id: roleId }, credential }
    await verify(step, { ...HASTY, vault, tell: said.tell, mask: said.mask, scope: aScope(), issued: given })
    expect(vault.effects).toEqual(['log in at approle'])
  })

  it('logs in with a temporary one where the new one works from other addresses alone', async () => {
    const boundCidrs = ['192.0.2.1/32']
    const issued = await vault.issueSecretId('approle', 'astro_role', { hide, metadata: {}, boundCidrs })
    vault.effects.splice(0)
    const credential = { id: issued.accessor, kwargs: issued.secretId.map(secret_id => ({ secret_id })), isBound: true } as const
    const given = { facts: { role_id: vault.roles.get('approle/astro_role')?.roleId ?? '' }, credential }
    const step = { kind: 'verify', paths: ['variables/greeting'], reads: [], reason: '' } as const
    expect(await verify(step, { ...HASTY, vault, tell: said.tell, mask: said.mask, scope: aScope(), issued: given })).toBe('done')
    expect(vault.effects).toEqual(['issue approle/astro_role', 'log in at approle', expect.stringMatching(/^destroy /)])
    expect([[...vault.issued.keys()], said.warnings]).toEqual([[issued.accessor], []])
  })

  it('names the path that the policy forbids, and the line that is missing', async () => {
    vault.policies.set('astro_policy', 'path "airflow/data/variables/*" { capabilities = ["read"] }')
    const error = await failure(prove(['variables/greeting', 'connections/team/db']))
    expect(error.message).toBe('Airflow will not be able to read airflow/data/connections/team/db: the policy does not allow it')
    expect((error as UserError).hint).toMatch(
      /^Add this to policy astro_policy: path "airflow\/data\/connections\/\*" { capabilities = \["read"\] }\. /
    )
  })

  it('names a line for each folder', async () => {
    vault.policies.set('astro_policy', '')
    const error = await failure(prove(['variables/greeting', 'connections/db'], []))
    expect((error as UserError).hint).toMatch(/variables\/\*" { .* }; path "airflow\/data\/connections\/\*" {/)
  })

  it('tells what Airflow may not read also where its token cannot be revoked', async () => {
    vault.forbids = call => call.startsWith('leave')
    const error = await failure(prove(['other/x']))
    expect(error.message).toMatch(/^Airflow will not be able to read/)
    expect(said.warnings).toEqual([
      expect.stringMatching(/^the token of the proof could not be revoked and is valid until it expires: /)
    ])
  })

  it('is good, with a warning, where its token cannot be revoked', async () => {
    vault.forbids = call => call.startsWith('leave')
    await prove()
    expect(said.warnings).toHaveLength(1)
  })

  it('names twenty paths, and counts the others', async () => {
    const error = await failure(prove(Array.from({ length: 25 }, (_, index) => `other/x${index}`)))
    expect(error.message).toContain('airflow/data/other/x19 and 5 more: the policy')
  })

  it('fails where there is nothing to read', async () => {
    const error = await failure(prove([], ['variables/missing']))
    expect(error.message).toBe('Airflow will not be able to read airflow/data/variables/missing: the secret does not exist')
    // With `check: ledger` it may have been deleted long ago, and only a run that reads every secret writes it again.
    expect((error as UserError).hint).toMatch(/^Somebody has deleted it, .*: run again, with `check: full` if/)
  })

  /** The tokens of the role work from another address alone, and the role says so. */
  async function bindTokens() {
    vault.boundTokens = true
    await vault.writeRole('approle', 'astro_role', { token_bound_cidrs: ['192.0.2.1/32'] })
  }

  it('is only a warning where the token of the role is bound to other addresses', async () => {
    await bindTokens()
    expect(await prove()).toBe('left-alone')
    expect(said.warnings).toEqual([expect.stringMatching(/^role astro_role is bound to addresses .*token_bound_cidrs/)])
  })

  it('that could not be made is not told as one that was', async () => {
    await bindTokens()
    const step = { kind: 'verify', paths: ['variables/greeting'], reads: [], reason: '' } as const
    await carryOut([step], { ...HASTY, vault, tell: said.tell, mask: said.mask, scope: aScope() })
    expect(said.lines).toEqual([])
  })

  it.each<[string, () => void, RegExp]>([
    ['no bound is on the role', () => {}, /lag behind its cluster: run again\.$/],
    [
      'the role cannot be read',
      () => {
        vault.forbids = call => call.startsWith('look at role approle')
      },
      /lag behind its cluster: run again\. .* needs read on auth\/approle\/role\/astro_role\.$/
    ]
  ])('fails where nobody knows the token that was just issued, and %s', async (_, arrange, hint) => {
    // As a node does that has not come so far.
    vault.boundTokens = true
    arrange()
    const error = (await failure(prove())) as UserError
    expect(error.message).toMatch(/^Airflow can log in with role astro_role, and Vault does not accept the token that it gets: /)
    expect(error.hint).toMatch(hint)
    expect(said.warnings).toEqual([])
  })

  it('is only a warning where the role lets other addresses in alone', async () => {
    vault.boundElsewhere.add('approle/astro_role')
    await prove()
    expect(said.warnings).toEqual([
      expect.stringMatching(/^role astro_role is bound to addresses \(secret_id_bound_cidrs or token_bound_cidrs\)/)
    ])
  })

  it('fails where the login fails for any other reason', async () => {
    vault.forbids = call => call.startsWith('log in')
    expect((await failure(prove())).message).toContain('permission denied')
    expect(said.warnings).toEqual([])
  })

  it('names the path to allow where the role-id cannot be read', async () => {
    vault.forbids = call => call.startsWith('look at role-id')
    const error = await failure(prove())
    expect(error.message).toMatch(/^auth\/approle\/role\/astro_role\/role-id cannot be read: /)
    expect((error as UserError).hint).toBe('The token of this run needs read on auth/approle/role/astro_role/role-id.')
  })
})
