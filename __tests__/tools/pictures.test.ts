import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { logPage, summaryPage } from '../../tools/pictures/pages.mjs'
import { withPalette } from '../../tools/pictures/palette.mjs'
import { terminalPicture } from '../../tools/pictures/terminal.mjs'

const aRun = (difference: object = {}) => ({ title: 'deploy', summary: '', output: '', masks: [], seconds: 7, ...difference })

const textOf = (html: string) => [...html.matchAll(/<span>([^<]*)<\/span>/g)].map(([, text]) => text)

describe('the picture of a log', () => {
  const output = [
    '::add-mask::hunter22',
    '::group::Secrets (1)',
    'write hunter22',
    '::endgroup::',
    '✓ done',
    '::warning::look'
  ].join('\n')

  it('shows groups and warnings, and hides commands and values', () => {
    expect(textOf(logPage(aRun({ output, masks: ['hunter22'] }), 'dark'))).toEqual([
      '▾ Secrets (1)',
      'write ***',
      '✓ done',
      'Warning: look'
    ])
  })

  it('shows markup in the output as text', () => {
    expect(textOf(logPage(aRun({ output: '<b>bold</b>' }), 'dark'))).toEqual(['&lt;b>bold&lt;/b>'])
  })
})

it('the picture of a summary has its tables and its warning box', () => {
  const page = summaryPage(aRun({ summary: '## Title\n\n> [!CAUTION]\n> it failed\n\n| What |\n| - |\n| `x` |\n' }), 'light')
  expect(page).toContain('<td><code>x</code></td>')
  expect(page).toContain('<blockquote class="caution">')
})

describe('the picture of a terminal', () => {
  const linesOf = (svg: string) => [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, line]) => line)

  it('has colours, and markup as text', async () => {
    const picture = await terminalPicture('\u001b[32m\u2713 <b>\u001b[39m & \u001b[1mc\u001b[22m\r\n', { theme: 'dark' })
    expect(linesOf(picture)).toEqual(['<tspan class="green">\u2713 &lt;b></tspan> &amp; <tspan class="bold">c</tspan>'])
  })

  it('shows what was there in the end, and breaks a line after 80 columns', async () => {
    const picture = await terminalPicture(`waiting\r\u001b[Kdone\r\n${'x'.repeat(82)}\r\n`, { theme: 'light' })
    expect(linesOf(picture)).toEqual(['done', 'x'.repeat(80), 'xx'])
  })
})

describe('a picture with a palette', () => {
  /** Rows of a picture two pixels wide: the filter of each row, and its bytes. */
  const png = (...rows: number[][]) => {
    const chunk = (name: string, content: Buffer) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(content.length)
      return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)])
    }
    const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, rows.length, 8, 2, 0, 0, 0])
    return Buffer.concat([
      Buffer.alloc(8),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
      chunk('IEND', Buffer.alloc(0))
    ])
  }
  const part = (picture: Buffer, name: string) => {
    const at = picture.indexOf(name)
    return picture.subarray(at + 4, at + 4 + picture.readUInt32BE(at - 4))
  }
  /** Its colours, row by row, as hex. */
  const coloursOf = (picture: Buffer) => {
    const palette = part(picture, 'PLTE')
    const rows = inflateSync(part(picture, 'IDAT'))
    return Array.from({ length: rows.length / 3 }, (_, row) =>
      [1, 2].map(x => palette.subarray(3 * Number(rows[3 * row + x]), 3 * Number(rows[3 * row + x]) + 3).toString('hex'))
    )
  }

  it('is the same picture, whichever filter a row was written with', () => {
    const zeros = [0, 0, 0]
    const picture = withPalette(
      png(
        [0, 255, 0, 0, 0, 0, 255],
        [2, ...zeros, ...zeros],
        [1, 0, 255, 0, ...zeros],
        [4, ...zeros, ...zeros],
        [3, ...zeros, ...zeros]
      )
    )
    expect(coloursOf(picture)).toEqual([
      ['ff0000', '0000ff'],
      ['ff0000', '0000ff'],
      ['00ff00', '00ff00'],
      ['00ff00', '00ff00'],
      ['007f00', '00bf00']
    ])
  })
})
