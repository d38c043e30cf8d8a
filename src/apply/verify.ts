import { UserError } from '../errors.ts'
import type { Scope } from '../manifest/scope.ts'
import { accomplished } from '../plan/describe.ts'
import type { Step } from '../plan/step.ts'
import type { Secret } from '../secret.ts'
import { VaultError } from '../vault/errors.ts'
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
    await verify(step, context)
    context.log.info(accomplished(step))
    done(step)
  }
}

/** Proves, as the role that Airflow uses, that every path can be read. A refusal names the path and the missing line. */
export async function verify({ paths, reads }: Extract<Step, { kind: 'verify' }>, context: VerifyContext): Promise<void> {
  const runtime = await enter(context)
  if (runtime === undefined) return
  try {
    const capabilities = await runtime.capabilities(paths)
    const refused = paths.filter(
      path => !capabilities.get(path)?.some(capability => capability === 'read' || capability === 'root')
    )
    if (refused.length > 0) throw refusal(refused, context.scope)
    const { mount } = context.scope
    await Promise.all(
      reads.map(async path => {
        const found = await runtime.read(mount, path)
        if (found.state !== 'present')
          throw refusal(
            [`${mount}/data/${path}`],
            context.scope,
            found.state === 'absent' ? 'there is nothing to read' : found.because
          )
      })
    )
  } finally {
    await runtime.leave()
  }
}

/** Logs in; undefined, with a warning, where the role lets only other addresses in. */
async function enter(context: VerifyContext): Promise<Runtime | undefined> {
  const { vault, log, scope, issued } = context
  try {
    if (issued !== undefined) return await vault.runtime(scope.authMount, issued.roleId, issued.secretId)
    return await enterForNow(context)
  } catch (error) {
    if (!(error instanceof UserError && /unauthorized (by CIDR|through CIDR)|CIDR restrictions/.test(error.message))) throw error
    log.warning(
      `not verified: role ${scope.role} is bound to addresses (secret_id_bound_cidrs or token_bound_cidrs) that this runner does not have, so only Airflow itself can log in. ${error.message}`
    )
    return undefined
  }
}

/** Logs in with a secret-id that goes at once; what it opened lives on. A login whose answer is lost may be repeated. */
async function enterForNow({ vault, log, scope }: VerifyContext): Promise<Runtime> {
  const { authMount, role } = scope
  const roleId = await roleIdOf(vault, scope)
  const { secretId, accessor } = await vault.issueSecretId(authMount, role, { metadata: { purpose: 'verify' }, ttl: 60 })
  log.mask(secretId)
  try {
    return await vault.runtime(authMount, roleId, secretId)
  } finally {
    await vault.destroySecretId(authMount, role, accessor).catch(error => {
      if (!(error instanceof VaultError && error.status === 403)) throw error
      log.info(`The secret-id of the proof expires within a minute; it could not be destroyed: ${error.message}`)
    })
  }
}

function refusal(paths: readonly string[], { policy }: Scope, because = 'the policy does not allow it'): UserError {
  const more = paths.length > REPORTED ? ` and ${paths.length - REPORTED} more` : ''
  return new UserError(`Airflow will not be able to read ${paths.slice(0, REPORTED).join(', ')}${more}: ${because}`, {
    hint: `Policy ${policy} needs: path "${paths[0]?.replace(/\/[^/]*$/, '/*')}" { capabilities = ["read"] }`
  })
}
