import pMap from 'p-map'
import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import { tally } from '../base/tally.ts'
import { carryOut } from '../plan/event.ts'
import type { SecretStep } from '../plan/step.ts'
import { VersionConflict } from '../vault/errors.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import type { Left } from './ledger.ts'
import type { VaultContext } from './ports.ts'

/** What was left at each path, and an error that names all that failed. */
export interface Changed {
  readonly changed: ReadonlyMap<string, Left>
  readonly failure?: UserError
}

const REPORTED = 20

/** All are tried; every failure is named. What somebody else created first is not ours, although this run has `claimed` it. */
export async function changeSecrets(
  steps: readonly SecretStep[],
  claimed: ReadonlySet<string>,
  { vault, tell, mount }: VaultContext
): Promise<Changed> {
  const changed = new Map<string, Left>()
  const failures: string[] = []
  let hint: string | undefined
  const action = steps.every(({ kind }) => kind === 'secret') ? 'write' : 'change'
  const one = tally(steps.length, 'secret', far =>
    tell({ kind: 'waiting', message: `${action === 'write' ? 'Writing' : 'Changing'}: ${far}` })
  )
  const change = async (step: SecretStep) => {
    try {
      await carryOut(step, tell, async () => {
        changed.set(step.path, await changeSecret(step, mount, vault))
        return 'done'
      })
    } catch (error) {
      if (error instanceof VersionConflict && claimed.has(step.path)) changed.set(step.path, 'lost')
      failures.push(`${step.path}: ${(error as Error).message}`)
      if (error instanceof UserError) hint ??= error.hint
    }
    one()
  }
  await pMap(steps, change, { concurrency: AT_ONCE })
  if (steps.length > 0) tell({ kind: 'progress', action, done: steps.length - failures.length, of: steps.length, noun: 'secret' })
  if (failures.length === 0) return { changed }
  const listed = failures.slice(0, REPORTED).join('\n')
  const more = failures.length > REPORTED ? `\nand ${failures.length - REPORTED} more` : ''
  // Mostly one cause for all of them, which stays until somebody follows its hint.
  const hints = [hint, failures.length < steps.length && 'All other changes were made.', 'Run again to make the missing ones.']
  const failure = new UserError(
    `${failures.length} of ${counted(steps.length, 'secret')} could not be changed:\n${listed}${more}`,
    { hint: hints.filter(Boolean).join(' ') }
  )
  return { changed, failure }
}

async function changeSecret(step: SecretStep, mount: string, vault: Vault): Promise<Left> {
  switch (step.kind) {
    case 'secret':
      return { version: await vault.write(mount, step.path, step.data, step.expected), data: step.data }
    case 'delete':
      await vault.deleteVersions(mount, step.path, [step.version])
      return 'nothing'
    case 'undelete': {
      await vault.undeleteVersions(mount, step.path, [step.version])
      // The server claims success for a destroyed version, too.
      const there = await vault.readVersion(mount, step.path, step.version)
      if (there.state === 'absent') throw new UserError(`version ${step.version} was destroyed, so it cannot be restored`)
      if (there.state === 'present' && there.until !== undefined)
        throw new UserError(`it was restored, but Vault will delete it by itself on ${there.until} (delete_version_after)`)
      return { version: step.version }
    }
  }
}
