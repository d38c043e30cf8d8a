import { expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import type { ServerVersion } from '../../src/vault/advisories.ts'
import { Workplace } from '../fakes/workplace.ts'

const OUTSIDE = 'airflow/data/outside-astro-vault-action'
const OLD = { product: 'Vault', version: '1.21.4' } as const
const ALL = ['create', 'read', 'update', 'list', 'sudo']

/** What the log of a run says of such rules, whose token may do everything that a run asks for, and `may` of the paths that lead outside. */
async function notes(place: Workplace, may: (path: string) => readonly string[]) {
  place.vault.may = path => (path.endsWith('outside-astro-vault-action') ? may(path) : ALL)
  const { said } = await place.run()
  expect(said.warnings).toEqual([])
  return said.lines.filter(line => line.includes('CVE-2026-3605'))
}

it('one note tells of a policy that reaches further than it says, and no warning: it is the policy that we print', async () => {
  const place = new Workplace({ vault: { mount: 'airflow', 'variables-path': 'team/variables' } })
  place.vault.version = OLD
  const asked: string[] = []
  const said = await notes(place, path => {
    asked.push(path)
    return path === OUTSIDE ? ['deny'] : ['create', 'update']
  })
  expect(said).toEqual([
    "the policy of this run's token also lets it overwrite and delete every other secret on airflow/, because Vault 1.21.4 lets `..` through rules that end in `*` (CVE-2026-3605). Update Vault to 2.0.0 or newer, or replace the rules that end in `*`: docs/permissions.md has the lines."
  ])
  expect(new Set(asked)).toEqual(
    new Set([
      OUTSIDE,
      ...['_astro-vault-action/..', 'team/variables/../..', 'connections/..'].map(
        way => `airflow/data/${way}/outside-astro-vault-action`
      )
    ])
  )
})

it.each<[string, (place: Workplace) => void, (path: string) => readonly string[]]>([
  ['on a server that has been mended', place => Object.assign(place.vault.version, { version: '2.0.0' }), () => ['update']],
  ['where it may change all of the mount anyway', () => {}, () => ['update']],
  ['where its rules do not end in *', () => {}, () => ['deny']],
  ['where it may only read', () => {}, path => (path === OUTSIDE ? ['deny'] : ['read'])]
])('there is none %s', async (_, arrange, may) => {
  const place = new Workplace()
  place.vault.version = { ...OLD }
  arrange(place)
  expect(await notes(place, may)).toEqual([])
})

it.each<[string, ServerVersion]>([
  ['that hides its version', { product: 'Vault' }],
  ['that nobody may ask for its version', {}],
  ['of which no version without that is known', { product: 'OpenBao', version: '2.5.0' }]
])('and of a server %s, what it says of such a path is told with its doubt', async (_, version) => {
  const place = new Workplace({ vault: { mount: 'airflow' } })
  place.vault.version = version
  expect(await notes(place, path => (path === OUTSIDE ? ['deny'] : ['update']))).toEqual([
    "the policy of this run's token perhaps also lets it overwrite and delete every other secret on airflow/: by its answer this server lets `..` through rules that end in `*`, and whether it has a fix of CVE-2026-3605 is unknown. Replace the rules that end in `*`: docs/permissions.md has the lines."
  ])
  expect(await notes(place, () => ['deny'])).toEqual([])
})

it('a gateway that lets no request with `..` through ends no run', async () => {
  const place = new Workplace({ vault: { mount: 'airflow' } })
  place.vault.version = OLD
  const refuse = () => {
    throw new UserError('Vault answered 406 to POST sys/capabilities-self: a page')
  }
  place.vault.may = path => (path.includes('..') ? refuse() : ALL)
  const { error, said } = await place.run()
  expect([error, said.warnings]).toEqual([undefined, []])
})

it('nor for root, for which the server is not even asked', async () => {
  const place = new Workplace()
  place.vault.server = () => Promise.reject(new Error('asked'))
  expect((await place.run()).error).toBeUndefined()
})

it('a server that keeps to its rules is not asked for its version', async () => {
  const place = new Workplace()
  place.vault.may = path => (path === OUTSIDE || path.includes('..') ? ['deny'] : ALL)
  place.vault.server = () => Promise.reject(new Error('asked'))
  expect((await place.run()).error).toBeUndefined()
})
