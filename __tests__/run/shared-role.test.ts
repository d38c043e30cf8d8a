import { describe, expect, it } from '@jest/globals'
import { notesIn } from '../build/plan.ts'
import { Workplace } from '../fakes/workplace.ts'

const SYNC = { mode: 'sync', astro: undefined, selection: undefined } as object
const ttl = (hours: number) => ({ approle: { 'token-ttl': `${hours}h`, 'token-max-ttl': `${hours}h` } })

/** Two manifests with one role on one server; `other` has what it needs to share the policy. */
async function twoManifests(difference: { mount?: string } = {}) {
  const one = new Workplace(ttl(1))
  const two = new Workplace()
  two.vault = one.vault
  const theirs = (hours: number) => ({
    name: 'billing',
    variables: { 'billing-greeting': 'Hello' },
    connections: {},
    vault: { ...(difference.mount === undefined ? {} : { mount: difference.mount }) },
    approle: { ...ttl(hours).approle, policy: 'astro_policy' }
  })
  two.manifest(theirs(1))
  await one.runWell(SYNC)
  await two.runWell({ ...SYNC, adopt: true })
  const ttlNow = () => one.vault.roles.get('approle/astro_role')?.fields['token_ttl']
  return { one, two, theirs, ttlNow }
}

describe('two manifests with one role', () => {
  it('and the same settings are no conflict: what somebody else changes is put right', async () => {
    const { one, two, ttlNow } = await twoManifests()
    await one.vault.writeRole('approle', 'astro_role', { token_ttl: 60 })
    const { journal } = await one.runWell(SYNC)
    expect([ttlNow(), notesIn(journal).filter(note => note.startsWith('role'))]).toEqual([3600, []])
    expect((await two.runWell(SYNC)).journal.done.map(({ kind }) => kind)).not.toContain('role')
  })

  it('and other settings do not rewrite it in turns', async () => {
    const { one, two, theirs, ttlNow } = await twoManifests()
    two.manifest(theirs(2))
    const { error } = await two.run(SYNC)
    expect(String(error)).toContain(
      'role astro_role is also claimed by manifest analytics, which wants token_ttl 3600, not 7200; token_max_ttl 3600, not 7200\n'
    )
    expect([(await one.runWell(SYNC)).journal.changed, ttlNow()]).toEqual([false, 3600])
  })

  it('agree again, as the hint says: both are changed, and the first to run adopts', async () => {
    const { one, two, theirs, ttlNow } = await twoManifests()
    two.manifest(theirs(2))
    one.manifest(ttl(2))
    await two.runWell({ ...SYNC, adopt: true })
    await one.runWell(SYNC)
    expect(ttlNow()).toBe(7200)
    expect((await two.runWell(SYNC)).journal.changed).toBe(false)
    expect((await one.runWell(SYNC)).journal.changed).toBe(false)
  })

  it('of which one was taken over says so in the other, and stays that way', async () => {
    const { one, two, theirs, ttlNow } = await twoManifests()
    two.manifest(theirs(2))
    await two.runWell({ ...SYNC, adopt: true })
    expect(String((await one.run(SYNC)).error)).toContain(
      'also claimed by manifest billing, which wants token_ttl 7200, not 3600'
    )
    await two.runWell(SYNC)
    expect(ttlNow()).toBe(7200)
  })
})
