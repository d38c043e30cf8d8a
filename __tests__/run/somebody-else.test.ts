import { describe, expect, it, jest } from '@jest/globals'
import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import type { KvData } from '../../src/vault/port.ts'
import { SEED, sample } from '../build/seed.ts'
import { Watch } from '../fakes/airflow.ts'
import { Fate, meanwhile, undisturbed } from '../fakes/mortal.ts'
import type { Workplace } from '../fakes/workplace.ts'
import { finish, isEffect, STORIES, undisturbedRun } from './stories.ts'

/** A hand, or another pipeline, changes something at some call of a run. */

jest.setTimeout(120_000)

interface Deed {
  readonly name: string
  /** Whether there was anything to change yet. */
  act(place: Workplace): boolean
  /** What is theirs must be there in the end. */
  readonly stays?: (place: Workplace) => unknown
  /** Airflow is locked out by that very deed, until the next run. */
  readonly locksOut?: true
  /** Where an update moves all times, nobody can tell one by hand from one of the platform's. */
  readonly unseenWhere?: 'all'
  /** The next run is told to take over what nobody accounts for. */
  readonly adopt?: true
}

const GREETING = 'airflow/variables/greeting'
const RECORD = 'airflow/_astro-vault-action/consumers/clx1'
const OTHER = 'OTHER'

/** As the next version of what is there. */
const overwrite = ({ vault }: Workplace, path: string, change: (data: KvData) => KvData): boolean => {
  const versions = vault.secrets.get(path)
  const last = versions?.at(-1)
  if (versions === undefined || last === undefined) return false
  vault.secrets.set(path, [...versions, change(last)])
  return true
}
/** Whether there is such a policy, and it is theirs now. */
const replacePolicies = ({ vault }: Workplace, change: (text: string) => string | undefined): boolean => {
  for (const [name, text] of vault.policies) {
    const next = change(text)
    if (next === undefined) vault.policies.delete(name)
    else vault.policies.set(name, next)
  }
  return vault.policies.size > 0
}

const DEEDS: readonly Deed[] = [
  {
    name: 'writes a secret of the manifest',
    act: place => overwrite(place, GREETING, () => ({ value: 'theirs' })),
    stays: ({ vault }) => vault.secrets.get(GREETING)?.some(({ value }) => value === 'theirs')
  },
  {
    name: 'deletes a secret of the manifest',
    locksOut: true,
    act({ vault }) {
      const { length } = vault.secrets.get(GREETING) ?? []
      vault.deleted.add(`${GREETING}@${length}`)
      return length > 0
    }
  },
  {
    name: 'writes a secret of their own',
    act: ({ vault }) => vault.secrets.set('airflow/variables/theirs', [{ value: 'theirs' }]).size > 0,
    stays: ({ vault }) => !vault.deleted.has('airflow/variables/theirs@1')
  },
  {
    name: 'adds a rule to the policies',
    act: place => replacePolicies(place, text => `${text}path "sys/*" {\n  capabilities = ["sudo"]\n}\n`)
  },
  { name: 'deletes the policies', locksOut: true, act: place => replacePolicies(place, () => undefined) },
  {
    name: 'changes the role',
    act({ vault }) {
      for (const [name, role] of vault.roles) vault.roles.set(name, { ...role, fields: { ...role.fields, token_ttl: 7 } })
      return vault.roles.size > 0
    }
  },
  {
    name: 'deletes the role',
    locksOut: true,
    act({ vault }) {
      const { size } = vault.roles
      vault.roles.clear()
      vault.issued.clear()
      return size > 0
    }
  },
  {
    name: 'lets Vault delete the record one day',
    act({ vault }) {
      if (!vault.secrets.has(RECORD)) return false
      vault.fleeting.set(RECORD, '2030-01-01T00:00:00Z')
      return true
    }
  },
  { name: 'writes the record once more', act: place => overwrite(place, RECORD, data => data) },
  {
    name: 'deletes the record',
    adopt: true,
    act: ({ vault }) => vault.secrets.delete(RECORD)
  },
  {
    name: 'sets KWARGS by hand',
    unseenWhere: 'all',
    act({ astro }) {
      const { value } = astro.variables.get(BACKEND_KWARGS) ?? {}
      if (value === undefined) return false
      astro.setByHand(BACKEND_KWARGS, JSON.stringify({ ...JSON.parse(value), timeout: 99 }), true)
      return true
    }
  },
  {
    name: 'removes KWARGS',
    act: ({ astro }) => astro.variables.delete(BACKEND_KWARGS)
  },
  {
    name: 'changes another variable',
    act({ astro }) {
      astro.setByHand(OTHER, 'theirs')
      return true
    },
    stays: ({ astro }) => astro.variables.get(OTHER)?.value === 'theirs'
  },
  { name: 'removes another variable', act: ({ astro }) => astro.variables.delete(OTHER) },
  {
    name: 'deploys',
    act({ astro }) {
      astro.deploys.push({ type: 'dags-only', projectDir: '.', description: 'theirs' })
      return true
    }
  }
]

/** What the end has in common, whoever has changed what on the way: of secrets and the ledger what the Deployment reads now. */
function essence(end: Awaited<ReturnType<typeof finish>>) {
  const { secrets, ledger, variables, policies, roles, recordedTimes: _, secretIdsInVault: __, ...rest } = end
  const folders = end.reads.slice(1)
  const isRead = (path: string) => folders.some(folder => path.startsWith(`${folder}/`)) && !path.endsWith('/theirs')
  return {
    ...rest,
    secrets: secrets.filter(([path]) => isRead(path.replace('airflow/', ''))).map(([path, versions]) => [path, versions.at(-1)]),
    ledger: ledger.versions.map(([path]) => path).filter(isRead),
    kwargs: variables.find(([key]) => key === BACKEND_KWARGS),
    policy: policies.at(-1),
    role: roles.at(-1)
  }
}

describe.each(['changed', 'all'] as const)('where an update moves the times of variables: %s', moves => {
  const seen = DEEDS.filter(({ unseenWhere }) => unseenWhere !== moves)

  it.each(seen)('somebody $name at some call of a run: the next one ends well, and nothing of theirs is gone', async deed => {
    const { name: does, act, stays, locksOut, adopt } = deed
    for (const story of sample(STORIES, 4, moves, does)) {
      const { calls, end } = await undisturbedRun(story, moves)
      const effects = calls.filter(({ name }) => isEffect(name))
      for (const { number, name } of sample(effects, 1, moves, story.name, does)) {
        const moment = `${story.name}, before call ${number}, ${name} (SEED=${SEED})`
        const place = await story.begin(moves)
        const watched = () => (locksOut ? undefined : new Watch(story).on(place))
        let acted = false
        const met = meanwhile(number, 'before', async () => {
          acted = act(place)
        })
        await place.run(story.inputs, new Fate(met, watched()))
        if (!acted) continue
        place.vault.passHours(1)
        const { error } = await place.run({ ...story.inputs, ...(adopt ? { adopt } : {}) }, undisturbed(watched()))
        expect({ moment, error }).toEqual({ moment, error: undefined })
        const found = await finish(place, story, new Watch(story)).then(essence, (failure: Error) => ({ failed: failure.stack }))
        expect({ moment, ...found }).toEqual({ moment, ...essence(end) })
        expect({ moment, stays: stays?.(place) ?? true }).toEqual({ moment, stays: true })
      }
    }
  })
})
