import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it, jest } from '@jest/globals'
import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { jsonOutputs } from '../../src/report/outputs.ts'
import { reportOf } from '../../src/report/report.ts'
import { Fate, meanwhile, undisturbed } from '../fakes/mortal.ts'
import { type Outcome, Workplace } from '../fakes/workplace.ts'

/** A plan looks while another run of the action works: what that changes is nobody's drift. */

jest.setTimeout(120_000)

const DEPLOY = { deployType: 'none' } as const
const PLAN = { mode: 'plan', ...DEPLOY } as const
const MANIFEST = {
  astro: { 'provider-installed': true },
  variables: { greeting: { env: 'GREETING' }, other: 'x' }
}

interface Change {
  readonly name: string
  readonly inputs?: Partial<Inputs>
  readonly manifest?: object
  /** Between its claim and the write, a role is as one that somebody has changed back; so it is after a run that was killed there. */
  readonly looksLike?: string
}

const CHANGES: readonly Change[] = [
  { name: 'writes a new value' },
  { name: 'rotates the secret-id', inputs: { rotateNow: true } },
  { name: 'changes the role', manifest: { approle: { 'token-ttl': '30m' } }, looksLike: 'role:approle/astro_role' },
  { name: 'moves the paths', manifest: { vault: { 'variables-path': 'new/variables' } } }
]

/** A place where everything is as the manifest wants it, and the change is the next thing to come. */
async function aPlace({ manifest = {} }: Change): Promise<Workplace> {
  const place = new Workplace(MANIFEST)
  place.environment = { GREETING: 'one' }
  await place.runWell(DEPLOY)
  place.vault.passHours(1)
  place.environment = { GREETING: 'two' }
  place.manifest({ ...MANIFEST, ...manifest })
  return place
}

function driftOf({ journal, error }: Outcome) {
  const report = reportOf(journal)
  const warnings = report.chapters.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'warning')
  return { error, drift: jsonOutputs(report).values.drift, warnings }
}
const NONE = { error: undefined, drift: '[]', warnings: [] }

describe.each(CHANGES)('a run that $name', change => {
  const inputs = { ...DEPLOY, ...change.inputs }

  it('at whichever moment of a plan, is not told as drift', async () => {
    const quiet = undisturbed()
    await (await aPlace(change)).run(PLAN, quiet)
    for (const { number, name } of quiet.calls)
      for (const phase of ['before', 'after'] as const) {
        const place = await aPlace(change)
        const found = await place.run(PLAN, new Fate(meanwhile(number, phase, async () => void (await place.runWell(inputs)))))
        expect({ moment: `${phase} call ${number}, ${name}`, ...driftOf(found) }).toEqual({ moment: expect.anything(), ...NONE })
      }
  })

  it('around a plan, at whichever moment of its own, likewise', async () => {
    const quiet = undisturbed()
    await (await aPlace(change)).run(inputs, quiet)
    const moments: string[] = []
    for (const { number, name } of quiet.calls) {
      const place = await aPlace(change)
      let found: Outcome | undefined
      const look = meanwhile(number, 'before', async () => {
        found = await place.run(PLAN)
      })
      await place.run(inputs, new Fate(look))
      const said = found && driftOf(found)
      const unknowable = { ...NONE, drift: JSON.stringify([change.looksLike]) }
      if (![NONE, unknowable].some(one => isDeepStrictEqual(said, one)))
        moments.push(`before call ${number}, ${name}: ${JSON.stringify(said)}`)
    }
    expect(moments).toEqual([])
  })
})

describe('what a hand has changed', () => {
  it.each<[string, (place: Workplace) => unknown]>([
    ['in Vault', ({ vault }) => vault.secrets.get('airflow/variables/other')?.push({ value: 'theirs' })],
    ['of the policy', ({ vault }) => vault.policies.clear()],
    ['of the role', ({ vault }) => vault.roles.clear()],
    ['in Astro', ({ astro }) => astro.variables.delete(BACKEND_KWARGS)]
  ])('%s is told, whatever the manifest changes besides', async (_, act) => {
    const place = await aPlace({ name: '' })
    act(place)
    expect(driftOf(await place.run(PLAN)).drift).not.toBe('[]')
  })
})
