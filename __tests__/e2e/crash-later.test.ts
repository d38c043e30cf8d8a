import { describe, expect, it } from '@jest/globals'
import { type CrashScene, expectSameEnd } from './crash.ts'
import type { Json } from './vault-over-http.ts'

/** The Deployment reads from Vault already. */
async function adopt({ run }: CrashScene): Promise<void> {
  expect((await run(1)).exitCode).toBe(0)
}

const move = ({ stage }: CrashScene, time: number) =>
  stage.editManifest(text => `${text.replace(/^vault: .*\n/m, '')}vault: { variables-path: vars${time} }\n`)

/** A move leaves what is in the old folders. */
function asFirstMove(end: Json, time: number): Json {
  const isEarlier = (path: string) => path.startsWith('vars') && !path.startsWith(`vars${time}/`)
  const secrets = Object.fromEntries(Object.entries(end['secrets']).filter(([path]) => !isEarlier(path)))
  return JSON.parse(JSON.stringify({ ...end, secrets }).replaceAll(`vars${time}`, 'vars0'))
}

describe('a run on a Deployment that reads from Vault already, killed at any change', () => {
  it('moves the variables to another folder, and never locks Airflow out', async () => {
    const end = await expectSameEnd(
      {
        async prepare(scene) {
          await adopt(scene)
          await move(scene, 0)
        },
        again: move,
        asFirst: asFirstMove
      },
      15
    )
    expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, kwargs: { variables_path: 'vars0' }, record: { retired: [] } })
    expect(end['policy']).not.toContain('/variables/')
  }, 900_000)

  it.each(['changed', 'all'] as const)(
    'replaces the secret-id, where the platform moves the times of %s variables',
    async updatedAt => {
      const inputs = { rotate: 'now', 'deploy-type': 'none' }
      const end = await expectSameEnd({ prepare: adopt, inputs, updatedAt, again: async () => {} }, 8)
      expect(end).toMatchObject({ secretIds: 1, heldIsIssued: true, record: { retired: [] } })
    },
    600_000
  )
})
