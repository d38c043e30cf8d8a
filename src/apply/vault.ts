import { each } from '../each.ts'
import { UserError } from '../errors.ts'
import { accomplished, counted } from '../plan/describe.ts'
import type { Step, VaultStep } from '../plan/step.ts'
import { claim } from '../state/ledger.ts'
import type { Vault } from '../vault/port.ts'
import type { Log } from './ports.ts'

type SecretStep = Extract<Step, { kind: 'secret' }>

/** Carries out the steps that touch Vault alone; each is safe to repeat. `done` is told of each one. */
export async function applyVault(
  steps: readonly VaultStep[],
  mount: string,
  { vault, log }: { vault: Vault; log: Log },
  done: (step: Step) => void
): Promise<void> {
  for (const step of steps.filter(step => step.kind !== 'secret')) {
    await applyOne(step, mount, vault)
    log.info(accomplished(step))
    done(step)
  }
  await writeSecrets(
    steps.filter(step => step.kind === 'secret'),
    mount,
    { vault, log },
    done
  )
}

async function applyOne(step: Exclude<VaultStep, SecretStep>, mount: string, vault: Vault): Promise<void> {
  switch (step.kind) {
    case 'auth-method':
      return await vault.enableAppRole(step.path)
    case 'mount':
      return await vault.enableKv2(step.path)
    case 'claim':
      return await claim(vault, mount, step.manifest, step.added)
    case 'policy':
      return await vault.writePolicy(step.name, step.text)
    case 'role':
      if (step.fields !== undefined) await vault.writeRole(step.authMount, step.name, step.fields)
      if (step.roleId !== undefined) await vault.writeRoleId(step.authMount, step.name, step.roleId)
      return
  }
}

/** All are tried, the transport keeps as many in flight as is good; every failure is named before the run ends. */
async function writeSecrets(
  steps: readonly SecretStep[],
  mount: string,
  { vault, log }: { vault: Vault; log: Log },
  done: (step: Step) => void
): Promise<void> {
  const failures: string[] = []
  await each(steps, async step => {
    try {
      await vault.write(mount, step.path, step.data, step.expected)
      done(step)
    } catch (error) {
      failures.push(`${step.path}: ${(error as Error).message}`)
    }
  })
  if (steps.length > failures.length) log.info(`✓ write ${steps.length - failures.length} of ${counted(steps.length, 'secret')}`)
  if (failures.length === 0) return
  const listed = failures.slice(0, 20).join('\n')
  throw new UserError(
    `${failures.length} of ${steps.length} secrets were not written:\n${listed}${failures.length > 20 ? `\nand ${failures.length - 20} more` : ''}`,
    {
      hint: 'What was written stays. Run again: only what is missing is written then.'
    }
  )
}
