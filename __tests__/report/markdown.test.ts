import { describe, expect, it } from '@jest/globals'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { code, prose } from '../../src/report/markdown.ts'
import { cutTo } from '../../src/report/page.ts'
import { table } from '../../src/report/table.ts'
import { below, randomFrom } from '../airflow/random-connections.ts'
import { AT_NIGHT, SEED } from '../build/seed.ts'

/** As GitHub renders a page, before its own search for mentions, issues and emoji. */
const page = (markdown: string) =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
const text = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
const shown = (html: string) => text(html).replaceAll('\u2060', '')

const TAGS = 'blockquote p p blockquote table thead tr th th th th tr thead tbody tr td td td td tr tbody table'.split(' ')

const HOSTILE = [
  '[click](https://evil.example)',
  '![pixel](https://evil.example/x.png)',
  '<img src=x onerror=alert(1)>',
  '</td></table><h1>✓ deployed</h1>',
  '<!-- hidden',
  'https://evil.example',
  'see www.evil.example now',
  'WWW.evil.example',
  'someone@evil.example',
  '# heading',
  '- item',
  '+ item',
  '> quote',
  '1. item',
  '12) item',
  '=====',
  '**bold** _it_ ~~gone~~ *x*',
  '[x]: https://evil.example',
  '&lt;b&gt; &#64;',
  '\\[click](https://evil.example)',
  '| a | b |',
  '---|---',
  '$x^2$',
  'AIRFLOW__SECRETS__BACKEND',
  '[^1]',
  '- [x] done'
]

describe('a sentence', () => {
  it.each(HOSTILE)('is shown as it is: %s', line => {
    expect(shown(page(prose(line)))).toBe(`<p>${line}</p>`)
  })

  it.each(HOSTILE)('is shown as it is in a cell: %s', line => {
    expect(shown(page(`| a |\n| - |\n| ${prose(line)} |`))).toContain(`<td>${line}</td>`)
  })

  it.each(['@octocat', 'a @org/team b', '#12', 'org/repo#12', ':tada:', ':+1:', ':100:', ':white_check_mark:'])(
    'holds nothing that GitHub looks for in a finished page: %s',
    line => {
      expect(text(page(prose(line)))).not.toMatch(/@\w|#\d|:[\w+-]+:/)
      expect(shown(page(prose(line)))).toBe(`<p>${line}</p>`)
    }
  )

  it.each(['a5c3785ed8d6a35868bc169f07e40e889087fd2e', 'a5c3785', 'org/repo@a5c3785e', '(0123456789)', 'A5C3785ED8'])(
    'holds no id of a commit, which GitHub would link: %s',
    line => {
      expect(text(page(prose(line)))).not.toMatch(/[\da-f]{7,40}/i)
      expect(shown(page(prose(line)))).toBe(`<p>${line}</p>`)
    }
  )

  it('keeps an accessor to copy, and a word', () => {
    for (const line of ['84896a0c-1347-aa90-a4f6-aca8b7558780', 'defacement', '12345 secrets']) expect(prose(line)).toBe(line)
  })

  it('keeps places to copy', () => {
    expect(prose('dags/alerts.py:7:12: x')).toBe('dags/alerts.py:7:12: x')
  })

  it.each([
    ['a\nb', 'a\\nb'],
    ['a\r\n# b', 'a\\r\\n# b'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['\u202eecalp', '\\u{202e}ecalp'],
    ['\u001b[31mred', '\\u{1b}[31mred']
  ])('is one line, with nothing hidden: %j', (line, visible) => {
    expect(shown(page(prose(line)))).toBe(`<p>${visible}</p>`)
  })

  it('shows as code what stands between backticks', () => {
    expect(page(prose('set `on-conflict: adopt` (*all*)'))).toBe('<p>set <code>on-conflict: adopt</code> (*all*)</p>')
    expect(page(prose('`[x](https://evil.example)` and <b>'))).toBe('<p><code>[x](https://evil.example)</code> and &lt;b&gt;</p>')
  })

  it('leaves a single backtick alone', () => {
    expect(page(prose('a ` b <i>'))).toBe('<p>a ` b &lt;i&gt;</p>')
  })
})

it(`no text at all becomes markup (SEED=${SEED})`, () => {
  const pieces = [...'\\`*_[]()<>!#+-=.|~$:&/@ \n\ra1', '](', '![', '&lt;', '://', 'www.', '<b>', '``', '---', '- [ ] ', '&#x60;']
  const random = randomFrom(SEED)
  for (let round = 0; round < (AT_NIGHT ? 10_000 : 1_000); round++) {
    const line = Array.from({ length: 1 + below(random, 12) }, () => pieces[below(random, pieces.length)]).join('')
    const html = page(`> x ${prose(line.trim())}  \n\n| a | b |\n| - | - |\n| ${prose(line)} | ${code(line)} |`)
    const tags = [...html.matchAll(/<\/?(\w+)/g)].map(([, tag]) => tag).filter(tag => tag !== 'code')
    expect({ line, tags }).toEqual({ line, tags: TAGS })
    const rows = round % 2 === 0 ? 1 : 13
    const blocks = table(
      line,
      ['a'],
      Array<() => string[]>(rows).fill(() => ['b'])
    )
    const titled = page(`${cutTo(blocks, { bytes: 100_000, rest: '' })}\nend`)
    const around = rows === 1 ? ['h3'] : ['details', 'summary', 'b']
    const cells = Array<string[]>(rows).fill(['tr', 'td']).flat()
    expect({ line, tags: [...titled.matchAll(/<(\w+)/g)].map(([, tag]) => tag).filter(tag => tag !== 'code') }).toEqual({
      line,
      tags: [...around, 'table', 'thead', 'tr', 'th', 'tbody', ...cells, 'p']
    })
  }
}, 400_000)

it.each(['_', '`', ':', '1', '@', '\\', '<'])('a million times %j is no more work than a million characters', character => {
  const long = character.repeat(1_000_000)
  for (const text of [long, `a${long}b`, `${long}x`]) expect(prose(text).length).toBeGreaterThanOrEqual(text.length)
})

describe('code', () => {
  it.each(['a', 'a`b', '`', '``', '`a`', ' a ', '<b>', '[x](y)', '@octocat', 'a\\', 'https://evil.example'])(
    'is shown as it is: %s',
    name => {
      expect(text(page(`x${code(name)}x`))).toBe(`<p>x<code>${name}</code>x</p>`)
    }
  )

  it('keeps a table in shape', () => {
    expect(page(`| a | b |\n| - | - |\n| ${code('x|y\n| z')} | c |`)).toContain('<td><code>x|y\\n| z</code></td>\n<td>c</td>')
  })
})
