import { describe, expect, it } from '@jest/globals'
import {
  BACKEND,
  BACKEND_CLASS,
  BACKEND_KWARGS,
  type BackendSettings,
  backendKwargs,
  conflictingVariables,
  serialiseKwargs
} from '../../src/airflow/kwargs.ts'

const someSettings = (difference: Partial<BackendSettings> = {}): BackendSettings => ({
  mountPoint: 'airflow',
  connectionsPath: 'connections',
  variablesPath: 'variables',
  url: 'https://vault.example.com:8200',
  ...difference
})
const AUTH = { auth_type: 'approle', role_id: 'role', secret_id: 'secret' }
const written = (difference?: Partial<BackendSettings>, auth: Readonly<Record<string, string>> = AUTH) =>
  serialiseKwargs(backendKwargs(someSettings(difference), auth))

describe('the names', () => {
  it('are those of Airflow and its provider', () => {
    expect([BACKEND, BACKEND_KWARGS, BACKEND_CLASS]).toEqual([
      'AIRFLOW__SECRETS__BACKEND',
      'AIRFLOW__SECRETS__BACKEND_KWARGS',
      'airflow.providers.hashicorp.secrets.vault.VaultBackend'
    ])
  })
})

describe('the kwargs', () => {
  it('are these, in this order, without what was not set', () => {
    expect(written()).toBe(
      '{"connections_path":"connections","variables_path":"variables","config_path":null,"mount_point":"airflow","kv_engine_version":2,"url":"https://vault.example.com:8200","auth_type":"approle","role_id":"role","secret_id":"secret","timeout":10}'
    )
  })

  it('are these with everything set', () => {
    const auth = { auth_type: 'approle', auth_mount_point: 'ci', role_id: 'role', secret_id: 'secret' }
    expect(written({ namespace: 'admin', verify: '/ca.pem', timeout: 5 }, auth)).toBe(
      '{"connections_path":"connections","variables_path":"variables","config_path":null,"mount_point":"airflow","kv_engine_version":2,"url":"https://vault.example.com:8200","namespace":"admin","auth_type":"approle","auth_mount_point":"ci","role_id":"role","secret_id":"secret","verify":"/ca.pem","timeout":5}'
    )
  })

  it('go without an empty namespace', () => {
    expect(written({ namespace: '' })).toBe(written())
  })

  it('keep verify: false', () => {
    expect(written({ verify: false })).toContain('"verify":false')
  })
})

describe('serialiseKwargs', () => {
  it('writes what no shell and no expansion changes, and what reads back as it was', () => {
    const kwargs = { secret_id: '$HOME $(X) ü😀\u2028\u007f "\\\n', path: { $a: '$' } }
    const text = serialiseKwargs(kwargs)
    expect(text).toBe(
      '{"secret_id":"\\u0024HOME \\u0024(X) \\u00fc\\ud83d\\ude00\\u2028\\u007f \\"\\\\\\n","path":{"\\u0024a":"\\u0024"}}'
    )
    expect(text).toMatch(/^[ -~]*$/)
    expect(JSON.parse(text)).toEqual(kwargs)
  })
})

describe('conflictingVariables', () => {
  const disturbing = [
    'AIRFLOW__SECRETS__BACKEND_KWARG__ROLE_ID',
    'AIRFLOW__SECRETS__BACKEND_KWARG__SECRET_ID',
    'AIRFLOW__SECRETS__BACKEND_KWARGS_CMD',
    'AIRFLOW__SECRETS__BACKEND_KWARGS_SECRET',
    'AIRFLOW__SECRETS__BACKEND_CMD',
    'AIRFLOW__SECRETS__BACKEND_SECRET',
    'AIRFLOW__WORKERS__SECRETS_BACKEND',
    'AIRFLOW__WORKERS__SECRETS_BACKEND_KWARGS',
    'AIRFLOW__WORKERS__SECRETS_BACKEND_KWARG__URL'
  ]
  const harmless = [
    BACKEND,
    BACKEND_KWARGS,
    'AIRFLOW__SECRETS__USE_CACHE',
    'AIRFLOW__SECRETS__BACKEND_KWARGS_CMD2',
    'AIRFLOW__WORKERS__SECRETS',
    'MY_AIRFLOW__SECRETS__BACKEND_CMD',
    'airflow__secrets__backend_cmd',
    'VAULT_ADDR'
  ]

  it.each(disturbing)('names %s', name => expect(conflictingVariables([...harmless, name])).toEqual([name]))
  it('names no others', () => expect(conflictingVariables(harmless)).toEqual([]))
})
