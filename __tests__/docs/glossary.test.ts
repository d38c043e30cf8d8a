import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { codeIn, read, root, tableIn } from './pages.ts'

/** A file, or all files of a folder. */
function textAt(path: string): string {
  if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8')
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  return files.map(name => readFileSync(`${path}/${name}`, 'utf8')).join('\n')
}

/** `read place`, `ReadPlace` and `read-place` are one word. */
const lettersIn = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')

describe('the glossary', () => {
  const rows = tableIn(read('docs/glossary.md'))

  it('has at most 25 words', () => {
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThanOrEqual(25)
  })

  it.each(rows.map(([word = '', , where = '']) => [word, where]))('says where in src/ to find %s', (word, where) => {
    const paths = codeIn(where).map(path => `src/${path}`)
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter(path => !existsSync(`${root}/${path}`))).toEqual([])
    expect(paths.filter(path => !lettersIn(path + textAt(`${root}/${path}`)).includes(lettersIn(word)))).toEqual([])
  })
})
