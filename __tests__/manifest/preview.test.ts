import { describe, expect, it } from '@jest/globals'
import { asAppRole } from '../../src/identity/identities.ts'
import { isOfPreview, labelOf, previewManifest, previewName, previewScope } from '../../src/manifest/preview.ts'
import { aManifest, aScope } from '../build/manifest.ts'

const nameOf = (difference: Partial<Parameters<typeof previewName>[0]> = {}) =>
  previewName({ repository: 'acme/dags', manifest: 'analytics', base: { by: 'name', value: 'prod' }, of: '42', ...difference })

describe('the name of a preview', () => {
  it.each([
    ['a pull request', {}, /^preview-prod-pr-42-[0-9a-f]{8}$/],
    ['a branch', { of: 'feature/Fix_It' }, /^preview-prod-feature-fix-it-[0-9a-f]{8}$/],
    [
      'a long branch, by its last words',
      { of: 'dependabot/pip/apache-airflow-providers' },
      /^preview-prod-providers-[0-9a-f]{8}$/
    ],
    ['a branch that no name can have', { of: '分支' }, /^preview-prod-[0-9a-f]{8}$/],
    ['a base with blanks', { base: { by: 'name', value: 'My Prod!' } }, /^preview-my-prod-pr-42-[0-9a-f]{8}$/]
  ])('tells %s', (_, difference, name) => {
    expect(nameOf(difference)).toMatch(name)
  })

  it.each([
    [{ of: 'a/x' }, { of: 'b/x' }],
    [{ of: 'a-x' }, { of: 'a/x' }],
    [{ base: { by: 'name', value: 'prod' } }, { base: { by: 'name', value: 'dev' } }],
    [{ base: { by: 'name', value: 'prod' } }, { base: { by: 'entry', value: 'prod' } }],
    [{ of: 'pr-42' }, { of: '42' }],
    [{ of: 'refs/heads/42' }, { of: '42' }],
    [{ repository: 'acme/dags' }, { repository: 'acme/other' }],
    [{ manifest: 'analytics' }, { manifest: 'billing' }]
  ])('differs for %j and %j', (one, other) => {
    expect(nameOf(one)).not.toBe(nameOf(other))
  })

  it('is the same from run to run, and never longer than a name in Astro and a role in Vault can be', () => {
    expect(nameOf()).toBe(nameOf())
    expect(nameOf({ base: { by: 'name', value: 'x'.repeat(200) }, of: 'y/'.repeat(100) }).length).toBeLessThanOrEqual(50)
  })

  it('is that of a folder, if the preview has its own', () => {
    expect(isOfPreview(`${nameOf()}/variables/a`)).toBe(true)
    expect(isOfPreview(`${nameOf({ of: '分支' })}/connections/b`)).toBe(true)
    expect(['variables/a', 'preview-area/variables/a', `dev/${nameOf()}/a`].filter(isOfPreview)).toEqual([])
  })
})

it('a number is a pull request, and everything else a branch', () => {
  expect(['42', 'refs/heads/42', '0', '042', 'v42', 'feature/42'].map(labelOf)).toEqual([
    'pull request 42',
    'branch 42',
    'branch 0',
    'branch 042',
    'branch v42',
    'branch feature/42'
  ])
})

describe('the scope of a preview', () => {
  it('has a role and a policy of its own, and the folders of its base', () => {
    const base = aScope()
    expect(previewScope(base, { name: 'preview-x', isolated: false })).toEqual({
      ...base,
      role: `${base.role}-preview-x`,
      policy: `${base.policy}-preview-x`
    })
  })

  it('has folders of its own too, if it is isolated', () => {
    expect(previewScope(aScope(), { name: 'preview-x', isolated: true })).toMatchObject({
      variablesPath: 'preview-x/variables',
      connectionsPath: 'preview-x/connections'
    })
  })
})

describe('the secret-id of a preview', () => {
  const DAY = 86_400
  const lifetimes = (ttl: number) => asAppRole(previewManifest(aManifest(), { ttl }).identity).secretId

  it.each([1 / 24, 1, 2, 14, 90])('of %d days outlives it by at most a day, and is replaced in time', days => {
    const { ttl, rotateAfter, destroyAfter } = lifetimes(days * DAY)
    expect(ttl).toBeGreaterThanOrEqual(days * DAY)
    expect(ttl).toBeLessThanOrEqual((days + 1) * DAY)
    expect(ttl).toBeGreaterThan(rotateAfter + destroyAfter)
  })

  it('comes with a role-id that is not that of the base', () => {
    const manifest = aManifest({ approle: { 'role-id': 'fixed' } })
    expect(manifest.identity).toHaveProperty('roleId', 'fixed')
    expect(previewManifest(manifest, { ttl: DAY }).identity).not.toHaveProperty('roleId')
  })
})
