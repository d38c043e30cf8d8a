import { describe, expect, it } from '@jest/globals'
import type { Deployment } from '../../src/astro/port.ts'
import { deploymentOf } from '../../src/observe/preview.ts'
import { aDeployment } from '../build/deployment.ts'

const named = { ...aDeployment(), id: 'clnamed', name: 'preview-x' }
const renamed = { ...aDeployment(), id: 'clrecorded', name: 'Sandbox' }

/** Deployments that have an id, and those of them that the token may list. */
const astro = (there: readonly Deployment[], listed = there) => ({
  withId: async (id: string) => there.find(one => one.id === id),
  named: async (name: string) => listed.find(one => one.name === name)
})

describe('the Deployment of a preview', () => {
  it.each([
    ['the recorded one, whatever it is called by now', [named, renamed], 'clrecorded', renamed],
    ['the one of its name, where none was recorded yet', [named, renamed], undefined, named],
    ['the one of its name, where the recorded one is gone', [named], 'clrecorded', named],
    ['none, where both are gone', [], 'clrecorded', undefined]
  ])('is %s', async (_, there, deployment, found) => {
    const record = deployment === undefined ? {} : { deployment }
    expect(await deploymentOf(astro(there), 'preview-x', record)).toBe(found)
  })

  it('is not gone because a list leaves it out', async () => {
    expect(await deploymentOf(astro([renamed], []), 'Sandbox', { deployment: 'clrecorded' })).toBe(renamed)
  })

  it('is not gone because Astro does not say what has become of it', async () => {
    const withId = async () => {
      throw new Error('403')
    }
    await expect(deploymentOf({ ...astro([]), withId }, 'preview-x', { deployment: 'clrecorded' })).rejects.toThrow('403')
  })
})
