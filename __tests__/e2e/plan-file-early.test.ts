import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { planFileSchema } from '../../src/report/plan-file-schema.ts'
import { openStage } from '../../tools/runner/stage.mjs'

/** The plan file and the summary of a run that fails before it has a plan say so, and never that there is nothing to change. */

let stage: Awaited<ReturnType<typeof openStage>>
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

it.each<[string, Record<string, string>, string | undefined, RegExp]>([
  ['a wrong input', { mode: 'deploy', prune: 'yes' }, 'deploy', /^must be one of off, plan, apply$/],
  ['a mode that there is not', { mode: 'apply' }, undefined, /^must be one of plan, sync, deploy, doctor$/],
  ['no manifest', { mode: 'sync', manifest: 'nowhere.yaml' }, 'sync', /^the manifest nowhere\.yaml /],
  ['a dead token', { mode: 'sync', 'vault-token': 'hvs.dead' }, 'sync', /^Vault does not accept the token of this run/],
  [
    'a Vault that cannot be reached',
    { mode: 'plan', 'vault-url': 'http://127.0.0.1:1', 'run-timeout': '9s' },
    'plan',
    /ECONNREFUSED/
  ]
])('%s', async (_, inputs, mode, message) => {
  const run = await stage.run({ inputs })
  const { chapters, ...file } = planFileSchema.parse(JSON.parse(readFileSync(run.outputs['plan-file'] ?? '', 'utf8')))
  await run.remove()
  expect(file).toEqual({
    schema: 1,
    ...(mode === undefined ? {} : { mode }),
    manifest: expect.stringMatching(/.yaml$/),
    deployment: stage.inputs['deployment-id'],
    outcome: 'failed',
    findings: [expect.objectContaining({ severity: 'error', message: expect.stringMatching(message) })],
    compared: false
  })
  expect(chapters.flatMap(({ steps }) => steps)).toEqual([])
  expect(run.summary).toContain('## Vault secrets backend: failed')
  expect(run.summary.includes('Mode **')).toBe(mode !== undefined)
  if (mode !== undefined) expect(run.summary).toContain(`Mode **${mode}**`)
})
