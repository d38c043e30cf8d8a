import { BACKEND_KWARGS } from '../../../src/airflow/kwargs.ts'
import { deploy, dropping, RUN_DEPLOY as RUN, setting } from '../acts.ts'
import { MANIFEST, type Ward } from '../ward.ts'
import { typing, type World } from '../world.ts'

/** What is wrong with the kwargs of a Deployment, and with the secret-id in them. */

const adopt = (ward: Ward) => ward.must('deploy', typing({ 'on-conflict': 'adopt', rotate: 'now' }))
const ADOPT = /^Run `deploy` with `--on-conflict adopt --rotate now`/

function plainKwargs(change: (kwargs: Record<string, unknown>) => unknown) {
  return ({ deployment }: Ward) => {
    const kwargs = JSON.parse(deployment.value(BACKEND_KWARGS) ?? '{}')
    deployment.setVariable(BACKEND_KWARGS, JSON.stringify(change(kwargs)), { isSecret: false })
  }
}

async function destroySecretId(ward: Ward): Promise<void> {
  const { secret_id } = JSON.parse(ward.deployment.value(BACKEND_KWARGS) ?? '{}')
  await ward.ask('auth/approle/role/astro_role/secret-id/destroy', { secret_id })
}

export const KWARGS: readonly World[] = [
  {
    name: 'the secret-id is older than it may become',
    break(ward) {
      ward.later(() => ward.write('airflow-secrets.yaml', MANIFEST))
      ward.edit('airflow-secrets.yaml', text => `${text}approle: { secret-id: { rotate-after: 0s } }\n`)
    },
    first: ['secret-id', 'warning', /its secret-id is 0 h old, and rotate-after is 0 h/],
    hint: RUN,
    async follow(ward) {
      ward.write('airflow-secrets.yaml', MANIFEST)
      await deploy(ward)
    }
  },
  {
    name: 'the Deployment has lost its kwargs',
    break: dropping(BACKEND_KWARGS),
    first: ['kwargs', 'error', /the Deployment has no AIRFLOW__SECRETS__BACKEND_KWARGS/],
    hint: /^Run `deploy`/,
    follow: deploy
  },
  {
    name: 'the kwargs are no JSON',
    break: setting(BACKEND_KWARGS, "{'role_id': 'x'}"),
    first: ['kwargs', 'error', /is no JSON object/],
    hint: ADOPT,
    follow: adopt
  },
  {
    name: 'one of the kwargs is misspelt',
    break: plainKwargs(({ mount_point, ...rest }) => ({ ...rest, mount_pont: mount_point })),
    first: ['kwargs', 'error', /`mount_pont` is not a kwarg of VaultBackend/],
    hint: ADOPT,
    follow: adopt
  },
  {
    name: 'the kwargs name another mount',
    break: plainKwargs(kwargs => ({ ...kwargs, mount_point: 'elsewhere' })),
    first: ['kwargs', 'warning', /mount_point is not what the manifest says/],
    hint: ADOPT,
    follow: adopt
  },
  {
    name: 'anybody can read the kwargs',
    break: plainKwargs(kwargs => kwargs),
    first: ['kwargs', 'warning', /not marked as secret, so others may know the credential/],
    hint: ADOPT,
    follow: adopt
  },
  {
    name: 'somebody else has set the kwargs',
    break: ward => {
      const theirs = ward.deployment.value(BACKEND_KWARGS)?.replace('vault.example.com', 'other.example.com') ?? ''
      setting(BACKEND_KWARGS, theirs, true)(ward)
    },
    first: ['secret-id', 'warning', /somebody else changed AIRFLOW__SECRETS__BACKEND_KWARGS/],
    hint: RUN,
    follow: deploy
  },
  {
    name: 'the secret-id of a Deployment was destroyed, and no Deployment is named',
    async break(ward) {
      await destroySecretId(ward)
      return typing({ 'deployment-id': undefined })
    },
    first: ['logins', 'warning', /Deployment prod cannot log in to Vault any more: its secret-id no longer exists/],
    hint: /^Run mode `deploy` for this Deployment to restore access/,
    follow: deploy
  },
  {
    name: 'the secret-id of the Deployment was destroyed',
    break: destroySecretId,
    first: ['secret-id', 'error', /its secret-id no longer exists in Vault/],
    hint: RUN,
    follow: deploy
  }
]
