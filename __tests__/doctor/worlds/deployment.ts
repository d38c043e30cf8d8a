import { BACKEND } from '../../../src/airflow/kwargs.ts'
import { deploy, dropping, RUN_DEPLOY as RUN, setting } from '../acts.ts'
import type { Ward } from '../ward.ts'
import { good, typing, type World } from '../world.ts'

/** What is wrong with one Deployment. */

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
    first: ['Deployment', 'error', /Deployment clnothere.* was not found in Workspace/],
    hint: /Check the id or name of the Deployment and `workspace-id`/,
    follow: good
  },
  {
    name: 'the Astro token was revoked',
    break: answering({ status: 401 }),
    first: ['Deployment', 'error', /Astro answered 401/],
    hint: /`astro-api-token` has not been revoked/,
    follow: working
  },
  {
    name: 'the Astro token has no access to the Deployment',
    break: answering({ status: 403 }),
    first: ['Deployment', 'error', /Astro answered 403/],
    hint: /Use an `astro-api-token` that has access to this Deployment/,
    follow: working
  },
  {
    name: 'a login page answers instead of Astro',
    break: answering('html'),
    first: ['Deployment', 'error', /Astro at .* is not JSON/],
    hint: /no proxy or login page answers instead of the Astro API/,
    follow: working
  },
  {
    name: 'tasks run on agents of their owner',
    break: ({ deployment }) => {
      deployment.fields.remoteExecution = { enabled: true, allowedIpAddressRanges: [], remoteApiUrl: 'https://x.example' }
    },
    first: ['Remote Execution', 'warning', /its agents do not see the variables of the Deployment/],
    hint: /^Set AIRFLOW__SECRETS__BACKEND and AIRFLOW__SECRETS__BACKEND_KWARGS in the environment of the agents/,
    follow: ({ deployment }) => {
      delete deployment.fields.remoteExecution
    }
  },
  {
    name: 'the Deployment has lost the backend',
    break: dropping(BACKEND),
    first: ['backend', 'error', /AIRFLOW__SECRETS__BACKEND: Airflow does not use Vault yet/],
    hint: RUN,
    follow: deploy
  },
  {
    name: 'the Deployment has another backend',
    break: setting(BACKEND, 'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend'),
    first: ['backend', 'error', /has another secrets backend/],
    hint: /Remove that variable in Astro first/,
    follow(ward) {
      dropping(BACKEND)(ward)
      return deploy(ward)
    }
  },
  {
    name: 'nobody can read the class of the backend',
    break: setting(BACKEND, 'anything', true),
    first: ['backend', 'error', /marked as secret, so its class cannot be read/],
    hint: /Remove that variable in Astro first/,
    follow(ward) {
      dropping(BACKEND)(ward)
      return deploy(ward)
    }
  },
  {
    name: 'a single kwarg overrides those of the backend',
    break: setting('AIRFLOW__SECRETS__BACKEND_KWARG__MOUNT_POINT', 'elsewhere'),
    first: ['backend', 'error', /has AIRFLOW__SECRETS__BACKEND_KWARG__MOUNT_POINT, which overrides the secrets backend/],
    hint: /Remove that variable in Astro first/,
    follow: dropping('AIRFLOW__SECRETS__BACKEND_KWARG__MOUNT_POINT')
  },
  {
    name: 'workers have a backend of their own',
    break: setting('AIRFLOW__WORKERS__SECRETS_BACKEND', 'other.Backend'),
    first: ['backend', 'error', /has AIRFLOW__WORKERS__SECRETS_BACKEND, which overrides/],
    hint: /Remove that variable in Astro first/,
    follow: dropping('AIRFLOW__WORKERS__SECRETS_BACKEND')
  },
  {
    name: 'the Deployment itself has a value for a secret of Vault',
    break: setting('AIRFLOW_VAR_GREETING', 'Hello from Astro'),
    first: ['shadowing', 'warning', /AIRFLOW_VAR_GREETING: Airflow asks Vault first/],
    hint: /^Remove it in Astro/,
    follow: dropping('AIRFLOW_VAR_GREETING')
  },
  {
    name: 'the Deployment itself has a value for a connection of Vault',
    break: setting('AIRFLOW_CONN_WAREHOUSE', 'postgres://db.example.com', true),
    first: ['shadowing', 'warning', /AIRFLOW_CONN_WAREHOUSE: Airflow asks Vault first/],
    hint: /^Remove it in Astro/,
    follow: dropping('AIRFLOW_CONN_WAREHOUSE')
  },
  {
    name: 'the Deployment does not start',
    break: ({ deployment }) => {
      deployment.status = 'UNHEALTHY'
    },
    first: ['status', 'error', /it is UNHEALTHY/],
    hint: /Look at the Deployment in Astro/,
    follow: ({ deployment }) => {
      deployment.status = 'HEALTHY'
    }
  }
]
