import { join } from 'node:path'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { CLOCK } from '../../src/base/clock.ts'
import type { Diff } from '../../src/plan/diff/diff.ts'
import type { Event } from '../../src/plan/event.ts'
import { diff } from '../../src/run/diff.ts'
import { VaultError } from '../../src/vault/errors.ts'
import { someInputs } from '../build/inputs.ts'
import { manifestText } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'
import { Workplace } from '../fakes/workplace.ts'

const own = (name: string, token: string) => ({
  'deployment-name': name,
  isolate: true,
  variables: { target: name, token: { env: token } }
})
const MANIFEST = {
  variables: { greeting: 'Hello', same: { env: 'SAME' } },
  connections: {},
  coverage: 'off',
  deployments: {
    dev: own('dev', 'DEV_TOKEN'),
    prod: own('prod', 'PROD_TOKEN'),
    one: { 'deployment-name': 'one' },
    two: { 'deployment-name': 'two' }
  }
}
const NO_ASTRO = { astro: undefined as never }
const folder = aFolder({
  'airflow-secrets.yaml': manifestText(MANIFEST),
  'other.yaml': manifestText({ ...MANIFEST, name: 'other', variables: { greeting: 'Bye' }, vault: { mount: 'elsewhere' } }),
  'wrong.yaml': 'version: 1\nname: x\nvariable: {}\n'
})
const manifest = join(folder.dir, 'airflow-secrets.yaml')

let place: Workplace
beforeEach(async () => {
  place = new Workplace(MANIFEST)
  place.environment = { SAME: 'same-secret', DEV_TOKEN: 'dev-secret', PROD_TOKEN: 'prod-secret' }
  for (const entry of ['dev', 'prod', 'one']) await place.runWell({ mode: 'sync', selection: { entry }, ...NO_ASTRO })
})

async function compared(inputs: object, { vault = true } = {}): Promise<readonly Diff[]> {
  const events: Event[] = []
  await diff(someInputs({ mode: 'plan', manifest, ...NO_ASTRO, ...(vault ? {} : { vault: undefined as never }), ...inputs }), {
    environment: {},
    tell: event => void events.push(event),
    mask: () => {
      throw new Error('it reads no source')
    },
    run: { id: '1', attempt: 1 },
    workspace: '.',
    repository: '',
    signal: new AbortController().signal,
    clock: CLOCK,
    openVault: async () => ({ vault: place.vault, lastWords: place.vault }),
    openAstro: () => {
      throw new Error('a diff needs no Deployment')
    }
  })
  return events.flatMap(event => (event.kind === 'diff' ? event.diffs : []))
}

const devAndProd = { compareWith: 'dev', selection: { entry: 'prod' } }
const statesIn = ([one]: readonly Diff[]) => Object.fromEntries(one?.names.map(({ name, state }) => [name, state]) ?? [])

describe('two isolated Deployments', () => {
  it('are compared by what Vault has for each, although their fingerprints in the ledger say nothing of each other', async () => {
    const before = place.vault.effects.length
    const diffs = await compared(devAndProd)
    expect(diffs).toMatchObject([{ first: 'dev', second: 'prod' }])
    expect(statesIn(diffs)).toEqual({
      'variables.token': 'different',
      'variables.target': 'different',
      'variables.same': 'equal',
      'variables.greeting': 'equal'
    })
    expect(place.vault.effects.length).toBe(before)
    expect(JSON.stringify(diffs)).not.toMatch(/secret/)
  })

  it('say what somebody changed or deleted by hand, on either side', async () => {
    place.vault.secrets.get('airflow/dev/variables/same')?.push({ value: 'by hand' })
    place.vault.deleted.add('airflow/prod/variables/token@1')
    const [one] = await compared(devAndProd)
    const notes = Object.fromEntries(one?.names.map(({ name, state, notes }) => [name, [state, ...notes]]) ?? [])
    expect(notes).toMatchObject({
      'variables.same': ['different', 'dev: somebody changed it in Vault (version 2)'],
      'variables.token': ['different', 'prod: somebody deleted it in Vault']
    })
  })

  it('are compared by names and constants where Vault cannot be asked', async () => {
    const diffs = await compared(devAndProd, { vault: false })
    expect(statesIn(diffs)).toEqual({
      'variables.target': 'different',
      'variables.same': 'unknown',
      'variables.token': 'unknown',
      'variables.greeting': 'equal'
    })
    expect(diffs[0]?.notes).toEqual(['Vault was not asked: names and constants alone are compared, as the manifests have them.'])
  })

  it('name the path that may not be read, and compare the rest', async () => {
    place.vault.forbids = call => call === 'read airflow/dev/variables/same'
    const [one] = await compared(devAndProd)
    expect(one?.names.find(({ name }) => name === 'variables.same')).toMatchObject({
      state: 'unknown',
      notes: [expect.stringMatching(/^dev: .*airflow\/(data\/)?dev\/variables\/same/)]
    })
    expect(one?.names.find(({ name }) => name === 'variables.token')?.state).toBe('different')
  })

  it('say that changes by hand go unseen where the ledger may not be read', async () => {
    place.vault.forbids = call => call.includes('_astro-vault-action/manifests')
    const diffs = await compared(devAndProd)
    expect(statesIn(diffs)).toMatchObject({ 'variables.same': 'equal' })
    expect(diffs[0]?.notes[1]).toMatch(/^Changes made by hand in Vault go unseen for dev: .*_astro-vault-action\/manifests/)
  })
})

it('a pattern that matches nothing here is named, once, because what it brings is not compared', async () => {
  const imports = [{ env: 'AIRFLOW_CONN_*' }]
  const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText({ ...MANIFEST, imports }) })
  const own = { manifest: join(dir, 'airflow-secrets.yaml'), selection: { entry: 'dev' } }
  const [one] = await compared({ ...own, compareWith: 'prod' }, { vault: false })
  expect(one?.notes.slice(1)).toEqual(['What AIRFLOW_CONN_* brings is not compared: no variable of the environment matches it.'])
  expect(await compared({ ...own, selection: { entry: 'one' }, compareWith: 'two' })).toMatchObject([{ shared: true, notes: [] }])
})

it('two Deployments that share their secrets have nothing to compare, and nobody is asked', async () => {
  place.vault.forbids = () => true
  expect(await compared({ compareWith: 'one', selection: { entry: 'two' } })).toEqual([
    { first: 'one', second: 'two', shared: true, names: [], notes: [] }
  ])
})

it('one name is compared with what all Deployments share', async () => {
  const diffs = await compared({ compareWith: 'dev', selection: undefined })
  expect(diffs).toMatchObject([{ first: 'dev', second: 'the shared folders' }])
  expect(statesIn(diffs)).toMatchObject({ 'variables.token': 'only-in-first', 'variables.same': 'equal' })
})

it('each of several Deployments is compared, but for the one itself', async () => {
  const diffs = await compared({ compareWith: 'dev', selection: { entries: 'all' } })
  expect(diffs.map(({ first, second }) => [first, second])).toEqual([
    ['dev', 'the shared folders'],
    ['dev', 'prod']
  ])
})

describe('another manifest', () => {
  const other = join(folder.dir, 'other.yaml')

  it('is compared by its own paths, for what all Deployments share', async () => {
    const diffs = await compared({ compareWith: other, selection: undefined })
    expect(diffs).toMatchObject([{ first: other, second: manifest }])
    expect(diffs[0]?.names).toEqual([
      { name: 'variables.same', state: 'only-in-second', keys: [], notes: [] },
      {
        name: 'variables.greeting',
        state: 'different',
        keys: [{ key: 'value', first: 'Bye', second: 'Hello' }],
        notes: [`${other}: not in Vault yet`]
      }
    ])
  })

  it('is compared for a Deployment that both have', async () => {
    const diffs = await compared({ compareWith: other, selection: { entry: 'prod' } })
    expect(diffs).toMatchObject([{ first: `${other} (prod)`, second: `${manifest} (prod)` }])
    expect(statesIn(diffs)).toMatchObject({ 'variables.target': 'equal', 'variables.token': 'different' })
  })

  it.each([
    ['has mistakes', 'wrong.yaml', /variable/],
    ['is not there', 'nowhere.yaml', /the manifest .*nowhere\.yaml cannot be read: there is no such file/]
  ])('that %s is a mistake', async (_, file, said) => {
    await expect(compared({ compareWith: join(folder.dir, file) })).rejects.toThrow(said)
  })
})

it('a Deployment that nobody has listed is a mistake, with the name that was meant', async () => {
  await expect(compared({ compareWith: 'prd' })).rejects.toThrow(/prd is not under `deployments:` in .*; did you mean "prod"\?/)
})

describe('a plan', () => {
  it('that compares with another Deployment tells both', async () => {
    const { journal } = await place.runWell({ mode: 'plan', ...devAndProd, ...NO_ASTRO })
    expect(journal.compared).toBe(true)
    expect(statesIn(journal.diffs)).toMatchObject({ 'variables.token': 'different' })
  })

  it('without credentials tells what the manifest says', async () => {
    const { journal } = await place.runWell({ mode: 'plan', ...devAndProd, ...NO_ASTRO, vault: undefined as never })
    expect(statesIn(journal.diffs)).toMatchObject({ 'variables.target': 'different', 'variables.token': 'unknown' })
  })

  it('that compares with nothing tells nothing', async () => {
    expect((await place.runWell({ mode: 'plan', ...NO_ASTRO, selection: { entry: 'prod' } })).journal.diffs).toEqual([])
  })
})

it('a server that cannot be reached ends it', async () => {
  place.vault.read = async () => {
    throw new VaultError({ method: 'GET', path: 'x' }, 500, ['internal error'])
  }
  await expect(compared(devAndProd)).rejects.toThrow('Vault answered 500')
})
