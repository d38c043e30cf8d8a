import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { RunOptions, StepPermission } from '../plan/permissions/permission.ts'
import { hcl, rulesOf } from '../plan/permissions/permission-text.ts'
import { permissionsFor } from '../plan/permissions/permissions.ts'
import { note } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'
import { wrongKind } from '../sources/remote.ts'
import { nameOf } from '../sources/source.ts'
import { dataPath } from '../vault/paths.ts'
import type { Capability } from '../vault/permission.ts'
import type { Vault } from '../vault/port.ts'
import { adviseOnGlobs } from './globs.ts'
import type { RunPorts } from './ports.ts'
import type { PreparedRun } from './prepare.ts'

/** What a run is asked to do; `deployment`: whether it reads one. */
export function runOptionsOf({ mode, check, prune, undo }: Inputs, deployment: boolean): RunOptions {
  return { mode, deployment, check, prune: prune.mode, undo: undo !== '' }
}

/** Ends the run when one of these steps needs more than the token may do; `all`: whatever steps its mode may take. */
export type Allow = (steps: readonly Step[] | 'all') => void

/**
 * Asks once what the token may do. Ends the run if it may not read all that a plan needs; the returned function does the same
 * if it may not take the steps of the plan. Both name everything that is missing. `advice`: how a policy is told of that reaches
 * further than it says, as the one that this action prints does on some servers. In every run a warning would be noise.
 */
export async function askPermissions(
  prepared: PreparedRun,
  vault: Vault,
  { tell, advice = 'note' }: Pick<RunPorts, 'tell'> & { readonly advice?: 'note' | 'warning' }
): Promise<Allow> {
  const permissions = permissionsOf(prepared).filter(({ when }) => when !== 'optional')
  const there = await vault.capabilities([...new Set(permissions.map(({ sample }) => sample))])
  if (there === undefined) {
    const message = 'were not checked beforehand: its policies do not allow sys/capabilities-self'
    tell({ kind: 'found', finding: note("the permissions of this run's token", message) })
    return () => {}
  }

  const missing = permissions
    .map(permission => ({ ...permission, capabilities: lacking(permission, there.get(permission.sample) ?? []) }))
    .filter(({ capabilities }) => capabilities.length > 0)
  const blind = missing.some(({ when }) => when === 'looking') || (await cannotSeeMount(missing, prepared, vault))
  const gone = blind && isNothing(there) ? await goneOf(vault) : []
  if (gone.length > 0) throw withoutPolicy(prepared, permissions, gone)
  if (blind) throw (await wrongMounts(prepared, missing, vault)) ?? refusal(prepared, permissions, missing)
  await adviseOnGlobs(permissions, there, vault, said => tell({ kind: 'found', finding: { severity: advice, ...said } }))
  return steps => {
    const needed = missing.filter(({ when }) => typeof when === 'function' && (steps === 'all' || steps.some(when)))
    if (needed.length > 0) throw refusal(prepared, permissions, needed)
  }
}

/** What all scopes need. */
const permissionsOf = ({ inputs, scopes }: PreparedRun): readonly StepPermission[] =>
  scopes.flatMap(one => permissionsFor(one, runOptionsOf(inputs, one.targets.length > 0 && inputs.astro !== undefined)))

const lacking = ({ capabilities }: StepPermission, there: readonly string[]): readonly Capability[] =>
  there.includes('root') ? [] : capabilities.filter(capability => !there.includes(capability))

/** A mount that exists can be seen with any right below it. */
async function cannotSeeMount(missing: readonly StepPermission[], { manifest }: PreparedRun, vault: Vault): Promise<boolean> {
  const matters = missing.some(({ when }) => when === 'absent mount')
  return matters && (await vault.mount(manifest.vault.mount)).state === 'not-visible'
}

const isNothing = (there: ReadonlyMap<string, readonly string[]>): boolean =>
  [...there.values()].every(capabilities => capabilities.every(capability => capability === 'deny'))

/** The policies of a token that may do nothing. A deleted one stays with its tokens, by its name; `default` never grants any of this. */
async function goneOf(vault: Vault): Promise<readonly string[]> {
  const own = await vault.ownPolicies()
  return own.state === 'present' ? own.value.filter(name => name !== 'default') : []
}

/** What is missing then is a policy, not some lines of it. */
function withoutPolicy({ inputs }: PreparedRun, permissions: readonly StepPermission[], gone: readonly string[]): UserError {
  const needs = `needs${placeOf(inputs)}; nothing was changed. Write`
  const message =
    gone.length === 1
      ? `policy ${gone[0]} of this run's token no longer exists, or grants nothing that mode ${inputs.mode} ${needs} it again, with:`
      : `policies ${gone.join(', ')} of this run's token no longer exist, or grant nothing that mode ${inputs.mode} ${needs} one of them again, with:`
  return new UserError(`${message}\n${hcl(rulesOf(permissions)).trimEnd()}`)
}

/** Sources on mounts where no permission would help; undefined if there are none. */
async function wrongMounts(
  { scopes, manifest }: PreparedRun,
  missing: readonly StepPermission[],
  vault: Vault
): Promise<UserError | undefined> {
  const paths = new Set(missing.map(({ path }) => path))
  const sources = scopes
    .flatMap(({ inVault }) => inVault)
    .flatMap(({ source }) => {
      if (source.from !== 'vault') return []
      const { mount = manifest.vault.mount, path } = source
      return paths.has(dataPath(mount, path)) ? [{ mount, subject: nameOf(source) }] : []
    })
  const findings: Finding[] = []
  for (const { mount, subject } of sources) {
    const wrong = wrongKind(mount, await vault.mount(mount))
    if (wrong !== undefined) findings.push({ severity: 'error', subject, message: `cannot be read: ${wrong}` })
  }
  return findings.length === 0 ? undefined : new UserError(findings)
}

/**
 * Whole lines, not only the missing half of one: if two rules of a policy match a path, Vault applies the closer one and ignores
 * the other.
 */
function refusal({ inputs }: PreparedRun, permissions: readonly StepPermission[], missing: readonly StepPermission[]): UserError {
  const lines = rulesOf(permissions).flatMap(line => {
    const lacks = rulesOf(missing).find(({ path }) => path === line.path)?.capabilities
    return lacks === undefined ? [] : [{ ...line, comment: `${lacks.join(', ')} missing; ${line.comment}` }]
  })
  const message = `the token of this run lacks permissions that mode ${inputs.mode} needs; nothing was changed. Add to its policy${placeOf(inputs)}:`
  return new UserError(`${message}\n${hcl(lines).trimEnd()}`)
}

const placeOf = ({ vault }: Inputs): string => (vault?.namespace === undefined ? '' : ` in namespace ${vault.namespace}`)
