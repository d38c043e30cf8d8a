import { expect, it, jest } from '@jest/globals'
import { SEED, sample } from '../build/seed.ts'
import type { Stage } from '../e2e/attempt.ts'
import { KWARGS } from '../e2e/reaper.ts'
import { somebodyDeploys } from '../e2e/somebody.ts'
import { ask, keysBelow, readSecret } from '../e2e/vault-over-http.ts'
import { disturb, type Moment, moments } from './disturbed.ts'

/** A hand, or another pipeline, changes something at some change of a run. */

jest.setTimeout(1_800_000)

interface Deed {
  /** What they do; gives what they take back before the next run, and whether theirs is still there in the end. */
  act(stage: Stage): Promise<{ readonly takeBack?: () => unknown; readonly stays?: () => Promise<unknown> }>
  /** The CLI reads all variables and writes all of them: what changes in between is lost, and Astro has no check-and-set. */
  readonly isVariable?: true
}

const POLICY = 'sys/policies/acl/astro_policy'
const ROLE = 'auth/approle/role/astro_role'
const prod = ({ astro }: Stage) => astro.deployment('prod')

/** Writes the next version of the first path that ends so, if there is one. */
async function overwrite({ vault }: Stage, end: string, change: (data: object) => object) {
  const path = (await keysBelow(vault, 'airflow').catch(() => [])).find(path => path.endsWith(end))
  const there = path === undefined ? undefined : await readSecret(vault, 'airflow', path)
  if (there === undefined) return {}
  const data = change(there.data)
  await ask(vault, `airflow/data/${path}`, { data })
  return {
    stays: async () => {
      const version = await ask(vault, `airflow/data/${path}?version=${there.version + 1}`)
      return JSON.stringify(version?.['data'].data) === JSON.stringify(data)
    }
  }
}

const DEEDS: Readonly<Record<string, Deed>> = {
  'writes a secret of the manifest': { act: stage => overwrite(stage, '/greeting', () => ({ value: 'theirs' })) },
  'writes the record of the Deployment once more': {
    async act(stage) {
      await overwrite(stage, `consumers/${prod(stage).id}`, data => data)
      return {}
    }
  },
  'adds a rule to the policy': {
    async act({ vault }) {
      const policy = (await ask(vault, POLICY))?.['data'].policy
      if (policy !== undefined) await ask(vault, POLICY, { policy: `${policy}path "sys/*" { capabilities = ["sudo"] }\n` })
      return {}
    }
  },
  'changes the role': {
    async act({ vault }) {
      if (await ask(vault, ROLE)) await ask(vault, ROLE, { token_ttl: '7s' })
      return {}
    }
  },
  'has the mount delete what is written': {
    async act({ vault }) {
      const tune = async (after: string) => {
        if ((await ask(vault, 'sys/mounts'))?.['airflow/']) await ask(vault, 'airflow/config', { delete_version_after: after })
      }
      await tune('24h')
      return { takeBack: () => tune('0s') }
    }
  },
  'sets KWARGS': {
    isVariable: true,
    async act(stage) {
      const value = prod(stage).value(KWARGS)
      if (value !== undefined) prod(stage).setVariable(KWARGS, JSON.stringify({ ...JSON.parse(value), timeout: 99 }))
      return {}
    }
  },
  'changes another variable': {
    isVariable: true,
    async act(stage) {
      prod(stage).setVariable('FOO', 'theirs')
      return { stays: async () => prod(stage).value('FOO') === 'theirs' }
    }
  },
  'adds a variable': {
    isVariable: true,
    async act(stage) {
      prod(stage).setVariable('THEIRS', 'theirs', { isSecret: true })
      return { stays: async () => prod(stage).value('THEIRS') === 'theirs' }
    }
  },
  deploys: {
    async act(stage) {
      await somebodyDeploys(stage, 'DAG_ONLY', 'theirs')
      return {}
    }
  }
}

const isUpdate = ({ name, phase }: Moment) => phase === 'before' && /POST \S*\/deployments\/[^/]+$/.test(name)

it(`somebody who changes something at some change of a run (SEED=${SEED}) loses nothing, and the next run settles it`, async () => {
  const all = (await moments()).flatMap(moment =>
    Object.entries(DEEDS).flatMap(([name, deed]) => (deed.isVariable && isUpdate(moment) ? [] : [{ moment, name, ...deed }]))
  )
  for (const { moment, name, act } of sample(all, 5, 'somebody'))
    await disturb(moment, `somebody ${name}`, {
      alone: false,
      async happen({ stage }) {
        const { takeBack, stays } = await act(stage)
        return {
          ...(takeBack === undefined ? {} : { takeBack }),
          async expectAtLast() {
            const found = { name, moment: moment.name, stays: (await stays?.()) ?? true }
            expect(found).toEqual({ ...found, stays: true })
          }
        }
      }
    })
})
