import { describe, expect, it } from '@jest/globals'
import { Masks } from '../../src/base/masks.ts'
import { agreementOn } from '../../src/terminal/agreement.ts'
import { screenOf } from '../../src/terminal/screen.ts'
import { Workplace } from '../fakes/workplace.ts'

const VARIABLES_ALONE = { deployType: 'none' } as const
const RECORD = '_astro-vault-action/consumers/clx1'

/** A settled place, with somebody who answers `no` to everything; what was shown beside the plan. */
async function aPlace() {
  const place = new Workplace({ astro: { 'provider-installed': true } })
  await place.runWell(VARIABLES_ALONE)
  const said: string[] = []
  const station = {
    environment: {},
    home: '',
    temp: '',
    colours: { stdout: false, stderr: false },
    showsProgress: false,
    ask: async () => 'n',
    print: (text: string) => void said.push(text),
    complain: () => {}
  }
  place.agree = agreementOn('deploy', station, screenOf(station, new Masks(), { apart: false }), new AbortController().signal)
  return { place, said }
}

/** What a run that was not agreed to says, and how many secrets it has written all the same. */
async function refused(place: Workplace) {
  const count = () => [...place.vault.secrets.values()].reduce((all, { length }) => all + length, 0)
  const before = count()
  const { error } = await place.run(VARIABLES_ALONE)
  return { error: String(error), written: count() - before }
}

describe('nothing is written before somebody has agreed', () => {
  it('not even a record that Vault would delete', async () => {
    const { place, said } = await aPlace()
    place.vault.fleeting.set(`airflow/${RECORD}`, '2027-01-01T00:00:00Z')
    expect(await refused(place)).toEqual({ error: expect.stringContaining('nothing was changed'), written: 0 })
    expect(said.join('')).toContain(`write airflow/${RECORD} once more`)
  })

  it('not even the lock that settles what an earlier run has left', async () => {
    const { place, said } = await aPlace()
    const versions = place.vault.secrets.get(`airflow/${RECORD}`) ?? []
    const { value = '' } = versions.at(-1) ?? {}
    const expires = new Date(place.vault.clock.getTime() - 1000).toISOString()
    const lock = { run: 'run-dead', attempt: 1, holder: 'h', expires, targets: [] }
    versions.push({ value: JSON.stringify({ ...JSON.parse(String(value)), lock }) })
    expect(await refused(place)).toEqual({ error: expect.stringContaining('nothing was changed'), written: 0 })
    expect(said.join('')).toContain('release the lock that run run-dead has left on Deployment ')
  })
})
