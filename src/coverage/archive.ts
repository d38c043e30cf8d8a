import { lastBytes } from '../base/files.ts'

/** The record at the end of an archive, the longest comment behind it, and the shortest entry of its directory. */
const [END, COMMENT, ENTRY] = [22, 65_535, 46]
/** A directory of some 10,000 files. */
const LARGEST = 1024 * 1024

/**
 * Whether Airflow might find DAGs in this file. It loads each `.py` and `.pyc` at the top of whatever Python calls a ZIP archive
 * (`zipfile.is_zipfile`, `_load_modules_from_zip`), under any name. True for an archive that cannot be understood. Throws
 * `Unreadable`.
 */
export function mayHoldDags(path: string): boolean {
  const tail = lastBytes(path, END + COMMENT)
  const at = tail.lastIndexOf('PK\x05\x06', tail.length - END, 'latin1')
  if (tail.length < END || at === -1) return false
  const size = tail.readUInt32LE(at + 12)
  if (size > LARGEST) return true
  const behind = tail.length - at
  const names = namesIn(lastBytes(path, size + behind).subarray(0, -behind), tail.readUInt16LE(at + 10))
  return names?.some(name => /^(?:\.\/)*[^/]*\.pyc?$/i.test(name)) ?? true
}

/** The names in the directory of an archive; undefined if that is not one of so many entries. */
function namesIn(directory: Buffer, count: number): string[] | undefined {
  const names: string[] = []
  for (let at = 0; at < directory.length; ) {
    if (directory.length < at + ENTRY || directory.toString('latin1', at, at + 4) !== 'PK\x01\x02') return undefined
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map(field => directory.readUInt16LE(at + field))
    names.push(directory.toString('utf8', at + ENTRY, at + ENTRY + name))
    at += ENTRY + name + extra + comment
  }
  return names.length === count ? names : undefined
}
