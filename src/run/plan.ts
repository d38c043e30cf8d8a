import type { VaultContext } from '../apply/ports.ts'
import { prove } from '../apply/verify.ts'
import type { Astro, Deployment } from '../astro/port.ts'
import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import { identityKind } from '../identity/identities.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { readersNow } from '../observe/readers.ts'
import { observeVault } from '../observe/vault.ts'
import { planVerify, proofOf } from '../plan/deployment/verify.ts'
import type { Chapter, Target } from '../plan/event.ts'
import { join, notCompared, note, type Plan, planOf, told } from '../plan/plan.ts'
import { planExpired } from '../plan/preview/expired.ts'
import type { Step, VaultStep } from '../plan/step.ts'
import { planDue } from '../plan/vault/due.ts'
import { planLogins } from '../plan/vault/logins.ts'
import { notGiven } from '../plan/vault/secrets.ts'
import { planUnseenLogins } from '../plan/vault/unseen-logins.ts'
import { planVault } from '../plan/vault/vault.ts'
import type { Project } from '../project/project.ts'
import { readShipment } from '../project/shipment.ts'
import { keyOnce } from './key.ts'
import { withPlaces } from './places.ts'
import type { RunPorts, VaultPorts } from './ports.ts'
import type { ResolvedRun, ResolvedScope } from './prepare.ts'
import { isShared } from './preview/names.ts'
import { allOf, type Results } from './results.ts'
import { chapterOf } from './show.ts'
import { type Parties, type PlannedTarget, planTarget, refuseSleepingCanary } from './target.ts'
import { type Chosen, refuseTwice, unseen } from './targets.ts'

/** All that a run is going to do, as far as that is known before the first change. */
export interface PlannedRun {
  readonly chapters: readonly Chapter[]
  readonly scopes: readonly PlannedScope[]
}

/** A scope with its targets. */
export interface PlannedScope {
  /** What the targets share, and where it is done. */
  readonly chapter: Chapter
  readonly steps: readonly VaultStep[]
  readonly context: VaultContext
  /** Proves that Airflow can read, if no target does. */
  proof(): Promise<void>
  /** Those that were chosen, whether they can be changed or not. */
  readonly chosen: readonly Target[]
  /** Whether it has targets in Astro: without any that can be changed, it is left as it is. */
  readonly isForTargets: boolean
  readonly targets: readonly PlannedTarget[]
}

/** Observes Vault and each target, and plans both. Changes nothing. */
export async function planRun(resolved: ResolvedRun, opened: VaultPorts, ports: RunPorts, results: Results): Promise<PlannedRun> {
  const { inputs, notes } = resolved
  const astro = inputs.astro && ports.openAstro(inputs.astro)
  const chosen = resolved.scopes.flatMap(({ targets }) => targets)
  const found = astro?.findAll(chosen.map(({ ref }) => ref))
  const project = projectOnce(inputs, ports)
  // Both are under way while Vault is observed.
  if (chosen.length > 0) void Promise.allSettled([found, found && project()])
  const look = async (one: Chosen): Promise<Deployment> => {
    const seen = (await found)?.[chosen.indexOf(one)]
    if (seen?.status === 'fulfilled') return seen.value
    throw seen?.reason
  }
  const scopes: PlannedScope[] = []
  for (const one of resolved.scopes) {
    const around = { resolved: one, inputs, ports, ...opened, project, results }
    const planned = await results.of(one.targets.map(unseen), () => planScope(around, astro, look))
    if (planned !== undefined) scopes.push(planned)
  }
  const targets = scopes.flatMap(({ targets }) => targets)
  refuseTwice(
    targets.map(({ target }) => target),
    inputs,
    resolved.manifest
  )
  refuseSleepingCanary(targets, inputs)
  const [first, ...others] = scopes.map(({ chapter }) => chapter)
  const isSeen = astro !== undefined && (chosen.length > 0 || resolved.scopes.some(scope => isToCome(scope, astro)))
  const whole = [...(isSeen ? [] : [deploymentUnseen(inputs, resolved.manifest)]), notes]
  const shared = { ...first, plan: join<Step>([first?.plan ?? planOf({}), ...whole]) }
  return { chapters: [shared, ...others, ...targets], scopes }
}

/** The same for all targets: a deploy leaves files in its folder while it works. */
function projectOnce(inputs: Inputs, { environment, signal }: RunPorts): () => Promise<Project | undefined> {
  let reading: Promise<Project | undefined> | undefined
  return () => {
    reading ??= readShipment({ ...inputs, environment, signal })
    return reading
  }
}

/** Whether its Deployment is going to be there before the rest is planned. */
const isToCome = ({ preview, targets }: ResolvedScope, astro: Astro | undefined): boolean =>
  preview !== undefined && astro !== undefined && targets.length === 0

async function planScope(
  around: Omit<Parties, 'astro' | 'proof'>,
  astro: Astro | undefined,
  look: (chosen: Chosen) => Promise<Deployment>
): Promise<PlannedScope> {
  const { inputs, ports, vault, results } = around
  const resolved = await withPlaces(around.resolved, look)
  const { scope } = resolved
  // What a preview reads and does not own is nothing to be written.
  const owned = isShared(resolved.preview) ? { ...resolved, wanted: [] } : resolved
  const observed = await observeVault(vault, {
    ...owned,
    check: inputs.check,
    prune: inputs.prune.mode !== 'off',
    logins: inputs.mode !== 'deploy',
    tell: far => ports.tell({ kind: 'waiting', message: `Comparing: ${far}` })
  })
  const shared = planVault({ ...owned, adopt: inputs.adopt, prune: inputs.prune }, observed)
  const proof = proofOf(shared.steps, inputs)
  const planned =
    astro === undefined
      ? []
      : await allOf(resolved.targets, inputs.maxParallel, one =>
          results.of([unseen(one)], () => planTarget({ ...around, resolved, astro, proof }, one, look(one)))
        )
  const targets = planned.filter(one => one !== undefined)
  // Of the others, and in mode plan of what no step restores, the logins tell.
  const isTold = ({ plan }: PlannedTarget) => inputs.mode === 'deploy' || plan.steps.some(({ found }) => found?.gone)
  const deployed = targets.filter(isTold).map(({ target }) => target.id)
  const due = inputs.mode === 'deploy' ? planOf({}) : planDue({ ...resolved, inputs }, observed)
  const logins = planLogins(scope, observed, deployed)
  const unseenLogins = inputs.mode === 'plan' ? planUnseenLogins(scope, observed) : planOf({})
  const { previews = [] } = observed.readers
  const expired = inputs.mode === 'sync' && previews.length > 0 ? planExpired(previews, await vault.now()) : planOf({})
  const alone: Plan<Step> = planned.length > 0 || isToCome(resolved, astro) ? planOf({}) : planVerify({ ...resolved, proof })
  // Where nothing is changed first, the role is as it was seen.
  const facts = shared.steps.length === 0 && observed.login.state === 'present' ? observed.login.value : undefined
  const context = { ...ports, vault, mount: scope.mount, readers: (lost?: readonly string[]) => readersNow(vault, scope, lost) }
  return {
    chapter: chapterOf(scope, join<Step>([shared, logins, due, unseenLogins, expired, alone])),
    steps: shared.steps,
    context: { ...context, key: keyOnce(observed.key, context) },
    proof: async () => void (await prove(alone.steps, { ...context, scope, ...(facts && { facts }) })),
    chosen: resolved.targets.map(unseen),
    isForTargets: planned.length > 0,
    targets
  }
}

/** Without credentials (a pull request from a fork) the manifest is checked, and nothing is compared. Throws for an undo. */
export function planWithoutVault(
  { scopes, inputs, manifest, notes }: ResolvedRun,
  base: Plan<never> = planOf({})
): readonly Chapter[] {
  if (inputs.undo !== '')
    throw new UserError(`undo needs Vault, where it is recorded what run ${inputs.undo} changed`, {
      hint: 'Set `vault-url` and the inputs of the login, or remove `undo`.'
    })
  return scopes.map(({ scope, wanted }, index) => {
    const message = `was not read, because the run has no login to it: ${counted(wanted.length, 'secret')}, policy ${scope.policy} and role ${scope.role} were not compared`
    const missing = wanted.filter(({ data }) => data === undefined).map(notGiven)
    const once = index === 0 ? [deploymentUnseen(inputs, manifest), base, notes] : []
    return chapterOf(scope, join([told(note('Vault', message), ...missing), ...once]))
  })
}

/** Why no Deployment is compared, and its addresses neither. */
function deploymentUnseen({ mode, vault, astro, selection }: Inputs, { identity }: Manifest): Plan<never> {
  if (mode === 'sync') return planOf({})
  const missing = [
    ...(vault === undefined ? ['a login to Vault'] : []),
    ...(astro === undefined ? ['astro-api-token'] : []),
    ...(selection === undefined ? ['deployment-id (or deployment-name, or deployment)'] : [])
  ]
  const isBound = identityKind(identity).credential?.isBound(identity)
  const what = isBound ? ', nor its addresses with those that its credential is bound to' : ''
  const about = ['the Deployment', `was not compared${what}: that needs ${missing.join(', ')}`] as const
  // Of one that nobody has chosen, the run does not speak.
  return told(selection === undefined ? note(...about) : notCompared(...about))
}
