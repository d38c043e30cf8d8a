import { existsSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { codeIn, read, root, tableIn } from './pages.ts'

describe('the glossary', () => {
  const rows = tableIn(read('docs/glossary.md'))

  it('has at most 25 words', () => {
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThanOrEqual(25)
  })

  it.each(rows.map(([word = '', , where = '']) => [word, where]))('says where in src/ to find %s', (_, where) => {
    const paths = codeIn(where).map(path => `src/${path}`)
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter(path => !existsSync(`${root}/${path}`))).toEqual([])
  })
})
