import { describe, expect, it } from '@jest/globals'
import { scopeOf } from '../../src/manifest/scope.ts'
import { aManifest } from '../build/manifest.ts'

describe('the names in Vault', () => {
  it('are shared by all Deployments', () => {
    expect(scopeOf(aManifest({ vault: { mount: 'kv', 'variables-path': 'team/variables' } }))).toEqual({
      manifest: 'analytics',
      kind: 'approle',
      mount: 'kv',
      variablesPath: 'team/variables',
      connectionsPath: 'connections',
      authMount: 'approle',
      role: 'astro_role',
      policy: 'astro_policy'
    })
  })

  it('are its own for an isolated Deployment, but for the mounts', () => {
    expect(scopeOf(aManifest(), 'dev')).toEqual({
      deployment: 'dev',
      manifest: 'analytics',
      kind: 'approle',
      mount: 'airflow',
      variablesPath: 'dev/variables',
      connectionsPath: 'dev/connections',
      authMount: 'approle',
      role: 'astro_role-dev',
      policy: 'astro_policy-dev'
    })
  })
})
