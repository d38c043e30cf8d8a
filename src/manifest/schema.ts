import { z } from 'zod'
import { SOURCES } from '../sources/schema.ts'
import { DURATION, seconds } from './duration.ts'

/** What the file may say, key by key. Rules that need more than one key are in `rules.ts`. */

const span = z
  .union([z.string().regex(DURATION, { message: 'is not a duration; write one like 90s, 1h or 30d' }), z.int().min(0)], {
    error: 'must be a duration such as 90s, 1h or 30d'
  })
  .meta({ id: 'duration', description: 'As Vault writes them: 90s, 1h30m, 30d; a bare number is seconds.' })

const duration = (fallback: string) => span.transform(text => seconds(text) as number).prefault(fallback)

const vaultPath = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, {
  message: 'is not a path in Vault; write segments of letters, digits, `_`, `-` and `.`, with `/` between them only'
})

const vaultName = z.string().regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
  message: 'is not a name that Vault keeps as written; use lower-case letters, digits, `_`, `-` and `.`'
})

const text = z
  .union([z.string(), ...SOURCES], { error: 'must be a text in quotes, or a source such as { env: NAME }' })
  .meta({ id: 'text', description: 'A constant, or a source.' })

const json = z.unknown().meta({
  id: 'json',
  description:
    'Any structure; `{ $env: NAME }` at any depth stands for a value from the environment, and so do the other sources with `$` before their words. Everything else is data.'
})

const mapping = z
  .record(z.string(), json)
  .meta({ id: 'mapping', description: 'A structure with keys; or one source with `$`, which gives the whole of it.' })

const variable = z
  .union(
    [
      z.string().describe('A constant: not a secret, reviewed here.'),
      ...SOURCES,
      z
        .strictObject({ json: json.describe('The structure; sources may stand in it at any depth.') })
        .describe('A structure, stored as JSON text for `Variable.get(..., deserialize_json=True)`.')
    ],
    {
      error: 'must be a text in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures'
    }
  )
  .meta({ id: 'variable', description: 'A text, a source, or a structure.' })

const format = z.enum(['uri', 'fields'])

const connection = z
  .strictObject({
    conn_type: z
      .string()
      .optional()
      .describe("Airflow's connection type, such as postgres or http. Required unless conn_uri or conn_json is given."),
    host: text.optional().describe('Host, or what the connection type has in its place.'),
    port: z
      .union([z.int().min(0).max(65_535), ...SOURCES], { error: 'must be a whole number, or a source such as { env: NAME }' })
      .optional()
      .describe('0 to 65535, or a source.'),
    schema: text.optional().describe('Name of the database in most connection types; the protocol in http.'),
    login: text.optional().describe('User.'),
    password: text.optional().describe('From a source; a constant only with `not-secret: true`.'),
    extra: z
      .union([mapping, z.string()], { error: 'must be a mapping, or JSON text of an object' })
      .optional()
      .describe('All else that the connection type knows: a mapping, or JSON text of an object.'),
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
  .meta({ id: 'connection', description: 'A connection by its fields, or as a whole in conn_uri or conn_json.' })

const deployment = z
  .strictObject({
    'deployment-id': z.string().min(1).optional().describe('Id of the Deployment in Astro. Either this or deployment-name.'),
    'deployment-name': z.string().min(1).optional().describe('Name of the Deployment in Astro.'),
    isolate: z.boolean().default(false).describe('Own paths, policy and role for this Deployment, named after its key.'),
    variables: z
      .record(z.string(), variable)
      .default({})
      .describe('Variables that this Deployment has besides, or instead of those above. Needs `isolate: true`.'),
    connections: z
      .record(z.string(), connection)
      .default({})
      .describe('Connections that this Deployment has besides, or instead of those above. Needs `isolate: true`.')
  })
  .meta({ id: 'deployment', description: 'A Deployment, under the name that the input deployment chooses it by.' })

const imported = z
  .strictObject({
    file: z.string().min(1).describe('Path, from the folder of the manifest.'),
    rename: z
      .record(z.string(), z.string())
      .default({})
      .describe('From names in the file (of `.env`: in lower case, without AIRFLOW_CONN_) to those in Airflow.')
  })
  .meta({ id: 'import', description: 'A file of Airflow or the astro CLI, read by its content.' })

export const MANAGED = ['auth-method', 'mount', 'policy', 'role'] as const

export const schema = z.strictObject({
  version: z.literal(1, { error: 'must be 1' }).describe('Version of this format: 1.'),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { message: 'must be lower-case letters, digits and `-`, at most 63' })
    .describe('Names this manifest in the records in Vault. Keep it when the repository is renamed.'),
  vault: z
    .strictObject({
      mount: vaultPath.default('airflow').describe('KV v2 mount, made if absent.'),
      'variables-path': vaultPath.default('variables').describe('Folder of the variables.'),
      'connections-path': vaultPath.default('connections').describe('Folder of the connections.'),
      format: format.default('uri').describe('How connections lie in Vault: `uri` or `fields`.'),
      'airflow-url': z.string().optional().describe('Vault as the Deployment reaches it. Default: vault-url.'),
      'airflow-ca': z
        .string()
        .min(1)
        .optional()
        .describe("Path of a CA bundle inside the Airflow image (kwarg `verify`). Default: the image's own."),
      'airflow-timeout': z.int().min(1).max(120).default(10).describe('Seconds Airflow waits for Vault.')
    })
    .prefault({})
    .describe('Where things lie in Vault, and how Airflow reaches it.'),
  approle: z
    .strictObject({
      name: vaultName.default('astro_role').describe('The role that Airflow logs in with.'),
      policy: vaultName.default('astro_policy').describe('The policy of that role.'),
      mount: vaultPath.default('approle').describe('Mount of the auth method.'),
      'role-id': z.string().min(1).optional().describe('A role-id of your own. Default: the one that Vault generates.'),
      'token-ttl': duration('1h').describe('Life of a login of Airflow.'),
      'token-max-ttl': duration('0').describe('Longest life of such a token; 0 is token-ttl.'),
      'token-num-uses': z
        .literal(0, { error: 'must be 0: Airflow uses one login for many reads' })
        .default(0)
        .describe('Must be 0: Airflow uses one login for many reads.'),
      'secret-id': z
        .strictObject({
          ttl: duration('0').describe(
            'Life of a secret-id, 0 for ever; else longer than rotate-after and destroy-after together.'
          ),
          'num-uses': z
            .literal(0, { error: 'must be 0: every process of Airflow logs in by itself' })
            .default(0)
            .describe('Must be 0: every process of Airflow logs in by itself.'),
          'rotate-after': duration('30d').describe('Age at which a deploy run replaces it.'),
          'destroy-after': duration('25h').describe('How long a replaced one still works.')
        })
        .prefault({})
        .describe('The credential that each Deployment holds.')
    })
    .prefault({})
    .describe('What Airflow logs in with.'),
  manage: z
    .array(z.enum(MANAGED))
    .default([...MANAGED])
    .describe('What this action may make and change; what is not listed is checked, never written.'),
  variables: z.record(z.string(), variable).default({}).describe('By key, as `Variable.get` names them.'),
  connections: z.record(z.string(), connection).default({}).describe('By conn_id.'),
  imports: z
    .array(imported)
    .default([])
    .describe('Files to take more variables and connections from, in the formats of Airflow and the astro CLI.'),
  deployments: z.record(z.string(), deployment).default({}).describe('Names for the input deployment, for instance in a matrix.')
})

export type Raw = z.output<typeof schema>
