import * as z from 'zod/mini'
import { DURATION, seconds } from '../base/duration.ts'
import { SOURCES } from '../sources/schema.ts'

/** What the file may say, key by key. Rules that need more than one key are in `rules.ts`. */

const span = z
  .union(
    [
      z.string().check(z.regex(DURATION, { error: 'is not a duration; write one like 90s, 1h or 30d' })),
      z.int().check(z.minimum(0))
    ],
    { error: 'must be a duration such as 90s, 1h or 30d' }
  )
  .register(z.globalRegistry, { id: 'duration', description: 'As Vault writes them: 90s, 1h30m, 30d; a bare number is seconds.' })

const duration = (fallback: string, description: string) =>
  z
    .prefault(
      z.pipe(
        span,
        z.transform(text => seconds(text) as number)
      ),
      fallback
    )
    .check(z.describe(description))

const vaultPath = z.string().check(
  z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, {
    error: 'is not a path in Vault; write segments of letters, digits, `_`, `-` and `.`, with `/` between them only'
  })
)

const vaultName = z.string().check(
  z.regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
    error: 'is not a name that Vault keeps as written; use lower-case letters, digits, `_`, `-` and `.`'
  })
)

const given = z.string().check(z.minLength(1))

const text = z
  .union([z.string(), ...SOURCES], { error: 'must be a text in quotes, or a source such as { env: NAME }' })
  .register(z.globalRegistry, { id: 'text', description: 'A constant, or a source.' })

const json = z.unknown().register(z.globalRegistry, {
  id: 'json',
  description:
    'Any structure; `{ $env: NAME }` at any depth stands for a value from the environment, and so do the other sources with `$` before their words. Everything else is data.'
})

const mapping = z.record(z.string(), json).register(z.globalRegistry, {
  id: 'mapping',
  description: 'A structure with keys; or one source with `$`, which gives the whole of it.'
})

const variable = z
  .union(
    [
      z.string().check(z.describe('A constant: not a secret, reviewed here.')),
      ...SOURCES,
      z
        .strictObject({ json: json.check(z.describe('The structure; sources may stand in it at any depth.')) })
        .check(z.describe('A structure, stored as JSON text for `Variable.get(..., deserialize_json=True)`.'))
    ],
    {
      error: 'must be a text in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures'
    }
  )
  .register(z.globalRegistry, { id: 'variable', description: 'A text, a source, or a structure.' })

const format = z.enum(['uri', 'fields'])

/** Describes what nobody else uses yet: `check` would make a copy first, which takes time at every start. */
function described<T extends z.core.$ZodType>(type: T, description: string): T {
  z.globalRegistry.add(type, { description })
  return type
}

/** A key that may be left out. */
const maybe = <T extends z.core.$ZodType>(type: T, description: string) => described(z.optional(type), description)

const connection = z
  .strictObject({
    conn_type: maybe(
      z.string(),
      "Airflow's connection type, such as postgres or http. Required unless conn_uri or conn_json is given."
    ),
    host: maybe(text, 'Host, or what the connection type has in its place.'),
    port: maybe(
      z.union([z.int().check(z.minimum(0), z.maximum(65_535)), ...SOURCES], {
        error: 'must be a whole number, or a source such as { env: NAME }'
      }),
      '0 to 65535, or a source.'
    ),
    schema: maybe(text, 'Name of the database in most connection types; the protocol in http.'),
    login: maybe(text, 'User.'),
    password: maybe(text, 'From a source; a constant only with `not-secret: true`.'),
    extra: maybe(
      z.union([mapping, z.string()], { error: 'must be a mapping, or JSON text of an object' }),
      'All else that the connection type knows: a mapping, or JSON text of an object.'
    ),
    description: maybe(z.string(), 'For people; kept with `format: fields` alone, since a URI has no place for it.'),
    conn_uri: maybe(text, 'The whole connection as an Airflow URI; excludes all other fields.'),
    conn_json: maybe(
      text,
      'The whole connection as the JSON text that Airflow takes in AIRFLOW_CONN_*; excludes all other fields.'
    ),
    format: maybe(
      format,
      'How it lies in Vault: one `conn_uri`, or one key a field (needs provider 2.1 or newer). Default: vault.format.'
    ),
    'not-secret': maybe(z.boolean(), 'Says that a constant password is not a secret. Default: false.')
  })
  .register(z.globalRegistry, {
    id: 'connection',
    description: 'A connection by its fields, or as a whole in conn_uri or conn_json.'
  })

/** A key with a default, which `type` does not have to judge. */
const otherwise = <T extends z.core.$ZodType>(type: T, value: z.output<T>, description: string) =>
  described(z._default(type, value as never), description)

const deployment = z
  .strictObject({
    'deployment-id': maybe(given, 'Id of the Deployment in Astro. Either this or deployment-name.'),
    'deployment-name': maybe(given, 'Name of the Deployment in Astro.'),
    isolate: otherwise(z.boolean(), false, 'Own paths, policy and role for this Deployment, named after its key.'),
    variables: otherwise(
      z.record(z.string(), variable),
      {},
      'Variables that this Deployment has besides, or instead of those above. Needs `isolate: true`.'
    ),
    connections: otherwise(
      z.record(z.string(), connection),
      {},
      'Connections that this Deployment has besides, or instead of those above. Needs `isolate: true`.'
    )
  })
  .register(z.globalRegistry, {
    id: 'deployment',
    description: 'A Deployment, under the name that the input deployment chooses it by.'
  })

const imported = z
  .strictObject({
    file: given.check(z.describe('Path, from the folder of the manifest.')),
    rename: otherwise(
      z.record(z.string(), z.string()),
      {},
      'From names in the file (of `.env`: in lower case, without AIRFLOW_CONN_) to those in Airflow.'
    )
  })
  .register(z.globalRegistry, { id: 'import', description: 'A file of Airflow or the astro CLI, read by its content.' })

export const MANAGED = ['auth-method', 'mount', 'policy', 'role'] as const

export const schema = z.strictObject({
  version: z.literal(1, { error: 'must be 1' }).check(z.describe('Version of this format: 1.')),
  name: z
    .string()
    .check(
      z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'must be lower-case letters, digits and `-`, at most 63' }),
      z.describe('Names this manifest in the records in Vault. Keep it when the repository is renamed.')
    ),
  vault: z
    .prefault(
      z.strictObject({
        mount: otherwise(vaultPath, 'airflow', 'KV v2 mount, made if absent.'),
        'variables-path': otherwise(vaultPath, 'variables', 'Folder of the variables.'),
        'connections-path': otherwise(vaultPath, 'connections', 'Folder of the connections.'),
        format: otherwise(format, 'uri', 'How connections lie in Vault: `uri` or `fields`.'),
        'airflow-url': maybe(z.string(), 'Vault as the Deployment reaches it. Default: vault-url.'),
        'airflow-ca': maybe(given, "Path of a CA bundle inside the Airflow image (kwarg `verify`). Default: the image's own."),
        'airflow-timeout': otherwise(z.int().check(z.minimum(1), z.maximum(120)), 10, 'Seconds Airflow waits for Vault.')
      }),
      {}
    )
    .check(z.describe('Where things lie in Vault, and how Airflow reaches it.')),
  approle: z
    .prefault(
      z.strictObject({
        name: otherwise(vaultName, 'astro_role', 'The role that Airflow logs in with.'),
        policy: otherwise(vaultName, 'astro_policy', 'The policy of that role.'),
        mount: otherwise(vaultPath, 'approle', 'Mount of the auth method.'),
        'role-id': maybe(given, 'A role-id of your own. Default: the one that Vault generates.'),
        'token-ttl': duration('1h', 'Life of a login of Airflow.'),
        'token-max-ttl': duration('0', 'Longest life of such a token; 0 is token-ttl.'),
        'token-num-uses': otherwise(
          z.literal(0, { error: 'must be 0: Airflow uses one login for many reads' }),
          0,
          'Must be 0: Airflow uses one login for many reads.'
        ),
        'secret-id': z
          .prefault(
            z.strictObject({
              ttl: duration('0', 'Life of a secret-id, 0 for ever; else longer than rotate-after and destroy-after together.'),
              'num-uses': otherwise(
                z.literal(0, { error: 'must be 0: every process of Airflow logs in by itself' }),
                0,
                'Must be 0: every process of Airflow logs in by itself.'
              ),
              'rotate-after': duration('30d', 'Age at which a deploy run replaces it.'),
              'destroy-after': duration('25h', 'How long a replaced one still works.')
            }),
            {}
          )
          .check(z.describe('The credential that each Deployment holds.'))
      }),
      {}
    )
    .check(z.describe('What Airflow logs in with.')),
  manage: otherwise(
    z.array(z.enum(MANAGED)),
    [...MANAGED],
    'What this action may make and change; what is not listed is checked, never written.'
  ),
  variables: otherwise(z.record(z.string(), variable), {}, 'By key, as `Variable.get` names them.'),
  connections: otherwise(z.record(z.string(), connection), {}, 'By conn_id.'),
  imports: otherwise(
    z.array(imported),
    [],
    'Files to take more variables and connections from, in the formats of Airflow and the astro CLI.'
  ),
  deployments: otherwise(z.record(z.string(), deployment), {}, 'Names for the input deployment, for instance in a matrix.')
})

export type Raw = z.output<typeof schema>
