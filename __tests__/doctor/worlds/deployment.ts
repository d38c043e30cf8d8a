import { BACKEND, BACKEND_KWARGS } from '../../../src/airflow/kwargs.ts'
import { MANIFEST, type Ward } from '../ward.ts'
import { good, typing, type World } from '../world.ts'

/** What is wrong with one Deployment. */

const deploy = (ward: Ward) => ward.must('deploy')
const adopt = (ward: Ward) => ward.must('deploy', typing({ 'on-conflict': 'adopt', rotate: 'now' }))
const RUN = /^Run `deploy`: it will /
const ADOPT = /^Run `deploy` with `--on-conflict adopt --rotate now`/

const setting =
  (key: string, value: string, isSecret = false) =>
  ({ deployment }: Ward) =>
    deployment.setVariable(key, value, { isSecret })
const dropping =
  (key: string) =>
  ({ deployment }: Ward) =>
    deployment.deleteVariable(key)

function plainKwargs(change: (kwargs: Record<string, unknown>) => unknown) {
  return ({ deployment }: Ward) => {
    const kwargs = JSON.parse(deployment.value(BACKEND_KWARGS) ?? '{}')
    deployment.setVariable(BACKEND_KWARGS, JSON.stringify(change(kwargs)), { isSecret: false })
  }
}

const answering = (action: 'html' | { status: number }) => (ward: Ward) => {
  const over = ward.stage.astro.faults.add({ path: /deployments/, times: Number.POSITIVE_INFINITY, action })
  ward.later(over)
  return typing({})
}

const working = (ward: Ward) => ward.stage.astro.faults.clear()

export const DEPLOYMENT: readonly World[] = [
  {
    name: 'there is no Deployment of this id',
    break: () => typing({ 'deployment-id': 'clnothere000000000000000' }),
    first: ['Deployment', 'fault', /Deployment clnothere.* was not found in Workspace/],
    cure: /Check the id or name of the Deployment and `workspace-id`/,
    follow: good
  },
  {
    name: 'the Astro token was revoked',
    break: answering({ status: 401 }),
    first: ['Deployment', 'fault', /Astro answered 401/],
    cure: /`astro-api-token` has not been revoked/,
    follow: working
  },
  {
    name: 'the Astro token has no access to the Deployment',
    break: answering({ status: 403 }),
    first: ['Deployment', 'fault', /Astro answered 403/],
    cure: /Use an `astro-api-token` that has access to this Deployment/,
    follow: working
  },
  {
    name: 'a login page answers instead of Astro',
    break: answering('html'),
    first: ['Deployment', 'fault', /Astro at .* is not JSON/],
    cure: /no proxy or login page answers instead of the Astro API/,
    follow: working
  },
  {
    name: 'tasks run on agents of their owner',
    break: ({ deployment }) => {
      deployment.fields.remoteExecution = { enabled: true, allowedIpAddressRanges: [], remoteApiUrl: 'https://x.example' }
    },
    first: ['Remote Execution', 'warning', /its agents do not see the variables of the Deployment/],
    cure: /^Set AIRFLOW__SECRETS__BACKEND and AIRFLOW__SECRETS__BACKEND_KWARGS in the environment of the agents/,
    follow: ({ deployment }) => {
      delete deployment.fields.remoteExecution
    }
  },
  {
    name: 'the Deployment has lost the backend',
    break: dropping(BACKEND),
    first: ['backend', 'fault', /AIRFLOW__SECRETS__BACKEND: Airflow does not use Vault yet/],
    cure: RUN,
    follow: deploy
  },
  {
    name: 'the Deployment has another backend',
    break: setting(BACKEND, 'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend'),
    first: ['backend', 'fault', /has another secrets backend/],
    cure: /Remove that variable in Astro first/,
    follow(ward) {
      dropping(BACKEND)(ward)
      return deploy(ward)
    }
  },
  {
    name: 'nobody can read the class of the backend',
    break: setting(BACKEND, 'anything', true),
    first: ['backend', 'fault', /marked as secret, so its class cannot be read/],
    cure: /Remove that variable in Astro first/,
    follow(ward) {
      dropping(BACKEND)(ward)
      return deploy(ward)
    }
  },
  {
    name: 'a single kwarg overrides those of the backend',
    break: setting('AIRFLOW__SECRETS__BACKEND_KWARG__MOUNT_POINT', 'elsewhere'),
    first: ['backend', 'fault', /has AIRFLOW__SECRETS__BACKEND_KWARG__MOUNT_POINT, which overrides the secrets backend/],
    cure: /Remove that variable in Astro first/,
    follow: dropping('AIRFLOW__SECRETS__BACKEND_KWARG__MOUNT_POINT')
  },
  {
    name: 'workers have a backend of their own',
    break: setting('AIRFLOW__WORKERS__SECRETS_BACKEND', 'other.Backend'),
    first: ['backend', 'fault', /has AIRFLOW__WORKERS__SECRETS_BACKEND, which overrides/],
    cure: /Remove that variable in Astro first/,
    follow: dropping('AIRFLOW__WORKERS__SECRETS_BACKEND')
  },
  {
    name: 'the Deployment has lost its kwargs',
    break: dropping(BACKEND_KWARGS),
    first: ['kwargs', 'fault', /the Deployment has no AIRFLOW__SECRETS__BACKEND_KWARGS/],
    cure: /^Run `deploy`/,
    follow: deploy
  },
  {
    name: 'the kwargs are no JSON',
    break: setting(BACKEND_KWARGS, "{'role_id': 'x'}"),
    first: ['kwargs', 'fault', /is no JSON object/],
    cure: ADOPT,
    follow: adopt
  },
  {
    name: 'one of the kwargs is misspelt',
    break: plainKwargs(({ mount_point, ...rest }) => ({ ...rest, mount_pont: mount_point })),
    first: ['kwargs', 'fault', /`mount_pont` is not a kwarg of VaultBackend/],
    cure: ADOPT,
    follow: adopt
  },
  {
    name: 'the kwargs name another mount',
    break: plainKwargs(kwargs => ({ ...kwargs, mount_point: 'elsewhere' })),
    first: ['kwargs', 'warning', /mount_point is not what the manifest says/],
    cure: ADOPT,
    follow: adopt
  },
  {
    name: 'anybody can read the kwargs',
    break: plainKwargs(kwargs => kwargs),
    first: ['kwargs', 'warning', /not marked as secret, so others may know the credential/],
    cure: ADOPT,
    follow: adopt
  },
  {
    name: 'somebody else has set the kwargs',
    break: ward => setting(BACKEND_KWARGS, ward.deployment.value(BACKEND_KWARGS) ?? '', true)(ward),
    first: ['secret-id', 'warning', /somebody else changed AIRFLOW__SECRETS__BACKEND_KWARGS/],
    cure: RUN,
    follow: deploy
  },
  {
    name: 'the secret-id of the Deployment was destroyed',
    async break(ward) {
      const { secret_id } = JSON.parse(ward.deployment.value(BACKEND_KWARGS) ?? '{}')
      await ward.ask('auth/approle/role/astro_role/secret-id/destroy', { secret_id })
    },
    first: ['secret-id', 'fault', /its secret-id no longer exists in Vault/],
    cure: RUN,
    follow: deploy
  },
  {
    name: 'the secret-id is older than it may become',
    break(ward) {
      ward.later(() => ward.write('airflow-secrets.yaml', MANIFEST))
      ward.edit('airflow-secrets.yaml', text => `${text}approle: { secret-id: { rotate-after: 1s } }\n`)
    },
    first: ['secret-id', 'warning', /its secret-id is 0 h old, and rotate-after is/],
    cure: RUN,
    async follow(ward) {
      ward.write('airflow-secrets.yaml', MANIFEST)
      await deploy(ward)
    }
  },
  {
    name: 'the Deployment itself has a value for a secret of Vault',
    break: setting('AIRFLOW_VAR_GREETING', 'Hello from Astro'),
    first: ['shadowing', 'warning', /AIRFLOW_VAR_GREETING: Airflow asks Vault first/],
    cure: /^Remove it in Astro/,
    follow: dropping('AIRFLOW_VAR_GREETING')
  },
  {
    name: 'the Deployment itself has a value for a connection of Vault',
    break: setting('AIRFLOW_CONN_WAREHOUSE', 'postgres://db.example.com', true),
    first: ['shadowing', 'warning', /AIRFLOW_CONN_WAREHOUSE: Airflow asks Vault first/],
    cure: /^Remove it in Astro/,
    follow: dropping('AIRFLOW_CONN_WAREHOUSE')
  },
  {
    name: 'the Deployment does not start',
    break: ({ deployment }) => {
      deployment.status = 'UNHEALTHY'
    },
    first: ['status', 'fault', /it is UNHEALTHY/],
    cure: /Look at the Deployment in Astro/,
    follow: ({ deployment }) => {
      deployment.status = 'HEALTHY'
    }
  }
]
