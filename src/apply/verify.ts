import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import type { Scope } from '../manifest/scope.ts'
import { accomplished } from '../plan/describe.ts'
import type { Step } from '../plan/step.ts'
import { VaultError } from '../vault/errors.ts'
import { dataPath } from '../vault/paths.ts'
import type { Runtime, Vault } from '../vault/port.ts'
import type { Log } from './ports.ts'
import { roleIdOf } from './role-id.ts'

export interface VerifyContext {
  readonly vault: Vault
  readonly log: Log
  readonly scope: Scope
  /** The secret-id just issued; without it one is made that lives until we are logged in, at most a minute. */
  readonly issued?: { readonly roleId: string; readonly secretId: Secret }
}

const REPORTED = 20

/** Carries out a proof by itself: nothing is changed, and no lock is needed. */
export async function prove(steps: readonly Step[], context: VerifyContext, done: (step: Step) => void): Promise<void> {
  for (const step of steps) {
    if (step.kind !== 'verify') continue
    if ((await verify(step, context)) === 'left alone') continue
    context.log.info(accomplished(step))
    done(step)
  }
}

/** Proves, as the role that Airflow uses, that every path can be read. A refusal names the path and the missing line. Left
 * alone, with a warning, is what only Airflow itself can prove. */
export async function verify(step: Extract<Step, { kind: 'verify' }>, context: VerifyContext): Promise<'left alone' | undefined> {
  const entered = await enter(context)
  if (entered === undefined) return 'left alone'
  // All of them wait for the server and none for another.
  const outcomes = await Promise.allSettled([askFor(step, entered.runtime, context.scope), entered.forget()])
  await entered.runtime.leave().catch(error => {
    if (!(error instanceof UserError)) throw error
    context.log.warning(`the token of the proof was not revoked, so it lives until its time is over: ${error.message}`)
  })
  const [asked] = outcomes
  // The login was let in, and its token was not: it is bound to addresses as well.
  if (asked.status === 'rejected' && asked.reason instanceof VaultError && asked.reason.tokenGone) {
    warnOfBinding(context, asked.reason)
    return 'left alone'
  }
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  return undefined
}

function warnOfBinding({ log, scope }: VerifyContext, { message }: UserError): void {
  log.warning(
    `not verified: role ${scope.role} is bound to addresses (secret_id_bound_cidrs or token_bound_cidrs) that this runner does not have, so only Airflow itself can log in. ${message}`
  )
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
      throw new UserError(`Airflow will not be able to read ${path}: there is nothing to read`, {
        hint: 'Somebody has deleted it since this run looked, or this node of a cluster lags behind. Run again.'
      })
    if (seen.state === 'not-visible') throw refusal([path], scope, seen.because)
  }
}

/** A login as Airflow's; `forget` destroys the secret-id that was made for it. */
interface Entered {
  readonly runtime: Runtime
  forget(): Promise<void>
}

/** Logs in; undefined, with a warning, where the role lets only other addresses in. */
async function enter(context: VerifyContext): Promise<Entered | undefined> {
  const { vault, scope, issued } = context
  try {
    if (issued === undefined) return await enterForNow(context)
    return { runtime: await vault.runtime(scope.authMount, issued.roleId, issued.secretId), forget: async () => {} }
  } catch (error) {
    if (!(error instanceof UserError && /unauthorized (by CIDR|through CIDR)|CIDR restrictions/.test(error.message))) throw error
    warnOfBinding(context, error)
    return undefined
  }
}

/** Logs in with a secret-id that is not needed any more afterwards. A login whose answer is lost may be repeated. */
async function enterForNow({ vault, log, scope }: VerifyContext): Promise<Entered> {
  const { authMount, role } = scope
  const issue = async () => {
    const issued = await vault.issueSecretId(authMount, role, { metadata: { purpose: 'verify' }, ttl: 60 })
    log.mask(issued.secretId)
    return issued
  }
  const issuing = issue()
  const forget = async () => {
    const { accessor } = await issuing
    await vault.destroySecretId(authMount, role, accessor).catch(error => {
      if (!(error instanceof VaultError && error.status === 403)) throw error
      log.info(`The secret-id of the proof expires within a minute; it could not be destroyed: ${error.message}`)
    })
  }
  try {
    const [roleId, { secretId }] = await Promise.all([roleIdOf(vault, scope), issuing])
    return { runtime: await vault.runtime(authMount, roleId, secretId), forget }
  } catch (error) {
    // Whether or not this succeeds, the secret-id ends by itself; the first error is the one to tell.
    await forget().catch(() => {})
    throw error
  }
}

function refusal(paths: readonly string[], scope: Scope, because = 'the policy does not allow it'): UserError {
  const folders = [scope.variablesPath, scope.connectionsPath].map(folder => dataPath(scope.mount, folder))
  const lines = folders
    .filter(folder => paths.some(path => path.startsWith(`${folder}/`)))
    .map(folder => `path "${folder}/*" { capabilities = ["read"] }`)
  const more = paths.length > REPORTED ? ` and ${paths.length - REPORTED} more` : ''
  return new UserError(`Airflow will not be able to read ${paths.slice(0, REPORTED).join(', ')}${more}: ${because}`, {
    hint: `Policy ${scope.policy} needs: ${lines.join('; ')}. Does another rule of it deny that, or does the role have another policy?`
  })
}
