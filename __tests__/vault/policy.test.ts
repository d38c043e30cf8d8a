import { describe, expect, it } from '@jest/globals'
import { describeGrants, grantsFor, includes, parsePolicy, policyText, union } from '../../src/vault/policy.ts'
import { aScope } from '../build/manifest.ts'

const grants = (entries: Record<string, string[]>) =>
  new Map(Object.entries(entries).map(([path, list]) => [path, new Set(list)]))

describe('the policy that Airflow needs', () => {
  it('reads exactly its two folders', () => {
    expect(policyText('analytics', grantsFor([aScope()]))).toBe(
      [
        '# Kept by astro-vault-action for manifest analytics.',
        'path "airflow/data/connections/*" {',
        '  capabilities = ["read"]',
        '}',
        'path "airflow/data/variables/*" {',
        '  capabilities = ["read"]',
        '}',
        ''
      ].join('\n')
    )
  })

  it('comes back from its text, mark and all', () => {
    const wanted = grants({ 'a/data/x/*': ['read', 'list'], 'b/*': ['deny'] })
    const parsed = parsePolicy(policyText('analytics', wanted))
    expect(parsed?.manifest).toBe('analytics')
    expect(parsed?.grants).toEqual(wanted)
  })

  it('is the same text for the same grants in another order', () => {
    expect(policyText('m', grants({ b: ['read'], a: ['list', 'read'] }))).toBe(
      policyText('m', grants({ a: ['read', 'list'], b: ['read'] }))
    )
  })
})

describe('a policy of somebody else', () => {
  it.each([
    ['in one line', 'path "a/*" { capabilities = ["read"] }'],
    ['with comments', '# mine\npath "a/*" { // here\n  capabilities = ["read"] # only\n}\n'],
    ['with a comma at the end', 'path "a/*" {\n  capabilities = ["read",]\n}']
  ])('is understood %s', (_, text) => {
    expect(parsePolicy(text)).toEqual({ grants: grants({ 'a/*': ['read'] }) })
  })

  it('that names a path twice grants both', () => {
    const text = 'path "a" { capabilities = ["read"] }\npath "a" { capabilities = ["list"] }'
    expect(parsePolicy(text)?.grants).toEqual(grants({ a: ['read', 'list'] }))
  })

  it('that is empty grants nothing', () => {
    expect(parsePolicy('')).toEqual({ grants: new Map() })
  })

  it.each([
    'path "a" { capabilities = ["read"] allowed_parameters = { "x" = [] } }',
    'path "a" { policy = "read" }',
    '{"path": {"a": {"capabilities": ["read"]}}}',
    'name = "x"\npath "a" { capabilities = ["read"] }'
  ])('that says more is not guessed at: %s', text => {
    expect(parsePolicy(text)).toBeUndefined()
  })

  it('whose paths hold comment signs is not guessed at', () => {
    expect(parsePolicy('path "a/#b/*" { capabilities = ["read"] }')).toBeUndefined()
  })

  it('is ours only by the whole line of the mark', () => {
    expect(parsePolicy('# Not: Kept by astro-vault-action for manifest x.\n')?.manifest).toBeUndefined()
  })
})

describe('grants', () => {
  it('include others path by path and capability by capability', () => {
    const whole = grants({ a: ['read', 'list'], b: ['read'] })
    expect(includes(whole, grants({ a: ['read'] }))).toBe(true)
    expect(includes(whole, grants({ b: ['list'] }))).toBe(false)
    expect(includes(whole, grants({ c: ['read'] }))).toBe(false)
    expect(includes(whole, new Map())).toBe(true)
  })

  it('unite without changing either', () => {
    const one = grants({ a: ['read'] })
    expect(union(one, grants({ a: ['list'], b: ['read'] }))).toEqual(grants({ a: ['read', 'list'], b: ['read'] }))
    expect(one).toEqual(grants({ a: ['read'] }))
  })

  it('are told one by one', () => {
    expect(describeGrants(grants({ a: ['read', 'list'], b: ['deny'] }))).toBe('a [list, read]; b [deny]')
  })
})
