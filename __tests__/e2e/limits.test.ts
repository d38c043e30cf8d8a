import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'

jest.setTimeout(240_000)

const ENTRIES = 20_000

const manifest = (entry: (index: number) => string) =>
  `version: 1\nname: large\nvariables:\n${Array.from({ length: ENTRIES }, (_, index) => `  ${entry(index)}\n`).join('')}`

describe(`a manifest of ${ENTRIES} entries`, () => {
  let stage: Awaited<ReturnType<typeof openStage>>
  beforeAll(async () => {
    stage = await openStage({
      vault: { fast: true },
      files: { 'airflow-secrets.yaml': manifest(index => `key_${index}: value ${index}`) }
    })
  })
  afterAll(() => stage.stop())

  it('is written whole; summary, annotations and outputs stay inside the limits of the platform', async () => {
    const run = await stage.run({ inputs: { mode: 'sync' } })
    expect({ exitCode: run.exitCode, log: run.exitCode === 0 ? '' : run.log.slice(-2_000) }).toEqual({ exitCode: 0, log: '' })
    expect(run.outputs['secrets-written']).toBe(String(ENTRIES))
    expect(Buffer.byteLength(run.summary)).toBeLessThan(900 * 1024)
    expect(run.summary).toContain('Secrets: 19800 lines')
    expect(run.annotations.length).toBeLessThanOrEqual(10)
    // Each of the three that are JSON has 100,000 characters at most.
    expect(JSON.stringify(run.outputs).length).toBeLessThan(302_000)
    expect(run.log.split('\n').length).toBeLessThan(300)
    const plan = JSON.parse(await readFile(run.outputs['plan-file'] ?? '', 'utf8'))
    expect(plan.chapters[0].steps.filter(({ kind }: { kind: string }) => kind === 'secret')).toHaveLength(ENTRIES)
    expect(statSync(run.outputs['plan-file'] ?? '').size).toBeGreaterThan(1_000_000)
    await run.remove()
  })

  it('and as many doubts: never more than ten warnings', async () => {
    await stage.editManifest(() => manifest(index => `${index % 2 ? 'Key' : 'key'}_${index >> 1}: value`))
    const run = await stage.run({ inputs: { mode: 'plan' } })
    const warnings = run.annotations.filter(({ level }) => level === 'warning')
    expect(warnings.length).toBeLessThanOrEqual(10)
    expect(warnings.at(-1)?.message).toMatch(/^… and \d+ more$/)
    await run.remove()
  })

  it('and as many mistakes: nine annotations, a tenth that says where the rest is, and a bounded summary', async () => {
    await stage.editManifest(() => manifest(index => `bad key ${index}!: value`))
    const run = await stage.run({ inputs: { mode: 'sync' } })
    expect(run.exitCode).toBe(1)
    expect(run.annotations).toHaveLength(10)
    expect(run.annotations.at(-1)?.message).toContain(`${ENTRIES} mistakes found`)
    expect(Buffer.byteLength(run.summary)).toBeLessThan(900 * 1024)
    await run.remove()
  })
})
