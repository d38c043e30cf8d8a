import { administer } from './administrator.ts'
import type { Stage } from './attempt.ts'
import type { Json } from './vault-over-http.ts'

/** The values that the manifest in examples/guide asks for; the password breaks a URI that is written by hand. */
export const VALUES = { MY_VARIABLE: 'a value', MY_PASSWORD: 'p@s:s/w' }
export const BY_HAND = `postgres://etl:${VALUES.MY_PASSWORD}@db.example.com:5432`

/** What Astro's guide has its reader type, up to the two variables of the Deployment, of which it gives the kwargs. */
export async function followTheGuide(stage: Stage) {
  const typed = await administer(
    stage,
    `vault policy write astro_policy - <<'HCL'
path "secret/*" {
  capabilities = ["create", "read", "update", "patch", "delete", "list"]
}
HCL
vault auth enable approle
vault auth enable approle
vault write auth/approle/role/astro_role role_id=astro_role secret_id_ttl=0 secret_id_num_uses=0 token_num_uses=0 \\
  token_ttl=24h token_max_ttl=24h token_policies=astro_policy
secret_id=$(vault write -force -field=secret_id auth/approle/role/astro_role/secret-id)
echo "VAULT_SECRET_ID=$secret_id"
vault secrets enable -path=airflow -version=2 kv
vault kv put airflow/variables/my_variable value=by-hand
vault kv put airflow/connections/my_connection conn_uri=${BY_HAND}
`
  )
  const kwargs: Json = {
    connections_path: 'connections',
    variables_path: 'variables',
    config_path: null,
    mount_point: 'airflow',
    url: stage.vault.url,
    auth_type: 'approle',
    role_id: 'astro_role',
    secret_id: typed.given['VAULT_SECRET_ID']
  }
  const deployment = stage.astro.deployment('prod')
  deployment.setVariable('AIRFLOW__SECRETS__BACKEND', 'airflow.providers.hashicorp.secrets.vault.VaultBackend')
  deployment.setVariable('AIRFLOW__SECRETS__BACKEND_KWARGS', JSON.stringify(kwargs), { isSecret: true })
  return { ...typed, kwargs }
}

/** The variables of the Deployment that Airflow builds its backend from. */
export const backendOf = ({ astro }: Stage): Record<string, string> =>
  Object.fromEntries(Object.entries(astro.deployment('prod').values()).filter(([key]) => key.startsWith('AIRFLOW__SECRETS__')))
