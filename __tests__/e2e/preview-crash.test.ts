import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { DELETE, DEPLOY, PreviewScene } from './preview-scene.ts'

/** A run that deletes a preview is killed at each of its changes, in Vault and in Astro; the next one ends as if nothing had happened. */

jest.setTimeout(590_000)

let scene: PreviewScene
beforeAll(async () => {
  scene = await PreviewScene.open()
})
afterAll(() => scene.stop())

describe('a run that is killed', () => {
  it('leaves nothing of a half deleted preview, once it is deleted again', async () => {
    const nothing = await scene.state()
    expect(await scene.killAnywhere({ inputs: DELETE, before: () => scene.well(DEPLOY) })).toBeGreaterThanOrEqual(8)
    expect(await scene.state()).toEqual(nothing)
  })
})
