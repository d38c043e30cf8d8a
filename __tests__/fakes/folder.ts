import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from '@jest/globals'

const made: string[] = []

// For every test file that imports this.
afterAll(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true })
})

export interface Folder {
  readonly dir: string
  /** Gives the whole path. */
  write(path: string, text: string): string
}

/** Files in a new folder, by path; it is removed after the last test of the file. */
export function aFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const dir = mkdtempSync(join(tmpdir(), 'astro-vault-test-'))
  made.push(dir)
  const write = (path: string, text: string) => {
    const whole = join(dir, path)
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, text)
    return whole
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return { dir, write }
}
