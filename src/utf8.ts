import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'

/** The text of a file. Throws for bytes that are not UTF-8: each would silently become U+FFFD, and be written so to Vault. */
export function readUtf8(file: string): string {
  const bytes = readFileSync(file)
  const text = bytes.toString()
  if (isUtf8(bytes)) return text
  const [before = ''] = text.split('\ufffd', 1)
  throw new Error(
    `line ${before.split('\n').length} has bytes that are not UTF-8; save it so (a redirection in Windows PowerShell writes UTF-16)`
  )
}
