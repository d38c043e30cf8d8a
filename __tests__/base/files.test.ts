import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { partsOf, readBytes, readIfThere, readUtf8, Unreadable } from '../../src/base/files.ts'
import { TooSlow, within } from '../../src/base/within.ts'
import { aFolder } from '../fakes/folder.ts'
import { withoutRights } from '../fakes/rights.ts'

const folder = aFolder({ text: 'two\nlines', 'folder/x': '' })
const at = (name: string) => join(folder.dir, name)
let server: Server

beforeAll(async () => {
  execFileSync('mkfifo', [at('pipe')])
  execFileSync('chmod', ['755', folder.dir])
  symlinkSync('self', at('self'))
  symlinkSync('pipe', at('link to a pipe'))
  folder.write('sparse', '')
  truncateSync(at('sparse'), 2 ** 40)
  server = createServer().listen(at('socket'))
  await new Promise(resolve => server.on('listening', resolve))
})
afterAll(() => new Promise(resolve => server.close(resolve)))

describe("somebody else's file", () => {
  it('is read if it is a regular one', async () => {
    expect(readUtf8(at('text'))).toBe('two\nlines')
    const parts = []
    for await (const part of partsOf(at('text'))) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe('two\nlines')
    // It says that it is empty.
    expect(readBytes('/proc/self/status').length).toBeGreaterThan(100)
  })

  it.each([
    ['folder', 'it is a folder'],
    ['pipe', 'it is a pipe, a socket or a device'],
    ['link to a pipe', 'it is a pipe, a socket or a device'],
    ['socket', 'it is a pipe, a socket or a device'],
    ['/dev/zero', 'it is a pipe, a socket or a device'],
    ['/dev/tty', 'it is a pipe, a socket or a device'],
    ['self', 'it is a link that leads to itself'],
    ['sparse', 'it is larger than 64 MiB'],
    ['nothing', 'there is no such file'],
    ['text/x', 'there is no such file'],
    ['x'.repeat(300), 'there is no such file']
  ])('is not read, and says why: %s', (name, why) => {
    const path = name.startsWith('/') ? name : at(name)
    expect(() => readBytes(path)).toThrow(new Unreadable(path, why).message)
    expect(() => readUtf8(path)).toThrow(Unreadable)
  })

  it.each([
    ['/proc/self/mem', 'the system reports an input/output error'],
    ['/proc/kmsg', 'it is a pipe, a socket or a device']
  ])('that opens, and cannot be read, has a name: %s', async (path, why) => {
    const refused = new Unreadable(path, why).message
    expect(() => readBytes(path)).toThrow(refused)
    expect(() => readIfThere(path)).toThrow(refused)
    await expect(partsOf(path).next()).rejects.toThrow(refused)
  })

  it('is not read where this step may not', async () => {
    await withoutRights(at('text'), async () => expect(() => readBytes(at('text'))).toThrow('this step may not read it'))
  })

  it('that ends only past the bound is given up, whatever it says of its size', () => {
    expect(() => readBytes('/proc/self/status', 100)).toThrow('it is larger than')
  })

  it('that is not there is told from one that cannot be read', () => {
    expect(readIfThere(at('nothing'))).toBeUndefined()
    expect(() => readIfThere(at('pipe'))).toThrow(Unreadable)
  })
})

describe('work on foreign text', () => {
  it('is ended when it takes too long: a pattern, a loop, a loop that catches all', () => {
    const forever = [
      () => /^(a+)+$/.test(`${'a'.repeat(60)}!`),
      () => {
        for (;;);
      },
      () => {
        for (;;) {
          try {
            for (;;);
          } catch {}
        }
      }
    ]
    for (const act of forever) expect(() => within(50, act)).toThrow(TooSlow)
  })

  it('gives its result, and its own errors', () => {
    expect(within(10_000, () => 1)).toBe(1)
    expect(() =>
      within(10_000, () => {
        throw new RangeError('mine')
      })
    ).toThrow(new RangeError('mine'))
  })
})
