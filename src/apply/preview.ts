import type { Astro, Deployment } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { carryOut } from '../plan/event.ts'
import { type CreateStep, isSecretStep, type RemovalStep, type SecretStep } from '../plan/step.ts'
import { markedAs, recordName } from '../records/consumer.ts'
import { dropGenerated } from '../records/generated.ts'
import type { HeldLock } from '../records/held-lock.ts'
import { amendLedger } from '../records/ledger.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { VaultContext } from './ports.ts'
import { changeSecrets } from './secrets.ts'

export interface PreviewContext extends VaultContext {
  readonly astro: Astro
  readonly lock: HeldLock
  readonly manifest: string
}

type Of<K extends RemovalStep['kind']> = Extract<RemovalStep, { kind: K }>

/** Makes the Deployment, with the mark of its record, and records its id once it has all that it should have. */
export async function create(
  step: CreateStep,
  base: Deployment,
  { astro, lock, tell }: Pick<PreviewContext, 'astro' | 'lock' | 'tell'>
): Promise<Deployment> {
  const { preview } = lock.record
  if (preview === undefined) throw new Error('a preview is recorded before it is created')
  let made: Deployment | undefined
  await carryOut(step, tell, async () => {
    await lock.check()
    const mark = markedAs(preview.mark)
    const copied = await astro.copy(base, { ...step.copy, mark, description: step.copy.description + mark })
    made = copied.made
    if (copied.differs.length > 0) tell({ kind: 'found', finding: unlike(made, base, copied.differs) })
    const { id: deployment } = made
    await lock.save(record => ({ ...record, preview: { ...preview, deployment } }))
    return 'done'
  })
  if (made === undefined) throw new Error('a step that is done has made something')
  return made
}

const unlike = ({ name }: Deployment, base: Deployment, differs: readonly string[]): Finding => ({
  severity: 'warning',
  subject: `Deployment ${name}`,
  message: `is not in all like ${base.name}: ${differs.join(', ')}`,
  hint: 'If Astro does not mean the same by both, set in Astro what the preview needs.'
})

/** Carries out what ends a preview. Each step is safe to repeat, and the record that leads to the rest goes last. */
export async function applyRemoval(steps: readonly RemovalStep[], context: PreviewContext): Promise<void> {
  const secrets = steps.flatMap(step => (isSecretStep(step) ? [step] : []))
  for (const step of steps) {
    await context.lock.check()
    if (!isSecretStep(step)) {
      await carryOut(step, context.tell, async () => {
        await applyOne(step, context)
        return 'done'
      })
    } else if (step === secrets[0]) {
      const { failure } = await changeSecrets(secrets, new Set(), context)
      if (failure !== undefined) throw failure
    }
  }
}

async function applyOne(step: Exclude<RemovalStep, SecretStep>, context: PreviewContext): Promise<void> {
  const { vault, astro } = context
  switch (step.kind) {
    case 'revoke':
      if (step.role !== undefined) await vault.deleteRole(step.access.authMount, step.role)
      if (step.policy !== undefined) await vault.deletePolicy(step.policy)
      return await areGone(step, context)
    case 'remove':
      return await astro.remove(step.deployment)
    case 'forget':
      return await forget(step, context)
  }
}

/** Vault has no check-and-set for them: a run that was stopped may have written one again. */
async function areGone({ access, role, policy }: Of<'revoke'>, { vault }: PreviewContext): Promise<void> {
  const [left] = [
    ...(role !== undefined && (await vault.role(access.authMount, role)).state === 'present' ? [`role ${role}`] : []),
    ...(policy !== undefined && (await vault.policy(policy)).state === 'present' ? [`policy ${policy}`] : [])
  ]
  if (left !== undefined) throw new UserError(`${left} is there again although it was just deleted`, { hint: 'Run again.' })
}

async function forget({ preview, deployments, roles, policies, paths }: Of<'forget'>, context: PreviewContext): Promise<void> {
  const { vault, mount, manifest, lock } = context
  const place = { mount, manifest }
  if (roles.length + policies.length + paths.size > 0)
    await amendLedger(vault, { ...place, key: await context.key() }, { remove: paths, gone: { roles, policies } })
  if (paths.size > 0) await dropGenerated(vault, place, preview)
  for (const id of deployments) await vault.forget(mount, `${OWN_FOLDER}/${recordName(id)}`)
  await lock.forget()
}
