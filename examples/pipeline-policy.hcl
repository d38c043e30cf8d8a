# The least policy that the pipeline needs for mode deploy of manifest quickstart.
# If your Vault has namespaces, create it in the namespace of the secrets.

# to read the records of this action, write them
path "airflow/data/_astro-vault-action/*" { capabilities = ["create", "read", "update"] }
# to compare secrets, create them, update them
path "airflow/data/variables/*" { capabilities = ["create", "read", "update"] }
# to compare secrets, create them, update them
path "airflow/data/connections/*" { capabilities = ["create", "read", "update"] }
# to see that the mount does not exist yet, enable it
path "sys/mounts/airflow" { capabilities = ["read", "update"] }
# to see which auth method is enabled, enable it
path "sys/auth/approle" { capabilities = ["read", "sudo", "update"] }
# to compare the policy of Airflow's role, write it
path "sys/policies/acl/astro_policy" { capabilities = ["read", "update"] }
# to compare Airflow's role, create it, update it
path "auth/approle/role/astro_role" { capabilities = ["create", "read", "update"] }
# to read the role-id that Airflow logs in with
path "auth/approle/role/astro_role/role-id" { capabilities = ["read"] }
# to issue secret-ids
path "auth/approle/role/astro_role/custom-secret-id" { capabilities = ["update"] }
# to look up a secret-id whose answer was lost
path "auth/approle/role/astro_role/secret-id/lookup" { capabilities = ["update"] }
# to check the age of a secret-id
path "auth/approle/role/astro_role/secret-id-accessor/lookup" { capabilities = ["update"] }
# to find secret-ids that a killed run left behind
path "auth/approle/role/astro_role/secret-id" { capabilities = ["list"] }
# to destroy replaced secret-ids
path "auth/approle/role/astro_role/secret-id-accessor/destroy" { capabilities = ["update"] }
# optional, to see who still reads what and can still log in, and what other manifests claim
# path "airflow/metadata/_astro-vault-action/*" { capabilities = ["list"] }
# optional, to find out which secrets are new without reading each, name who changed a secret by hand (Vault 1.21 or newer)
# path "airflow/metadata/variables/*" { capabilities = ["list", "read"] }
# optional, to find out which secrets are new without reading each, name who changed a secret by hand (Vault 1.21 or newer)
# path "airflow/metadata/connections/*" { capabilities = ["list", "read"] }
# optional, to wait until a new mount is ready
# path "airflow/config" { capabilities = ["read"] }
