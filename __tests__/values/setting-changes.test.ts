import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { settingChanges } from '../../src/values/setting-changes.ts'
import { aManifest } from '../build/manifest.ts'

const variable = (value: unknown) => ({ variables: { a: value } })
const jwt = (fields: object) => ({ runtime: { jwt: { audience: 'vault', 'token-path': '/token', ...fields } } })

/** As Amazon has them for clusters. */
const EKS = 'https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLEd539d4633e53de1b71EXAMPLE'
const PEM = (body: string) => `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`
/** Of what the bodies below decode to. */
const [A, B, C] = ['AAA', 'BBB', 'CCC'].map(der => createHash('sha256').update(der).digest('hex'))

describe('what becomes of settings', () => {
  it.each<[string, object, object, unknown[]]>([
    ['nothing', { vault: { mount: 'a' } }, { vault: { mount: 'a' } }, []],
    ['nothing that another list has: an entry', variable('x'), variable('y'), []],
    [
      'a key, and one that is written no longer',
      { approle: { 'token-ttl': '1h', 'secret-id': { ttl: '60d' } } },
      { approle: { 'token-ttl': '2h' } },
      [
        {
          name: 'approle',
          change: 'changed',
          keys: [
            { key: 'token-ttl', was: '1h', becomes: '2h' },
            { key: 'secret-id.ttl', was: '60d', becomes: null }
          ]
        }
      ]
    ],
    [
      'a section that has no keys',
      { manage: ['mount', 'role'] },
      { manage: ['role'], coverage: 'off' },
      [
        { name: 'manage', change: 'changed', keys: [{ key: 'manage', was: 'mount, role', becomes: 'role' }] },
        { name: 'coverage', change: 'changed', keys: [{ key: 'coverage', was: null, becomes: 'off' }] }
      ]
    ],
    [
      'a pattern, which nobody knows what it brings, and no file, whose content is compared',
      { imports: [{ file: 'a.yaml' }, { env: 'AIRFLOW_CONN_*' }] },
      { imports: [{ env: 'AIRFLOW_CONN_*' }, { env: 'AIRFLOW_VAR_DBT_*' }] },
      [
        {
          name: 'imports',
          change: 'changed',
          keys: [{ key: 'env', was: 'AIRFLOW_CONN_*', becomes: 'AIRFLOW_CONN_*, AIRFLOW_VAR_DBT_*' }]
        }
      ]
    ],
    [
      'the only pattern',
      { imports: [{ env: 'AIRFLOW_CONN_*' }] },
      {},
      [{ name: 'imports', change: 'changed', keys: [{ key: 'env', was: 'AIRFLOW_CONN_*', becomes: null }] }]
    ],
    ['nothing of imports without a pattern', { imports: [{ file: 'a.yaml' }] }, {}, []],
    [
      'the isolation of a Deployment, without what it has for itself',
      { deployments: { dev: { 'deployment-name': 'dev', isolate: true, variables: { a: 'x' } } } },
      { deployments: { dev: { 'deployment-name': 'dev' } } },
      [{ name: 'deployments.dev', change: 'changed', keys: [{ key: 'isolate', was: 'true', becomes: null }] }]
    ],
    [
      'an address, but no login in it',
      { vault: { 'airflow-url': 'https://a.example.com' } },
      { vault: { 'airflow-url': 'https://token@b.example.com' } },
      [{ name: 'vault', change: 'changed', keys: [{ key: 'airflow-url', was: 'https://a.example.com' }] }]
    ],
    [
      'a list, and one with nothing in it',
      jwt({ 'service-accounts': ['default'], keys: [] }),
      jwt({ keys: [PEM('QUFB')] }),
      [
        {
          name: 'runtime',
          change: 'changed',
          keys: [
            { key: 'jwt.keys', was: '[]', becomes: `sha256:${A}` },
            { key: 'jwt.service-accounts', was: 'default', becomes: null }
          ]
        }
      ]
    ],
    [
      'whose tokens Vault believes, in full although it looks like a secret',
      jwt({ issuer: EKS, audience: 'webhook', 'service-accounts': ['webhook-a'] }),
      jwt({ issuer: `${EKS}2`, audience: 'hvs.vault', 'service-accounts': ['webhook-b'] }),
      [
        {
          name: 'runtime',
          change: 'changed',
          keys: [
            { key: 'jwt.audience', was: 'webhook', becomes: 'hvs.vault' },
            { key: 'jwt.issuer', was: EKS, becomes: `${EKS}2` },
            { key: 'jwt.service-accounts', was: 'webhook-a', becomes: 'webhook-b' }
          ]
        }
      ]
    ],
    [
      'its keys by their fingerprints, and not how their lines end',
      jwt({ keys: [PEM('QUFB'), PEM('QkJC')] }),
      jwt({ keys: [PEM('QU\nFB'), PEM('Q0ND')] }),
      [
        {
          name: 'runtime',
          change: 'changed',
          keys: [{ key: 'jwt.keys', was: `sha256:${A}, sha256:${B}`, becomes: `sha256:${A}, sha256:${C}` }]
        }
      ]
    ],
    ['nothing, where a key has other line ends', jwt({ keys: [PEM('QUFB')] }), jwt({ keys: [PEM('QU\r\nFB').trim()] }), []],
    [
      'a new Deployment, without what it was',
      {},
      { deployments: { dev: { 'deployment-name': 'dev' } } },
      [{ name: 'deployments.dev', change: 'added', keys: [{ key: 'deployment-name', becomes: 'dev' }] }]
    ]
  ])('%s', (_, before, after, expected) => {
    expect(settingChanges(aManifest(before), aManifest(after))).toEqual(expected)
  })
})

it('a key is what openssl makes of it', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [pem, der] = [publicKey.export({ type: 'spki', format: 'pem' }), publicKey.export({ type: 'spki', format: 'der' })]
  const [change] = settingChanges(aManifest(jwt({})), aManifest(jwt({ keys: [pem] })))
  const becomes = `sha256:${createHash('sha256').update(der).digest('hex')}`
  expect(change?.keys).toEqual([{ key: 'jwt.keys', was: null, becomes }])
})
