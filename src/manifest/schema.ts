import { z } from 'zod'
import { SOURCES } from '../sources/schema.ts'
import { seconds } from './duration.ts'

/** What the file may say, key by key. Rules that need more than one key are in `rules.ts`. */

const duration = (fallback: string) =>
  z
    .union([z.string(), z.number()], { error: 'must be a duration such as 90s, 1h or 30d' })
    .transform((text, context) => {
      const parsed = seconds(text)
      if (parsed === undefined) {
        context.issues.push({ code: 'custom', message: 'is not a duration; write one like 90s, 1h or 30d', input: text })
        return z.NEVER
      }
      return parsed
    })
    .prefault(fallback)

const vaultPath = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, {
  message: 'is not a path in Vault; write segments of letters, digits, `_`, `-` and `.`, with `/` between them only'
})

const vaultName = z.string().regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
  message: 'is not a name that Vault keeps as written; use lower-case letters, digits, `_`, `-` and `.`'
})

const text = z.union([z.string(), ...SOURCES], { error: 'must be a text in quotes, or a source such as { env: NAME }' })

const json = z
  .unknown()
  .describe(
    'Any structure; `{ $env: NAME }` at any depth stands for a value from the environment, and so do the other sources with `$` before their words. Everything else is data.'
  )

const variable = z.union(
  [
    z.string().describe('A constant: not a secret, reviewed here.'),
    ...SOURCES,
    z.strictObject({ json }).describe('A structure, stored as JSON text for `Variable.get(..., deserialize_json=True)`.')
  ],
  { error: 'must be a text in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures' }
)

const format = z.enum(['uri', 'fields'])

const connection = z.strictObject({
  conn_type: z
    .string()
    .optional()
    .describe("Airflow's connection type, such as postgres or http. Required unless conn_uri is given."),
  host: text.optional(),
  port: z
    .union([z.int(), ...SOURCES], { error: 'must be a whole number, or a source such as { env: NAME }' })
    .optional()
    .describe('0 to 65535.'),
  schema: text.optional(),
  login: text.optional(),
  password: text.optional().describe('From a source; a constant only with `not-secret: true`.'),
  extra: z
    .union([z.record(z.string(), json), z.string()], { error: 'must be a mapping, or JSON text of an object' })
    .optional()
    .describe('A mapping, or JSON text of an object.'),
  description: z.string().optional().describe('For people; kept with `format: fields` alone, since a URI has no place for it.'),
  conn_uri: text.optional().describe('The whole connection as an Airflow URI; excludes all other fields.'),
  conn_json: text
    .optional()
    .describe('The whole connection as the JSON text that Airflow takes in AIRFLOW_CONN_*; excludes all other fields.'),
  format: format
    .optional()
    .describe('How it lies in Vault: one `conn_uri`, or one key a field (needs provider 2.1 or newer). Default: vault.format.'),
  'not-secret': z.boolean().optional().describe('Says that a constant password is not a secret. Default: false.')
})

const deployment = z.strictObject({
  'deployment-id': z.string().optional(),
  'deployment-name': z.string().optional(),
  isolate: z
    .boolean()
    .default(false)
    .describe('Own paths, policy and role for this Deployment, named after its key. Default: false.'),
  variables: z
    .record(z.string(), variable)
    .default({})
    .describe('Variables that this Deployment has besides, or instead of those above. Needs `isolate: true`.'),
  connections: z.record(z.string(), connection).default({}).describe('The same for connections.')
})

const imported = z.strictObject({
  file: z.string().min(1).describe('Path, from the folder of the manifest.'),
  rename: z
    .record(z.string(), z.string())
    .default({})
    .describe('From names in the file (of `.env`: in lower case, without AIRFLOW_CONN_) to those in Airflow. Default: none.')
})

export const MANAGED = ['auth-method', 'mount', 'policy', 'role'] as const

export const schema = z.strictObject({
  version: z.literal(1, { error: 'must be 1' }),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { message: 'must be lower-case letters, digits and `-`, at most 63' })
    .describe('Names this manifest in our records in Vault. Required; survives a rename of the repository.'),
  vault: z
    .strictObject({
      mount: vaultPath.default('airflow').describe('KV v2 mount, made if absent. Default: airflow.'),
      'variables-path': vaultPath.default('variables').describe('Folder of the variables. Default: variables.'),
      'connections-path': vaultPath.default('connections').describe('Folder of the connections. Default: connections.'),
      format: format.default('uri').describe('How connections lie in Vault: `uri` or `fields`. Default: uri.'),
      'airflow-url': z.string().optional().describe('Vault as the Deployment reaches it. Default: vault-url.'),
      'airflow-ca': z.string().optional().describe('Path of a CA bundle inside the Airflow image (kwarg `verify`).'),
      'airflow-timeout': z.int().min(1).max(120).default(10).describe('Seconds Airflow waits for Vault. Default: 10.')
    })
    .prefault({}),
  approle: z
    .strictObject({
      name: vaultName.default('astro_role').describe('The role that Airflow logs in with. Default: astro_role.'),
      policy: vaultName.default('astro_policy').describe('The policy of that role. Default: astro_policy.'),
      mount: vaultPath.default('approle').describe('Mount of the auth method. Default: approle.'),
      'role-id': z.string().min(1).optional().describe('A role-id of your own. Default: the one that Vault generates.'),
      'token-ttl': duration('1h').describe('Life of a login of Airflow. Default: 1h.'),
      'token-max-ttl': duration('0').describe('Longest life of such a token. Default: token-ttl.'),
      'token-num-uses': z.literal(0, { error: 'must be 0: Airflow uses one login for many reads' }).default(0),
      'secret-id': z
        .strictObject({
          ttl: duration('0').describe('Life of a secret-id, 0 for ever. Default: 0.'),
          'num-uses': z.literal(0, { error: 'must be 0: every process of Airflow logs in by itself' }).default(0),
          'rotate-after': duration('30d').describe('Age at which a deploy run replaces it. Default: 30d.'),
          'destroy-after': duration('25h').describe('How long a replaced one still works. Default: 25h.')
        })
        .prefault({})
    })
    .prefault({}),
  manage: z
    .array(z.enum(MANAGED))
    .default([...MANAGED])
    .describe('What this action may make and change; what is not listed is checked, never written. Default: all.'),
  variables: z.record(z.string(), variable).default({}),
  connections: z.record(z.string(), connection).default({}),
  imports: z
    .array(imported)
    .default([])
    .describe('Files to take more variables and connections from, in the formats of Airflow and the astro CLI. Default: none.'),
  deployments: z.record(z.string(), deployment).default({}).describe('Names for matrix jobs.')
})

export type Raw = z.output<typeof schema>
