import { existsSync, readdirSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { anchorsIn, linksIn, pages, read, root } from './pages.ts'

const isRelative = (link: string) => !/^[a-z][a-z+.-]*:/i.test(link)

/** The file that a link on a page leads to, and the heading in it. */
function target(page: string, link: string): { file: string; anchor?: string } {
  const [path = '', anchor] = link.split('#')
  const file = path === '' ? page : posix.join(posix.dirname(page), path)
  return { file, ...(anchor === undefined ? {} : { anchor }) }
}

describe.each(pages)('%s', page => {
  const links = linksIn(read(page)).filter(isRelative)

  it('links to files and headings that exist', () => {
    const broken = links.filter(link => {
      const { file, anchor } = target(page, link)
      return !existsSync(`${root}/${file}`) || (anchor !== undefined && !anchorsIn(read(file)).has(anchor))
    })
    expect(broken).toEqual([])
  })
})

it('every page can be reached from the README', () => {
  const reached = new Set(['README.md'])
  for (const page of reached)
    for (const link of linksIn(read(page)).filter(isRelative)) {
      const { file } = target(page, link)
      if (pages.includes(file)) reached.add(file)
    }
  expect(pages.filter(page => !reached.has(page))).toEqual([])
})

it('every picture is on a page', () => {
  const shown = new Set(
    pages.flatMap(page =>
      linksIn(read(page))
        .filter(isRelative)
        .map(link => target(page, link).file)
    )
  )
  expect(readdirSync(`${root}/docs/pictures`).filter(name => !shown.has(`docs/pictures/${name}`))).toEqual([])
})
