import { readFileSync } from 'node:fs'

/** The text of a file. Throws for bytes that are not UTF-8: each would silently become U+FFFD, and be written so to Vault. */
export function readUtf8(file: string): string {
  const text = readFileSync(file, 'utf8')
  const lost = text.indexOf('\ufffd')
  if (lost >= 0 && !Buffer.from(text).equals(readFileSync(file)))
    throw new Error(`line ${text.slice(0, lost).split('\n').length} has bytes that are not UTF-8; save it in that encoding`)
  return text
}
