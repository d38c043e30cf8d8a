import { heredoc, shellWord } from '../../base/shell.ts'
import type { BoundLogin, Pipeline } from './pipeline.ts'

/** A token of a login lives as long as most runs; a run that takes longer logs in again. */
const TOKEN_TTL = '20m'

/** A given token cannot be replaced: it must outlive the run. */
const GIVEN_TOKEN_TTL = '1h'

type By<M extends BoundLogin['method']> = Pipeline & { readonly login: Extract<BoundLogin, { method: M }> }

/** The commands that let the pipeline log in with its policy, for a POSIX shell in which `refuse` prints and ends. */
export function loginCommands(pipeline: Pipeline): string {
  const { login } = pipeline
  switch (login.method) {
    case 'token':
      return token(pipeline)
    case 'approle':
      return approle(pipeline)
    case 'jwt':
      return jwt({ ...pipeline, login })
    case 'kubernetes':
      return kubernetes({ ...pipeline, login })
    case 'userpass':
      return userpass(pipeline, login.user)
    case 'ldap':
      return mapped(pipeline, `users/${login.user}`, 'policies', [pipeline.name])
    case 'github':
      return mapped(pipeline, `map/users/${login.user}`, 'value', pipeline.name)
    case 'cert':
      return cert({ ...pipeline, login })
  }
}

const token = ({ client, name }: Pipeline): string =>
  `token=$(${client} token create -orphan -policy=${shellWord(name)} -ttl=${GIVEN_TOKEN_TTL} -field=token)
echo "VAULT_TOKEN=$token"
`

/** A role that has a secret-id gets no other: the pipeline may be using it. */
function approle(pipeline: Pipeline): string {
  const { client, name } = pipeline
  const role = at(pipeline, `role/${name}`)
  const secretIds = shellWord(`${role}/secret-id`)
  return `${enabled(pipeline)}${written(pipeline, `role/${name}`, {})}
role_id=$(${client} read -field=role_id ${shellWord(`${role}/role-id`)})
echo "VAULT_ROLE_ID=$role_id"
if ! ${client} list ${secretIds} > /dev/null 2>&1; then
  secret_id=$(${client} write -force -field=secret_id ${secretIds})
  echo "VAULT_SECRET_ID=$secret_id"
fi
`
}

function jwt(pipeline: By<'jwt'>): string {
  const { client, login, name, mount } = pipeline
  const config = shellWord(at(pipeline, 'config'))
  const trust = { oidc_discovery_url: login.issuer, bound_issuer: login.issuer }
  const otherwise = `auth/${mount} trusts another issuer: choose another --vault-auth-mount`
  return `${enabled(pipeline)}${heredoc(
    `${client} read ${config} > /dev/null 2>&1 || ${client} write ${config} -`,
    'JSON',
    json(trust)
  )}trusted=$(${client} read -field=bound_issuer ${config})
[ -n "$trusted" ] || trusted=$(${client} read -field=oidc_discovery_url ${config})
[ "$trusted" = ${shellWord(login.issuer)} ] || refuse ${shellWord(otherwise)}

${written(
  pipeline,
  `role/${name}`,
  {
    bound_audiences: [login.audience],
    bound_claims: login.claims
  },
  { role_type: 'jwt', user_claim: 'repository' }
)}`
}

const kubernetes = (pipeline: By<'kubernetes'>): string =>
  `${configured(pipeline)}${written(pipeline, `role/${pipeline.name}`, {
    bound_service_account_names: [pipeline.login.serviceAccount],
    bound_service_account_namespaces: [pipeline.login.namespace]
  })}`

/** A user who is there keeps the password. */
function userpass(pipeline: Pipeline, name: string): string {
  const { client } = pipeline
  const path = `users/${name}`
  const user = shellWord(at(pipeline, path))
  const fields = JSON.stringify({ password: '%s', ...tokens(pipeline) })
  return `${enabled(pipeline)}${owned(pipeline, path, 'token_policies', [pipeline.name])}if [ -z "$other" ]; then
  password=$(${client} write -field=random_bytes sys/tools/random/32 format=hex)
  printf ${shellWord(fields)} "$password" | ${client} write ${user} -
  echo "VAULT_PASSWORD=$password"
fi
`
}

function cert(pipeline: By<'cert'>): string {
  const { client, login, name } = pipeline
  const path = `certs/${name}`
  const role = shellWord(at(pipeline, path))
  return `${enabled(pipeline)}${owned(pipeline, path, 'token_policies', [name])}${client} write ${role} ${shellWord(`certificate=@${login.certificate}`)} ${shellWord(
    `token_policies=${name}`
  )} token_ttl=${TOKEN_TTL}
`
}

/** Somebody whom a method knows from elsewhere gets the policy. */
const mapped = (pipeline: Pipeline, path: string, field: string, value: string | readonly string[]): string =>
  configured(pipeline) +
  owned(pipeline, path, field, value) +
  heredoc(`${pipeline.client} write ${shellWord(at(pipeline, path))} -`, 'JSON', json({ [field]: value }))

/** Writes what gives tokens with the policy of the pipeline; `bound`: to whom. Ends where it gives them to others, who would lose them. */
const written = (pipeline: Pipeline, path: string, bound: Readonly<Record<string, Bound>>, kind: object = {}): string =>
  owned(pipeline, path, 'token_policies', [pipeline.name]) +
  Object.entries(bound)
    .map(([field, value]) =>
      owned(pipeline, path, field, value, `for others (${field}): choose another name, or delete it first`)
    )
    .join('') +
  heredoc(`${pipeline.client} write ${shellWord(at(pipeline, path))} -`, 'JSON', json({ ...kind, ...bound, ...tokens(pipeline) }))

const tokens = ({ name }: Pipeline) => ({ token_policies: [name], token_ttl: TOKEN_TTL })

type Bound = string | readonly string[] | Readonly<Record<string, readonly string[]>>

/** As the client prints a field: as Go prints a value, with the keys of a map sorted. */
function printed(value: Bound): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `[${value.join(' ')}]`
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `map[${entries.map(([key, texts]) => `${key}:[${texts.join(' ')}]`).join(' ')}]`
}

/** Ends where the path has another value: it is somebody else's. Leaves in `other` what is there. */
function owned(
  { client, ...pipeline }: Pipeline,
  path: string,
  field: string,
  value: Bound,
  isThere = 'with other policies: choose another name'
): string {
  const place = at(pipeline, path)
  return `other=$(${client} read -field=${field} ${shellWord(place)} 2> /dev/null || true)
[ -z "$other" ] || [ "$other" = ${shellWord(printed(value))} ] || refuse ${shellWord(`${place} is there ${isThere}`)}
`
}

const enabled = (pipeline: Pipeline): string =>
  `${present(pipeline)} || ${pipeline.client} auth enable -path=${shellWord(pipeline.mount)} ${pipeline.login.method}\n`

/** A method that has to know somebody else's address first. */
const configured = (pipeline: Pipeline): string =>
  `${present(pipeline)} || refuse ${shellWord(`enable and configure ${pipeline.login.method} at auth/${pipeline.mount} first`)}\n`

const present = ({ client, mount }: Pipeline): string => `${client} read ${shellWord(`sys/auth/${mount}`)} > /dev/null 2>&1`

const at = ({ mount }: Pick<Pipeline, 'mount'>, path: string): string => `auth/${mount}/${path}`

const json = (content: object): string => JSON.stringify(content, null, 2)
