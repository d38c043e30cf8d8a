import { describe, expect, it } from '@jest/globals'
import { environmentFor, environmentForAny } from '../../src/base/environment.ts'

/** Of a step that deploys, with the variables that a runner adds. */
const STEP = {
  PATH: '/usr/bin',
  HOME: '/home/runner',
  LC_ALL: 'C.UTF-8',
  https_proxy: 'http://proxy.example.com:3128',
  DB_PASSWORD: 'a source',
  AWS_REGION: 'eu-west-1',
  OP_SERVICE_ACCOUNT_TOKEN: 'of a secret store',
  INPUT_MODE: 'plan',
  STATE_token: 'hvs.x',
  VAULT_TOKEN: 'hvs.y',
  BAO_TOKEN: 'hvs.z',
  ASTRO_API_TOKEN: 'a.b.c',
  GITHUB_TOKEN: 'ghs_x',
  GITHUB_ENV: '/runner/env',
  GITHUB_OUTPUT: '/runner/output',
  GITHUB_PATH: '/runner/path',
  GITHUB_STATE: '/runner/state',
  GITHUB_STEP_SUMMARY: '/runner/summary',
  GITHUB_SHA: 'abc',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'eyJ',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.example.com',
  ACTIONS_RUNTIME_TOKEN: 'eyJ',
  ACTIONS_CACHE_URL: 'https://cache.actions.example.com'
}

const namesOf = (environment: Record<string, string>) => Object.keys(environment).filter(name => !name.startsWith('GIT_'))

describe('a program that is known', () => {
  it('gets what any program needs, what it is known to need, and nothing else', () => {
    expect(namesOf(environmentFor(STEP, []))).toEqual(['PATH', 'HOME', 'LC_ALL', 'https_proxy'])
    expect(namesOf(environmentFor(STEP, ['AWS_*']))).toEqual(['PATH', 'HOME', 'LC_ALL', 'https_proxy', 'AWS_REGION'])
  })
})

describe('a program that the manifest names', () => {
  it("gets the sources and what else the step was given, and nothing of ours or the runner's", () => {
    expect(namesOf(environmentForAny({ ...STEP, EMPTY: undefined }))).toEqual([
      ...['PATH', 'HOME', 'LC_ALL', 'https_proxy', 'DB_PASSWORD', 'AWS_REGION', 'OP_SERVICE_ACCOUNT_TOKEN', 'GITHUB_SHA']
    ])
  })
})

describe('git, whoever starts it', () => {
  it.each([
    ['nothing', {}, 0],
    ['something else', { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' }, 1],
    ['nonsense', { GIT_CONFIG_COUNT: 'many' }, 0]
  ])('is configured behind %s that the workflow configures', (_, given, first) => {
    for (const environment of [environmentFor(given, []), environmentForAny(given)]) {
      expect(environment[`GIT_CONFIG_KEY_${first}`]).toBe('safe.bareRepository')
      expect(environment[`GIT_CONFIG_VALUE_${first}`]).toBe('explicit')
      expect(environment['GIT_CONFIG_COUNT']).toBe(String(first + 4))
    }
  })
})
