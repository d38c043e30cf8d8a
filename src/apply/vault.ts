import pMap from 'p-map'
import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import { accomplished } from '../plan/describe.ts'
import { isSecretStep, type SecretStep, type Step, type VaultStep } from '../plan/step.ts'
import { keepGenerated } from '../records/generated.ts'
import { VersionConflict } from '../vault/errors.ts'
import { includes, parsePolicy } from '../vault/policy.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import { claim, type Left, settleLedger } from './ledger.ts'
import type { VaultContext } from './ports.ts'

type OtherStep = Exclude<VaultStep, SecretStep | { kind: 'ledger' }>

/** Carries out the steps that touch Vault alone; each is safe to repeat. `done` is told of each one. */
export async function applyVault(steps: readonly VaultStep[], context: VaultContext, done: (step: Step) => void): Promise<void> {
  const tell = (step: Step) => {
    context.log.info(accomplished(step))
    done(step)
  }
  for (const step of steps) {
    if (isSecretStep(step) || step.kind === 'ledger') continue
    if ((await applyOne(step, context)) !== 'left alone') tell(step)
  }
  const claimed = steps.find(step => step.kind === 'claim')?.added ?? new Set()
  const { changed, failure } = await changeSecrets(steps.filter(isSecretStep), claimed, context, done)
  // What was written is noted, also when some of it failed.
  for (const step of steps) {
    if (step.kind !== 'ledger') continue
    await settleLedger(step, changed, context).catch(error => {
      if (failure === undefined || !(error instanceof UserError)) throw error
      context.log.warning(`what was changed is not noted in the ledger: ${error.message}`)
    })
    if (failure === undefined) tell(step)
  }
  if (failure !== undefined) throw failure
}

async function applyOne(step: OtherStep, context: VaultContext): Promise<'left alone' | undefined> {
  const { vault } = context
  switch (step.kind) {
    case 'auth-method':
      await vault.enableAppRole(step.path)
      return undefined
    case 'mount':
      await vault.enableKv2(step.path)
      return undefined
    case 'claim':
      await claim(step, context)
      return undefined
    case 'generate':
      await keep(step, context)
      return undefined
    case 'policy':
      return await widen(step, context)
    case 'role':
      if (step.fields !== undefined) await vault.writeRole(step.authMount, step.name, step.fields)
      if (step.roleId !== undefined) await vault.writeRoleId(step.authMount, step.name, step.roleId)
      return undefined
  }
}

/** Another run may have written it since: what that one granted must not go with it. */
async function widen(
  { name, text, seen }: Extract<VaultStep, { kind: 'policy' }>,
  { vault }: VaultContext
): Promise<'left alone' | undefined> {
  const there = seen === undefined ? undefined : await vault.policy(name)
  if (there?.state === 'present' && there.value !== seen) {
    const [now, wanted] = [parsePolicy(there.value)?.grants, parsePolicy(text)?.grants]
    if (now !== undefined && wanted !== undefined && includes(now, wanted)) return 'left alone'
    throw new UserError(`policy ${name} was changed by somebody else while this run was under way`, {
      hint: 'Nothing was overwritten. Run again: the new text is then compared with what is needed.'
    })
  }
  await vault.writePolicy(name, text)
  return undefined
}

/** Another run drew the same values first: they are the ones that count, and the plan has to be made with them. */
export class Superseded extends UserError {}

async function keep(step: Extract<VaultStep, { kind: 'generate' }>, { vault, mount }: VaultContext): Promise<void> {
  const kept = await keepGenerated(vault, { mount, manifest: step.manifest }, step.drawn)
  const other = [...step.drawn].some(([at, { value }]) => !kept.get(at)?.value.equals(value))
  if (other) throw new Superseded('another run has generated the same values at the same time', { hint: 'Run again.' })
}

/** All are tried; every failure is named. What somebody else has made first is not ours, although this run has `claimed` it. */
async function changeSecrets(
  steps: readonly SecretStep[],
  claimed: ReadonlySet<string>,
  { vault, log, mount }: VaultContext,
  done: (step: Step) => void
): Promise<{ changed: ReadonlyMap<string, Left>; failure?: UserError }> {
  const changed = new Map<string, Left>()
  const failures: string[] = []
  const change = async (step: SecretStep) => {
    try {
      changed.set(step.path, await changeSecret(step, mount, vault))
      done(step)
    } catch (error) {
      if (error instanceof VersionConflict && claimed.has(step.path)) changed.set(step.path, 'lost')
      failures.push(`${step.path}: ${(error as Error).message}`)
    }
  }
  await pMap(steps, change, { concurrency: AT_ONCE })
  const count = steps.length - failures.length
  if (count > 0)
    log.info(
      `✓ ${steps.every(({ kind }) => kind === 'secret') ? 'write' : 'change'} ${count} of ${counted(steps.length, 'secret')}`
    )
  if (failures.length === 0) return { changed }
  const listed = failures.slice(0, 20).join('\n')
  const more = failures.length > 20 ? `\nand ${failures.length - 20} more` : ''
  const failure = new UserError(
    `${failures.length} of ${counted(steps.length, 'secret')} could not be changed:\n${listed}${more}`,
    {
      hint: 'What was changed stays. Run again: only what is missing is done then.'
    }
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
    case 'undelete':
      await vault.undeleteVersions(mount, step.path, [step.version])
      // Of a destroyed version the server says that it was undeleted, too.
      if ((await vault.readVersion(mount, step.path, step.version)).state === 'absent')
        throw new UserError(`version ${step.version} was destroyed, so it cannot be restored`)
      return { version: step.version }
  }
}
