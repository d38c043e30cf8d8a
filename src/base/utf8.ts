import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'

/** The text of a file. Throws for bytes that are not UTF-8: each would silently become U+FFFD, and reach Vault like that. */
export function readUtf8(file: string): string {
  const text = readFileSync(file, 'utf8')
  // The bytes are read only if they may matter: for a large manifest they would take as much memory again.
  if (!text.includes('\ufffd') || isUtf8(readFileSync(file))) return text
  const [before = ''] = text.split('\ufffd', 1)
  throw new Error(
    `line ${before.split('\n').length} has bytes that are not UTF-8; save the file as UTF-8 (Windows PowerShell redirects as UTF-16)`
  )
}
