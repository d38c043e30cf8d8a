import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { explain } from '../../src/base/errors.ts'
import type { StepPermission } from '../../src/plan/permissions/permission.ts'
import { leastPolicy } from '../../src/plan/permissions/permission-text.ts'
import { permissionsFor } from '../../src/plan/permissions/permissions.ts'
import { runOptionsOf } from '../../src/run/permissions.ts'
import { parsePolicy } from '../../src/vault/policy.ts'
import { startVault, type VaultServer } from '../../tools/servers/vault-server.mjs'
import { someInputs } from '../build/inputs.ts'
import { sample } from '../build/seed.ts'
import { STORIES, type Story } from './stories.ts'
import { Tenant } from './tenant.ts'
import { ask } from './vault-over-http.ts'

/** On a real server, with a real token that holds the printed policy: enough, and not a word too much. */

let server: VaultServer
beforeAll(async () => {
  server = await startVault()
})
afterAll(() => {
  return server.stop()
})

/** A run that failed for another reason proves nothing. */
const REFUSED =
  /Vault answered 403 to|cannot list their records|this token cannot list the records|cannot be read with this token, so it cannot be undone/

interface Rights {
  readonly policy: string
  readonly defaultPolicy: boolean
}

/** Tells the story to its end, or until a run of the pipeline fails. */
async function tell({ inputs, manifest, chapters }: Story, { policy, defaultPolicy }: Rights): Promise<Tenant> {
  const tenant = new Tenant(server, inputs, manifest)
  try {
    await tenant.hold(policy, { defaultPolicy })
    for (const chapter of chapters) await chapter(tenant)
  } catch (error) {
    if (tenant.failure === undefined) throw error
  } finally {
    await tenant.leave()
  }
  return tenant
}

function permissionsOf({ inputs, manifest }: Story): readonly StepPermission[] {
  const given = someInputs(inputs)
  return permissionsFor(new Tenant(server, inputs, manifest).subject, runOptionsOf(given, given.selection !== undefined))
}

interface Reduction {
  readonly path: string
  readonly capability: string
  /** The policy without that. */
  readonly policy: string
}

/** Some of the policies that say one capability less; at night all of them. */
function reductions(policy: string, words: string): readonly Reduction[] {
  const grants = [...(parsePolicy(policy)?.grants ?? [])]
  const all = grants.flatMap(([path, capabilities]) => [...capabilities].map(capability => ({ path, capability })))
  return sample(all, 6, words).map(({ path, capability }) => ({
    path,
    capability,
    policy: grants
      .map(([other, capabilities]) => [other, [...capabilities].filter(one => other !== path || one !== capability)] as const)
      .filter(([, left]) => left.length > 0)
      .map(([other, left]) => `path "${other}" { capabilities = ${JSON.stringify(left)} }`)
      .join('\n')
  }))
}

describe.each(STORIES)('the least policy for $title', story => {
  it('is enough, with the default policy and without', async () => {
    const policy = leastPolicy(permissionsOf(story))
    for (const defaultPolicy of [true, false]) {
      const { failure, said } = await tell(story, { policy, defaultPolicy })
      expect(failure === undefined ? '' : explain(failure)).toBe('')
      expect(said.lines.join('\n').includes('were not checked beforehand')).toBe(!defaultPolicy)
    }
  })

  it('has no capability that could be left out', async () => {
    const needless: string[] = []
    for (const { path, capability, policy } of reductions(leastPolicy(permissionsOf(story)), `${story.title}, left out`)) {
      const { failure } = await tell(story, { policy, defaultPolicy: false })
      if (!REFUSED.test(explain(failure))) needless.push(`${path} [${capability}]: ${explain(failure)}`)
    }
    expect(needless).toEqual([])
  })

  it('is asked for line by line, before anything is changed', async () => {
    const permissions = permissionsOf(story)
    const least = leastPolicy(permissions)
    const mishaps = permissions.filter(({ when }) => when === 'mishap')
    for (const { path, capability, policy } of reductions(least, `${story.title}, asked for`)) {
      // What only an accident calls for is not asked for in advance.
      if (mishaps.some(permission => permission.path === path && permission.capabilities.join() === capability)) continue
      const { failure, journal } = await tell(story, { policy, defaultPolicy: true })
      const line = least.split('\n').find(text => text.startsWith(`path "${path}"`))
      expect([explain(failure), journal.done]).toEqual([expect.stringContaining(`${capability} missing`), []])
      expect(explain(failure)).toContain(line)
    }
  })
})

describe('a policy without globs, where the server lets `..` through those', () => {
  const [deploy] = STORIES as [Story]
  const globs = leastPolicy(permissionsOf(deploy))
  const [, lines = ''] = /<!-- without-globs -->\n```hcl\n([^`]*)```/.exec(readFileSync('docs/permissions.md', 'utf8')) ?? []
  const others = globs.split('\n').filter(line => !line.startsWith('path "airflow/data/'))
  const plain = [...others, lines].join('\n')

  /** What becomes of a secret that is in no folder of the manifest, when the holder of the policy writes to it by its folder. */
  async function attack(policy: string): Promise<{ status: number; theirs: unknown; told: number }> {
    const tenant = new Tenant(server, deploy.inputs, deploy.manifest)
    try {
      await tenant.hold(policy, { defaultPolicy: true })
      await tenant.run()
      await tenant.store('airflow', 'other/y', { value: 'theirs' })
      const status = await tenant.post('airflow/data/variables/..%2fother%2fy', { data: { value: 'mine' } })
      const theirs = await ask(server, 'airflow/metadata/other/y')
      return {
        status,
        theirs: theirs?.['data'].current_version,
        told: tenant.said.lines.filter(text => text.includes('CVE-2026-3605')).length
      }
    } finally {
      await tenant.leave()
    }
  }

  it('is enough', async () => {
    const { failure } = await tell(deploy, { policy: plain, defaultPolicy: true })
    expect(failure === undefined ? '' : explain(failure)).toBe('')
  })

  it('keeps other secrets out of reach, and a run says nothing of it', async () => {
    expect(await attack(plain)).toEqual({ status: 403, theirs: 1, told: 0 })
  })

  it('differs from the one with globs, of which a run tells once', async () => {
    expect(await attack(globs)).toEqual({ status: 200, theirs: 2, told: 1 })
  })
})

describe('what a run says is missing', () => {
  const [deploy] = STORIES as [Story]

  /** The lines of a policy in a message. */
  const policyIn = (message: string) =>
    message
      .split('\n')
      .filter(line => /^(#|path) /.test(line))
      .join('\n')

  async function mend(policy: string): Promise<unknown> {
    const tenant = new Tenant(server, deploy.inputs, deploy.manifest)
    try {
      await tenant.hold(policy, { defaultPolicy: true })
      await tenant.run().catch(() => {})
      await tenant.hold(`${policy}\n${policyIn(explain(tenant.failure))}`, { defaultPolicy: true })
      return await tenant.run().catch(explain)
    } finally {
      await tenant.leave()
    }
  }

  it('is all of it, for a token that may do nothing', async () => {
    expect(await mend('# nothing')).toBeUndefined()
  })

  it('takes nothing away from what a wider rule gave', async () => {
    expect(await mend('path "airflow/data/*" { capabilities = ["create", "read"] }')).toBeUndefined()
    expect(await mend('path "*" { capabilities = ["read", "list", "sudo"] }')).toBeUndefined()
  })
})
