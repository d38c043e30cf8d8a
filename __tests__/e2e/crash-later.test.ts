import { describe, expect, it } from '@jest/globals'
import { type CrashScene, expectSameEnd } from './crash.ts'

/** The Deployment reads from Vault already; the run moves it to another folder. */
async function moveVariables({ run, stage }: CrashScene): Promise<void> {
  expect((await run(1)).exitCode).toBe(0)
  await stage.editManifest(text => `${text}vault: { variables-path: vars }\n`)
}

async function adopt({ run }: CrashScene): Promise<void> {
  expect((await run(1)).exitCode).toBe(0)
}

describe('a run on a Deployment that reads from Vault already, killed at any change', () => {
  it('moves the variables to another folder, and never locks Airflow out', async () => {
    const end = await expectSameEnd({ prepare: moveVariables }, 15)
    expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, kwargs: { variables_path: 'vars' }, record: { retired: [] } })
    expect(end['policy']).not.toContain('/variables/')
  }, 900_000)

  it.each(['changed', 'all'] as const)(
    'replaces the secret-id, where the platform moves the times of %s variables',
    async updatedAt => {
      const end = await expectSameEnd({ prepare: adopt, inputs: { rotate: 'now', 'deploy-type': 'none' }, updatedAt }, 8)
      expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, record: { retired: [] } })
    },
    600_000
  )
})
