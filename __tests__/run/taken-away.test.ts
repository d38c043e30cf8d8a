import { describe, expect, it } from '@jest/globals'
import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import { notesIn } from '../build/plan.ts'
import { readAsAirflow } from '../fakes/airflow.ts'
import { FakeAstro } from '../fakes/astro.ts'
import { Fate, type Meeting, undisturbed } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

/** Vault has no check-and-set for policies and roles: two runs that change one of them at once, each for another Deployment. */

class Dev extends FakeAstro {
  readonly #asDev = async <T extends object>(view: Promise<T>): Promise<T> => ({ ...(await view), id: 'clx2', name: 'dev' })
  override find = () => this.#asDev(super.find({ id: 'clx1' }))
  override setVariable = (...args: Parameters<FakeAstro['setVariable']>) => this.#asDev(super.setVariable(...args))
}

const ALONE = { deployType: 'none' } as const
const manifest = (approle: object = {}, vault: object = {}) => ({
  astro: { 'provider-installed': true },
  approle: { 'secret-id': { 'destroy-after': 0 }, ...approle },
  vault
})
const IN = (folder: string) => manifest({}, { 'variables-path': folder })

/** Two Deployments on one server, both as `there` says. */
async function two(there: object) {
  const [prod, dev] = [new Workplace(there), new Workplace(there)]
  dev.vault = prod.vault
  dev.astro = new Dev()
  for (const place of [prod, dev]) await place.runWell(ALONE)
  return { prod, dev }
}

const run = async (place: Workplace, wanted: object, fate = undisturbed()) => {
  place.manifest(wanted)
  // A Deployment that moves to another mount has KWARGS that no record there accounts for.
  const outcome = await place.run({ ...ALONE, adopt: true }, fate)
  if (outcome.error !== undefined) throw outcome.error
  return outcome
}
const reads = ({ vault, astro }: Workplace) => readAsAirflow(vault, astro.variables.get(BACKEND_KWARGS)?.value ?? '')

/** Stands still right before the first call of that name is carried out. */
function held(call: string, happen: () => Promise<unknown>): Fate {
  let over: Promise<unknown> | undefined
  const meet: Meeting = async ({ name }, act) => {
    if (name === call) over ??= happen()
    await over
    return await act()
  }
  return new Fate(meet)
}

describe('a Deployment that is let in while another run', () => {
  it('narrows the policy reads on', async () => {
    const { prod, dev } = await two(IN('old'))
    await run(dev, IN('new'))
    const { journal } = await run(
      prod,
      IN('new'),
      held('writePolicy', () => run(dev, IN('old')))
    )
    await reads(dev)
    await reads(prod)
    expect([...journal.outcomes].filter(([{ kind }]) => kind === 'narrow').map(([, outcome]) => outcome)).toEqual(['lost'])
  })

  it('widens the policy for somebody else reads on', async () => {
    const { prod, dev } = await two(IN('old'))
    await run(
      prod,
      IN('new'),
      held('writePolicy', () => run(dev, IN('newer')))
    )
    await reads(dev)
    await reads(prod)
  })

  it('writes the policy for the first time reads on', async () => {
    const [prod, dev] = [new Workplace(), new Workplace()]
    dev.vault = prod.vault
    dev.astro = new Dev()
    await run(
      prod,
      IN('new'),
      held('writePolicy', () => run(dev, IN('old')))
    )
    await reads(dev)
    await reads(prod)
  })

  it.each<[string, object]>([
    ['in another folder', { 'variables-path': 'new' }],
    // Only the policy that the role loses says that there is such a mount.
    ['on another mount', { mount: 'elsewhere', 'variables-path': 'new' }]
  ])('takes its policy from the role reads on, %s', async (_, vault) => {
    const { prod, dev } = await two(IN('old'))
    const { journal } = await run(
      prod,
      manifest({ policy: 'other_policy' }, { 'variables-path': 'old' }),
      held('writeRole', () => run(dev, manifest({}, vault)))
    )
    await reads(dev)
    await reads(prod)
    expect(notesIn(journal).filter(note => note.startsWith('role'))).toEqual([])
    expect(prod.vault.roles.get('approle/astro_role')?.fields['token_policies']).toEqual(['other_policy'])
  })

  it('takes its policy from the role reads on, where others manage policies', async () => {
    const { prod, dev } = await two(IN('old'))
    prod.vault.policies.set('other_policy', prod.vault.policies.get('astro_policy') ?? '')
    await run(
      prod,
      { ...manifest({ policy: 'other_policy' }, { 'variables-path': 'old' }), manage: ['auth-method', 'mount', 'role'] },
      held('writeRole', () => run(dev, IN('new')))
    )
    await reads(dev)
    await reads(prod)
    expect(prod.vault.roles.get('approle/astro_role')?.fields['token_policies']).toEqual(['other_policy', 'astro_policy'])
  })
})
