import * as z from 'zod/mini'
import { argument, given, maybe, otherwise } from '../base/schema.ts'
import { SECTIONS } from '../identity/identities.ts'
import { SOURCES } from '../sources/schema.ts'
import { manifestName, secretFolder, vaultPath } from '../vault/names.ts'
import { imported } from './imports.ts'

/** What the file may say, key by key. Rules that need more than one key are in `rules.ts`. */

const text = z
  .union([z.string(), ...SOURCES], { error: 'must be a string in quotes, or a source such as { env: NAME }' })
  .register(z.globalRegistry, { id: 'text', description: 'A constant or a source.' })

const json = z.unknown().register(z.globalRegistry, {
  id: 'json',
  description:
    'Any structure. At any depth, `{ $env: NAME }` is replaced by a value from the environment; the other sources work the same way, each key with a `$` prefix. Everything else is data.'
})

const mapping = z.record(z.string(), json).register(z.globalRegistry, {
  id: 'mapping',
  description: 'A mapping, or one source with `$` that supplies all of it.'
})

const variable = z
  .union(
    [
      z.string().check(z.describe('A constant. It is not a secret: everyone who can read the manifest can read it.')),
      ...SOURCES,
      z
        .strictObject({ json: json.check(z.describe('The structure, with sources at any depth.')) })
        .check(z.describe('A structure, stored as JSON for `Variable.get(..., deserialize_json=True)`.'))
    ],
    {
      error: 'must be a string in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures'
    }
  )
  .register(z.globalRegistry, { id: 'variable', description: 'A string, a source, or a structure.' })

const format = z.enum(['uri', 'fields'])

const connection = z
  .strictObject({
    conn_type: maybe(
      z.string(),
      "Airflow's connection type, such as `postgres` or `http`. Required unless `conn_uri` or `conn_json` is set."
    ),
    host: maybe(text, 'Host, or whatever the connection type uses it for.'),
    port: maybe(
      z.union([z.int().check(z.minimum(0), z.maximum(65_535)), ...SOURCES], {
        error: 'must be a whole number, or a source such as { env: NAME }'
      }),
      'Port, from 0 to 65535.'
    ),
    schema: maybe(text, 'Database name for most connection types, protocol for `http`.'),
    login: maybe(text, 'User name.'),
    password: maybe(text, 'Password, from a source. A constant needs `not-secret: true`.'),
    extra: maybe(
      z.union([mapping, z.string()], { error: 'must be a mapping, or a JSON object as text' }),
      'Everything else the connection type accepts: a mapping, or a JSON object as text.'
    ),
    description: maybe(z.string(), 'Note for readers. Requires `format: fields`: a URI cannot carry it.'),
    conn_uri: maybe(text, 'The whole connection as an Airflow URI. Cannot be combined with other fields.'),
    conn_json: maybe(
      text,
      'The whole connection as the JSON that Airflow accepts in `AIRFLOW_CONN_*`. Cannot be combined with other fields.'
    ),
    format: maybe(
      format,
      'How to store it in Vault: `uri` as one `conn_uri`, `fields` as one key per field (needs provider 2.1 or newer). Default: vault.format.'
    ),
    'not-secret': maybe(z.boolean(), 'Declares that a constant password is not a secret. Default: false.')
  })
  .register(z.globalRegistry, {
    id: 'connection',
    description: 'A connection: by its fields, or whole in `conn_uri` or `conn_json`.'
  })

const deployment = z
  .strictObject({
    'deployment-id': maybe(argument, 'Id of the Deployment in Astro. Set either this or `deployment-name`.'),
    'deployment-name': maybe(argument, 'Name of the Deployment in Astro.'),
    isolate: otherwise(z.boolean(), false, 'Gives this Deployment its own paths, policy and role, named after its key.'),
    variables: otherwise(
      z.record(z.string(), variable),
      {},
      'Variables for this Deployment only. They add to those above, and replace those of the same name. Requires `isolate: true`.'
    ),
    connections: otherwise(
      z.record(z.string(), connection),
      {},
      'Connections for this Deployment only. They add to those above, and replace those of the same name. Requires `isolate: true`.'
    )
  })
  .register(z.globalRegistry, {
    id: 'deployment',
    description: 'A Deployment, under the name that the inputs `deployment` and `deployments` select it by.'
  })

export const MANAGED = ['auth-method', 'mount', 'policy', 'role'] as const
export const COVERAGES = ['warn', 'fail', 'off'] as const

export const schema = z.strictObject({
  version: z.literal(1, { error: 'must be 1' }).check(z.describe('Version of the manifest format.')),
  name: manifestName.check(z.describe('Names this manifest in the records in Vault. Keep it when the repository is renamed.')),
  vault: z
    .prefault(
      z.strictObject({
        mount: otherwise(vaultPath, 'airflow', 'KV version 2 mount. Created if it does not exist.'),
        'variables-path': otherwise(secretFolder, 'variables', 'Folder for variables.'),
        'connections-path': otherwise(secretFolder, 'connections', 'Folder for connections.'),
        format: otherwise(
          format,
          'uri',
          'How to store connections: `uri` as one `conn_uri`, `fields` as one key per field (needs provider 2.1 or newer).'
        ),
        'airflow-url': maybe(z.string(), 'Address of Vault as the Deployment reaches it. Default: the input `vault-url`.'),
        'airflow-ca': maybe(
          given,
          "Path of a CA bundle inside the Airflow image (`verify` in Airflow's settings). Default: the image's own."
        ),
        'airflow-timeout': otherwise(
          z.int().check(z.minimum(1), z.maximum(120)),
          10,
          'How long Airflow waits for Vault, in seconds.'
        )
      }),
      {}
    )
    .check(z.describe('Where secrets are stored in Vault, and how Airflow reaches it.')),
  ...SECTIONS,
  manage: otherwise(
    z.array(z.enum(MANAGED)),
    [...MANAGED],
    'What this action may create and change. It checks what is not listed, and never writes it.'
  ),
  astro: z
    .prefault(
      z.strictObject({
        'skip-unchanged': otherwise(
          z.boolean(),
          false,
          'Skips a deploy whose `deploy-type` names what to ship, if that is exactly what this action deployed last. `infer` always does.'
        ),
        'provider-installed': otherwise(
          z.boolean(),
          false,
          "Declares that the image contains Airflow's hashicorp provider even though `requirements.txt` does not name it."
        ),
        wake: otherwise(
          z.boolean(),
          false,
          'Wakes a hibernating Deployment that a run changes, for as long as the run takes, and at most for `run-timeout`.'
        ),
        parse: otherwise(
          z.boolean(),
          false,
          'Imports all DAGs in a container of the image before anything is changed (`astro dev parse`).'
        ),
        pytest: otherwise(z.boolean(), false, 'Runs the tests of the project before anything is changed (`astro dev pytest`).'),
        'pytest-file': maybe(argument, 'Folder or file with these tests, below `tests/`. Default: all of `tests/`.'),
        'env-file': maybe(
          argument,
          'File of the project with environment variables for these tests, such as `.env`. Default: none.'
        )
      }),
      {}
    )
    .check(z.describe('The Astro project, and how to deploy it.')),
  coverage: otherwise(
    z.enum(COVERAGES),
    'warn',
    "What to do when a DAG asks for a name that the manifest does not define: `warn` on the DAG's line, `fail` the run before it changes anything, or turn the check `off`."
  ),
  variables: otherwise(z.record(z.string(), variable), {}, 'Variables, by the key that `Variable.get` asks for.'),
  connections: otherwise(z.record(z.string(), connection), {}, 'Connections, by conn_id.'),
  imports: otherwise(
    z.array(imported),
    [],
    'More variables and connections: files from Airflow or the astro CLI, and parts of the environment.'
  ),
  deployments: otherwise(
    z.record(z.string(), deployment),
    {},
    'Deployments by a name of your choice, which the inputs `deployment` and `deployments` select.'
  )
})

export type RawManifest = z.output<typeof schema>
