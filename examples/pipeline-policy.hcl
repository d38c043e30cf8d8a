# What the pipeline's own role has to be allowed, for the default names of the manifest:
#   vault policy write astro-pipeline pipeline-policy.hcl
# Whoever holds this can read and write these secrets, and make themselves a role that reads them.

# The engine with variables, connections and this action's records. The first line is needed only to make it.
path "sys/mounts/airflow" { capabilities = ["create", "read", "update"] }
path "airflow/config" { capabilities = ["read"] }
path "airflow/data/*" { capabilities = ["create", "read", "update"] }
path "airflow/metadata/*" { capabilities = ["list"] }

# AppRole. Without create, update and sudo it has to be there already.
path "sys/auth/approle" { capabilities = ["create", "read", "update", "sudo"] }

# Airflow's policy and role; the asterisk also stands for those of isolated Deployments, and for role-id and secret-ids.
path "sys/policies/acl/astro_policy*" { capabilities = ["create", "read", "update"] }
path "auth/approle/role/astro_role*" { capabilities = ["create", "read", "update", "list"] }
