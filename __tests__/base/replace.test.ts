import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { replaceFile, unfinished } from '../../src/base/replace.ts'
import { aFolder } from '../fakes/folder.ts'

const rights = (path: string) => (statSync(path).mode & 0o777).toString(8)
const isRoot = process.getuid?.() === 0

/** With this umask, which is that of most machines. */
function under<T>(umask: number, act: () => T): T {
  const before = process.umask(umask)
  try {
    return act()
  } finally {
    process.umask(before)
  }
}

describe('a file that is replaced', () => {
  it.each([
    ['a new one with a secret is for its owner alone', undefined, true, '600'],
    ['one that others could read is closed when it gets a secret', 0o644, true, '600'],
    ['one that others could write, too', 0o666, true, '600'],
    ['one that its owner may only read stays so', 0o400, true, '400'],
    ['a new one without a secret is as every new file is', undefined, false, '644'],
    ['one that was for its owner alone stays so', 0o600, false, '600'],
    ['one that may be executed stays so', 0o755, false, '755']
  ])('%s', (_, mode, isPrivate, after) => {
    const path = join(aFolder().dir, 'file')
    if (mode !== undefined) {
      writeFileSync(path, 'old')
      chmodSync(path, mode)
    }
    under(0o022, () => replaceFile(path, Buffer.from('new'), { isPrivate }))
    expect([readFileSync(path, 'utf8'), rights(path)]).toEqual(['new', after])
  })

  const asRoot = isRoot ? it : it.skip
  asRoot('keeps its owner also where root writes', () => {
    const path = join(aFolder({ file: 'old' }).dir, 'file')
    chownSync(path, 1234, 2345)
    replaceFile(path, Buffer.from('new'), { isPrivate: true })
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 2345 })
  })

  it('leaves nothing else, also of a run that was killed', () => {
    const { dir } = aFolder({ file: 'old' })
    const path = join(dir, 'file')
    writeFileSync(unfinished(path), 'begun')
    replaceFile(path, Buffer.from('new'), { isPrivate: false })
    expect(readdirSync(dir)).toEqual(['file'])
    replaceFile(path, undefined, { isPrivate: false })
    expect(readdirSync(dir)).toEqual([])
  })

  it('leaves nothing of a secret where it cannot be put in its place', () => {
    const path = join(aFolder().dir, 'file')
    mkdirSync(join(path, 'inside'), { recursive: true })
    expect(() => replaceFile(path, Buffer.from('secret'), { isPrivate: true })).toThrow(/file cannot be written: /)
    expect(existsSync(unfinished(path))).toBe(false)
  })
})
