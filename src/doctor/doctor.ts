import type { Inputs } from '../inputs/inputs.ts'
import type { RunPorts } from '../run/ports.ts'
import type { PreparedScope } from '../run/prepare.ts'
import { unseen } from '../run/targets.ts'
import type { Address } from '../vault/address.ts'
import { ACCESS } from './access.ts'
import type { Check, Line } from './check.ts'
import { DEPLOYMENT } from './deployment.ts'
import { Examination } from './examine.ts'
import { NETWORK } from './network.ts'
import { PROJECT } from './project.ts'
import { SCOPE } from './scope.ts'

/** One part of the way: `Vault`, or `Deployment prod`. */
export interface Section {
  readonly title: string
  readonly lines: readonly Line[]
}

export interface Surroundings {
  readonly inputs: Inputs
  readonly ports: RunPorts
  /** Of Vault; absent if none is given. */
  readonly address?: Address | undefined
  /** Is told each section as soon as it is complete. */
  readonly say: (section: Section) => void
  /** Is told what is being looked at. */
  readonly looking: (name: string) => void
}

/**
 * Looks at everything between here and a DAG, from the top to the bottom, and changes nothing. A check that depends on one with
 * an error is not tried: the first error is the root of what follows from it. Throws only what is no finding: a mistake of ours, or
 * why the run was ended before.
 */
export async function examine({ inputs, ports, address, say, looking }: Surroundings): Promise<void> {
  const all = new Examination()
  all.give('inputs', inputs, '')
  all.give('ports', ports, '')
  all.give('address', address, 'no address of Vault is given (`vault-url`, VAULT_ADDR)')
  all.give('credentials', inputs.vault, 'no login to Vault is given (`vault-token`, VAULT_TOKEN, or another method)')
  all.give('token', inputs.astro, 'no `astro-api-token` is given')

  const section = async (title: string, checks: readonly Check[], found: Examination): Promise<void> => {
    const lines: Line[] = []
    try {
      for (const check of checks) {
        looking(check.name)
        const seen = await found.try(check)
        // Whoever was interrupted has found nothing.
        ports.signal.throwIfAborted()
        lines.push(...seen)
      }
    } finally {
      if (lines.length > 0) say({ title, lines })
    }
  }

  await section('Project', PROJECT, all)
  await section('Vault', [...NETWORK, ...ACCESS], all)
  const scopes: readonly (PreparedScope | undefined)[] = all.find('manifest')?.scopes ?? [undefined]
  for (const scope of scopes) {
    const inScope = all.branch()
    inScope.give('scope', scope, all.rootOf('manifest'))
    await section(titleOf(scope), SCOPE, inScope)
    const targets = scope === undefined || scope.targets.length === 0 ? [undefined] : scope.targets
    for (const chosen of targets) {
      const inTarget = inScope.branch()
      inTarget.give('chosen', chosen, scope === undefined ? all.rootOf('manifest') : 'no Deployment is chosen (`deployment-id`)')
      await section(chosen === undefined ? 'Deployment' : `Deployment ${unseen(chosen).name}`, DEPLOYMENT, inTarget)
    }
  }
}

const titleOf = (scope: PreparedScope | undefined): string =>
  scope?.scope.deployment === undefined ? 'Secrets' : `Secrets of Deployment ${scope.scope.deployment}`
