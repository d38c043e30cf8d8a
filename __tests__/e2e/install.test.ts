import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aFolder } from '../fakes/folder.ts'
import { attempt, refused, type Stage } from './attempt.ts'
import { releaseOfRealCli } from './cli-release.ts'

/** The bundle on a runner without the astro CLI, and the real CLI as a release on this machine. */

type Release = Awaited<ReturnType<typeof releaseOfRealCli>>

let stage: Stage
let release: Release
const cache = aFolder().dir
beforeAll(async () => {
  ;[stage, release] = await Promise.all([openStage({ withCli: false }), releaseOfRealCli()])
})
afterAll(() => Promise.all([stage.stop(), release.stop()]))

const withInputs = (inputs: Record<string, string> = {}) =>
  attempt(stage, { inputs: { ...release.inputs, ...inputs }, env: { RUNNER_TOOL_CACHE: cache } })
const archive = () => `${release.url}/v1.41.0/${release.name}`

describe('a run that finds no CLI and cannot install one changes nothing', () => {
  it('because the checksum is wrong', async () => {
    const checksum = 'ab'.repeat(32)
    expect(await withInputs({ 'astro-checksum': checksum })).toMatchObject(
      refused(
        expect.stringMatching(
          new RegExp(
            `^${release.name} has the wrong checksum: SHA-256 is ${release.checksum}, expected ${checksum}; it was not installed`
          )
        )
      )
    )
  })

  it('because it is not the archive that the action knows', async () => {
    const { errors, inVault, inAstro } = await withInputs({ 'astro-version': '', 'astro-checksum': '' })
    expect([errors, inVault, inAstro]).toEqual([[expect.stringMatching(/has the wrong checksum/)], [], []])
  })

  it('because there is no such release', async () => {
    expect(await withInputs({ 'astro-version': '1.77.0' })).toMatchObject(
      refused(
        expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1\.77\.0\/astro_1\.77\.0_linux_\w+\.tar\.gz does not exist \(404\)\n/)
      )
    )
  })

  it('because the mirror never answers, as soon as the run is over', async () => {
    release.misbehave = () => true
    try {
      expect(await withInputs({ 'run-timeout': '15s' })).toMatchObject(
        refused('the run took longer than its limit of 15 s (run-timeout) while installing the astro CLI 1.41.0')
      )
    } finally {
      release.misbehave = () => false
    }
  })

  it('and keeps nothing', () => {
    expect(readdirSync(cache)).toEqual([])
  })
})

describe('a run that installs the CLI', () => {
  it('deploys with it, removes it at the end, and keeps the archive for the next run that changes something', async () => {
    const [asked, first] = [release.asked.length, await stage.run({ inputs: release.inputs, env: { RUNNER_TOOL_CACHE: cache } })]
    expect([first.exitCode, first.exitCode === 0 ? '' : first.log]).toEqual([0, ''])
    expect(first.log).toContain(`Downloading ${archive()}`)
    expect(first.log).toContain(`the astro CLI 1.41.0 was installed for this run, from ${release.url}`)
    expect(stage.astro.deploys.map(({ status }) => status)).toEqual(['DEPLOYED'])
    expect(readdirSync(first.temp).filter(name => !name.endsWith('.json'))).toEqual([])
    await first.remove()

    const unchanged = await withInputs()
    expect(unchanged).toMatchObject({ exitCode: 0, errors: [] })
    expect(unchanged.log).not.toContain('the astro CLI')

    const again = await withInputs({ rotate: 'now' })
    expect(again).toMatchObject({ exitCode: 0, errors: [] })
    expect(again.log).toContain('was installed for this run, from the tool cache of this runner')
    expect(release.asked.slice(asked).map(({ path }) => path)).toEqual([`/v1.41.0/${release.name}`])
  })

  it('sends no token to the mirror, and says nothing of the job', () => {
    for (const { headers } of release.asked) expect(Object.keys(headers).sort()).toEqual(['connection', 'host', 'user-agent'])
  })
})
