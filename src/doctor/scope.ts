import { prove } from '../apply/verify.ts'
import { allOf, counted } from '../base/counted.ts'
import { identityKind } from '../identity/identities.ts'
import { pathOf } from '../manifest/entries.ts'
import { planReadAll } from '../plan/deployment/verify.ts'
import { describe } from '../plan/describe.ts'
import { join, type Plan } from '../plan/plan.ts'
import { isSecretStep, type Step } from '../plan/step.ts'
import { planAuthConfig } from '../plan/vault/auth-config.ts'
import { planLogins } from '../plan/vault/logins.ts'
import { planPolicy } from '../plan/vault/policy.ts'
import { planRole } from '../plan/vault/role.ts'
import { planSecrets } from '../plan/vault/secrets.ts'
import { planUnseenLogins } from '../plan/vault/unseen-logins.ts'
import { planAuthMethod, planMount } from '../plan/vault/vault.ts'
import { grantsFor, includes, parsePolicy } from '../vault/policy.ts'
import type { RoleFields } from '../vault/port.ts'
import { check, type Line, lineOf, ok, type Seen, type State, seen, unknown } from './check.ts'
import { isLeftOpen, LEFT_OPEN, places } from './places.ts'
import { records } from './records.ts'

/** What one scope has in Vault: as the planners see it, so that what is wrong is what a run would change. */

interface Judged {
  /** What is said if there is nothing to say. */
  readonly otherwise: string
  /** Whether what was seen is known to do. A note on anything else is no tick. */
  readonly works: boolean
  /** Whether anything was seen. What then does not do is an error, also where others manage it. */
  readonly isSeen?: boolean
  /** What a change that is due is; default: an error. */
  readonly state?: State
  /** A subject that the name of the check says already. */
  readonly about?: string
}

function seenIn({ findings, steps }: Plan, { otherwise, works, isSeen, state = 'error', about }: Judged): Seen<true> {
  const told = findings.map(finding => {
    const line = lineOf(finding, about)
    return finding.severity === 'note' && !works ? { ...line, state: isSeen ? state : ('not looked at' as const) } : line
  })
  return seen<true>([...told, ...steps.map(step => asLine(step, state))], true, otherwise)
}

/** A change that is due is something that is wrong. */
export function asLine(step: Step, state: State, by = '`sync` or `deploy`'): Omit<Line, 'name'> {
  const { action, target } = describe(step)
  return { state, message: `${target}: ${step.reason}`, hint: `Run ${by}: it will ${action} ${target}.` }
}

const authMethod = check('auth method', ['login', 'scope'], async ({ login, scope }) => {
  const there = await login.authMethod(scope.scope.authMount)
  const otherwise = `auth/${scope.scope.authMount} is enabled`
  return seenIn(planAuthMethod(scope, { authMethod: there }), { otherwise, works: there.state === 'present' })
})

const mount = check('mount', ['login', 'scope'], async ({ login, scope }) => {
  const there = await login.mount(scope.scope.mount)
  const otherwise = `${scope.scope.mount}/ is KV version 2`
  return seenIn(planMount(scope, { mount: there }), { otherwise, works: there.state === 'present' })
})

const policy = check('policy', ['records'], ({ records: { desired, observed } }) => {
  const { scope } = desired
  const there = observed.policy.state === 'present' ? parsePolicy(observed.policy.value)?.grants : undefined
  const canRead = there !== undefined && includes(there, grantsFor([scope]))
  const otherwise = `${scope.policy} lets Airflow read its folders, and nothing else`
  return seenIn(planPolicy(desired, observed), {
    otherwise,
    works: canRead,
    state: canRead ? 'warning' : 'error',
    about: `policy ${scope.policy}`
  })
})

/** Whom an auth method believes. An AppRole has no such settings, and no line. */
const authConfig = check('auth config', ['records'], ({ records: { desired, observed } }) => {
  const { manifest, scope } = desired
  const { methodFields, refusesMore } = identityKind(scope)
  if (methodFields === undefined) return { lines: [], value: true }
  if (isLeftOpen(manifest)) return unknown(LEFT_OPEN)
  const there = observed.authConfig.state === 'present' ? observed.authConfig.value : undefined
  const works = there !== undefined && !refusesMore?.(methodFields(manifest.identity), there)
  return seenIn(planAuthConfig(desired, observed), {
    otherwise: `auth/${scope.authMount} believes the issuer that the pods have`,
    works,
    isSeen: there !== undefined,
    state: works ? 'warning' : 'error'
  })
})

const role = check('role', ['records'], ({ records: { desired, observed } }) => {
  const { manifest, scope } = desired
  const { vital, roleFields, refusesMore } = identityKind(scope)
  if (isLeftOpen(manifest)) return unknown(LEFT_OPEN)
  const wanted = roleFields(manifest.identity, scope.policy)
  const there: RoleFields = observed.role.state === 'present' ? observed.role.value : {}
  const has = [there['token_policies']].flat().includes(scope.policy)
  const works = has && vital.fields.every(name => (there[name] ?? 0) === wanted[name]) && !refusesMore?.(wanted, there)
  return seenIn(planRole(desired, observed), {
    otherwise: `${scope.role} is as the manifest wants it`,
    works,
    isSeen: observed.role.state === 'present',
    state: works ? 'warning' : 'error',
    about: `role ${scope.role}`
  })
})

/** Where one is chosen, its own part says more. */
const logins = check('logins', ['records', 'role', 'scope'], ({ records: { desired, observed }, scope }) => {
  if (scope.targets.length > 0) return { lines: [], value: true }
  const plan = join([planLogins(desired.scope, observed, []), planUnseenLogins(desired.scope, observed)])
  return seenIn(plan, { otherwise: 'every recorded Deployment can log in', works: true })
})

const MOST = 5

const secrets = check('secrets', ['records'], ({ records: { desired, observed } }) => {
  const { steps, findings } = planSecrets(desired, observed)
  const lines = [
    ...findings.filter(({ topic }) => topic !== 'not-compared').map(finding => lineOf(finding)),
    ...steps.filter(isSecretStep).map(step => asLine(step, step.kind === 'secret' && step.overwrites ? 'warning' : 'error'))
  ].sort((one, other) => Number(other.state === 'error') - Number(one.state === 'error'))
  const blind = findings.filter(({ topic }) => topic === 'not-compared').length
  const rest: Omit<Line, 'name'>[] =
    lines.length > MOST ? [{ state: 'warning', message: `… and ${lines.length - MOST} more` }] : []
  const shown = [...lines.slice(0, MOST), ...rest]
  const all = counted(desired.wanted.length, 'secret')
  const compared = desired.wanted.length - blind
  const same: Omit<Line, 'name'>[] =
    shown.length === 0 && compared > 0
      ? [{ state: 'ok', message: `${compared} of ${all} compared with the manifest: the same` }]
      : []
  const unseen: Omit<Line, 'name'>[] =
    blind > 0 ? [{ state: 'not looked at', message: `${blind} of ${all} not compared: the values are not known here` }] : []
  return seen([...shown, ...same, ...unseen], true, 'the manifest names none')
})

const proof = check(
  'proof',
  ['login', 'auth config', 'policy', 'role', 'secrets', 'scope', 'ports'],
  async ({ login, scope, ports }) => {
    const paths = [...new Set(scope.entries.map(entry => pathOf(scope.scope, entry)))]
    const { steps, findings } = planReadAll({ scope: scope.scope, paths })
    const outcome = await prove(steps, { ...ports, tell: () => {}, vault: login, scope: scope.scope })
    if (outcome === undefined)
      return { lines: findings.map(finding => ({ ...lineOf(finding), state: 'not looked at' as const })) }
    if (outcome !== 'done') return unknown(`role ${scope.scope.role} lets only other addresses log in than the one here`)
    return ok(`Airflow can read ${allOf(paths.length, 'secret')}`, true)
  }
)

export const SCOPE = [authMethod, mount, places, records, authConfig, policy, role, logins, secrets, proof]
