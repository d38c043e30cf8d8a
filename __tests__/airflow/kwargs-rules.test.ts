import { describe, expect, it } from '@jest/globals'
import { backendKwargs } from '../../src/airflow/kwargs.ts'
import { kwargsProblems } from '../../src/airflow/kwargs-rules.ts'

const good = backendKwargs(
  {
    mountPoint: 'airflow',
    connectionsPath: 'connections',
    variablesPath: 'variables',
    url: 'https://vault.example.com',
    namespace: 'admin',
    verify: '/ca.pem'
  },
  { auth_type: 'approle', auth_mount_point: 'ci', role_id: 'role', secret_id: 's3cret' }
)

describe('kwargsProblems', () => {
  it.each<Record<string, unknown>>([
    {},
    { connections_path: null, variables_path: '', config_path: ['a'] },
    { kv_engine_version: 1 },
    { verify: true, cert: ['/cert.pem', '/key.pem'], proxies: { https: 'http://proxy' } },
    {
      cert: '/cert.pem',
      timeout: 0.5,
      allow_redirects: false,
      strict_http: true,
      ignore_exceptions: false,
      request_header: true
    },
    { use_team_secrets_path: false, global_secrets_path: null, url: null, radius_port: 1812 },
    { auth_type: 'token', token: 't' },
    { auth_type: 'token', token_path: '/t' },
    { auth_type: 'github', token: 't' },
    { auth_type: 'jwt', jwt_role: 'r', jwt_token_path: '/t' },
    { auth_type: 'kubernetes', kubernetes_role: 'r' },
    { auth_type: 'userpass', username: 'u', password: 'p' },
    { auth_type: 'ldap' },
    { auth_type: 'aws_iam', assume_role_kwargs: { RoleArn: 'a' }, region: 'eu' },
    { auth_type: 'gcp', gcp_scopes: 's', gcp_keyfile_dict: {} }
  ])('are none with %j', difference => {
    expect(kwargsProblems({ ...good, ...difference })).toEqual([])
  })

  it.each<[Record<string, unknown>, RegExp]>([
    [{ rol_id: 's3cret' }, /^`rol_id` is not a kwarg .* write `role_id`$/],
    [{ vault_namespace: 's3cret' }, /^`vault_namespace` is not a kwarg .* remove it$/],
    [{ tokn_pth: 's3cret' }, /^`tokn_pth` .* write `token_path`$/],
    [{ token_ttl: 's3cret' }, /^`token_ttl` .* remove it$/],
    [{ mount: 's3cret' }, /^`mount` is not a kwarg/],
    [{ toString: 's3cret' }, /^`toString` is not a kwarg/],
    [{ cache_approle_token: true }, /^`cache_approle_token` exists in no released provider/],
    [{ session: 's3cret' }, /^`session` is a Python object/],
    [{ adapter: 's3cret' }, /^`adapter` is a Python object/],
    [{ mount_point: null }, /^`mount_point` must be the name of the mount/],
    [{ mount_point: '' }, /^`mount_point` must be/],
    [{ kv_engine_version: '2' }, /^`kv_engine_version` must be the number 1 or 2, without quotes$/],
    [{ kv_engine_version: 3 }, /^`kv_engine_version`/],
    [{ kv_engine_version: null }, /^`kv_engine_version`/],
    [{ timeout: '10' }, /^`timeout` must be a number of seconds greater than 0/],
    [{ timeout: 0 }, /^`timeout`/],
    [{ timeout: Number.NaN }, /^`timeout`/],
    [{ timeout: null }, /^`timeout`/],
    [{ timeout: [1, 2] }, /^`timeout`/],
    [{ verify: '' }, /^`verify` must be true, false, or the path/],
    [{ verify: null }, /^`verify`/],
    [{ cert: ['/cert.pem'] }, /^`cert`/],
    [{ proxies: 'http://s3cret' }, /^`proxies` must be an object/],
    [{ namespace: 5 }, /^`namespace` must be a non-empty string/],
    [{ namespace: '' }, /^`namespace` must be a non-empty string/],
    [{ url: {} }, /^`url`/],
    [{ connections_path: 5 }, /^`connections_path` must be a path/],
    [{ connections_path: [] }, /^`connections_path`/],
    [{ variables_path: [null] }, /^`variables_path`/],
    [{ config_path: {} }, /^`config_path`/],
    [{ use_team_secrets_path: 'true' }, /^`use_team_secrets_path` must be true or false, without quotes/],
    [{ allow_redirects: 1 }, /^`allow_redirects`/],
    [{ assume_role_kwargs: ['s3cret'] }, /^`assume_role_kwargs` must be an object/],
    [{ radius_port: '1812' }, /^`radius_port`/],
    [{ role_id: undefined }, /^`role_id`/],
    [{ role_id: null }, /^`role_id` is missing; `auth_type` approle needs it$/],
    [{ secret_id: null }, /^`secret_id` is missing; `auth_type` approle needs it$/],
    [{ auth_type: 's3cret' }, /^`auth_type` must be one of approle, aws_iam,/],
    [{ auth_type: 'azure', azure_resource: 'r', azure_tenant_id: 't' }, /^`auth_type` azure never logs in/],
    [{ auth_type: 'radius', radius_host: 'h', radius_secret: 's3cret' }, /^`auth_type` radius never logs in/],
    [{ auth_type: 5 }, /^`auth_type` must be a non-empty string/],
    [{ auth_type: 'token' }, /^`token` or `token_path` is missing; `auth_type` token needs it$/],
    [{ auth_type: 'github' }, /^`token` or `token_path` is missing/],
    [{ auth_type: 'jwt', jwt_token: 's3cret' }, /^`jwt_role` is missing/],
    [{ auth_type: 'jwt', jwt_role: 'r' }, /^`jwt_token` or `jwt_token_path` is missing/],
    [{ auth_type: 'kubernetes' }, /^`kubernetes_role` is missing/],
    [{ auth_type: 'kubernetes', kubernetes_role: 'r', kubernetes_jwt_path: '' }, /^`kubernetes_jwt_path`/],
    [{ auth_type: 'gcp' }, /^`gcp_scopes` is missing/]
  ])('%j', (difference, problem) => {
    const problems = kwargsProblems({ ...good, ...difference })
    expect(problems[0]).toMatch(problem)
    expect(problems.join()).not.toMatch(/s3|cret,|\/ca/)
  })

  it('take token for the kind of login where none is given, as the provider does', () => {
    expect(kwargsProblems({ mount_point: 'airflow' })).toEqual(['`token` or `token_path` is missing; `auth_type` token needs it'])
  })

  it('are one for one mistake', () => {
    expect(kwargsProblems({ ...good, auth_type: 5 })).toEqual(['`auth_type` must be a non-empty string'])
  })

  it('come all at once', () => {
    expect(kwargsProblems({ auth_type: 'approle', rol_id: 'r', timeout: '1' })).toHaveLength(4)
  })
})
