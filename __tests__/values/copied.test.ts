import { expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { copiedVariables } from '../../src/values/copied.ts'

const all = (variables: Record<string, string | null>) =>
  copiedVariables(
    new Map(
      Object.entries(variables).map(([key, value]) => [
        key,
        value === null ? { secret: true } : { secret: false, value: new Secret(value) }
      ])
    )
  )

it('copies what is plain, and names what stays behind', () => {
  expect(
    all({
      LOG_LEVEL: 'INFO',
      AIRFLOW__CORE__PARALLELISM: '32',
      REGION: 'eu-west-1',
      STRIPE: null,
      DB_PASSWORD: 'hunter2',
      API_KEY: 'x',
      DSN: 'postgres://db',
      URL: 'https://user:pw@host',
      GH: 'ghp_0123456789abcdefghijklmnopqrstuvwxyz',
      AIRFLOW_CONN_ERP: 'http://erp',
      AIRFLOW_VAR_LIMIT: '3'
    })
  ).toEqual({
    copied: ['LOG_LEVEL', 'AIRFLOW__CORE__PARALLELISM', 'REGION'],
    left: ['STRIPE', 'DB_PASSWORD', 'API_KEY', 'DSN', 'URL', 'GH', 'AIRFLOW_CONN_ERP', 'AIRFLOW_VAR_LIMIT']
  })
})

it.each([
  ['DBPASS', 'hunter22'],
  ['WAREHOUSE_LOGIN', 'svc:S3cr3tpw'],
  ['DBT_ENV', 'Winter2026!'],
  ['SENHA', 'verao'],
  ['AIRFLOW__CELERY__BROKER_URL', 'redis://:pw@host:6379/0']
])('does not copy %s=%s, which is not known to be harmless', (name, value) => {
  expect(all({ [name]: value, LOG_LEVEL: 'INFO' })).toEqual({ copied: ['LOG_LEVEL'], left: [name] })
})

it('lets the DAGs of a preview begin paused, whatever those of its base do', () => {
  expect(all({ AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION: 'False' })).toEqual({
    copied: [],
    left: ['AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION']
  })
})

it('says nothing of the backend, of which each preview has its own', () => {
  expect(
    all({
      AIRFLOW__SECRETS__BACKEND: 'airflow.providers.hashicorp.secrets.vault.VaultBackend',
      AIRFLOW__SECRETS__BACKEND_KWARGS: null
    })
  ).toEqual({ copied: [], left: [] })
})
