import { afterEach, describe, expect, it } from '@jest/globals'
import { log } from '../../src/runner/log.ts'

const { write } = process.stdout
afterEach(() => {
  process.stdout.write = write
})

describe('warnings', () => {
  it('are annotations up to the tenth, which says where the others are', () => {
    const lines: string[] = []
    process.stdout.write = (text: unknown) => lines.push(...String(text).split('\n').filter(Boolean)) > 0
    for (let number = 1; number <= 50; number++) log.warning(`warning ${number}`)
    process.stdout.write = write
    const annotations = lines.filter(line => line.startsWith('::warning'))
    expect(annotations).toHaveLength(10)
    expect(annotations.at(-1)).toBe('::warning::There are more warnings; the log of this step lists them all')
    for (let number = 1; number <= 50; number++) expect(lines.filter(line => line.endsWith(`warning ${number}`))).toHaveLength(1)
  })
})
