import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const made: string[] = []

export interface Folder {
  readonly dir: string
  write(path: string, text: string): void
}

/** Files in a new folder, by path. */
export function aFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const dir = mkdtempSync(join(tmpdir(), 'astro-vault-test-'))
  made.push(dir)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return { dir, write }
}

/** For `afterEach` of every file that makes folders. */
export function removeFolders(): void {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true })
}
