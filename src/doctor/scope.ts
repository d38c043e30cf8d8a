import { prove } from '../apply/verify.ts'
import { counted } from '../base/counted.ts'
import { identityKind } from '../identity/identities.ts'
import { pathOf } from '../manifest/entries.ts'
import { observeVault } from '../observe/vault.ts'
import { planReadAll } from '../plan/deployment/verify.ts'
import { describe } from '../plan/describe.ts'
import type { Plan } from '../plan/plan.ts'
import { isSecretStep, type Step } from '../plan/step.ts'
import { planLogins } from '../plan/vault/logins.ts'
import { planPolicy } from '../plan/vault/policy.ts'
import { planRole } from '../plan/vault/role.ts'
import { planSecrets } from '../plan/vault/secrets.ts'
import { planAuthMethod, planMount } from '../plan/vault/vault.ts'
import { type ConsumerRecord, readConsumer, recordName } from '../records/consumer.ts'
import { readConsumers } from '../records/consumers.ts'
import { refuseEternal } from '../records/lock.ts'
import { grantsFor, includes, parsePolicy } from '../vault/policy.ts'
import type { RoleFields } from '../vault/port.ts'
import { check, type Line, lineOf, ok, type State, seen, unknown } from './check.ts'
import type { Facts } from './facts.ts'

/** What one scope has in Vault: as the planners see it, so that what is wrong is what a run would change. */

const seenIn = <T>(plan: Plan, value: T, otherwise: string, stateOf: (step: Step) => State = () => 'fault', about?: string) =>
  seen(
    [...plan.findings.map(finding => lineOf(finding, about)), ...plan.steps.map(step => asLine(step, stateOf(step)))],
    value,
    otherwise
  )

/** A change that is due is something that is wrong. */
export function asLine(step: Step, state: State, by = '`sync` or `deploy`'): Omit<Line, 'name'> {
  const { action, target } = describe(step)
  return { state, message: `${target}: ${step.reason}`, hint: `Run ${by}: it will ${action} ${target}.` }
}

/** As a run without any choice of its own. */
const CAUTIOUS = { adopt: false, prune: { mode: 'off', limit: 0 } } as const

const authMethod = check('auth method', ['login', 'scope'], async ({ login, scope }) => {
  const there = await login.authMethod(scope.scope.authMount)
  return seenIn(planAuthMethod(scope, { authMethod: there }), true, `auth/${scope.scope.authMount} is enabled`)
})

const mount = check('mount', ['login', 'scope'], async ({ login, scope }) => {
  const there = await login.mount(scope.scope.mount)
  return seenIn(planMount(scope, { mount: there }), true, `${scope.scope.mount}/ is KV version 2`)
})

const records = check(
  'records',
  ['values', 'auth method', 'mount', 'login', 'scope'],
  async ({ login: vault, scope, values }) => {
    const own = values.scopes.find(one => one.scope === scope.scope)
    if (own === undefined) return unknown('its values are not known')
    const { mount, manifest } = scope.scope
    const consumers = await readConsumers(vault, mount, manifest)
    const now = await vault.now()
    const locks = await Promise.all((consumers?.known ?? []).map(record => lockOf(vault, mount, record, now)))
    const observed = await observeVault(vault, { ...own, check: 'full', prune: false, logins: true, tell: () => {} })
    const unlisted =
      consumers === undefined
        ? [{ state: 'warning' as const, message: 'the token may not list the Deployments that are recorded' }]
        : []
    const lines = [...unlisted, ...(consumers?.unreadable ?? []).map(finding => lineOf(finding)), ...locks.flat()]
    const count = counted(consumers?.known.length ?? 0, 'Deployment')
    return seen(lines, { desired: { ...own, ...CAUTIOUS }, observed }, `${count} recorded, nothing locked`)
  }
)

/** A lock that its run did not release. */
async function lockOf(vault: Facts['login'], mount: string, record: ConsumerRecord, now: Date): Promise<Omit<Line, 'name'>[]> {
  const { consumer, lock } = record
  if (lock === undefined) return []
  const { version } = await readConsumer(vault, mount, consumer.id)
  await refuseEternal(vault, { mount, name: recordName(consumer.id), version }, lock, now)
  const who = `run ${lock.run} (attempt ${lock.attempt})`
  if (new Date(lock.expires) > now) return [{ state: 'ok', message: `${who} is changing Deployment ${consumer.name} now` }]
  const message = `${who} has ended without releasing its lock on Deployment ${consumer.name}`
  return [
    {
      state: 'warning',
      message,
      hint: 'Run `deploy` for this Deployment: it finds out how far that run got, and brings it to an end.'
    }
  ]
}

const policy = check('policy', ['records'], ({ records: { desired, observed } }) => {
  const { scope } = desired
  const there = observed.policy.state === 'present' ? parsePolicy(observed.policy.value)?.grants : undefined
  const canRead = there !== undefined && includes(there, grantsFor([scope]))
  const otherwise = `${scope.policy} lets Airflow read its folders, and nothing else`
  return seenIn(planPolicy(desired, observed), true, otherwise, () => (canRead ? 'warning' : 'fault'), `policy ${scope.policy}`)
})

const role = check('role', ['records'], ({ records: { desired, observed } }) => {
  const { scope } = desired
  const { vital, roleFields } = identityKind(scope)
  const wanted = roleFields(desired.manifest.identity, scope.policy)
  const there: RoleFields = observed.role.state === 'present' ? observed.role.value : {}
  const has = [there['token_policies']].flat().includes(scope.policy)
  const works = has && vital.fields.every(name => (there[name] ?? 0) === wanted[name])
  return seenIn(
    planRole(desired, observed),
    true,
    `${scope.role} is as the manifest wants it`,
    () => (works ? 'warning' : 'fault'),
    `role ${scope.role}`
  )
})

/** Where one is chosen, its own part says more. */
const logins = check('logins', ['records', 'role', 'scope'], ({ records: { desired, observed }, scope }) => {
  if (scope.targets.length > 0) return { lines: [], value: true }
  return seenIn(planLogins(desired.scope, observed, []), true, 'every recorded Deployment can log in')
})

const MOST = 5

const secrets = check('secrets', ['records'], ({ records: { desired, observed } }) => {
  const { steps, findings } = planSecrets(desired, observed)
  const lines = [
    ...findings.filter(({ topic }) => topic !== 'not-compared').map(finding => lineOf(finding)),
    ...steps.filter(isSecretStep).map(step => asLine(step, step.kind === 'secret' && step.overwrites ? 'warning' : 'fault'))
  ].sort((one, other) => Number(other.state === 'fault') - Number(one.state === 'fault'))
  const blind = findings.filter(({ topic }) => topic === 'not-compared').length
  const rest: Omit<Line, 'name'>[] =
    lines.length > MOST ? [{ state: 'warning', message: `… and ${lines.length - MOST} more` }] : []
  const shown = [...lines.slice(0, MOST), ...rest]
  const compared = desired.wanted.length - blind
  const otherwise = `${compared} of ${counted(desired.wanted.length, 'secret')} compared with the manifest: the same`
  return seen(shown, true, otherwise)
})

const proof = check('proof', ['login', 'policy', 'role', 'secrets', 'scope', 'ports'], async ({ login, scope, ports }) => {
  const paths = [...new Set(scope.entries.map(entry => pathOf(scope.scope, entry)))]
  const { steps } = planReadAll({ scope: scope.scope, paths })
  const outcome = await prove(steps, { ...ports, tell: () => {}, vault: login, scope: scope.scope })
  if (outcome === undefined) return unknown('only Airflow can log in with this kind of login')
  if (outcome !== 'done') return unknown(`role ${scope.scope.role} lets only other addresses log in than the one here`)
  return ok(`Airflow can read all ${counted(paths.length, 'secret')}`, true)
})

export const SCOPE = [authMethod, mount, records, policy, role, logins, secrets, proof]
