import { spawnSync } from 'node:child_process'
import { expect, it } from '@jest/globals'
import { BUNDLE } from '../../tools/runner/stage.mjs'

/** A step is a step only where a runner says so; whoever tries the bundle on a workstation starts nothing. */
it.each<[string, Record<string, string>]>([
  ['without GITHUB_ACTIONS', {}],
  ['with GITHUB_ACTIONS=false', { GITHUB_ACTIONS: 'false' }],
  ['with GITHUB_ACTIONS empty, and the inputs of a deploy', { GITHUB_ACTIONS: '', INPUT_MODE: 'deploy' }]
])('the bundle without arguments shows its usage: %s', (_, env) => {
  const inputs = { 'INPUT_VAULT-URL': 'http://127.0.0.1:1', 'INPUT_VAULT-TOKEN': 'hvs.canary', VAULT_TOKEN: 'hvs.canary' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUNDLE], { env: { ...inputs, ...env }, encoding: 'utf8' })
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^Usage: astro-vault-action COMMAND \[options\]/)
})
