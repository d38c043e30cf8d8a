import { UserError } from '../base/errors.ts'
import { carryOut, type Outcome } from '../plan/event.ts'
import { isSecretStep, type SecretStep, type Step, type VaultStep } from '../plan/step.ts'
import { keepGenerated } from '../records/generated.ts'
import { claim, recordVersions } from './ledger.ts'
import { replacePolicy } from './policy.ts'
import type { VaultContext } from './ports.ts'
import { replaceRole } from './role.ts'
import { changeSecrets } from './secrets.ts'
import { configureMethod } from './shared-login.ts'
import { StalePlan } from './stale-plan.ts'

type OtherStep = Exclude<VaultStep, SecretStep | { kind: 'ledger' }>

/**
 * Carries out the steps that touch Vault alone; each is safe to repeat. `enabled`: what the run has enabled so far, which several scopes
 * may ask for.
 */
export async function applyVault(
  steps: readonly VaultStep[],
  context: VaultContext,
  enabled: Set<string> = new Set()
): Promise<void> {
  const { tell } = context
  for (const step of steps) {
    if (isSecretStep(step) || step.kind === 'ledger') continue
    await carryOut(step, tell, () => applyOne(step, context, enabled))
  }
  const claimed = steps.find(step => step.kind === 'claim')?.added ?? new Set()
  const { changed, failure } = await changeSecrets(steps.filter(isSecretStep), claimed, context)
  // What was written is recorded, even if some of it failed.
  for (const step of steps) {
    if (step.kind !== 'ledger') continue
    const recorded = carryOut(step, tell, () => recordVersions(step, changed, context))
    await (failure === undefined ? recorded : recorded.catch(error => tellUnrecorded(error, context)))
  }
  if (failure !== undefined) throw failure
}

async function applyOne(step: OtherStep, context: VaultContext, enabled: Set<string>): Promise<Outcome> {
  const { vault } = context
  const enable = async (path: string, act: () => Promise<boolean>): Promise<Outcome> => {
    if (!enabled.has(path) && !(await act())) return 'lost'
    enabled.add(path)
    return 'done'
  }
  switch (step.kind) {
    case 'auth-method':
      return await enable(`auth/${step.path}`, () => vault.enableAuth(step.path, step.type))
    case 'auth-config':
      return await configureMethod(step, context)
    case 'mount':
      return await enable(step.path, () => vault.enableKv2(step.path))
    case 'claim':
      return await claim(step, context)
    case 'generate':
      return await keep(step, context)
    case 'policy':
      await replacePolicy(step, context)
      return 'done'
    case 'role':
      return await replaceRole(step, context)
  }
}

/** Of two runs that draw the same values at once, the first one's values count: the plan has to be made with them. */
async function keep(step: Extract<Step, { kind: 'generate' }>, { vault, mount }: VaultContext): Promise<'done'> {
  const kept = await keepGenerated(vault, { mount, manifest: step.manifest }, step.drawn)
  const other = [...step.drawn].some(([at, { value }]) => !kept.get(at)?.value.equals(value))
  if (other) throw new StalePlan('another run has generated the same values at the same time', { hint: 'Run again.' })
  return 'done'
}

function tellUnrecorded(error: unknown, { tell }: VaultContext): void {
  if (!(error instanceof UserError)) throw error
  const message = `the changes could not be recorded in the ledger: ${error.message}`
  tell({ kind: 'found', finding: { severity: 'warning', message } })
}
