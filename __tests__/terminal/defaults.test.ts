import { describe, expect, it } from '@jest/globals'
import { withDefaults } from '../../src/terminal/defaults.ts'
import { aFolder } from '../fakes/folder.ts'

/** The inputs that a command gets, from what was typed and what is set. */
function inputs(typed: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>>, home = '/nowhere') {
  const typedAs = { get: (name: string) => typed[name] ?? '', names: Object.keys(typed), now: new Date(0), offersIdToken: false }
  return withDefaults(typedAs, { environment, home })
}

describe('what is not typed', () => {
  it.each([
    ['vault-url', 'VAULT_ADDR', 'https://vault.example.com'],
    ['vault-token', 'VAULT_TOKEN', 'hvs.a'],
    ['vault-namespace', 'VAULT_NAMESPACE', 'admin'],
    ['vault-ca-certificate', 'VAULT_CACERT', '/etc/ca.pem'],
    ['vault-client-certificate', 'VAULT_CLIENT_CERT', '/etc/c.pem'],
    ['vault-client-key', 'VAULT_CLIENT_KEY', '/etc/k.pem'],
    ['vault-tls-server-name', 'VAULT_TLS_SERVER_NAME', 'vault']
  ])('is %s from %s', (input, variable, value) => {
    expect(inputs({}, { [variable]: ` ${value}\n` }).get(input)).toBe(value)
    expect(inputs({ [input]: 'typed' }, { [variable]: value }).get(input)).toBe('typed')
  })

  it('prefers VAULT_CACERT_BYTES, as the vault CLI does', () => {
    expect(inputs({}, { VAULT_CACERT: 'file', VAULT_CACERT_BYTES: 'pem' }).get('vault-ca-certificate')).toBe('pem')
  })

  it.each([
    ['1', 'true'],
    ['TRUE', 'true'],
    ['0', ''],
    ['false', ''],
    ['', '']
  ])('skips no check of certificates unless VAULT_SKIP_VERIFY is true: %p', (set, value) => {
    expect(inputs({}, { VAULT_SKIP_VERIFY: set }).get('vault-tls-skip-verify')).toBe(value)
  })

  it('is the token of `vault login`, unless VAULT_TOKEN is set', () => {
    const { dir } = aFolder({ '.vault-token': 'hvs.file\n' })
    expect(inputs({}, {}, dir).get('vault-token')).toBe('hvs.file')
    expect(inputs({}, { VAULT_TOKEN: 'hvs.set' }, dir).get('vault-token')).toBe('hvs.set')
    expect(inputs({ 'vault-token': 'hvs.typed' }, { VAULT_TOKEN: 'hvs.set' }, dir).get('vault-token')).toBe('hvs.typed')
  })

  it('is no token where another login was chosen', () => {
    const { dir } = aFolder({ '.vault-token': 'hvs.file' })
    expect(inputs({ 'vault-auth-method': 'approle' }, { VAULT_TOKEN: 'hvs.set' }, dir).get('vault-token')).toBe('')
  })

  it.each([
    ['approle', 'vault-role-id', 'VAULT_ROLE_ID'],
    ['approle', 'vault-secret-id', 'VAULT_SECRET_ID'],
    ['approle', 'vault-wrapped-secret-id', 'VAULT_WRAPPED_SECRET_ID'],
    ['jwt', 'vault-jwt', 'VAULT_JWT'],
    ['ldap', 'vault-username', 'VAULT_USERNAME'],
    ['ldap', 'vault-password', 'VAULT_PASSWORD'],
    ['userpass', 'vault-password', 'VAULT_PASSWORD'],
    ['github', 'vault-github-token', 'VAULT_GITHUB_TOKEN']
  ])('is for method %s alone %s from %s', (method, input, variable) => {
    const typed = { 'vault-auth-method': method }
    expect(inputs(typed, { [variable]: ' set\n' }).get(input)).toBe('set')
    expect(inputs({ ...typed, [input]: 'typed' }, { [variable]: 'set' }).get(input)).toBe('typed')
    expect(inputs({}, { [variable]: 'set' }).get(input)).toBe('')
  })

  it.each([
    ['vault-wrapped-secret-id', 'vault-secret-id', 'VAULT_SECRET_ID'],
    ['vault-secret-id', 'vault-wrapped-secret-id', 'VAULT_WRAPPED_SECRET_ID']
  ])('is nothing beside a typed %s, which replaces %s', (input, other, variable) => {
    expect(inputs({ 'vault-auth-method': 'approle', [input]: 'typed' }, { [variable]: 'set' }).get(other)).toBe('')
  })

  it('is no login of a method that there is not', () => {
    expect(inputs({ 'vault-auth-method': 'toString' }, { VAULT_TOKEN: 'set' }).get('vault-token')).toBe('')
  })

  it.each([
    [{ mode: 'plan' }, ''],
    [{ mode: 'plan', 'deployment-name': 'prod' }, 'a.b.c'],
    [{ mode: 'deploy' }, 'a.b.c'],
    [{ mode: 'sync' }, '']
  ])('is the token of Astro only where a Deployment is asked for: %p', (typed, token) => {
    expect(inputs(typed, { ASTRO_API_TOKEN: 'a.b.c' }).get('astro-api-token')).toBe(token)
  })
})
