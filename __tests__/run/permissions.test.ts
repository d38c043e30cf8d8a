import { describe, expect, it } from '@jest/globals'
import { Workplace } from '../fakes/workplace.ts'

const SYNC = { mode: 'sync', astro: undefined, selection: undefined } as object
const ALL = ['create', 'read', 'update', 'list', 'sudo']

/** The paths in a message, each with what is missing there. */
const missing = (error: unknown) =>
  [...(error as Error).message.matchAll(/^# (.*) missing; .*\npath "(.*)" /gm)].map(([, lacks, path]) => `${path}: ${lacks}`)

/** A place where the token may do all but what `lacks` names: the end of a path, and what is missing there. */
function aPlace(lacks: Readonly<Record<string, string>>, manifest: object = {}): Workplace {
  const place = new Workplace(manifest)
  place.vault.may = path => {
    const [, less] = Object.entries(lacks).find(([end]) => path.endsWith(end)) ?? []
    return ALL.filter(capability => !less?.split(', ').includes(capability))
  }
  return place
}

describe('a token that may not look at everything', () => {
  const lacks = { 'acl/astro_policy': 'read, update', '/role-id': 'read', 'sys/mounts/airflow': 'update', greeting: 'create' }

  it('ends the run before anything is looked at, with all that is missing', async () => {
    const place = aPlace(lacks)
    const looked: string[] = []
    place.vault.forbids = call => looked.push(call) < 0
    const { error, journal } = await place.run()
    expect(missing(error)).toEqual([
      'airflow/data/variables/*: create',
      'sys/mounts/airflow: update',
      'sys/policies/acl/astro_policy: read, update',
      'auth/approle/role/astro_role/role-id: read'
    ])
    expect([looked, journal.planned]).toEqual([['ask for capabilities'], []])
  })

  it('is told whole lines, and where they belong', async () => {
    const { error } = await aPlace({ 'acl/astro_policy': 'read' }).run({
      vault: { url: 'https://vault.example.com', namespace: 'team', headers: {}, tls: { skipVerify: false } } as never
    })
    expect((error as Error).message).toBe(
      'the token of this run lacks permissions that mode deploy needs; nothing was changed. Add to its policy in namespace team:\n' +
        "# read missing; to compare the policy of Airflow's role, write it\n" +
        'path "sys/policies/acl/astro_policy" { capabilities = ["read", "update"] }'
    )
  })

  it('is no matter where the thing is left to others', async () => {
    const manage = ['auth-method', 'mount', 'role']
    const place = aPlace({ 'acl/astro_policy': 'read, update' }, { manage })
    const { error } = await place.run(SYNC)
    expect(missing(error ?? new Error())).toEqual([])
  })
})

describe('a source that the token may not read', () => {
  const SOURCE = { variables: { a: { vault: { mount: 'old', path: 'team/db', key: 'k' } } } }
  const place = (version: string, type = 'kv') => {
    const made = aPlace({ 'old/data/team/db': 'read' }, SOURCE)
    made.vault.mounts.set('old', { type, version })
    return made
  }

  it.each([
    ['kv', 'KV version 1'],
    ['generic', 'KV version 1'],
    ['transit', 'of type transit']
  ])('is told for what it is on a mount of type %s: no permission would help', async (type, what) => {
    const { error } = await place('1', type).run(SYNC)
    expect((error as Error).message).toBe(
      `key k of old/team/db cannot be read: old/ is ${what}, and a source must be on KV version 2`
    )
  })

  it('is told as a missing permission on KV version 2', async () => {
    expect(missing((await place('2').run(SYNC)).error)).toEqual(['old/data/team/db: read'])
  })
})

describe('a token that may do nothing', () => {
  const NEEDS = 'nothing that mode deploy needs'
  const powerless = (names: readonly string[]) => {
    const place = new Workplace()
    place.vault.may = () => ['deny']
    place.vault.ownPolicyNames = names
    return place
  }
  const linesOf = async (place: Workplace) => ((await place.run()).error as Error).message.split('\n')

  it('is told that its policy is gone, and what it was', async () => {
    const [first, ...lines] = await linesOf(powerless(['astro-pipeline', 'default']))
    expect(first).toBe(
      `policy astro-pipeline of this run's token no longer exists, or grants ${NEEDS}; nothing was changed. Write it again, with:`
    )
    expect(lines.slice(0, 2)).toEqual([
      '# to read the records of this action, write them',
      'path "airflow/data/_astro-vault-action/*" { capabilities = ["create", "read", "update"] }'
    ])
  })

  it('is told all of its policies, and the namespace', async () => {
    const vault = { url: 'https://vault.example.com', namespace: 'team', headers: {}, tls: { skipVerify: false } } as never
    const { error } = await powerless(['ci', 'default', 'secrets']).run({ vault })
    expect((error as Error).message.split('\n')[0]).toBe(
      `policies ci, secrets of this run's token no longer exist, or grant ${NEEDS} in namespace team; nothing was changed. Write one of them again, with:`
    )
  })

  it.each<[string, (place: Workplace) => void]>([
    ['has none but default', ({ vault }) => Object.assign(vault, { ownPolicyNames: ['default'] })],
    [
      'may not see its policies',
      ({ vault }) => Object.assign(vault, { forbids: (call: string) => call === 'look at the own policies' })
    ],
    [
      'may do one thing',
      ({ vault }) => Object.assign(vault, { may: (path: string) => (path === 'sys/auth/approle' ? ['read'] : ['deny']) })
    ]
  ])('is told what to add where it %s', async (_, spoil) => {
    const place = powerless(['astro-pipeline'])
    spoil(place)
    expect((await linesOf(place))[0]).toBe(
      'the token of this run lacks permissions that mode deploy needs; nothing was changed. Add to its policy:'
    )
  })
})

describe('a token that may look', () => {
  it('and lacks what the plan needs, ends the run after the plan is shown and before the first change', async () => {
    const place = aPlace({ 'sys/mounts/airflow': 'update', greeting: 'create', '/custom-secret-id': 'update' })
    const { error, journal, said } = await place.run()
    expect(missing(error)).toEqual([
      'airflow/data/variables/*: create',
      'sys/mounts/airflow: update',
      'auth/approle/role/astro_role/custom-secret-id: update'
    ])
    expect([place.vault.effects, journal.done]).toEqual([[], []])
    expect(said.lines.join('\n')).toContain('enable KV version 2 secrets engine airflow/')
  })

  it('plans without any right to change', async () => {
    const place = aPlace({ '': 'create' }, { approle: { 'secret-id': { 'rotate-after': '1d' } } })
    await place.runWell({ mode: 'plan' })
  })

  it('does not need what its plan does not touch', async () => {
    const place = aPlace({})
    await place.runWell()
    const looks = /\/(lookup|custom-secret-id)$/
    place.vault.may = path => (looks.test(path) ? ['update'] : ['read', 'list', 'sudo'])
    await place.runWell()
    place.manifest({ variables: { greeting: 'Hello again' } })
    expect(missing((await place.run()).error)).toEqual([
      'airflow/data/_astro-vault-action/*: create, update',
      'airflow/data/variables/*: update'
    ])
  })

  it('and may create but not update a role is stopped only where the role is there', async () => {
    const place = aPlace({ 'role/astro_role': 'update' })
    await place.runWell(SYNC)
    place.manifest({ approle: { 'token-ttl': '2h' } })
    expect(missing((await place.run(SYNC)).error)).toEqual(['auth/approle/role/astro_role: update'])
  })

  it('sees a mount that is there with any right below it, and must be let see one that is not', async () => {
    const place = aPlace({ 'sys/mounts/airflow': 'read' })
    place.vault.forbids = call => call === 'look at airflow/'
    expect(missing((await place.run(SYNC)).error)).toEqual(['sys/mounts/airflow: read'])
    place.vault.forbids = () => false
    await place.runWell(SYNC)
  })
})

it('is not asked of a token that may not ask, and a line says so', async () => {
  const place = aPlace({ '': ALL.join(', ') })
  place.vault.forbids = call => call === 'ask for capabilities'
  const { said } = await place.runWell()
  expect(said.lines).toContain(
    "the permissions of this run's token were not checked beforehand: its policies do not allow sys/capabilities-self"
  )
})
