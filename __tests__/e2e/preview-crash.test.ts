import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { sample } from '../build/seed.ts'
import { DELETE, DEPLOY, PreviewScene } from './preview-scene.ts'

/** A run that deletes a preview is killed at some of its changes, at night at each, in Vault and in Astro; the next one ends as if nothing had happened. */

jest.setTimeout(590_000)

let scene: PreviewScene
beforeAll(async () => {
  scene = await PreviewScene.open()
})
afterAll(() => scene.stop())

describe('a run that is killed', () => {
  it('leaves nothing of a half deleted preview, once it is deleted again', async () => {
    const nothing = await scene.state()
    const choose = (moments: readonly number[]) => sample(moments, 5, 'deleted')
    expect(await scene.killAnywhere({ inputs: DELETE, before: () => scene.well(DEPLOY), choose })).toBeGreaterThanOrEqual(8)
    expect(await scene.state()).toEqual(nothing)
  })
})
