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
  /** The secret-id just issued; without it one is made that works once and lives a minute. */
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
async function enter({ vault, log, scope, issued }: VerifyContext): Promise<Runtime | undefined> {
  const enterWith = ({ roleId, secretId }: NonNullable<VerifyContext['issued']>) => {
    log.mask(secretId)
    return vault.runtime(scope.authMount, roleId, secretId)
  }
  try {
    if (issued !== undefined) return await enterWith(issued)
    // A login whose answer was lost has used up its secret-id: then another one is made.
    return await enterWith(await temporary(vault, scope)).catch(async error => {
      if (!isUsedUp(error)) throw error
      return await enterWith(await temporary(vault, scope))
    })
  } catch (error) {
    if (!(error instanceof UserError && /unauthorized (by CIDR|through CIDR)|CIDR restrictions/.test(error.message))) throw error
    log.warning(
      `not verified: role ${scope.role} is bound to addresses (secret_id_bound_cidrs or token_bound_cidrs) that this runner does not have, so only Airflow itself can log in. ${error.message}`
    )
    return undefined
  }
}

const isUsedUp = ({ cause }: Error) => cause instanceof VaultError && cause.says('invalid role or secret ID')

async function temporary(vault: Vault, scope: Scope): Promise<{ roleId: string; secretId: Secret }> {
  const roleId = await roleIdOf(vault, scope)
  const { secretId } = await vault.issueSecretId(scope.authMount, scope.role, {
    metadata: { purpose: 'verify' },
    ttl: 60,
    uses: 1
  })
  return { roleId, secretId }
}

function refusal(paths: readonly string[], { policy }: Scope, because = 'the policy does not allow it'): UserError {
  const more = paths.length > REPORTED ? ` and ${paths.length - REPORTED} more` : ''
  return new UserError(`Airflow will not be able to read ${paths.slice(0, REPORTED).join(', ')}${more}: ${because}`, {
    hint: `Policy ${policy} needs: path "${paths[0]?.replace(/\/[^/]*$/, '/*')}" { capabilities = ["read"] }`
  })
}
