import { describe, expect, it } from '@jest/globals'
import type { UserError } from '../../src/base/errors.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { Workplace } from '../fakes/workplace.ts'

/** A run that is told of no preview, for the Deployment clx1 with this description. */
const run = async (description: string, inputs: Partial<Inputs>) => {
  const place = new Workplace({
    astro: { 'provider-installed': true },
    deployments: { one: { 'deployment-id': 'clx1' } }
  })
  place.astro.description = description
  const { error } = await place.run({ deployType: 'none', ...inputs })
  return { place, error: error as UserError | undefined }
}

const OF_42 = { ends: false, of: '42', isolated: false, ttl: 86_400 }

describe('the Deployment of a preview', () => {
  it.each<[string, Partial<Inputs>]>([
    ['by its id', { selection: { id: 'clx1' } }],
    ['by its name', { selection: { name: 'prod' } }],
    ['by a key', { selection: { entry: 'one' } }],
    ['among all', { selection: { entries: 'all' } }],
    ['for a plan', { selection: { id: 'clx1' }, mode: 'plan' }],
    ['in mode sync', { selection: { id: 'clx1' }, mode: 'sync' }]
  ])('chosen %s is not given what its base reads', async (_, inputs) => {
    const { place, error } = await run('Preview of prod for 42 (astro-vault-action 0123456789ab)', inputs)
    expect(error?.message).toMatch(
      /Deployment prod \(clx1\) is a preview: its description ends with \(astro-vault-action 0123456789ab\)$/
    )
    expect(error?.hint).toContain('`preview: deploy`')
    expect([place.vault.effects, place.astro.effects]).toEqual([[], []])
  })

  it.each<[string, Partial<Inputs>]>([
    ['that reads its secrets', {}],
    ['with secrets of its own', { preview: { ...OF_42, isolated: true } }],
    ['chosen by its name', { selection: { name: 'prod' } }],
    ['for a plan', { mode: 'plan' }]
  ])('is no base of another preview %s', async (_, inputs) => {
    const { place, error } = await run('Preview of prod for 41 (astro-vault-action 0123456789ab)', { preview: OF_42, ...inputs })
    expect(error?.message).toMatch(/Deployment prod \(clx1\) is a preview: /)
    expect(error?.hint).toMatch(/^Choose the Deployment that it is a preview of, with `preview: deploy`/)
    expect([place.vault.effects, place.astro.effects]).toEqual([[], []])
  })

  it.each(['', 'Like the preview (astro-vault-action 0123456789ab) of May', 'Made by (astro-vault-action)'])(
    'is none with the description "%s"',
    async description => {
      expect((await run(description, { selection: { id: 'clx1' } })).error).toBeUndefined()
    }
  )
})
