import * as z from 'zod/mini'
import { PARTS } from '../astro/deploy-types.ts'
import { SUBJECTS } from '../plan/describe.ts'
import { PLAN_FILE_VERSION } from './format.ts'
import { count, described, diff, entryChange, finding, optionalText, text } from './plan-file-parts.ts'

/** What a plan file says, key by key: for readers of one that somebody else may have written, and for schema/plan.schema.json. */

const common = z
  .object({
    id: text('Kind and target, such as `secret:variables/greeting`. The same in every run, and unique in its chapter.'),
    subject: described(z.enum(SUBJECTS), 'Its heading in the job summary.'),
    action: text('What it does, such as `write policy`.'),
    target: text('What it acts on, such as `astro_policy`.'),
    reason: text('Why the run takes the step.'),
    drift: described(
      z.optional(z.literal(true)),
      'Somebody has changed or deleted what this action left, and the step restores it. Absent if the manifest asks for something new.'
    ),
    outcome: described(
      z.optional(z.enum(['done', 'left-alone', 'lost', 'failed'])),
      '`left-alone`: it could not be done from here, or nothing shows that it was, which does no harm. `lost`: somebody else was faster. Absent in mode `plan`, and for steps that the run did not reach.'
    )
  })
  .register(z.globalRegistry, { id: 'step', description: 'What it does and why; `change` says what it changes.' })

const state = <const S extends readonly string[]>(...states: S) =>
  described(z.enum(states), '`other`: something is there, and the step replaces it.')
const version = count('Version of the secret in Vault; 0 if it never had one.')
const nothing = z.null()
const unsecret = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
const fields = described(
  z.record(z.string(), z.union([unsecret, z.record(z.string(), unsecret)])),
  'Fields that differ, by their names in Vault.'
)
const login = (of: 'other' | 'set') =>
  described(z.record(z.string(), z.literal(of)), 'Names of what Airflow logs in with, if that changes.')
const parts = described(
  z.record(z.string(), z.object({ tree: text('Hash of the files.'), version: optionalText('Version in Astro, if known.') })),
  `By part of the project: ${PARTS.map(part => `\`${part}\``).join(', ')}.`
)
const override = z.object({
  hibernates: described(z.boolean(), 'Whether the Deployment hibernates, whatever its schedule says.'),
  until: optionalText('When that ends, in UTC; absent if it has no end.')
})
const isAwake = described(z.literal(false), 'It is awake.')
const rules = z
  .object({
    manifest: optionalText('Manifest that the policy belongs to; absent if this action did not write it.'),
    grants: described(
      z.union([z.literal('unknown'), z.record(z.string(), z.array(z.string()))]),
      'Path → capabilities; `unknown` if the policy has rules of another form.'
    )
  })
  .register(z.globalRegistry, { id: 'rules', description: 'What a policy allows.' })

const change = <const K extends readonly string[], B extends z.ZodMiniType, A extends z.ZodMiniType>(
  kinds: K,
  before: B,
  after: A
) =>
  z.object({
    kind: described(z.enum(kinds), 'Kind of step.'),
    before: before.check(z.describe('What the step finds; null if there is nothing, or nothing is known of it.')),
    after: after.check(z.describe('What the step leaves; null if it changes nothing.'))
  })

const kinds = z
  .discriminatedUnion('kind', [
    change(['auth-method'], nothing, z.object({ type: text('Type of the auth method, such as `approle`.') })),
    change(['auth-config'], z.nullable(z.object({ fields })), z.object({ fields })),
    change(
      ['mount'],
      nothing,
      z.object({ type: text('`kv`, the type of secrets engine.'), version: text('`2`, the version of that engine.') })
    ),
    change(
      ['claim'],
      nothing,
      z.object({
        secrets: count('Number of secrets that the manifest owns from now on.'),
        roles: count('Number of roles that it owns from now on.'),
        policies: count('Number of policies that it owns from now on.'),
        taken: count('Number of these secrets that it takes over from other manifests.'),
        changing: count('Number of secrets that the run changes.')
      })
    ),
    change(['generate'], nothing, z.object({ values: count('Number of generated values that are stored.') })),
    change(['policy', 'narrow'], z.nullable(rules), rules),
    change(['role'], z.nullable(z.object({ fields, login: login('other') })), z.object({ fields, login: login('set') })),
    change(
      ['secret'],
      z.object({
        state: state('absent', 'other'),
        version,
        by: described(
          z.optional(z.enum(['drift', 'foreign'])),
          '`drift`: somebody changed or deleted what this action wrote. `foreign`: this action never wrote it, and takes it over. Absent if the manifest changed.'
        ),
        since: optionalText('When that was written or deleted, in UTC; only with `by`.')
      }),
      z.object({
        state: state('set'),
        version,
        constants: described(
          z.optional(z.record(z.string(), z.string())),
          'What the manifest itself spells out of that which is new: key → text, cut after 120 characters. No password, and nothing that looks like a secret.'
        ),
        keys: described(
          z.optional(z.array(z.string())),
          'Keys that differ, such as `password`, `extra.sslmode` or `value.retries`. Inside `extra` and a variable, only keys that the manifest itself contains are named; `extra` and `value` stand for all others. Absent for a new secret, and if the keys are unknown.'
        )
      })
    ),
    change(['delete'], z.object({ state: state('set'), version }), z.object({ state: state('absent'), version })),
    change(['undelete'], z.object({ state: state('absent'), version }), z.object({ state: state('set'), version })),
    change(
      ['ledger'],
      nothing,
      z.object({
        noted: count('Number of secrets that already match the manifest.'),
        gone: count('Number of secrets that somebody else has deleted.'),
        released: count('Number of secrets that the manifest gives back.')
      })
    ),
    change(['record'], nothing, z.object({ fields: described(z.array(z.string()), 'Fields of the record that change.') })),
    change(
      ['credential'],
      z.object({ state: state('absent', 'other') }),
      z.object({
        state: state('set'),
        boundCidrs: described(z.optional(z.array(z.string())), 'CIDR blocks that it works from. Absent: it works from anywhere.')
      })
    ),
    change(['kwargs', 'backend'], z.object({ state: state('absent', 'other') }), z.object({ state: state('set') })),
    change(
      ['deploy'],
      z.nullable(parts),
      z.union([
        parts,
        z.object({ mountPath: optionalText('Where Airflow finds the dbt project; absent if its files do not tell.') })
      ])
    ),
    change(['retire'], z.object({ state: state('set', 'absent') }), z.object({ state: state('absent') })),
    change(
      ['verify'],
      nothing,
      z.object({ asked: count('Number of paths that Vault is asked about.'), of: count('Number of paths that these stand for.') })
    ),
    change(['wake'], z.nullable(override), z.object({ hibernates: isAwake, seconds: count('For how many seconds at most.') })),
    change(['hibernate'], z.object({ hibernates: isAwake }), z.nullable(override)),
    change(['create'], z.object({ state: state('absent') }), z.object({ state: state('set') })),
    change(['revoke', 'remove', 'forget'], z.object({ state: state('set') }), z.object({ state: state('absent') })),
    change(['health'], nothing, nothing)
  ])
  .register(z.globalRegistry, { id: 'change', description: 'What a step changes, depending on its kind.' })

const chapter = z
  .object({
    target: described(
      z.optional(
        z.object({
          id: text('Id of the Deployment; empty if no Deployment has its name.'),
          name: text('Its name in Astro.'),
          key: optionalText('Its name under `deployments:`, if the run chose it by that.')
        })
      ),
      'The Deployment that the chapter is about; absent for what Deployments share.'
    ),
    outcome: described(
      z.optional(z.enum(['succeeded', 'failed', 'skipped'])),
      'How the run ended for this Deployment. `skipped`: it was not begun. Absent without `target`.'
    ),
    scope: optionalText(
      'Key of the isolated Deployment whose own paths, policy and role the chapter is about; absent for the shared ones.'
    ),
    steps: described(z.array(z.intersection(common, kinds)), 'Steps, in the order of their execution.'),
    findings: described(z.array(finding), 'Errors, warnings and notes of the plan.')
  })
  .register(z.globalRegistry, { id: 'chapter', description: 'The plan for one Deployment, or for what all of them share.' })

/** Unknown keys are dropped: a newer version of this action may have written them. */
export const planFileSchema = described(
  z.object({
    schema: described(z.literal(PLAN_FILE_VERSION), 'Version of this format.'),
    mode: described(z.optional(z.enum(['plan', 'sync', 'deploy'])), 'Mode of the run; absent if the input `mode` was wrong.'),
    manifest: optionalText('Path of the manifest, as the input has it.'),
    deployment: optionalText(
      'Deployment that the inputs chose, by whichever of them, or several with commas between; absent if none did.'
    ),
    preview: optionalText('Whom the preview of that Deployment is for; absent if the run was about none.'),
    outcome: described(z.enum(['succeeded', 'failed']), 'How the run ended.'),
    findings: described(z.array(finding), 'Why the run failed; empty if it succeeded.'),
    compared: described(
      z.boolean(),
      'Whether Vault was read and the plan was made. If not, nobody knows what would change, and there are no steps.'
    ),
    base: described(
      z.optional(
        z.object({
          branch: text('Branch that the pull request is to be merged into.'),
          changes: described(z.array(entryChange), 'Variables, connections and settings that differ.')
        })
      ),
      'What a pull request changes in the manifest; only if the run could not ask Vault.'
    ),
    diffs: described(
      z.optional(z.array(diff)),
      'How what the run is about differs from what `compare-with` names, one for each set of folders.'
    ),
    chapters: described(z.array(chapter), 'What the Deployments share comes first, then each Deployment.')
  }),
  'What a run of astro-vault-action planned, and what it did. Contains no secret value.'
)

export type PlanFile = z.output<typeof planFileSchema>
