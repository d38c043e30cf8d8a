import { isDeepStrictEqual } from 'node:util'
import { BACKEND, BACKEND_KWARGS } from '../airflow/kwargs.ts'
import { kwargsProblems } from '../airflow/kwargs-rules.ts'
import { identityKind } from '../identity/identities.ts'
import { observeDeployment } from '../observe/deployment.ts'
import { planCredential } from '../plan/deployment/credential.ts'
import { planBackend } from '../plan/deployment/deployment.ts'
import { settle } from '../plan/deployment/settle.ts'
import { readConsumer } from '../records/consumer.ts'
import type { PreparedScope } from '../run/prepare.ts'
import { check, failed, type Line, lineOf, ok, seen, unknown, warned } from './check.ts'
import { asLine } from './scope.ts'

/** What one Deployment has, and what Vault knows of it. */

const deployment = check('Deployment', ['chosen', 'token', 'ports'], async ({ token, chosen, ports }) => {
  const found = await ports.openAstro(token).find(chosen.ref)
  return ok(`${found.name} (${found.id})`, found)
})

const remote = check('Remote Execution', ['Deployment'], ({ Deployment }) => {
  if (!Deployment.remoteExecution) return ok('is off: tasks have the variables of the Deployment', true)
  const message = 'is on: its agents do not see the variables of the Deployment, so DAGs do not read from Vault by them'
  return warned<true>(true, message, `Set ${BACKEND} and ${BACKEND_KWARGS} in the environment of the agents.`)
})

const backend = check('backend', ['Deployment'], ({ Deployment }) => {
  const { findings, steps } = planBackend({ deployment: Deployment, record: undefined })
  const about = `Deployment ${Deployment.name}`
  const lines = [
    ...findings.map(finding => lineOf(finding, about)),
    ...(findings.length > 0 ? [] : steps).map(step => asLine(step, 'error', '`deploy`'))
  ]
  return seen(lines, true, `${BACKEND} is that of Vault`)
})

/** Most are secret, and cannot be read back; one that is plain is judged by Airflow's own rules. */
const kwargs = check('kwargs', ['Deployment', 'scope'], ({ Deployment, scope }) => {
  const there = Deployment.variables.get(BACKEND_KWARGS)
  if (there === undefined) return failed(`the Deployment has no ${BACKEND_KWARGS}`, 'Run `deploy`: it will set it.')
  if (there.value === undefined) return unknown('secret, so nobody can read them back')
  const parsed = parse(there.value.reveal())
  if (parsed === undefined) return failed(`${BACKEND_KWARGS} is no JSON object, so Airflow does not start`, REPLACE)
  const wrong = kwargsProblems(parsed).map((message): Omit<Line, 'name'> => ({ state: 'error', message, hint: REPLACE }))
  const differ = Object.entries(scope.kwargsFor({}))
    .filter(
      ([name, value]) =>
        (name in parsed || WITHOUT_DEFAULT.has(name)) &&
        value !== '' &&
        parsed[name] !== value &&
        !isOlderForm(scope, name, parsed[name])
    )
    .map(([name]): Omit<Line, 'name'> => ({ state: 'warning', message: `${name} is not what the manifest says`, hint: REPLACE }))
  // A way to log in without a credential leaves nothing secret in them.
  const isSecret = identityKind(scope.manifest.identity).credential !== undefined
  const plain: Omit<Line, 'name'>[] = isSecret
    ? [{ state: 'warning', message: 'not marked as secret, so others may know the credential in it', hint: REPLACE }]
    : []
  return seen([...wrong, ...differ, ...plain], true, 'as the manifest says, without a secret')
})

/** What every provider understands stays where it is, also if the one of the project knows a newer form. */
const isOlderForm = (scope: Pick<PreparedScope, 'kwargsFor'>, name: string, there: unknown): boolean =>
  Object.entries(scope.kwargsFor({}, true)).some(one => isDeepStrictEqual(one, [name, there]))

/** What the provider has no good value for. */
const WITHOUT_DEFAULT = new Set(['mount_point', 'url'])

const REPLACE = 'Run `deploy` with `--on-conflict adopt --rotate now`: it will replace it.'

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined
  } catch {
    return undefined
  }
}

const record = check('record', ['records', 'Deployment', 'scope', 'login'], async ({ login, Deployment, scope }) => {
  const { value } = await readConsumer(login, scope.scope.mount, Deployment.id)
  const observed = await observeDeployment(login, { deployment: Deployment, record: value }, scope.scope, scope.kwargsFor)
  return ok(value === undefined ? 'there is none yet' : 'can be read', observed)
})

const HOUR = 3_600_000

const NOT_PROVED: Omit<Line, 'name'> = {
  state: 'not looked at',
  message: 'none is needed: the pods log in with tokens of their own, and only from inside can that be proved',
  hint: 'Run the DAG of docs/runtime-identity.md in the Deployment.'
}

const secretId = check('secret-id', ['record', 'scope'], ({ record: observed, scope }) => {
  const settled = settle(observed)
  const { issue, hand } = planCredential({ manifest: scope.manifest, adopt: false, rotateNow: false }, observed, settled.record)
  const about = `Deployment ${observed.deployment.name}`
  const findings = [...issue.findings, ...hand.findings].map(finding => lineOf(finding, about))
  const { holds } = settled.record
  const isThere = observed.deployment.variables.has(BACKEND_KWARGS)
  const facts = holds && observed.credentials.get(holds.id)
  const { credential } = identityKind(scope.manifest.identity)
  const works = isThere && (credential === undefined ? holds !== undefined : facts?.state === 'present')
  const steps = (issue.steps.length > 0 ? issue : hand).steps.filter(({ kind }) => kind !== 'record')
  const lines = [...findings, ...steps.map(step => asLine(step, works ? 'warning' : 'error', '`deploy`'))]
  if (credential === undefined) return { lines: [...lines, NOT_PROVED], value: true }
  if (facts?.state !== 'present') return seen(lines, true, 'none is needed')
  const { created, expires } = facts.value
  const age = `${Math.floor((observed.now.getTime() - created.getTime()) / HOUR)} h old`
  const end = expires === undefined ? 'never expires' : `expires at ${expires.toISOString()}`
  const after = credential?.rotateAfter(scope.manifest.identity)
  const next = after === undefined ? '' : `, replaced when it is ${after / 3600} h old`
  return seen(lines, true, `${age}, ${end}${next}`)
})

/** Airflow asks the backend first, then Astro's Environment Manager, then these, then its database; the first answer counts. */
const shadowing = check('shadowing', ['Deployment', 'scope'], ({ Deployment, scope }) => {
  const names = scope.entries.map(({ kind, name }) => `AIRFLOW_${kind === 'variable' ? 'VAR' : 'CONN'}_${name.toUpperCase()}`)
  const both = [...new Set(names)].filter(name => Deployment.variables.has(name))
  if (both.length === 0) return ok('no variable of the Deployment has the name of a secret', true)
  const message = `${both.join(', ')}: Airflow asks Vault first, so the Deployment's own value counts only while Vault does not answer`
  return warned<true>(true, message, 'Remove it in Astro, or remove the secret from the manifest.')
})

const status = check('status', ['Deployment'], ({ Deployment: { status } }) => {
  if (status === 'HIBERNATING') return ok('hibernates: no DAG runs until it wakes', true)
  if (status === 'HEALTHY') return ok('healthy', true)
  const hint = 'Look at the Deployment in Astro: its log says what does not start.'
  return status === 'UNHEALTHY'
    ? failed(`it is ${status}`, hint)
    : warned<true>(true, `it is ${status}`, 'Wait, and run this again.')
})

export const DEPLOYMENT = [deployment, remote, backend, kwargs, record, secretId, shadowing, status]
