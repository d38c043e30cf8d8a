import { describe, expect, it } from '@jest/globals'
import type { UserError } from '../../src/base/errors.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { Workplace } from '../fakes/workplace.ts'

const ALONE = { deployType: 'none' } as const

/** The Deployment of the fake Astro is clx1, called prod there. */
const run = async (deployments: object, selection: NonNullable<Inputs['selection']>) => {
  const place = new Workplace({ astro: { 'provider-installed': true }, deployments })
  const { error } = await place.run({ ...ALONE, selection })
  return { place, error: error as UserError | undefined }
}

describe('a Deployment that the manifest isolates', () => {
  it.each([
    ['name, chosen by its id', { 'deployment-name': 'prod' }, { id: 'clx1' }, 'deployment-id'],
    ['id, chosen by its name', { 'deployment-id': 'clx1' }, { name: 'prod' }, 'deployment-name']
  ] as const)('by its %s, is not given what the others share', async (_, entry, selection, input) => {
    const { place, error } = await run({ dev: { ...entry, isolate: true } }, selection)
    expect(error?.message).toMatch(/^Deployment prod \(clx1\) is isolated under `deployments:` in .*, as dev$/)
    expect(error?.hint).toBe(`Set \`deployment: dev\` instead of \`${input}\`.`)
    expect([place.vault.effects, place.astro.effects]).toEqual([[], []])
  })

  it.each([
    ['its id', { 'deployment-id': 'clx1' }, { id: 'clx1' }],
    ['its name', { 'deployment-name': 'prod' }, { name: 'prod' }],
    ['its key', { 'deployment-name': 'prod' }, { entry: 'dev' }]
  ] as const)('reads its own folders where manifest and workflow both give %s', async (_, entry, selection) => {
    const { place, error } = await run({ dev: { ...entry, isolate: true } }, selection)
    expect(error).toBeUndefined()
    expect([...place.vault.roles.keys()]).toEqual(['approle/astro_role-dev'])
  })

  it.each([
    ['the key that shares', { entry: 'shared' }],
    ['the key that isolates', { entry: 'own' }],
    ['all keys', { entries: 'all' }]
  ] as const)('stays isolated where it is listed a second time, by its other name, and %s is chosen', async (_, selection) => {
    const twice = { own: { 'deployment-id': 'clx1', isolate: true }, shared: { 'deployment-name': 'prod' } }
    const { place, error } = await run(twice, selection)
    expect(error?.message).toMatch(/^Deployment prod \(clx1\) is under `deployments:` in .* twice, as own and as shared$/)
    expect([place.vault.effects, place.astro.effects]).toEqual([[], []])
  })

  it('is no obstacle to another one', async () => {
    const { error } = await run({ dev: { 'deployment-name': 'dev', isolate: true } }, { id: 'clx1' })
    expect(error).toBeUndefined()
  })
})
