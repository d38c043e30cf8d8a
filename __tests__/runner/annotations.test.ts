import { afterEach, describe, expect, it } from '@jest/globals'
import { countUnannotated, log, unannotated } from '../../src/runner/log.ts'

const { write } = process.stdout
afterEach(() => {
  process.stdout.write = write
})

describe('warnings', () => {
  it('are annotations up to the tenth, which counts the others and says where they are', () => {
    const lines: string[] = []
    process.stdout.write = (text: unknown) => lines.push(...String(text).split('\n').filter(Boolean)) > 0
    for (let number = 1; number <= 50; number++) log.warning(`warning ${number}`)
    countUnannotated()
    process.stdout.write = write
    const annotations = lines.filter(line => line.startsWith('::warning'))
    expect(annotations).toHaveLength(10)
    expect(annotations.at(-1)).toBe('::warning::… and 41 more warnings, which the log of this step lists')
    expect(unannotated().map(({ text }) => text)).toEqual(Array.from({ length: 41 }, (_, index) => `warning ${index + 10}`))
    for (let number = 1; number <= 50; number++) expect(lines.filter(line => line.endsWith(`warning ${number}`))).toHaveLength(1)
  })
})
