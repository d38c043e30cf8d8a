import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'

/** The text of a file. Throws for bytes that are not UTF-8: each would silently become U+FFFD, and be written so to Vault. */
export function readUtf8(file: string): string {
  const text = readFileSync(file, 'utf8')
  // Only where it may matter are the bytes read as well: for a large manifest they would be as much again.
  if (!text.includes('\ufffd') || isUtf8(readFileSync(file))) return text
  const [before = ''] = text.split('\ufffd', 1)
  throw new Error(
    `line ${before.split('\n').length} has bytes that are not UTF-8; save it so (a redirection in Windows PowerShell writes UTF-16)`
  )
}
