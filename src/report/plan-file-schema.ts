import * as z from 'zod/mini'
import { SUBJECTS } from '../plan/describe.ts'
import { PLAN_FILE_VERSION } from './plan-file.ts'

/** What a plan file says, key by key: for readers of one that somebody else may have written, and for schema/plan.schema.json. */

function described<T extends z.core.$ZodType>(type: T, description: string): T {
  z.globalRegistry.add(type, { description })
  return type
}

const text = (description: string) => described(z.string(), description)
const optionalText = (description: string) => described(z.optional(z.string()), description)
const count = (description: string) => described(z.int().check(z.minimum(0)), description)
const place = described(z.optional(z.int().check(z.minimum(1))), 'Counted from 1.')

const finding = z
  .object({
    severity: described(
      z.enum(['error', 'warning', 'note']),
      'An error is a reason not to carry the plan out; a warning should be looked at.'
    ),
    subject: optionalText('What it is about. The message goes on from here.'),
    place: described(
      z.optional(z.object({ file: text('Path as annotations have it.'), line: place, column: place })),
      'Where it stands in a file of the project.'
    ),
    message: text('What was found.'),
    hint: optionalText('What to do about it: a sentence of its own.')
  })
  .register(z.globalRegistry, { id: 'finding', description: 'One sentence to the reader of the log.' })

const common = z
  .object({
    id: text('Kind and target, such as `secret:variables/greeting`. The same in every run, and once in a chapter.'),
    subject: described(z.enum(SUBJECTS), 'Heading of the summary that it stands under.'),
    action: text('What it does, such as `write policy`.'),
    target: text('To what, such as `astro_policy`.'),
    reason: text('Why: the rest of a sentence that begins with the target.'),
    outcome: described(
      z.optional(z.enum(['done', 'left-alone', 'lost', 'failed'])),
      '`left-alone`: it could not be done from here, and that does no harm. `lost`: somebody else was faster. Absent in mode plan, and where the run did not get so far.'
    )
  })
  .register(z.globalRegistry, { id: 'step', description: 'What it is and why; `change` says what it changes.' })

const state = <const S extends readonly string[]>(...states: S) =>
  described(z.enum(states), '`other`: something is there, and the step replaces it.')
const version = count('Version of the secret in Vault; 0 where it never had one.')
const nothing = z.null()
const unsecret = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
const fields = described(z.record(z.string(), unsecret), 'Fields that differ, by their names in Vault.')
const login = (of: 'other' | 'set') =>
  described(z.record(z.string(), z.literal(of)), 'What Airflow logs in with, where that changes: names alone.')
const parts = described(
  z.record(
    z.string(),
    z.object({ tree: text('Hash of the files.'), version: optionalText('Version in Astro, where one is known.') })
  ),
  'By part of the project: `image`, `dags`.'
)
const rules = z
  .object({
    manifest: optionalText('The manifest whose policy it is; absent for those of others.'),
    grants: described(
      z.union([z.literal('unknown'), z.record(z.string(), z.array(z.string()))]),
      'Path → capabilities; `unknown` where the policy has other rules besides.'
    )
  })
  .register(z.globalRegistry, { id: 'rules', description: 'What a policy allows.' })

const change = <const K extends readonly string[], B extends z.ZodMiniType, A extends z.ZodMiniType>(
  kinds: K,
  before: B,
  after: A
) =>
  z.object({
    kind: described(z.enum(kinds), 'What kind of step it is.'),
    before: before.check(z.describe('What is there; null where nothing is, or nothing can be said of it.')),
    after: after.check(z.describe('What the step leaves; null where it changes nothing.'))
  })

const kinds = z
  .discriminatedUnion('kind', [
    change(['auth-method'], nothing, z.object({ type: text('Such as `approle`.') })),
    change(['mount'], nothing, z.object({ type: text('`kv`.'), version: text('`2`.') })),
    change(
      ['claim'],
      nothing,
      z.object({
        secrets: count('Secrets that belong to the manifest from now on.'),
        roles: count('Roles that do.'),
        taken: count('Of the secrets, how many are taken over from other manifests.'),
        changing: count('Secrets that the run changes.')
      })
    ),
    change(['generate'], nothing, z.object({ values: count('Values that were drawn, and are kept from now on.') })),
    change(['policy', 'narrow'], z.nullable(rules), rules),
    change(['role'], z.nullable(z.object({ fields, login: login('other') })), z.object({ fields, login: login('set') })),
    change(
      ['secret'],
      z.object({ state: state('absent', 'other'), version }),
      z.object({
        state: state('set'),
        version,
        keys: described(
          z.optional(z.array(z.string())),
          'Keys that differ: fields of a connection, `extra.sslmode`, `value.retries`. Inside `extra` and a variable only those that the manifest writes down; `extra` and `value` stand for the others. Absent for a new secret, and where it cannot be told.'
        )
      })
    ),
    change(['delete'], z.object({ state: state('set'), version }), z.object({ state: state('absent'), version })),
    change(['undelete'], z.object({ state: state('absent'), version }), z.object({ state: state('set'), version })),
    change(
      ['ledger'],
      nothing,
      z.object({
        noted: count('Secrets found as the manifest wants them.'),
        gone: count('Secrets that somebody else has deleted.'),
        released: count('Secrets that are given back to somebody else.')
      })
    ),
    change(['record'], nothing, z.object({ fields: described(z.array(z.string()), 'Fields of the record that change.') })),
    change(['credential', 'kwargs', 'backend'], z.object({ state: state('absent', 'other') }), z.object({ state: state('set') })),
    change(['deploy'], z.nullable(parts), parts),
    change(['retire'], z.object({ state: state('set') }), z.object({ state: state('absent') })),
    change(['verify', 'health'], nothing, nothing)
  ])
  .register(z.globalRegistry, { id: 'change', description: 'What a step changes, by its kind.' })

const chapter = z
  .object({
    target: described(
      z.optional(z.object({ id: text('Id of the Deployment.'), name: text('Its name in Astro.') })),
      'The Deployment that the chapter is about; absent for what all of them share.'
    ),
    steps: described(z.array(z.intersection(common, kinds)), 'In the order in which they are carried out.'),
    findings: described(z.array(finding), 'What was found on the way.')
  })
  .register(z.globalRegistry, { id: 'chapter', description: 'The plan for one Deployment, or for what all of them share.' })

/** Keys that it does not know are left out: a newer version of this action may have written them. */
export const planFileSchema = described(
  z.object({
    schema: described(z.literal(PLAN_FILE_VERSION), 'Version of this format.'),
    mode: described(z.enum(['plan', 'sync', 'deploy']), 'Mode of the run.'),
    compared: described(
      z.boolean(),
      'Whether Vault could be looked at. Without that nothing is known of what would change, and there are no steps.'
    ),
    chapters: described(z.array(chapter), 'What all Deployments share comes first.')
  }),
  'What a run of astro-vault-action planned, and what came of it. Never a value.'
)

export type PlanFile = z.output<typeof planFileSchema>
