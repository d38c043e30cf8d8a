import { UserError } from '../base/errors.ts'
import { identityKind } from '../identity/identities.ts'
import type { Entered, LoginFacts } from '../identity/identity.ts'
import { accessOf, type Scope } from '../manifest/scope.ts'
import { carryOut, type Outcome } from '../plan/event.ts'
import type { Step } from '../plan/step.ts'
import { VaultError } from '../vault/errors.ts'
import { dataPath } from '../vault/paths.ts'
import type { Runtime } from '../vault/port.ts'
import { onceCaughtUp, type Patience } from './caught-up.ts'
import type { Ports } from './ports.ts'
import type { Progress } from './progress.ts'

export interface VerifyContext extends Ports, Patience {
  readonly scope: Scope
  /** What was just issued; without it, a credential is made that lives until we are logged in. */
  readonly issued?: Progress['issued'] & {}
  /** What the role logs in with, if that is known; without it, Vault is asked. */
  readonly facts?: LoginFacts
}

const REPORTED = 20

/** Carries out a proof alone: nothing is changed, and no lock is needed. Undefined where there is none among the steps. */
export async function prove(steps: readonly Step[], context: VerifyContext): Promise<Outcome | undefined> {
  const step = steps.find(step => step.kind === 'verify')
  return step && (await carryOut(step, context.tell, () => verify(step, context)))
}

/**
 * Proves, as the role that Airflow uses, that every path can be read. A refusal names the path and the missing line. What only
 * Airflow itself can prove is left alone, with a warning.
 */
export async function verify(step: Extract<Step, { kind: 'verify' }>, context: VerifyContext): Promise<'done' | 'left-alone'> {
  const entered = await enter(context)
  if (entered === undefined) return 'left-alone'
  // All of them wait for the server and none for another.
  const outcomes = await Promise.allSettled([
    onceCaughtUp(
      () => askFor(step, entered.runtime, context.scope),
      error => error instanceof Missing || isUnknown(error),
      context
    ),
    entered.forget()
  ])
  await entered.runtime.leave().catch(error => {
    if (!(error instanceof UserError)) throw error
    const message = `the token of the proof could not be revoked and is valid until it expires: ${error.message}`
    context.tell({ kind: 'found', finding: { severity: 'warning', message } })
  })
  const [asked] = outcomes
  if (asked.status === 'rejected' && isUnknown(asked.reason)) {
    await refuseUnlessBound(asked.reason, context)
    warnOfBinding(context, asked.reason)
    return 'left-alone'
  }
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  return 'done'
}

const isUnknown = (error: unknown): error is VaultError => error instanceof VaultError && error.tokenGone

/** The login was accepted, and its token was not. Throws unless the role says why: its tokens are bound to addresses as well. */
async function refuseUnlessBound(cause: VaultError, { vault, scope: { authMount, role } }: VerifyContext): Promise<void> {
  const found = await vault.role(authMount, role)
  const bound = found.state === 'present' ? found.value['token_bound_cidrs'] : []
  if (Array.isArray(bound) && bound.length > 0) return
  const hidden = `If the tokens of the role are bound to addresses (token_bound_cidrs), this run may not see that: its token needs read on auth/${authMount}/role/${role}.`
  throw new UserError(
    `Airflow can log in with role ${role}, and Vault does not accept the token that it gets: ${cause.message}`,
    {
      cause,
      hint: `This node may lag behind its cluster: run again.${found.state === 'not-visible' ? ` ${hidden}` : ''}`
    }
  )
}

/** What should be there is not, or not yet. */
class Missing extends UserError {}

function warnOfBinding({ tell, scope }: VerifyContext, { message }: UserError): void {
  const bound = 'is bound to addresses (secret_id_bound_cidrs or token_bound_cidrs) that this runner does not have'
  const finding = { subject: `role ${scope.role}`, message: `${bound}, so only Airflow itself can log in: ${message}` }
  tell({ kind: 'found', finding: { severity: 'warning', ...finding } })
}

async function askFor({ paths, reads }: Extract<Step, { kind: 'verify' }>, runtime: Runtime, scope: Scope): Promise<void> {
  const { mount } = scope
  const asked = paths.map(path => dataPath(mount, path))
  const [capabilities, found] = await Promise.all([
    runtime.capabilities(asked),
    Promise.all(reads.map(async path => ({ path: dataPath(mount, path), seen: await runtime.read(mount, path) })))
  ])
  const mayRead = (path: string) => capabilities.get(path)?.some(capability => capability === 'read' || capability === 'root')
  const refused = asked.filter(path => !mayRead(path))
  if (refused.length > 0) throw refusal(refused, scope)
  for (const { path, seen } of found) {
    if (seen.state === 'absent')
      throw new Missing(`Airflow will not be able to read ${path}: the secret does not exist`, {
        hint: 'Somebody has deleted it, or this node lags behind its cluster: run again, with `check: full` if this run had `check: ledger`.'
      })
    if (seen.state === 'not-visible') throw refusal([path], scope, seen.because)
  }
}

/** Logs in; undefined, with a warning, if the role admits only other addresses. */
async function enter(context: VerifyContext): Promise<Entered | undefined> {
  const { vault, scope, issued, facts, mask, tell } = context
  const kind = identityKind(scope)
  if (kind.enter === undefined) throw new Error(`a login of kind ${scope.kind} cannot be verified from here`)
  const noun = kind.credential?.noun ?? 'login'
  const note = (message: string) =>
    tell({ kind: 'found', finding: { severity: 'note', subject: `the ${noun} of the proof`, message } })
  try {
    return await kind.enter(vault, accessOf(scope), { mask, note, ...(issued && { issued }), ...(facts && { facts }) })
  } catch (error) {
    if (!(error instanceof UserError && /unauthorized (by CIDR|through CIDR)|CIDR restrictions/.test(error.message))) throw error
    warnOfBinding(context, error)
    return undefined
  }
}

function refusal(paths: readonly string[], scope: Scope, because = 'the policy does not allow it'): UserError {
  const folders = [scope.variablesPath, scope.connectionsPath].map(folder => dataPath(scope.mount, folder))
  const lines = folders
    .filter(folder => paths.some(path => path.startsWith(`${folder}/`)))
    .map(folder => `path "${folder}/*" { capabilities = ["read"] }`)
  const more = paths.length > REPORTED ? ` and ${paths.length - REPORTED} more` : ''
  return new UserError(`Airflow will not be able to read ${paths.slice(0, REPORTED).join(', ')}${more}: ${because}`, {
    hint: `Add this to policy ${scope.policy}: ${lines.join('; ')}. If it is there, check that no other rule denies it, and that the role has this policy.`
  })
}
