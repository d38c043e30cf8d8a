import { ByName } from '../airflow/definition.ts'
import { Mistakes } from '../base/errors.ts'
import { undoMistakes } from '../inputs/combinations.ts'
import { type InputSource, type Inputs, readInputs } from '../inputs/inputs.ts'
import { mistake } from '../inputs/mistake.ts'
import { SCHEMA } from '../inputs/schema.ts'
import { diffPermissions } from '../plan/permissions/diff-permissions.ts'
import type { StepPermission } from '../plan/permissions/permission.ts'
import { leastPolicy } from '../plan/permissions/permission-text.ts'
import { permissionsFor } from '../plan/permissions/permissions.ts'
import { otherOf } from '../run/diff.ts'
import { runOptionsOf } from '../run/permissions.ts'
import { NOT_IN_THIS_FOLDER, type PreparedRun, prepare } from '../run/prepare.ts'
import { listOf } from './show.ts'
import type { Call } from './workstation.ts'

/** The least policy of the pipeline, by its mode. */
export interface LeastPolicy {
  readonly mode: Inputs['mode']
  readonly prepared: PreparedRun
  /** Says whose it is. */
  readonly heading: string
  readonly permissions: readonly StepPermission[]
}

const NO_POLICY = mistake(
  'mode',
  'doctor has no policy of its own',
  'It looks with the login of the pipeline: choose the mode of that.'
)

/** Throws `Mistakes`. */
export function leastPolicyFor(source: InputSource): LeastPolicy {
  const parsed = SCHEMA.shape.mode.safeParse(source.get('mode'))
  if (!parsed.success) throw new Mistakes(parsed.error.issues.map(({ message }) => mistake('mode', message)))
  const mode = parsed.data
  if (mode === 'doctor') throw new Mistakes([NO_POLICY])
  const wrong = undoMistakes({ mode, undo: source.get('undo') })
  if (wrong.length > 0) throw new Mistakes(wrong)
  const prepared = preparedOf(source)
  const permissions = prepared.scopes.flatMap(one => {
    const deployment = mode === 'deploy' || (mode === 'plan' && one.targets.length > 0)
    return permissionsFor(one, runOptionsOf({ ...prepared.inputs, mode }, deployment))
  })
  const others = (otherOf(prepared)?.scopes ?? []).flatMap(diffPermissions)
  const heading = `# The least policy that the pipeline needs for mode ${mode} of manifest ${prepared.manifest.name}.\n`
  return { mode, prepared, heading, permissions: [...permissions, ...others] }
}

export function policy({ source, printExactly }: Call): 0 {
  const { heading, permissions } = leastPolicyFor(source)
  printExactly(`${heading}# If your Vault has namespaces, create it in the namespace of the secrets.

${leastPolicy(permissions)}`)
  return 0
}

/** What a Deployment reads from Vault. */
export function show({ source, print }: Call): 0 {
  const { manifest, imported, scopes } = preparedOf(source)
  if (imported.problems.length > 0) throw new Mistakes(imported.problems)
  const shown = scopes.map(({ scope, own: entries }) => {
    const own = new ByName(entries)
    const brought = imported.definitions.filter(one => own.get(one) === undefined)
    const whose = scope.deployment === undefined ? 'every Deployment without `isolate: true`' : `Deployment ${scope.deployment}`
    return `# What manifest ${manifest.name} keeps in Vault for ${whose}.\n\n${listOf(manifest, scope, entries, brought)}`
  })
  print(shown.join('\n'))
  return 0
}

/** Contacts no server: it reads the manifest as a plan without credentials does, whatever mode is given. */
const preparedOf = (source: InputSource): PreparedRun =>
  prepare(
    readInputs({ ...source, get: name => (name === 'mode' ? 'plan' : source.get(name)) }, () => {}),
    NOT_IN_THIS_FOLDER
  )
